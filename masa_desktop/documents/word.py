"""Minutes as a Word document: what was recorded, whole, marked, and readable with any reader."""

from __future__ import annotations

import itertools
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from masa_desktop.documents import word_template
from masa_desktop.documents.word_attendance import attendance
from masa_desktop.documents.word_entries import (
    decision_paragraphs,
    edges_of,
    entry_paragraphs,
    printed,
    printed_lines,
    printed_paragraph,
    summary_paragraphs,
)
from masa_desktop.documents.word_parts import (
    ALARM_COLOUR,
    HEADING_COLOUR,
    QUIET_COLOUR,
    Cell,
    Column,
    Look,
    boxed,
    element,
    heading,
    lines,
    paragraph,
    plain_run,
    run,
    table,
    text_cell,
)
from masa_desktop.documents.word_saving import as_bytes, name, save
from masa_desktop.documents.word_styles import look_of
from masa_desktop.documents.word_template import PageWords
from masa_desktop.domain.minutes import (
    RESTRICTED_NOTE,
    RESTRICTED_TITLE,
    SHAREABLE_WORDS,
    AttendanceStyle,
    EntryKind,
)
from masa_desktop.domain.returned_marks import Printed, item_bookmark
from masa_desktop.domain.words import capital, count, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docx.document import Document

    from masa_desktop.documents.word_template import Template
    from masa_desktop.domain.minutes import Entry, Item, Minutes

_OF_SAVING = "docProps/core.xml"
FIRST_BOOKMARK = 1001  # a council's header may hold bookmarks of its own


def write_minutes(
    minutes: Minutes, target: Path, *, style: AttendanceStyle, template: Template | None = None
) -> Path:
    """Write the minutes to `target`, replacing it, and give it back (see `files.free_name`).

    `template` is a council's own document: its styles, page, header and footer are used, its text
    is not. Raises UserError when the template or the target cannot be used; then `target` is as
    it was before.
    """
    return save(_document(minutes, style, template), target)


def minutes_as_bytes(
    minutes: Minutes, *, style: AttendanceStyle, template: Template | None = None
) -> bytes:
    """What `write_minutes` would write. Raises UserError when the template cannot be used."""
    return as_bytes(_document(minutes, style, template))


def is_same_print(one: bytes, other: bytes) -> bool:
    """Whether two Word files hold the same parts, but for when they were saved."""
    return _parts(one) == _parts(other)


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != _OF_SAVING}


def _document(minutes: Minutes, style: AttendanceStyle, template: Template | None) -> Document:
    document = (
        word_template.own_document()
        if template is None
        else word_template.councils_document(template)
    )
    look = look_of(document)
    page = document.element.body[-1]
    for xml in _content(minutes, look, style):
        page.addprevious(element(xml))
    word_template.mark_pages(document, look, _page_words(minutes))
    practice = "PRACTICE – " if minutes.is_practice else ""
    title = f"{practice}{minutes.heading}, {plain_date(minutes.on)}"
    name(document, title, minutes.reference, author=minutes.partnership, status=minutes.stamp)
    return document


def _content(minutes: Minutes, look: Look, style: AttendanceStyle) -> Iterator[str]:
    numbers = itertools.count(FIRST_BOOKMARK)
    yield from _head(minutes, look)
    yield heading(look, "1. Attendance")
    yield from attendance(minutes, look, style)
    yield _labelled(look, "Quorum", minutes.quorum or "Not recorded.")
    for note in minutes.quorum_notes:
        yield from lines(look.text, note)
    if minutes.declarations:
        yield _labelled(look, "Declarations of interest", " ".join(minutes.declarations))
    yield heading(look, "2. Summary of actions")
    yield from _summary(minutes, look, numbers)
    if minutes.decisions:
        yield paragraph(look.subheading, run("Summary of decisions"), properties="<w:keepNext/>")
        yield _decisions(minutes, look, numbers)
    yield heading(look, "3. Minutes")
    yield from _body(minutes, look, numbers)
    yield from _end(minutes, look)


