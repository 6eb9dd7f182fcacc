"""Minutes that came back in Word: what their tracked changes say, entry by entry, and whether it
still fits the record. Nothing here is ever applied by itself; a person takes it or leaves it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from masa_desktop.domain.marks import Mark, Marks, MarkStyle
from masa_desktop.domain.minute_lines import normalise, shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

_OURS = re.compile(r"masa_([0-9A-Za-z]{1,33})(_s)?")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONE = re.compile(r"\s*[\w’'-]*\s*")
_ALIKE = 0.6
_COMPARED = 400  # words
_MOST_PAIRS = 4_000_000  # of words and blanks
_REMEMBERED = 8_192  # texts


def bookmark(entry_id: str, *, in_summary: bool = False) -> str:
    """The name under which Word finds an entry again (40 characters at most); "" without id.

    An action stands in the summary too, under a name of its own.
    """
    name = f"masa_{entry_id}{'_s' if in_summary else ''}"
    return name if _OURS.fullmatch(name) else ""


def entry_of(name: str) -> str:
    """The entry that a bookmark names; "" if it is somebody else's bookmark."""
    found = _OURS.fullmatch(name)
    return found[1] if found else ""


def is_of_summary(name: str) -> bool:
    """Whether a bookmark of ours is the one in the summary of actions."""
    found = _OURS.fullmatch(name)
    return found is not None and bool(found[2])


class PieceState(StrEnum):
    """What tracking says of some characters. What was put in and struck out again is nowhere."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one state; the end of a paragraph is a piece of its own, a newline."""

    text: str
    state: PieceState = PieceState.KEPT
    author: str = ""
    on: date | None = None
    styles: frozenset[MarkStyle] = frozenset()


Pieces = tuple[Piece, ...]
END = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the file, and the words it stands beside."""

    author: str
    on: date | None
    text: str
    covers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What the file has for one entry, or one paragraph that belongs to none (`entry_id` "").

    `opening` stands in the first paragraph before our text. `near_id` is the entry before a
    paragraph that belongs to none, or, with `is_ahead`, the one after it; `place` says in words
    where it stands ("Action by"), "" for a new one among the minuted text. `is_in_text`: it
    stands in the column of the minuted text, new or not. `is_summary`: the entry's text as the
    summary of actions repeats it.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A Word file read whole: nothing in it is followed, run or changed.

    `written` is when the paper was made (UTC); `reference` is the meeting's, as the file says.
    """

    name: str
    reference: str = ""
    written: datetime | None = None
    passages: tuple[Passage, ...] = ()

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


_KIND_LABELS = {
    Kind.CHANGED: "Changed",
    Kind.INSERTED: "New paragraph",
    Kind.DELETED: "Struck out",
    Kind.COMMENT: "Comment",
    Kind.UNTRACKED: "Changed without tracking",
}


