"""How a captured line is shown while it is typed: the rows of the popup, and what they say aloud.

Pure; the popup paints these rows and decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from masa_desktop.domain.capture_words import Command, OfferKind, Role, command_label
from masa_desktop.domain.decision_words import is_verb_alone
from masa_desktop.domain.decisions import particulars_words, verb_label
from masa_desktop.domain.given import Given
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.words import clock_time, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import time

    from masa_desktop.domain.capture_words import Capture, Offer, Part

ENTRY_KINDS = {
    Command.ACTION: EntryKind.ACTION,
    Command.DECISION: EntryKind.DECISION,
    Command.PRIVATE: EntryKind.PRIVATE,
    Command.CHALLENGE: EntryKind.CHALLENGE,
}
"""The commands that make an entry, and the entry they make."""

_WHO = (Role.LEAD, Role.OWNER, Role.PERSON)
_OF_NAMES = frozenset({OfferKind.PERSON, OfferKind.NOBODY, OfferKind.GUEST, OfferKind.OTHER_PERSON})
_BESIDE = re.compile(
    r"(early|late|online|in person|((by|for|to|because|due to|with) (?!.*\bitem\b)\D+))"
)
"""Words that may go with a coming or leaving: they say how or why, and neither when nor who."""

_REST = "Nothing is recorded yet. Put it right or take it out; names are parted by + or a comma."
_OF_DUE = frozenset(
    {
        OfferKind.WORKING_DAY_BEFORE,
        OfferKind.WORKING_DAY_AFTER,
        OfferKind.NEXT_MEETING,
        OfferKind.WHICH_DAY,
        OfferKind.NOT_A_DATE,
        OfferKind.PAST,
        OfferKind.CHECK_DATE,
        OfferKind.REVIEW_DATE,
    }
)
_NOTES = {"here": "good", "not here": "warn", "not recorded as here": "warn"}
_EMPTY = {
    Command.ACTION: "What is to be done?",
    Command.DECISION: "What was decided?",
    Command.PRIVATE: "What is only for you?",
    Command.CHALLENGE: "Who challenged what?",
}
_ENTER = {
    Command.ACTION: "save action",
    Command.DECISION: "save decision",
    Command.PRIVATE: "save jotting",
    Command.CHALLENGE: "save challenge",
    Command.PHRASE: "put it in",
    Command.ARRIVE: "record arrival",
    Command.LEAVE: "record leaving",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One row of the popup: label left, words, what stands right of them.

    `also` is quieter and beside the words, `below` under them. A row with an `offer` that is a
    choice can be taken. `tone` is good, warn or quiet.
    """

    label: str = ""
    words: str
    also: str = ""
    below: str = ""
    badge: str = ""
    at_end: str = ""
    tone: str = ""
    is_strong: bool = False
    offer: Offer | None = None

    @property
    def is_choice(self) -> bool:
        return self.offer is not None and self.offer.is_choice

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        said = ", ".join(part for part in (self.words.rstrip("."), self.also, self.at_end) if part)
        said = f"{self.label}: {said}" if self.label else said
        return f"{said}. {self.below}".strip()


def rows(capture: Capture) -> tuple[ShownRow, ...]:
    """What the popup shows for a line; nothing for plain text.

    What Enter would save comes first; a day offered instead of it is a row below.
    """
    if capture.command is Command.NONE:
        return tuple(_command(offer) for offer in capture.offers)
    if capture.command is Command.PHRASE:
        return tuple(_phrases(capture))
    if capture.command in (Command.ARRIVE, Command.LEAVE):
        return tuple(_coming(capture))
    if capture.command is Command.ACTION:
        return tuple(_action(capture))
    return (_text(capture), *_beside_decision(capture))


def shaded(shown: Sequence[ShownRow]) -> int:
    """The row that Tab takes; -1 if there is none."""
    return next((place for place, row in enumerate(shown) if row.offer and row.offer.is_by_tab), -1)


def keys(capture: Capture, shown: Sequence[ShownRow]) -> tuple[tuple[str, str], ...]:
    """The keys that work on the line, with what they do."""
    enter = _ENTER.get(capture.command, "") if _may_enter(capture, shown) else ""
    if guest_named(capture):
        enter = "add as a guest"
    found = [("Enter", enter)] if enter else []
    if shaded(shown) >= 0:
        found.append(("Tab", "accept the shaded choice"))
    return (*found, ("Esc", "leave as plain text"))


