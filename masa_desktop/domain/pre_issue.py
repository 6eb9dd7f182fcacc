"""Before minutes go out: what somebody should look at (F9).

Promises to warn only: every finding names its place, and any may be set aside with a word.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from masa_desktop.domain import personal
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture_words import Command, command_of
from masa_desktop.domain.decision_words import condition_said, dissent_said
from masa_desktop.domain.meetings import EntryKind, ItemState
from masa_desktop.domain.phrases import open_gap
from masa_desktop.domain.references import is_permanent
from masa_desktop.domain.words import count, items_words, listed, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ROLL_CALL, DETAILS, HELD = "roll", "details", "held"
"""Places that are no entry: a finding carries them as its `entry_id` with no item. HELD is where
the meeting is recorded as held."""


class Kind(StrEnum):
    """What the check looks for."""

    NOT_HELD = "not_held"
    NOT_AGREED = "not_agreed"
    NO_OWNER = "no_owner"
    NO_DATE = "no_date"
    DUE_BEFORE = "due_before"
    NOT_WORKED = "not_worked"
    NO_WORDS = "no_words"
    NO_CONDITION = "no_condition"
    NO_DISSENT = "no_dissent"
    SPOKE_AWAY = "spoke_away"
    NO_OUTCOME = "no_outcome"
    NOT_ACCOUNTED = "not_accounted"
    NO_AUTHORITY = "no_authority"
    NO_ROLL_CALL = "no_roll_call"
    NO_CHAIR = "no_chair"
    NO_QUORUM = "no_quorum"
    QUORUM_UNDECIDED = "quorum_undecided"
    TO_RATIFY = "to_ratify"
    PERSONAL = "personal"
    AS_TYPED = "as_typed"
    OPEN_GAP = "open_gap"
    DRAFT_REFERENCE = "draft_reference"
    OF_RESTRICTED = "of_restricted"
    NONE_DECLARED = "none_declared"
    BEGUN = "begun"
    JOTTINGS = "jottings"


_KIND_LABELS = {
    Kind.NOT_HELD: "Not recorded as held",
    Kind.NOT_AGREED: "Agreement that does not stand",
    Kind.NO_OWNER: "Action without an owner",
    Kind.NO_DATE: "Action without a date",
    Kind.DUE_BEFORE: "Due before the meeting",
    Kind.NOT_WORKED: "Due on a day not worked",
    Kind.NO_WORDS: "Nothing said",
    Kind.NO_CONDITION: "Condition not recorded",
    Kind.NO_DISSENT: "Dissent not recorded",
    Kind.SPOKE_AWAY: "Spoke but recorded as away",
    Kind.NO_OUTCOME: "Item without an outcome",
    Kind.NOT_ACCOUNTED: "Not accounted for",
    Kind.NO_AUTHORITY: "Deputy’s authority not recorded",
    Kind.NO_ROLL_CALL: "Roll-call not taken",
    Kind.NO_CHAIR: "Chair not recorded",
    Kind.NO_QUORUM: "No quorum set",
    Kind.QUORUM_UNDECIDED: "Quorum for the chair to decide",
    Kind.TO_RATIFY: "To be ratified",
    Kind.PERSONAL: "Possible personal detail",
    Kind.AS_TYPED: "Left as typed",
    Kind.OPEN_GAP: "Gap left open",
    Kind.DRAFT_REFERENCE: "Draft references",
    Kind.OF_RESTRICTED: "Said of a restricted item",
    Kind.NONE_DECLARED: "An interest is recorded",
    Kind.BEGUN: "Begun in quick entry",
    Kind.JOTTINGS: "Private jottings",
}


def kind_label(kind: Kind) -> str:
    """Give the words for what was found."""
    return _KIND_LABELS[kind]


class Severity(StrEnum):
    """Whether a finding needs a person, or is only to be known."""

    NEEDS_YOU = "needs_you"
    TO_KNOW = "to_know"


_TO_KNOW = frozenset({Kind.NOT_WORKED, Kind.NO_QUORUM, Kind.TO_RATIFY, Kind.JOTTINGS})


def severity_label(severity: Severity) -> str:
    """Give the words for how much a finding asks of somebody."""
    return "Needs you" if severity is Severity.NEEDS_YOU else "To know"


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """One shared entry, as the check reads it. Private jottings are never among them.

    `of_restricted` are the references in its words of what was raised under a restricted item,
    where it stands under one that is not. `particulars` are the printed words beside a decision;
    `not_worked` is why nobody works on the day it is due ("Sunday"), "" if they do.
    `has_condition` says whether its field for that is filled, `dissent` is what the other holds.
    """

    id: str
    kind: EntryKind
    text: str
    ref: str = ""
    has_owner: bool = True
    due_kind: DueKind = DueKind.DATED
    due_on: date | None = None
    not_worked: str = ""
    is_to_be_ratified: bool = False
    particulars: str = ""
    of_restricted: tuple[str, ...] = ()
    has_condition: bool = False
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One agenda item with its entries; `notes` are its other printed words.

    `has_outcome` is True where something else than an entry settles it, such as an approval;
    `is_quorum_undecided` where something was decided, and whether the meeting was quorate was for
    the chair to say and nobody recorded it. `away` are the initials of members recorded as not here
    for any part of it. `begun` is a line begun in the quick entry and not entered, "" if none.
    """

    id: str
    number: int
    title: str
    state: ItemState
    notes: tuple[str, ...] = ()
    entries: tuple[CheckedEntry, ...] = ()
    has_outcome: bool = False
    is_quorum_undecided: bool = False
    away: tuple[str, ...] = ()
    begun: str = ""

    @property
    def place(self) -> str:
        return f"Item {self.number}, {self.title}"


