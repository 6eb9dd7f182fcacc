"""The attendance section of the minutes, in each of the four styles partnerships use.

Whatever the style, everybody on the record is printed, and the chair once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.documents.word_parts import Cell, Column, paragraph, run, table, text_cell
from masa_desktop.domain.minutes import (
    SEAT_KINDS,
    AttendanceStyle,
    AttendeeKind,
    attendee_kind_label,
    key_to,
)
from masa_desktop.domain.words import capital, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from masa_desktop.documents.word_parts import Look
    from masa_desktop.domain.minutes import Attendee, Minutes

TICK = "✓"
CAPTION = "Attendance"
GUESTS = (AttendeeKind.IN_ATTENDANCE, AttendeeKind.OBSERVER)


def attendance(minutes: Minutes, look: Look, style: AttendanceStyle) -> list[str]:
    """The paragraphs and tables of the section, as XML."""
    if not minutes.attendance and minutes.grid is None:
        return [paragraph(look.text, run("No attendance is recorded."))]
    match style:
        case AttendanceStyle.CODED_LIST:
            return _coded_list(minutes, look)
        case AttendanceStyle.ROLLING_GRID:
            return _rolling_grid(minutes, look)
        case AttendanceStyle.TWO_LISTS:
            return _two_lists(minutes, look)
        case AttendanceStyle.TICK_TABLE:
            return _tick_table(minutes, look)


def _coded_list(minutes: Minutes, look: Look) -> list[str]:
    seats = minutes.of_kind(*SEAT_KINDS)
    columns = (
        Column(heading="Initials", share=9),
        Column(heading="Name", share=22),
        Column(heading="Role and agency", share=40),
        Column(heading="Code", share=8, is_centred=True),
        Column(heading="Note", share=21),
    )
    rows = [
        (
            text_cell(look, seat.initials),
            text_cell(look, seat.shown_name),
            text_cell(look, seat.post),
            text_cell(look, seat.code, is_centred=True),
            text_cell(look, capital(seat.remark)),
        )
        for seat in seats
    ]
    described = "One row for each member: initials, name, role and agency, code and note."
    key = key_to((seat.code for seat in seats), minutes.codes)
    return [
        table(look, columns, rows, caption=CAPTION, description=described),
        *_under(look, f"{key} {_guests(minutes)}".strip()),
    ]


def _rolling_grid(minutes: Minutes, look: Look) -> list[str]:
    grid = minutes.rolling_grid()
    share = min(9.0, 62 / max(len(grid.dates), 1))
    columns = (
        Column(heading="Initials", share=10),
        Column(heading="Agency", share=26),
        *(Column(heading=short_date(on), share=share, is_centred=True) for on in grid.dates),
    )
    rows = [
        (
            text_cell(look, line.initials),
            text_cell(look, line.agency),
            *(text_cell(look, letter, is_centred=True) for letter in line.letters),
        )
        for line in grid.lines
    ]
    described = "One row for each seat and one column for each meeting, oldest first."
    key = key_to((letter for line in grid.lines for letter in line.letters), grid.codes)
    return [
        table(look, columns, rows, caption=CAPTION, description=described),
        *_under(look, key, _who(minutes), _guests(minutes)),
    ]


def _two_lists(minutes: Minutes, look: Look) -> list[str]:
    found: list[str] = []
    for kind in AttendeeKind:
        people = minutes.of_kind(kind)
        if people:
            found.append(paragraph(look.subheading, run(attendee_kind_label(kind))))
            found += [_listed(look, person) for person in people]
    return found


def _listed(look: Look, person: Attendee) -> str:
    """ "Lena Brandt, representing Fergus Muir (FM), Named doctor, Riverside NHS FT"."""
    opening = f"{person.deputy}, representing " if person.deputy else ""
    inside = ", ".join(part for part in (person.initials, "Chair" * person.is_chair) if part)
    rest = (f" ({inside})" if inside else "") + (f", {person.post}" if person.post else "")
    note = f" ({person.note})" if person.note else ""
    return paragraph(look.person, run(opening), run(person.name, bold=True), run(rest + note))


def _tick_table(minutes: Minutes, look: Look) -> list[str]:
    columns = (
        Column(heading="Name", share=34),
        Column(heading="Title and organisation", share=42),
        Column(heading="Present", share=11, is_centred=True),
        Column(heading="Apologies", share=13, is_centred=True),
    )
    order = [person for kind in AttendeeKind for person in minutes.of_kind(kind)]
    rows = [_ticked(look, person) for person in order]
    described = "One row for each person, with a tick under present or apologies."
    return [table(look, columns, rows, caption=CAPTION, description=described)]


def _ticked(look: Look, person: Attendee) -> tuple[Cell, ...]:
    remarks = [f"deputy: {person.deputy}" if person.deputy else "", person.note]
    if person.kind in (*GUESTS, AttendeeKind.ABSENT, AttendeeKind.NOT_RECORDED):
        remarks.insert(0, attendee_kind_label(person.kind).lower().removesuffix("s"))
    remark = "; ".join(part for part in remarks if part)
    is_there = person.kind in (AttendeeKind.MEMBER, *GUESTS)
    return (
        text_cell(look, f"{person.shown_name} ({remark})" if remark else person.shown_name),
        text_cell(look, person.post),
        text_cell(look, TICK if is_there else "", is_centred=True),
        text_cell(look, TICK if person.kind is AttendeeKind.APOLOGIES else "", is_centred=True),
    )


def _under(look: Look, *parts: str) -> list[str]:
    """Small print under a table."""
    return [paragraph(look.small, run(part)) for part in parts if part]


def _who(minutes: Minutes) -> str:
    """The names behind the initials of a grid, with what is noted for this meeting."""
    seats = minutes.of_kind(*SEAT_KINDS)
    return _sentence("This meeting", ((seat, (seat.initials, seat.code)) for seat in seats))


def _guests(minutes: Minutes) -> str:
    sentences = (
        _sentence(
            attendee_kind_label(kind), ((guest, (guest.post,)) for guest in minutes.of_kind(kind))
        )
        for kind in GUESTS
    )
    return " ".join(part for part in sentences if part)


def _sentence(opening: str, people: Iterable[tuple[Attendee, tuple[str, ...]]]) -> str:
    named = []
    for person, facts in people:
        inside = ", ".join(part for part in (*facts, person.remark) if part)
        named.append(f"{person.shown_name} ({inside})" if inside else person.shown_name)
    return f"{opening}: {'; '.join(named)}." if named else ""