def _may_enter(capture: Capture, shown: Sequence[ShownRow]) -> bool:
    """Whether Enter does anything yet."""
    if capture.command in (Command.ARRIVE, Command.LEAVE):
        is_settled = bool(capture.owners) and not not_understood(capture)
        return is_settled or (not capture.owners and shaded(shown) >= 0)
    return shaded(shown) >= 0 if capture.command is Command.PHRASE else capture.has_words


def spoken(shown: Sequence[ShownRow]) -> str:
    """How the line is understood, as a screen reader says it when typing pauses."""
    by_tab = shaded(shown)
    said = [row.spoken for row in shown if not row.is_choice]
    if by_tab >= 0:
        said.append(f"Tab: {replace(shown[by_tab], label='').spoken}")
    if sum(row.is_choice for row in shown) > (by_tab >= 0):
        said.append("Alt+Down for the list.")
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in said)


def given(capture: Capture) -> Given:
    """What is recorded with the words: an action's owners and due date, what a decision says."""
    return Given(
        person_ids=tuple(one.id for one in capture.owners if not one.is_agency),
        agency_ids=tuple(one.id for one in capture.owners if one.is_agency),
        due_kind=capture.due.kind,
        due_on=capture.due.on,
        decided=capture.decided,
    )


def guest_named(capture: Capture) -> str:
    """The guest whom an arrival names in full though nobody on the list is called so; or ""."""
    guest = next((one for one in capture.offers if one.kind is OfferKind.GUEST), None)
    name = capture.line[guest.start : guest.end] if guest else ""
    is_full = " " in name and capture.command is Command.ARRIVE
    return name if is_full else ""


def not_understood(capture: Capture) -> str:
    """Words beside those who arrive or leave that may say who, when or for which items; "" if
    there are none.

    They are neither recorded nor passed over: the line waits until they are put right.
    """
    said = " ".join(capture.text.casefold().split()).strip(".,;: ")
    return capture.text if capture.owners and said and not _BESIDE.fullmatch(said) else ""


def coming_note(
    names: Sequence[str],
    at: time | None,
    *,
    leaves: bool,
    words: str = "",
    are_back: bool = False,
) -> str:
    """What is minuted of those who came or went: "10:58 Owen Prydderch left the meeting."

    Without a time none is said. `words` typed besides follow: "… left the meeting (by phone)."
    `are_back`: all of them were here before, so that they rejoin it.
    """
    verb = "left" if leaves else "rejoined" if are_back else "joined"
    more = f" ({words.rstrip('.')})" if words.rstrip(".") else ""
    sentence = f"{listed(list(names))} {verb} the meeting{more}."
    return f"{clock_time(at)} {sentence}" if at else sentence


def tells_leaving(text: str, name: str) -> bool:
    """Whether this is the sentence `coming_note` makes of this person alone who leaves."""
    told = rf"(?:\d\d:\d\d )?{re.escape(name)}(?: \([^)]*\))? left the meeting(?: \([^)]*\))?\."
    return bool(re.fullmatch(told, text.strip()))


def _command(offer: Offer) -> ShownRow:
    return ShownRow(words=offer.sentence, at_end=(offer.replacement or "").strip(), offer=offer)


def _text(capture: Capture) -> ShownRow:
    below = "Only for you: never in the minutes." if capture.command is Command.PRIVATE else ""
    verb = capture.decided.verb if capture.decided else None
    if verb and is_verb_alone(capture.sentence):
        below = f"What was {verb.value} is not said."
    return ShownRow(
        label=command_label(capture.command),
        words=capture.sentence if capture.has_words else _EMPTY[capture.command],
        below=below,
        at_end=verb_label(verb) if verb else "",
        tone="" if capture.has_words else "quiet",
        is_strong=capture.has_words,
    )


def _beside_decision(capture: Capture) -> Iterator[ShownRow]:
    """What of a decision is recorded in fields of its own, and so leaves its words."""
    said = capture.decided
    how = particulars_words(said.method) if said else ""
    if how:
        yield ShownRow(label="How", words=how.removesuffix("."))
    if said and said.conditions:
        yield ShownRow(label="Condition", words=said.conditions)
    for offer in capture.offers:
        yield ShownRow(label="Condition", words=offer.short, below=offer.why, offer=offer)
    if said and said.dissent:
        yield ShownRow(label="Dissent", words=said.dissent)