@dataclass(frozen=True, slots=True)
class CheckedMinutes:
    """One meeting before it goes out. `unaccounted` are (id of the roll-call line, name).

    `unsaid` are deputies, in the same way, of whom nobody has said whether they may decide, where
    the quorum or a decision could depend on it.
    `venue` says where it meets: a postcode in it is nobody's address. `room` is all that is printed
    beside the items, each text with its place: ROLL_CALL, DETAILS or "". `on` is its first day;
    `not_agreed` says of each agreement that does not stand why not. `chairless` are the numbers of
    the items taken for which nobody who was here is recorded as in the chair. `declared` says of
    each interest whose it is and where: "BC at item 8".
    """

    items: tuple[CheckedItem, ...] = ()
    is_roll_taken: bool = True
    unaccounted: tuple[tuple[str, str], ...] = ()
    unsaid: tuple[tuple[str, str], ...] = ()
    has_chair: bool = True
    chairless: tuple[int, ...] = ()
    has_quorum: bool = True
    jottings: int = 0
    venue: str = ""
    room: tuple[tuple[str, str], ...] = ()
    on: date | None = None
    is_held: bool = True
    not_agreed: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `key` stays the same while the words it is about stay the same.

    It lies in an item, in an entry of it, or with no item in ROLL_CALL, DETAILS or HELD. `phrase`
    are the words found there, "" if it is about no words. `word` is what somebody left who set it
    aside, "" while it is open.
    """

    key: str
    kind: Kind
    sentence: str
    place: str
    item_id: str = ""
    entry_id: str = ""
    phrase: str = ""
    word: str = ""

    @property
    def id(self) -> str:
        return self.key

    @property
    def severity(self) -> Severity:
        return Severity.TO_KNOW if self.kind in _TO_KNOW else Severity.NEEDS_YOU

    @property
    def is_open(self) -> bool:
        """Whether it needs somebody still: information and what is set aside do not."""
        return self.severity is Severity.NEEDS_YOU and not self.word


def findings(minutes: CheckedMinutes) -> list[Finding]:
    """Everything the check finds, in the order of the agenda, each key once (F9).

    An action "ongoing" has its date; only one of which nothing was said has none (A4). Words found
    in an item are not told again where they are printed beside the items too.
    """
    of_items = [one for item in minutes.items for one in _of_item(item, minutes)]
    told = {one.phrase for one in of_items if one.kind is Kind.PERSONAL}
    found = chain(
        _of_meeting(minutes),
        (one for one in _of_room(minutes) if one.phrase not in told),
        of_items,
        _of_references(minutes),
        _of_jottings(minutes),
    )
    return list({finding.key: finding for finding in found}.values())


def _of_meeting(minutes: CheckedMinutes) -> Iterator[Finding]:
    if not minutes.is_held:
        said = "The meeting is not recorded as held, so the times printed are the planned ones."
        yield _general(Kind.NOT_HELD, HELD, said)
    for said in minutes.not_agreed:
        yield _general(Kind.NOT_AGREED, "", said, place="The meeting that agreed them")
    if not minutes.is_roll_taken:
        said = "The roll-call has not been taken, so the minutes cannot say who was there."
        yield _general(Kind.NO_ROLL_CALL, ROLL_CALL, said)
    else:
        for line_id, name in minutes.unaccounted:
            said = f"{name} is not accounted for on the roll-call."
            yield _general(Kind.NOT_ACCOUNTED, ROLL_CALL, said, about=line_id)
        for line_id, name in minutes.unsaid:
            said = f"It is not recorded whether {name}, a deputy, has authority to decide."
            yield _general(Kind.NO_AUTHORITY, ROLL_CALL, said, about=line_id)
    yield from _of_chair(minutes)
    if not minutes.has_quorum:
        said = "No quorum is set for this group, so the minutes cannot say whether it was quorate."
        yield _general(Kind.NO_QUORUM, DETAILS, said)


def _of_chair(minutes: CheckedMinutes) -> Iterator[Finding]:
    """Nobody recorded in the chair at all, or for some items nobody who was here (CHR-5)."""
    if not minutes.has_chair:
        yield _general(Kind.NO_CHAIR, ROLL_CALL, "Nobody is recorded as in the chair.")
    elif minutes.chairless:
        items = items_words(minutes.chairless)
        said = f"Nobody who was here is recorded as in the chair for {items}."
        yield _general(Kind.NO_CHAIR, ROLL_CALL, said)


def _of_room(minutes: CheckedMinutes) -> Iterator[Finding]:
    """Private details in what is printed beside the items."""
    for text, where in minutes.room:
        for each in personal.findings(text, venue=minutes.venue):
            words = text[each.start : each.end]
            found = _general(
                Kind.PERSONAL, where, each.sentence, about=_hash(words), place="Printed at the end"
            )
            yield replace(found, phrase=words)


def _of_jottings(minutes: CheckedMinutes) -> Iterator[Finding]:
    if minutes.jottings:
        said = f"{count(minutes.jottings, 'private jotting')} on this laptop: keep or delete."
        yield _general(Kind.JOTTINGS, "", said, place="In no paper, whatever you choose")


def _of_references(minutes: CheckedMinutes) -> Iterator[Finding]:
    """References that another laptop has still to replace, all in one line (SYN-4)."""
    drafts = [
        (item, entry)
        for item in minutes.items
        for entry in item.entries
        if entry.ref and not is_permanent(entry.ref)
    ]
    if not drafts:
        return
    item, first = drafts[0]
    noun = {EntryKind.ACTION: "action", EntryKind.DECISION: "decision"}
    found = Counter(noun[entry.kind] for _, entry in drafts)
    told = listed([count(number, word) for word, number in found.items()])
    has = "has a draft reference" if len(drafts) == 1 else "have draft references"
    said = (
        f"{told} {has}, such as {first.ref}. Issue the minutes on the laptop that gives "
        "the numbers, and they are numbered first; issued on another they go out like this."
    )
    yield _found(Kind.DRAFT_REFERENCE, item, said, told, first.id)


_STANDING = {
    ItemState.OPEN: "and it is still open",
    ItemState.DONE: "though it is marked as done",
}


def _of_item(item: CheckedItem, minutes: CheckedMinutes) -> Iterator[Finding]:
    is_minuted = item.has_outcome or any(entry.text.strip() for entry in item.entries)
    is_blank = not is_minuted and all(entry.kind is EntryKind.NOTE for entry in item.entries)
    if item.state in _STANDING and is_blank:
        said = f"Nothing is minuted under item {item.number}, {_STANDING[item.state]}."
        yield _found(Kind.NO_OUTCOME, item, said, item.title)
    if item.is_quorum_undecided:
        said = (
            f"Whether the meeting was quorate at item {item.number} is the chair’s decision, and "
            "nobody recorded it."
        )
        yield _found(Kind.QUORUM_UNDECIDED, item, said, item.title)
    if item.begun.strip():
        yield _found(Kind.BEGUN, item, _begun_said(item.begun), item.begun)
    for text in (item.title, *item.notes):
        yield from _personal(item, text, minutes.venue)
    for entry in item.entries:
        yield from _of_entry(item, entry, minutes)


def _begun_said(line: str) -> str:
    """The words of a private line are nobody's to read here."""
    if command_of(line.strip())[0] is Command.PRIVATE:
        return "A private line begun in quick entry is not entered."
    return f"A line begun in quick entry is not in the minutes: “{_short(line)}”."


