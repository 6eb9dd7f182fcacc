"""What a captured line is made of: its command, its parts, what is offered, and the room it is read
against. Values only: `capture` reads the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.decision_words import Decided, decided
from masa_desktop.domain.phrases import DEFAULT_PHRASES

if TYPE_CHECKING:
    from datetime import date, time

    from masa_desktop.domain.days import Calendar
    from masa_desktop.domain.owner_text import Candidate
    from masa_desktop.domain.phrases import Phrase


class Command(StrEnum):
    """What a line asks for by the word after its slash."""

    ACTION = "action"
    DECISION = "decision"
    PHRASE = "phrase"
    PRIVATE = "private"
    ARRIVE = "arrive"
    LEAVE = "leave"
    CHALLENGE = "challenge"
    NONE = "none"


_COMMAND_LABELS = {
    Command.ACTION: "Action",
    Command.DECISION: "Decision",
    Command.PHRASE: "House phrase",
    Command.PRIVATE: "Private jotting",
    Command.ARRIVE: "Arrives",
    Command.LEAVE: "Leaves",
    Command.CHALLENGE: "Challenge",
    Command.NONE: "Plain text",
}

COMMAND_KEYS = {
    "a": Command.ACTION,
    "d": Command.DECISION,
    "n": Command.PHRASE,
    "p": Command.PRIVATE,
    "in": Command.ARRIVE,
    "out": Command.LEAVE,
    "c": Command.CHALLENGE,
}
"""The word after the slash, in the order a list of them shows."""


# Plain letters only: a dotless i is no command.
_AT_START = re.compile(rf"\s*/((?ai:{'|'.join(COMMAND_KEYS)}))(?=\s|\Z)")


def command_of(line: str) -> tuple[Command, int]:
    """The command a line begins with, and where its words begin; NONE and 0 without one.

    Blanks before it do not count: nobody sees them. A command is followed by a blank or the end.
    Two slashes stand for one that is words.
    """
    found = _AT_START.match(line)
    return (COMMAND_KEYS[found[1].casefold()], found.end()) if found else (Command.NONE, 0)


def begins_command(line: str) -> bool:
    """Whether a line begins with one slash, so that it is read as it is typed."""
    said = line.lstrip()
    return said.startswith("/") and not said.startswith("//")


def command_label(command: Command) -> str:
    """Give the words for a command, as its chip shows them."""
    return _COMMAND_LABELS[command]


class Role(StrEnum):
    """What a stretch of the typed line was taken to be."""

    COMMAND = "command"
    ESCAPE = "escape"
    LEAD = "lead"
    OWNER = "owner"
    PERSON = "person"
    TIME = "time"
    PHRASE = "phrase"
    DUE = "due"
    TEXT = "text"
    BETWEEN = "between"

    @property
    def is_chip(self) -> bool:
        """Whether it was understood as more than words, so that it can be turned back into them."""
        return self not in (Role.TEXT, Role.BETWEEN)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line from `start` up to `end`. `understood` says what it was taken for.

    `note` adds what is worth knowing: "here", "not here", "Saturday".
    """

    start: int
    end: int
    role: Role
    raw: str
    understood: str = ""
    note: str = ""