def _phrases(capture: Capture) -> Iterator[ShownRow]:
    label = command_label(capture.command)
    for offer in capture.offers:
        yield ShownRow(label=label, words=offer.short, at_end=offer.why, offer=offer)
        label = ""
    if not capture.offers:
        yield ShownRow(label=label, words="No phrase of the house list fits.", tone="quiet")


def _coming(capture: Capture) -> Iterator[ShownRow]:
    yield from _labelled(command_label(capture.command), _people(capture), "Who?")
    if capture.at:
        yield ShownRow(label="Time", words=clock_time(capture.at))
    rest = not_understood(capture)
    if rest:
        yield ShownRow(words=f"“{rest}” is not understood", below=_REST, tone="warn")
    elif capture.owners and capture.text:
        yield ShownRow(label="Words", words=capture.text)


def _action(capture: Capture) -> Iterator[ShownRow]:
    yield _text(capture)
    yield from _labelled("Owner", _people(capture), "No owner yet", at_end=_how_to_own(capture))
    yield from _labelled("Due", _due(capture), "No date said")
    for offer in capture.offers:
        if offer.kind is OfferKind.AS_DECISION:
            yield ShownRow(words="Keep as a decision", below=offer.sentence, offer=offer)


def _how_to_own(capture: Capture) -> str:
    """How an owner is written, by somebody of the meeting: "SGa or Samir to … first, or at the
    end"."""
    if capture.offers and any(one.kind in _OF_NAMES for one in capture.offers):
        return ""
    people = [one for one in capture.room.people if one.initials and one.name]
    first = [one.name.split()[0] for one in people]
    alone = (one for one, name in zip(people, first, strict=True) if first.count(name) == 1)
    one = next(alone, None)
    name = f"{one.initials} or {one.name.split()[0]} to … first" if one else "Initials first"
    return f"{name}, or {one.initials if one else 'initials'} at the end"


def _labelled(
    label: str, found: Iterator[ShownRow], nothing: str, *, at_end: str = ""
) -> Iterator[ShownRow]:
    """The label on the first of the rows; a row that says so if nothing is settled yet."""
    some = list(found)
    if not some or (some[0].offer and some[0].offer.kind is OfferKind.PERSON):
        some.insert(0, ShownRow(words=nothing, at_end=at_end, tone="quiet"))
    yield replace(some[0], label=label)
    yield from some[1:]


def _people(capture: Capture) -> Iterator[ShownRow]:
    for part in capture.parts:
        if part.role in _WHO and part.note != "already named":
            yield _person(capture, part)
    for offer in capture.offers:
        if offer.kind in _OF_NAMES:
            yield _other(offer)


def _person(capture: Capture, part: Part) -> ShownRow:
    owner = next((one for one in capture.owners if part.understood.startswith(one.name)), None)
    if owner is None:
        return ShownRow(words=part.understood, at_end=part.note)
    return ShownRow(
        words=owner.name,
        also=part.understood[len(owner.name) :].removeprefix(", "),
        badge=owner.short,
        at_end=part.note,
        tone=_NOTES.get(part.note, ""),
    )


def _other(offer: Offer) -> ShownRow:
    words = f"Or {offer.sentence}" if offer.kind is OfferKind.OTHER_PERSON else offer.sentence
    tone = "warn" if offer.kind is OfferKind.NOBODY else ""
    return ShownRow(words=offer.short or words, below=offer.why, tone=tone, offer=offer)


def _due(capture: Capture) -> Iterator[ShownRow]:
    part = next((one for one in capture.parts if one.role is Role.DUE), None)
    offers = [one for one in capture.offers if one.kind in _OF_DUE]
    choices = [one for one in offers if one.is_choice]
    if part:
        note = "not a working day" if part.note else ""
        tone = "warn" if note else ""
        yield ShownRow(words=part.understood, at_end=note, tone=tone, is_strong=True)
    elif choices:
        yield ShownRow(words="Not yet clear", below=choices[0].why, tone="quiet")
    yield from (_day(offer, has_why=part is not None) for offer in choices)
    for offer in offers:
        if not offer.is_choice:
            words, below = (offer.short, offer.why) if offer.short else (offer.sentence, "")
            yield ShownRow(words=words, below=below, tone="warn", offer=offer)


def _day(offer: Offer, *, has_why: bool) -> ShownRow:
    is_next = offer.kind is OfferKind.NEXT_MEETING
    return ShownRow(
        words=offer.short or offer.sentence,
        also=offer.why if is_next else "",
        below=offer.why if has_why and not is_next else "",
        at_end="“by next”" if is_next else "",
        offer=offer,
    )
