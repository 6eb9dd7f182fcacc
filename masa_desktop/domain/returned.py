"""Minutes that came back in Word: what their tracked changes say, entry by entry, and whether it
still fits the record. Nothing here is ever applied by itself; a person takes it or leaves it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from masa_desktop.domain.minutes import CUT_SHORT, NOTHING_MINUTED, in_summary
from masa_desktop.domain.returned_edits import Edits, apart
from masa_desktop.domain.returned_marks import Printed, trace
from masa_desktop.domain.returned_pieces import (
    END,
    Piece,
    Pieces,
    PieceState,
    authors,
    is_same,
    is_tracked,
    latest,
    marks_after,
    text_after,
    text_before,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from masa_desktop.domain.marks import Marks

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONE = re.compile(r"\s*[\w’'-]*\s*")
_ALIKE = 0.6
_COMPARED = 400  # words
_MOST_PAIRS = 4_000_000  # of words and blanks
_REMEMBERED = 8_192  # texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the file, and the words it stands beside."""

    author: str
    on: date | None
    text: str
    covers: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The item under which something stands in the file: its mark, "" if that was lost, and its
    number and title as they were printed there.
    """

    item_id: str
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PrintedAs:
    """What a printed paragraph was, and the trace of what it said; "" if its mark was lost."""

    kind: Printed
    trace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What the file has for one entry, or one paragraph that belongs to none (`entry_id` "").

    `opening` stands in the first paragraph before our text. `heading` is the item above it, None
    if the file does not show one. `near_id` is the entry of its cell before a paragraph that
    belongs to none, or, with `is_ahead`, the one after it; `place` says in words where it stands
    ("Action by"), "" for a new one among the minuted text. `is_in_text`: it stands in the column
    of the minuted text, new or not. `is_summary`: the entry's text as a summary
    repeats it. `printed` is set for what is printed beside the minuted text.
    """

    entry_id: str
    pieces: Pieces
    opening: Pieces = ()
    near_id: str = ""
    is_ahead: bool = False
    place: str = ""
    is_in_text: bool = False
    is_summary: bool = False
    remarks: tuple[Remark, ...] = ()
    is_joined: bool = False
    heading: Heading | None = None
    printed: PrintedAs | None = None

    @property
    def is_retyped(self) -> bool:
        """Whether a printed paragraph says something else than was printed, tracking apart."""
        return self.printed is not None and self.printed.trace != trace(text_before(self.pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A Word file read whole: nothing in it is followed, run or changed.

    `written` is when the paper was made (UTC); `reference` is the meeting's, as the file says.
    `formatting` counts the tracked changes of looks alone.
    """

    name: str
    reference: str = ""
    written: datetime | None = None
    passages: tuple[Passage, ...] = ()
    formatting: int = 0

    @property
    def entry_ids(self) -> tuple[str, ...]:
        """The entries known by their bookmarks, each once."""
        found = (passage.entry_id for passage in self.passages if passage.entry_id)
        return tuple(dict.fromkeys(found))


class Kind(StrEnum):
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    COMMENT = "comment"
    UNTRACKED = "untracked"
    MOVED = "moved"


_KIND_LABELS = {
    Kind.CHANGED: "Changed",
    Kind.INSERTED: "New paragraph",
    Kind.DELETED: "Struck out",
    Kind.COMMENT: "Comment",
    Kind.UNTRACKED: "Changed without tracking",
    Kind.MOVED: "Moved",
}


def kind_label(kind: Kind) -> str:
    return _KIND_LABELS[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One thing the file proposes. `entry_id` is the entry it is about; something new follows
    that entry, or comes before it with `is_ahead`; `follows` are the new texts of the file that
    stand between. Without an entry something new begins the item `item_id`; without that either
    nobody knows where it belongs. What moved goes to that item, after `after_id` ("": first).
    A comment's `before` are the words it covers; `marks` are of `after`. With a `place` it is
    about what is printed, not minuted. `part` is the edit of `edits` it is, if a text has several.
    """

    entry_id: str
    kind: Kind
    author: str = ""
    on: date | None = None
    before: str = ""
    after: str = ""
    comment: str = ""
    marks: Marks = ()
    is_ahead: bool = False
    follows: tuple[str, ...] = ()
    place: str = ""
    printed: Printed | None = None
    item_id: str = ""
    after_id: str = ""
    edits: Edits | None = None
    part: int = 0

    @property
    def id(self) -> str:
        """The same for the same suggestion, however often the file is read."""
        said = (self.entry_id, self.kind, self.author, str(self.on), self.before, self.after)
        where = (self.place, str(self.is_ahead), self.item_id, self.after_id, str(self.part))
        whole = "\x1f".join((*said, self.comment, *where))
        return sha256(whole.encode(errors="replace")).hexdigest()[:32]

    @property
    def is_new(self) -> bool:
        """Whether it is a paragraph the minutes do not have."""
        return not self.place and not self.before and self.kind in (Kind.INSERTED, Kind.UNTRACKED)

    @property
    def is_removal(self) -> bool:
        """Whether it would take a whole entry away."""
        return not self.place and not self.after and self.kind in (Kind.DELETED, Kind.UNTRACKED)


class Standing(StrEnum):
    """How a suggestion stands to the record as it is now."""

    OPEN = "open"
    CHANGED_HERE = "changed_here"
    REMOVED_HERE = "removed_here"
    DONE = "done"
    TO_SEE = "to_see"
    NO_PLACE = "no_place"


_STANDING_LABELS = {
    Standing.OPEN: "To decide",
    Standing.CHANGED_HERE: "Changed here since",
    Standing.REMOVED_HERE: "Removed here since",
    Standing.DONE: "Already in the minutes",
    Standing.TO_SEE: "To look at",
    Standing.NO_PLACE: "Place not known",
}


def standing_label(standing: Standing) -> str:
    return _STANDING_LABELS[standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A suggestion beside the record: where it belongs, what the minutes say there now.

    `label` names the entry ("Action EXEC-2026-014"); `beside` is the text of the entry next to a
    new or moved paragraph, `target` the item to which it moved; `proposed` what it would say if
    it were taken now. `is_record`: taking it away takes an action or decision off the log.
    """

    suggestion: Suggestion
    standing: Standing
    item_id: str = ""
    item: str = ""
    label: str = ""
    current: str = ""
    beside: str = ""
    target: str = ""
    proposed: str = ""
    is_record: bool = False

    @property
    def id(self) -> str:
        return self.suggestion.id


def taken_words(number: int | None, *, has_condition: bool, has_dissent: bool) -> str:
    """Say under which item a suggestion went, and what beside a decision's new words is as it was.

    Condition and dissent are recorded beside the words, which may say otherwise by now.
    """
    where = f"Taken into item {number}" if number else "Taken into the minutes"
    if has_condition and has_dissent:
        return f"{where}; its condition and dissent stand as they were"
    kept = "condition" if has_condition else "dissent" if has_dissent else ""
    return f"{where}; its {kept} stands as it was" if kept else where


def standing(suggestion: Suggestion, current: str | None) -> Standing:
    """Whether it can be taken as it is. `current` is the entry's text, None if it is gone.

    A text that is neither what was sent nor what came back was changed here since; then both are
    shown and nothing is set over it unseen.
    """
    if suggestion.kind is Kind.COMMENT or suggestion.place:
        return Standing.TO_SEE
    if current is None:
        return Standing.DONE if suggestion.is_removal else Standing.REMOVED_HERE
    if suggestion.edits is not None:
        return _standing_of_part(suggestion.edits, suggestion.part, current)
    if is_same(suggestion.after, current):
        return Standing.DONE
    return Standing.OPEN if is_same(suggestion.before, current) else Standing.CHANGED_HERE


def _standing_of_part(edits: Edits, part: int, current: str) -> Standing:
    is_taken = edits.is_taken(part, current)
    if is_taken is None:
        return Standing.DONE if is_same(edits.after, current) else Standing.CHANGED_HERE
    return Standing.DONE if is_taken else Standing.OPEN


def proposed(suggestion: Suggestion, current: str, marks: Marks = ()) -> tuple[str, Marks]:
    """What the entry would say if the suggestion were taken now, and its marks.

    Of several edits of one text only this one, unless the text was changed here since: then it
    is the text of the file, whole.
    """
    if suggestion.edits is None:
        return suggestion.after, suggestion.marks
    made = suggestion.edits.applied(suggestion.part, current, marks)
    if made is None and suggestion.edits.is_taken(suggestion.part, current):
        return current, marks
    return made or (suggestion.edits.after, ())


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words in the same order).

    Of a very long text only the beginning is compared: the time grows with the square.
    """
    first, second = one.split()[:_COMPARED], other.split()[:_COMPARED]
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def nearest(text: str, known: Iterable[str]) -> str:
    """Of the texts an entry has had, the one most like `text`; the last of equals, "" of none."""
    best, score = "", -1.0
    for one in known:
        found = likeness(one, text)
        if found >= score:
            best, score = one, found
    return best


def as_minuted(pieces: Pieces, known: Sequence[str]) -> Pieces:
    """What a summary has, with its first letter and its end as they were minuted (`in_summary`).

    `known` are the texts it has had here, oldest first. So an edit made in the summary proposes
    those words and nothing more.
    """
    said = tidy(text_before(pieces))[0]
    if not said or any(is_same(said, one) for one in known):
        return pieces
    exact = (one for one in reversed(known) if is_same(said, in_summary(one)))
    sent = next(exact, "") or nearest(said, known)
    short, made = in_summary(sent), list(pieces)
    told = [place for place, piece in enumerate(pieces) if text_before((piece,)).strip()]
    first, last = told[0], told[-1]
    if sent and made[first].text[0] == short[0]:
        made[first] = replace(made[first], text=sent[0] + made[first].text[1:])
    end = made[last].text.rstrip()
    head = short.removesuffix(CUT_SHORT)
    if end.endswith(CUT_SHORT) and short != head and sent[1:].startswith(head[1:]):
        made[last] = replace(made[last], text=end.removesuffix(CUT_SHORT))
        made.insert(last + 1, Piece(sent[len(head) :]))
    return tuple(made)


def is_alike(one: str, other: str) -> bool:
    """Whether a text may be another rewritten; lengths and single words tell most apart at once."""
    (first, size), (second, other_size) = _counted(one), _counted(other)
    total = size + other_size
    if 2 * min(size, other_size) < _ALIKE * total:
        return False
    both = first.keys() & second.keys()
    shared = sum(min(first[word], second[word]) for word in both)
    return 2 * shared >= _ALIKE * total and likeness(one, other) >= _ALIKE


@lru_cache(maxsize=_REMEMBERED)
def _counted(text: str) -> tuple[Counter[str], int]:
    """How often each word is there, and how many words there are."""
    words = text.split()
    return Counter(words), len(words)


class DiffState(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


def differences(before: str, after: str) -> list[tuple[str, DiffState]]:
    """Word by word: what stayed, went out and came in, in reading order.

    A lone word that stayed between two changes is told as changed: one long change reads better
    than several short ones. Of texts too long to compare in time all went out and all came in.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        whole = [(before, DiffState.OUT), (after, DiffState.IN)]
        return [(before, DiffState.SAME)] if before == after else [one for one in whole if one[0]]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    made: list[tuple[str, DiffState]] = []
    gone = come = ""
    for number, (tag, old_from, old_to, new_from, new_to) in enumerate(steps):
        out, put_in = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        is_between = 0 < number < len(steps) - 1 and bool(_LONE.fullmatch(out))
        if tag == "equal" and not is_between:
            made += [(gone, DiffState.OUT), (come, DiffState.IN), (out, DiffState.SAME)]
            gone = come = ""
        else:
            gone, come = gone + out, come + put_in
    made += [(gone, DiffState.OUT), (come, DiffState.IN)]
    return [(text, state) for text, state in made if text]


def suggestions_of(passage: Passage, known: Sequence[str]) -> list[Suggestion]:
    """What a passage of the file proposes for its entry, in the order of reading.

    `known` are the texts this entry has had here, oldest first. A text that tracking leads back
    to none of them was changed without tracking.
    """
    if passage.is_summary:
        passage = replace(passage, pieces=as_minuted(passage.pieces, known))
    found: list[Suggestion] = []
    ahead, own, behind = _new_paragraphs(passage.pieces)
    found += [_inserted(passage.entry_id, pieces, is_ahead=True) for pieces in ahead]
    changes = _own_changes(passage, own, known)
    found += changes
    gone = any(changed.is_removal for changed in changes)
    is_carried = _is_carried(own, known)
    if is_tracked(passage.opening) and not gone and not is_carried:
        found.append(printed_change(passage, passage.opening, "Printed opening"))
    if passage.is_joined and not gone:
        found.append(_joined(passage))
    found += remarks_of(passage)
    found += [_inserted(passage.entry_id, pieces) for pieces in behind]
    return found


def _own_changes(passage: Passage, pieces: Pieces, known: Sequence[str]) -> list[Suggestion]:
    before = tidy(text_before(pieces))[0]
    after, marks = tidy(text_after(pieces), marks_after(pieces))
    was_sent = any(is_same(before, one) for one in known)
    if _is_carried(pieces, known) or (was_sent and is_same(before, after)):
        return []
    edits = apart(pieces) if was_sent else None
    if edits is not None and is_same(edits.after, after):
        return [_part(passage, edits, number, before) for number in range(len(edits.edits))]
    kind = Kind.CHANGED if after else Kind.DELETED
    whole = Suggestion(
        entry_id=passage.entry_id,
        kind=kind if was_sent else Kind.UNTRACKED,
        author=authors(pieces),
        on=latest(pieces),
        before=before if was_sent else nearest(after, known),
        after=after,
        marks=marks,
    )
    return [whole]


def _is_carried(pieces: Pieces, known: Sequence[str]) -> bool:
    """Whether a text came here whole from another place, its mark with it."""
    after = text_after(pieces)
    return not text_before(pieces).strip() and any(is_same(after, one) for one in known if one)


def _part(passage: Passage, edits: Edits, number: int, before: str) -> Suggestion:
    edit = edits.edits[number]
    return Suggestion(
        entry_id=passage.entry_id,
        kind=Kind.CHANGED,
        author=edit.author,
        on=edit.on,
        before=before,
        after=edits.only(number),
        edits=edits,
        part=number,
    )


def printed_change(passage: Passage, pieces: Pieces, place: str) -> Suggestion:
    """A change of something printed round the minuted text; it can only be looked at.

    What was retyped without tracking has no `before`: the file does not say it any more.
    """
    is_retyped = passage.is_retyped and pieces is passage.pieces
    return Suggestion(
        entry_id=passage.entry_id or passage.near_id,
        kind=Kind.UNTRACKED if is_retyped else Kind.CHANGED,
        author=authors(pieces),
        on=latest(pieces),
        before="" if is_retyped else tidy(text_before(pieces))[0],
        after=tidy(text_after(pieces))[0],
        place=place,
        printed=passage.printed.kind if passage.printed else None,
    )


def new_paragraph(passage: Passage) -> Suggestion:
    """A paragraph of the file that belongs to no entry, as something new after or before one."""
    made = _inserted(passage.near_id, passage.pieces, is_ahead=passage.is_ahead)
    is_tracked_whole = not text_before(passage.pieces).strip()
    return made if is_tracked_whole else replace(made, kind=Kind.UNTRACKED)


def written_over(passage: Passage) -> Passage | None:
    """What somebody wrote where the paper says that nothing is minuted, as a paragraph of its own.

    None if it is no such place, or still says that and no more.
    """
    note = passage.printed
    if note is None or note.trace != trace(NOTHING_MINUTED):
        return None
    pieces = passage.pieces
    if not passage.is_retyped:
        pieces = tuple(piece for piece in pieces if piece.state is PieceState.INSERTED)
    elif text_after(pieces).startswith(NOTHING_MINUTED):
        pieces = (Piece(text_after(pieces).removeprefix(NOTHING_MINUTED)),)
    return replace(passage, pieces=pieces, place="", printed=None) if pieces else None


def remarks_of(passage: Passage) -> list[Suggestion]:
    """The comments beside a passage."""
    return [
        Suggestion(
            entry_id=passage.entry_id or passage.near_id,
            kind=Kind.COMMENT,
            author=remark.author,
            on=remark.on,
            before=tidy(remark.covers)[0],
            comment=tidy(remark.text)[0],
            place="" if passage.entry_id else passage.place,
        )
        for remark in passage.remarks
    ]


def jotting_words(suggestion: Suggestion) -> str:
    """A comment as a private jotting: who, on which words, what."""
    about = f"on “{suggestion.before}”" if suggestion.before else ""
    lead = " ".join(part for part in (suggestion.author, about) if part)
    return f"{lead}: {suggestion.comment}" if lead else suggestion.comment


def out_of_order(ranks: Sequence[int]) -> set[int]:
    """The places in a list, as few as can be, that break its order: what was moved in it."""
    best: list[int] = []  # for each length the place where the run with the lowest end ends
    before: dict[int, int | None] = {}
    for place, rank in enumerate(ranks):
        length = bisect_left(best, rank, key=lambda other: ranks[other])
        before[place] = best[length - 1] if length else None
        best[length : length + 1] = [place]
    kept: set[int] = set()
    at = best[-1] if best else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return set(range(len(ranks))) - kept


def in_order(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Each suggestion once; new paragraphs of one entry know those of the file before them."""
    made: dict[str, Suggestion] = {}
    behind: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in found:
        earlier = behind.get((one.entry_id, one.item_id), ())
        is_behind = one.is_new and not one.is_ahead
        made.setdefault(one.id, replace(one, follows=earlier) if is_behind else one)
        if is_behind:
            behind[one.entry_id, one.item_id] = (*earlier, one.after)
    return list(made.values())


def _joined(passage: Passage) -> Suggestion:
    return Suggestion(
        entry_id=passage.entry_id,
        kind=Kind.COMMENT,
        author=authors(passage.pieces),
        before=tidy(text_after(passage.pieces))[0],
        comment="Joined with the paragraph after it.",
    )


def _inserted(entry_id: str, pieces: Pieces, *, is_ahead: bool = False) -> Suggestion:
    text, marks = tidy(text_after(pieces), marks_after(pieces))
    return Suggestion(
        entry_id=entry_id,
        kind=Kind.INSERTED,
        author=authors(pieces),
        on=latest(pieces),
        after=text,
        marks=marks,
        is_ahead=is_ahead,
    )


def _new_paragraphs(pieces: Pieces) -> tuple[list[Pieces], Pieces, list[Pieces]]:
    """Whole new paragraphs before and after an entry's own text, apart from that text.

    A paragraph is new if all of it is inserted, its break to the entry's own text included.
    """
    parts = list(_paragraphs(pieces))
    own = [number for number, (text, _) in enumerate(parts) if not _is_new(text)]
    if not own:
        return [], pieces, []
    first, last = own[0], own[-1]
    while first and not _is_put_in(parts[first - 1][1]):
        first -= 1
    while last < len(parts) - 1 and not _is_put_in(parts[last][1]):
        last += 1
    middle = [
        piece
        for number in range(first, last + 1)
        for piece in (*parts[number][0], *([] if number == last else parts[number][1]))
    ]
    ahead = [text for text, _ in parts[:first] if text_after(text).strip()]
    behind = [text for text, _ in parts[last + 1 :] if text_after(text).strip()]
    return ahead, tuple(middle), behind


def _paragraphs(pieces: Pieces) -> Iterator[tuple[Pieces, Pieces]]:
    """Each paragraph and the break that ends it; the last has none."""
    open_one: list[Piece] = []
    for piece in pieces:
        if piece.text == END:
            yield tuple(open_one), (piece,)
            open_one = []
        else:
            open_one.append(piece)
    yield tuple(open_one), ()


def _is_new(pieces: Pieces) -> bool:
    return all(_is_put_in((piece,)) for piece in pieces)


def _is_put_in(pieces: Pieces) -> bool:
    return all(piece.state is PieceState.INSERTED for piece in pieces)