def _of_entry(item: CheckedItem, entry: CheckedEntry, minutes: CheckedMinutes) -> Iterator[Finding]:
    name = _name(entry)
    for kind, said in _of_particulars(entry, name, minutes.on):
        yield _found(kind, item, said, said if kind is Kind.DUE_BEFORE else entry.text, entry.id)
    for line in entry.text.splitlines():
        if command_of(line.strip())[0] is not Command.NONE:
            said = f"“{_short(line)}” was left as typed, so it would be printed like that."
            yield replace(_found(Kind.AS_TYPED, item, said, line, entry.id), phrase=line)
        if open_gap(line):
            said = f"“{_short(line)}” has a gap left open, so it would be printed with it."
            yield replace(_found(Kind.OPEN_GAP, item, said, line, entry.id), phrase=line)
    yield from _of_dissent(item, entry, name)
    yield from _of_speakers(item, entry)
    if minutes.declared and says_none_declared(entry.text):
        number = len(minutes.declared)
        told = "one is" if number == 1 else f"{number} are"
        said = (
            f"Item {item.number} says that no interests were declared, but {told} recorded: "
            f"{listed(minutes.declared)}."
        )
        yield _found(Kind.NONE_DECLARED, item, said, f"{entry.text} {said}", entry.id)
    for text in (entry.text, entry.particulars):
        yield from _personal(item, text, minutes.venue, entry.id)