def _head(minutes: Minutes, look: Look) -> Iterator[str]:
    colour = ALARM_COLOUR if minutes.is_draft else HEADING_COLOUR
    right = f'<w:tabs><w:tab w:val="right" w:pos="{look.width}"/></w:tabs>'
    yield paragraph(
        look.partnership,
        run(f"{minutes.partnership}\t"),
        boxed(minutes.stamp, colour),
        properties=right,
    )
    yield paragraph(look.title, run(minutes.heading))
    if minutes.is_shareable:
        yield paragraph(look.text, run(SHAREABLE_WORDS, bold=True))
    details = (
        ("Date", minutes.held),
        ("Venue", minutes.venue or "Not recorded"),
        ("Format", minutes.format),
        *(("Adjourned", capital(said.removeprefix("Adjourned "))) for said in minutes.sittings),
        ("Chair", minutes.chair_line),
        ("Reference", minutes.reference),
        ("Approval", minutes.approval),
    )
    for label, value in details:
        if value:
            yield paragraph(look.details, run(label, bold=True), run(f"\t{value}"))


def _labelled(look: Look, label: str, text: str, *, properties: str = "") -> str:
    words = (run(f"{label}. ", bold=True), run(text))
    return paragraph(look.text, *words, properties=properties)


def _summary(minutes: Minutes, look: Look, numbers: Iterator[int]) -> Iterator[str]:
    if not minutes.actions:
        yield paragraph(look.text, run("No actions were recorded."))
        return
    columns = (
        Column(heading="Ref", share=18),
        Column(heading="Item", share=7),
        Column(heading="Action", share=46),
        Column(heading="Owner", share=13),
        Column(heading="By when", share=16),
    )
    rows = [
        (
            text_cell(look, action.ref or "draft"),
            text_cell(look, item.number),
            Cell(content=summary_paragraphs(action, look, next(numbers))),
            _printed_cell(look, action.owners or "No owner", Printed.OWNERS, numbers),
            _printed_cell(look, action.due or "No date said", Printed.DUE, numbers),
        )
        for item, action in minutes.actions
    ]
    described = "One row for each action: reference, item, action, owner and date."
    yield table(look, columns, rows, caption="Summary of actions", description=described)


def _decisions(minutes: Minutes, look: Look, numbers: Iterator[int]) -> str:
    columns = (
        Column(heading="Ref", share=22),
        Column(heading="Item", share=7),
        Column(heading="Decision", share=46),
        Column(heading="Status", share=25),
    )
    rows = [
        (
            text_cell(look, decision.ref or "draft"),
            text_cell(look, item.number),
            Cell(content=decision_paragraphs(decision, look, next(numbers))),
            text_cell(look, decision.status),
        )
        for item, decision in minutes.decisions
    ]
    described = "One row for each decision: reference, item, wording and status."
    return table(look, columns, rows, caption="Summary of decisions", description=described)


def _printed_cell(look: Look, text: str, kind: Printed, numbers: Iterator[int]) -> Cell:
    return Cell(content=printed_lines(look.cell, text, kind, numbers))


def _body(minutes: Minutes, look: Look, numbers: Iterator[int]) -> Iterator[str]:
    if not minutes.items:
        yield paragraph(look.text, run("No items are recorded."))
        return
    columns = (
        Column(heading="Item", share=7),
        Column(heading="Discussion and agreement", share=64),
        Column(heading="Action by", share=13),
        Column(heading="By when", share=16),
    )
    rows = [row for item in minutes.items for row in _item_rows(item, look, numbers)]
    described = "One row for each item, and a further row under it for each action."
    yield table(look, columns, rows, caption="Minutes by item", description=described)