class OfferKind(StrEnum):
    """Why something else is offered."""

    COMMAND = "command"
    PHRASE = "phrase"
    PERSON = "person"
    NOBODY = "nobody"
    GUEST = "guest"
    WORKING_DAY_BEFORE = "working_day_before"
    WORKING_DAY_AFTER = "working_day_after"
    NEXT_MEETING = "next_meeting"
    WHICH_DAY = "which_day"
    NOT_A_DATE = "not_a_date"
    PAST = "past"
    CHECK_DATE = "check_date"
    REVIEW_DATE = "review_date"
    AS_DECISION = "as_decision"
    AS_CONDITION = "as_condition"
    OTHER_PERSON = "other_person"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something Tab or the list can do. `accepted` puts `replacement` for line[start:end].

    Without a replacement it only tells, or, for a guest, asks the room to be changed: the
    initials or the name are line[start:end]. `caret` is a place in `replacement`; None is its end.
    `short` is the choice in a few words, "Friday 13 March 2026", and `why` what it rests on.
    """

    kind: OfferKind
    sentence: str
    replacement: str | None
    start: int
    end: int
    caret: int | None = None
    short: str = ""
    why: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether taking it changes the line or adds somebody; else it only tells."""
        return self.replacement is not None or self.kind is OfferKind.GUEST

    @property
    def is_by_tab(self) -> bool:
        """Whether Tab may take it: it is no mere alternative to what was understood."""
        return self.is_choice and self.kind not in (OfferKind.OTHER_PERSON, OfferKind.AS_DECISION)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the meeting's list: `post` and `agency` as shown, `initials` as minuted.

    `is_present` is None while nobody has said whether they are here.
    """

    id: str
    name: str
    initials: str
    post: str = ""
    agency: str = ""
    is_present: bool | None = True


@dataclass(frozen=True, slots=True)
class RoomAgency:
    """An agency on the day of the meeting; "ALL" means those of the group (A2)."""

    id: str
    name: str
    abbreviation: str = ""
    is_of_group: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a line is read against. Dates are counted from `meeting_on`; `today` tells the past.

    `next_meeting_on` is None while the next meeting is not planned; `meetings_on` are the days of
    all that are planned. `group` is what the group is called.
    """

    today: date
    meeting_on: date
    calendar: Calendar
    people: tuple[Attendee, ...] = ()
    agencies: tuple[RoomAgency, ...] = ()
    next_meeting_on: date | None = None
    meetings_on: tuple[date, ...] = ()
    group: str = ""
    phrases: tuple[Phrase, ...] = DEFAULT_PHRASES

    @property
    def initials(self) -> set[str]:
        """The initials anybody of the room is minuted by."""
        return {one.initials for one in self.people if one.initials}


_LEADS_ON = re.compile(r"(?:[\s+,&/:;.–-]|\b(?:by|due|to|and)\b)*", re.IGNORECASE)

Plain = frozenset[tuple[str, str]]
"""Chips turned back into text: what they were, and their words in small letters."""

WHO, COMMAND, DUE, TIME, PHRASE = "who", "command", "due", "time", "phrase"
"""What a chip turned back into text was, whichever place it had among the owners."""


@dataclass(frozen=True, slots=True)
class CapturedDue:
    """When an action is due, as understood. `words` say it back: "Friday 13 March 2026"."""

    kind: DueKind = DueKind.NOT_SAID
    on: date | None = None
    words: str = "No date said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A line as understood. The raw parts in order are the line, to the letter.

    `text` is what would be minuted; `owners` have the lead first, and for /in and /out are those
    who arrive or leave, `at` being the time typed. `plain` are the chips turned back into text:
    pass it on to `read` with the next keystroke, so that they stay so.
    """

    line: str
    command: Command
    parts: tuple[Part, ...]
    text: str
    owners: tuple[Candidate, ...] = ()
    due: CapturedDue = CapturedDue()
    at: time | None = None
    offers: tuple[Offer, ...] = ()
    plain: Plain = frozenset()
    room: Room = field(repr=False)

    @property
    def has_words(self) -> bool:
        """Whether it says anything beyond words that only lead on: "by", "to", "and"."""
        return not _LEADS_ON.fullmatch(self.text)

    @property
    def sentence(self) -> str:
        """The text as it is minuted. An action, whose owners went before, begins with a capital:
        "Circulate neglect audit"; a decision is as `decided` leaves it, anything else as typed."""
        if self.decided:
            return self.decided.text
        if self.command is not Command.ACTION:
            return self.text
        return self.text[:1].upper() + self.text[1:]

    @property
    def decided(self) -> Decided | None:
        """What a decision says of its verb, its condition, who dissented and how it was reached;
        None of others."""
        if self.command is not Command.DECISION:
            return None
        return decided(self.text, self.room.initials, self.room.group)

    @property
    def by_tab(self) -> Offer | None:
        """What Tab accepts: the first offer that changes or adds something and is no mere
        alternative."""
        return next((one for one in self.offers if one.is_by_tab), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """What the check before issue will ask of an action; it can be saved without (A4)."""
        if self.command is not Command.ACTION:
            return ()
        gaps = (
            ("No owner yet", not self.owners),
            ("No date said", self.due.kind is DueKind.NOT_SAID),
            ("No review date yet", self.due.kind is DueKind.ONGOING and not self.due.on),
        )
        return tuple(words for words, is_so in gaps if is_so)