def _of_dissent(item: CheckedItem, entry: CheckedEntry, name: str) -> Iterator[Finding]:
    """Words of a decision that say of a condition or a dissent what its own field does not."""
    if entry.kind is not EntryKind.DECISION:
        return
    for kind, said, is_recorded, field in (
        (Kind.NO_CONDITION, condition_said(entry.text), entry.has_condition, "condition"),
        (Kind.NO_DISSENT, dissent_said(entry.text), bool(entry.dissent), "dissent"),
    ):
        if said and not is_recorded:
            sentence = f"{name} says “{said}”, but no {field} is recorded. F2 records it."
            yield replace(_found(kind, item, sentence, entry.text, entry.id), phrase=said)


_SPOKE = (
    "said|reported|asked|explained|told|stated|replied|answered|added|commented|presented|thanked|"
    "confirmed|raised|suggested|proposed|advised|queried|outlined|highlighted"
)


def _of_speakers(item: CheckedItem, entry: CheckedEntry) -> Iterator[Finding]:
    """ "SGe reported" where SGe is recorded as away; a mention without such a verb says nothing."""
    for initials in item.away:
        if initials in re.findall(r"[\w’'-]+", entry.dissent):
            said = (
                f"{_name(entry)} was taken with the dissent of {initials}, who is recorded as not "
                f"here for item {item.number}."
            )
            yield _found(Kind.SPOKE_AWAY, item, said, f"{entry.text} {initials}", entry.id)
        spoke = re.search(rf"(?<![\w’'-]){re.escape(initials)}\s+(?:{_SPOKE})\b", entry.text)
        if spoke:
            said = (
                f"“{_short(spoke[0])}” stands under item {item.number}, but {initials} is recorded "
                "as not here for it."
            )
            found = _found(Kind.SPOKE_AWAY, item, said, spoke[0], entry.id)
            yield replace(found, phrase=spoke[0])