def _item_rows(item: Item, look: Look, numbers: Iterator[int]) -> Iterator[tuple[Cell, ...]]:
    """The rows of one item: each action has its own, so that owner and date stand beside it."""
    blocks = _blocks(item.entries)
    for place, block in enumerate(blocks):
        is_first = place == 0
        content = _opening(item, look, numbers) if is_first else []
        for entry in block:
            content += entry_paragraphs(entry, look, next(numbers))
            if entry.particulars:
                content.append(printed_paragraph(entry.particulars, look, next(numbers)))
        if place == len(blocks) - 1:
            for text in item.corrections:
                content += printed_lines(look.entry, text, Printed.NOTE, numbers)
        action = next((entry for entry in block if entry.kind is EntryKind.ACTION), None)
        number = run(item.number, colour="" if is_first else QUIET_COLOUR)
        start, end = edges_of(item_bookmark(item.id, place), next(numbers))
        owners = (action.owners or "No owner") if action else ""
        due = (action.due or "No date said") if action else ""
        cells = (
            [paragraph(look.entry, start, number, end)],
            content,
            printed_lines(look.entry, owners, Printed.OWNERS, numbers),
            printed_lines(look.entry, due, Printed.DUE, numbers),
        )
        yield tuple(
            Cell(
                content=cell,
                is_faint_above=not is_first,
                is_faint_below=place < len(blocks) - 1,
            )
            for cell in cells
        )


def _blocks(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The first block stands under the item's title; every action begins and ends a block."""
    blocks: list[list[Entry]] = [[]]
    for entry in entries:
        is_alone = entry.kind is EntryKind.ACTION
        was_alone = any(other.kind is EntryKind.ACTION for other in blocks[-1])
        if is_alone or was_alone:
            blocks.append([])
        blocks[-1].append(entry)
    return blocks


def _opening(item: Item, look: Look, numbers: Iterator[int]) -> list[str]:
    title, beside = item.title or "No title", f" ({item.presenter})" if item.presenter else ""
    if item.is_restricted:
        title, beside = RESTRICTED_TITLE, f" – {RESTRICTED_NOTE}"
    runs = (run(title), plain_run(beside) if beside else "")
    made = [printed(look.item, title + beside, Printed.TITLE, next(numbers), *runs)]
    if item.state_note:
        words = run(item.state_note, italic=True)
        made.append(printed(look.entry, item.state_note, Printed.NOTE, next(numbers), words))
    return made


def _end(minutes: Minutes, look: Look) -> Iterator[str]:
    """The signature never stands alone on a page: the line before it and the count go with it."""
    said, stays = minutes.next_meeting or "No date is recorded.", "<w:keepNext/>"
    yield _labelled(look, "Next meeting", said, properties="" if minutes.amendments else stays)
    if minutes.amendments:
        yield heading(look, "4. Corrections")
        *told, last = minutes.amendments
        for amendment in told:
            yield from lines(look.text, amendment)
        yield from lines(look.text, last, properties=stays)
    half = look.width * 6 // 10
    rule = (
        f"{stays}<w:keepLines/>"
        f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{half}"/>'
        f'<w:tab w:val="left" w:leader="underscore" w:pos="{look.width}"/></w:tabs>'
        '<w:spacing w:before="480"/>'
    )
    yield paragraph(look.text, run("Signed (Chair) \t Date \t"), properties=rule)
    yield from _left_out(minutes, look)


def _left_out(minutes: Minutes, look: Look) -> Iterator[str]:
    """The count that every export ends with, and what was left out and why."""
    colour = ALARM_COLOUR if minutes.unaccounted else QUIET_COLOUR
    yield paragraph(look.small, run(f"Recorded lines: {minutes.tally}.", colour=colour))
    for gap in minutes.left_out:
        lines = f" ({count(gap.lines, 'line')})" if gap.lines else ""
        words = f"Left out: {gap.what}{lines}, because {gap.why}."
        yield paragraph(look.small, run(words, colour=colour))


def _page_words(minutes: Minutes) -> PageWords:
    draft = "DRAFT" if minutes.is_draft else ""
    parts = (minutes.reference, minutes.version_words, draft)
    return PageWords(
        banner=minutes.banner,
        reference=" ".join(part for part in parts if part),
        is_practice=minutes.is_practice,
    )