def kind_label(kind: Kind) -> str:
    return _KIND_LABELS[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One thing the file proposes. `entry_id` is the entry it is about; something new follows
    that entry, or comes before it with `is_ahead`; `follows` are the new texts of the file that
    stand between. A comment's `before` are the words it covers; `marks` are of `after`. With a
    `place` it is about what is printed, not minuted.
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

    @property
    def id(self) -> str:
        """The same for the same suggestion, however often the file is read."""
        said = (self.entry_id, self.kind, self.author, str(self.on), self.before, self.after)
        whole = "\x1f".join((*said, self.comment, self.place, str(self.is_ahead)))
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


_STANDING_LABELS = {
    Standing.OPEN: "To decide",
    Standing.CHANGED_HERE: "Changed here since",
    Standing.REMOVED_HERE: "Removed here since",
    Standing.DONE: "Already in the minutes",
    Standing.TO_SEE: "To be seen",
}


def standing_label(standing: Standing) -> str:
    return _STANDING_LABELS[standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A suggestion beside the record: where it belongs, what the minutes say there now.

    `label` names the entry ("Action EXEC-2026-014"); `beside` is the text of the entry next to a
    new paragraph. `is_record`: taking it away takes an action or decision off the log.
    """

    suggestion: Suggestion
    standing: Standing
    item_id: str = ""
    item: str = ""
    label: str = ""
    current: str = ""
    beside: str = ""
    is_record: bool = False

    @property
    def id(self) -> str:
        return self.suggestion.id


def standing(suggestion: Suggestion, current: str | None) -> Standing:
    """Whether it can be taken as it is. `current` is the entry's text, None if it is gone.

    A text that is neither what was sent nor what came back was changed here since; then both are
    shown and nothing is set over it unseen.
    """
    if suggestion.kind is Kind.COMMENT or suggestion.place:
        return Standing.TO_SEE
    if current is None:
        return Standing.DONE if suggestion.is_removal else Standing.REMOVED_HERE
    if is_same(suggestion.after, current):
        return Standing.DONE
    return Standing.OPEN if is_same(suggestion.before, current) else Standing.CHANGED_HERE


def text_before(pieces: Iterable[Piece]) -> str:
    """The text with every tracked change rejected."""
    return "".join(piece.text for piece in pieces if piece.state is not PieceState.INSERTED)


def text_after(pieces: Iterable[Piece]) -> str:
    """The text with every tracked change accepted."""
    return "".join(piece.text for piece in pieces if piece.state is not PieceState.DELETED)


def marks_after(pieces: Iterable[Piece]) -> Marks:
    """Bold and italic of the text with every change accepted."""
    made: list[Mark] = []
    start = 0
    for piece in pieces:
        if piece.state is not PieceState.DELETED:
            end = start + len(piece.text)
            made += [Mark(start, end, style) for style in piece.styles]
            start = end
    return normalise(made, start)


def is_tracked(pieces: Iterable[Piece]) -> bool:
    return any(piece.state is not PieceState.KEPT for piece in pieces)


def tidy(text: str, marks: Marks = ()) -> tuple[str, Marks]:
    """Text as minutes hold it: no blank lines, no blanks round a line; the marks go with it."""
    said: list[str] = []
    kept: list[Mark] = []
    start = length = 0
    for line in text.split(END):
        bare = line.strip()
        if bare:
            first = start + len(line) - len(line.lstrip())
            shown = (
                Mark(max(m.start, first), min(m.end, first + len(bare)), m.style) for m in marks
            )
            kept += shift([m for m in shown if m.start < m.end], length - first)
            said.append(bare)
            length += len(bare) + 1
        start += len(line) + 1
    whole = END.join(said)
    return whole, normalise(kept, len(whole))


def is_same(one: str, other: str) -> bool:
    """Whether two texts say the same, blanks and blank lines apart."""
    return _folded(one) == _folded(other)


@lru_cache(maxsize=_REMEMBERED)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split(END) if line.strip())


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


def without_opening(pieces: Pieces, opening: str) -> Pieces:
    """The pieces without the printed opening, if they began with exactly that ("Action …:").

    It goes whether it was struck out or not; one that somebody wrote into stays.
    """
    left = f"{opening} " if opening else ""
    if not left or not text_before(pieces).startswith(left):
        return pieces
    made: list[Piece] = []
    for piece in pieces:
        if left and piece.state is PieceState.INSERTED:
            return pieces
        cut = min(len(left), len(piece.text))
        left = left[cut:]
        if piece.text[cut:]:
            made.append(replace(piece, text=piece.text[cut:]))
    return tuple(made)


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
    found: list[Suggestion] = []
    ahead, own, behind = _new_paragraphs(passage.pieces)
    found += [_inserted(passage.entry_id, pieces, is_ahead=True) for pieces in ahead]
    changed = _own_change(passage, own, known)
    if changed is not None:
        found.append(changed)
    gone = changed is not None and changed.is_removal
    if is_tracked(passage.opening) and not gone:
        found.append(printed_change(passage, passage.opening, "Printed opening"))
    if passage.is_joined and not gone:
        found.append(_joined(passage))
    found += remarks_of(passage)
    found += [_inserted(passage.entry_id, pieces) for pieces in behind]
    return found


def _own_change(passage: Passage, pieces: Pieces, known: Sequence[str]) -> Suggestion | None:
    before = tidy(text_before(pieces))[0]
    after, marks = tidy(text_after(pieces), marks_after(pieces))
    was_sent = any(is_same(before, one) for one in known)
    if was_sent and is_same(before, after):
        return None
    kind = Kind.CHANGED if after else Kind.DELETED
    return Suggestion(
        entry_id=passage.entry_id,
        kind=kind if was_sent else Kind.UNTRACKED,
        author=authors(pieces),
        on=latest(pieces),
        before=before if was_sent else nearest(after, known),
        after=after,
        marks=marks,
    )


def printed_change(passage: Passage, pieces: Pieces, place: str) -> Suggestion:
    """A tracked change of something printed round the minuted text; it can only be seen."""
    return Suggestion(
        entry_id=passage.entry_id or passage.near_id,
        kind=Kind.CHANGED,
        author=authors(pieces),
        on=latest(pieces),
        before=tidy(text_before(pieces))[0],
        after=tidy(text_after(pieces))[0],
        place=place,
    )


def new_paragraph(passage: Passage) -> Suggestion:
    """A paragraph of the file that belongs to no entry, as something new after or before one."""
    made = _inserted(passage.near_id, passage.pieces, is_ahead=passage.is_ahead)
    if text_before(passage.pieces).strip():
        return Suggestion(
            entry_id=made.entry_id,
            kind=Kind.UNTRACKED,
            author=made.author,
            on=made.on,
            after=made.after,
            marks=made.marks,
            is_ahead=made.is_ahead,
        )
    return made


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


def in_order(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Each suggestion once; new paragraphs of one entry know those of the file before them."""
    made: dict[str, Suggestion] = {}
    behind: dict[str, tuple[str, ...]] = {}
    for one in found:
        earlier = behind.get(one.entry_id, ())
        is_behind = one.is_new and not one.is_ahead
        made.setdefault(one.id, replace(one, follows=earlier) if is_behind else one)
        if is_behind:
            behind[one.entry_id] = (*earlier, one.after)
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


def authors(pieces: Iterable[Piece]) -> str:
    """Who tracked something here, in order, each once."""
    found = (piece.author for piece in pieces if piece.state is not PieceState.KEPT)
    return ", ".join(dict.fromkeys(name for name in found if name))


def latest(pieces: Iterable[Piece]) -> date | None:
    """The last day on which something here was tracked; None if the file does not say."""
    days = [p.on for p in pieces if p.on is not None and p.state is not PieceState.KEPT]
    return max(days, default=None)