_NONE_DECLARED = re.compile(
    r"\bno\s+(?:declarations?\b(?:\s+of\s+(?:conflicts?\s+of\s+)?interests?\b)?"
    r"|(?:conflicts?\s+of\s+)?interests?\s+(?:(?:was|were|is|are|had\s+been|to)\s+)?declared?\b)"
    r"|\A\s*no\s+(?:conflicts?\s+of\s+)?interests?\s*\.?\s*\Z"
    r"|\b(?:none|nothing)\s+(?:(?:was|were|had\s+been|to)\s+)?declared?\b",
    re.IGNORECASE,
)
_BUT_SOME = re.compile(r"\b(?:other\s+than|except|apart\s+from|besides|beyond)\b", re.IGNORECASE)


def says_none_declared(text: str) -> bool:
    """Whether a line says that nobody declared an interest; not if it names an exception."""
    return bool(_NONE_DECLARED.search(text)) and not _BUT_SOME.search(text)


def _of_particulars(entry: CheckedEntry, name: str, on: date | None) -> Iterator[tuple[Kind, str]]:
    is_action = entry.kind is EntryKind.ACTION
    if not entry.text.strip() and entry.kind in (EntryKind.DECISION, EntryKind.ACTION):
        yield Kind.NO_WORDS, f"{name} has no words."
    if is_action and not entry.has_owner:
        yield Kind.NO_OWNER, f"{name} has no owner."
    if is_action:
        yield from _of_due(entry, name, on)
    for ref in entry.of_restricted:
        if not _is_bare(entry.text, ref):
            said = "is restricted: words said of it here would be shared."
            yield Kind.OF_RESTRICTED, f"{ref} {said}"
    if entry.is_to_be_ratified:
        yield Kind.TO_RATIFY, f"{name} was taken without a quorum and is to be ratified."


def _of_due(entry: CheckedEntry, name: str, on: date | None) -> Iterator[tuple[Kind, str]]:
    if entry.due_kind is DueKind.NOT_SAID:
        yield Kind.NO_DATE, f"{name} has no date, and nobody has said that it is ongoing."
    if entry.due_on is None:
        return
    due = f"{name} is due {plain_date(entry.due_on)}"
    if on is not None and entry.due_on < on:
        yield Kind.DUE_BEFORE, f"{due}, before the meeting of {plain_date(on)}."
    if entry.not_worked:
        yield Kind.NOT_WORKED, f"{due}, not a working day ({entry.not_worked})."


def _is_bare(text: str, ref: str) -> bool:
    """Whether a line says only what became of it, as `action_review` and `matters` word it."""
    of_decision = rf"Decision {re.escape(ref)} \([^()]*\) was (?:NOTED|(?:NOT )?RATIFIED)\."
    return (text.startswith(ref) and ": " not in text) or bool(re.fullmatch(of_decision, text))


def _personal(item: CheckedItem, text: str, venue: str, entry_id: str = "") -> Iterator[Finding]:
    for each in personal.findings(text, venue=venue):
        words = text[each.start : each.end]
        found = _found(Kind.PERSONAL, item, each.sentence, f"{each.kind} {words}", entry_id)
        yield replace(found, phrase=words)


_EXCERPT, _HASH = 40, 10


def _name(entry: CheckedEntry) -> str:
    noun = "Decision" if entry.kind is EntryKind.DECISION else "Action"
    said = f" “{_short(entry.text)}”" if entry.text.strip() else ""
    return f"{noun} {entry.ref or 'without a reference'}{said}"


def _short(text: str) -> str:
    """The first words of a text, on one line."""
    said = " ".join(text.split())
    return said if len(said) <= _EXCERPT else f"{said[:_EXCERPT].rstrip()}…"


def _found(kind: Kind, item: CheckedItem, said: str, words: str, entry_id: str = "") -> Finding:
    key = f"{kind}:{entry_id or item.id}:{_hash(words)}"
    return Finding(key, kind, said, item.place, item.id, entry_id)


def _general(kind: Kind, at: str, said: str, *, about: str = "", place: str = "") -> Finding:
    where = {
        ROLL_CALL: "Roll-call",
        DETAILS: "Details of the meeting",
        HELD: "Above once the meeting is on, until then Details",
    }.get(at, place)
    return Finding(f"{kind}:{about}:{_hash(said)}", kind, said, where, entry_id=at)


def _hash(words: str) -> str:
    """A short mark of the words a finding is about: other words are another finding."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:_HASH]
