"""What a sub-group tells the body it reports to after a meeting: four parts, its own words (MIN-8).

Promises that an empty part is never read as "nothing": a person says so, or it is not filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb
from masa_desktop.domain.initials import folded
from masa_desktop.domain.words import count, listed, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

NOTHING = "Nothing to report."
NOT_FILLED = "Not filled in."
WITHHELD = "(withheld: words of a restricted item)"


class Part(StrEnum):
    """The parts of a report, in the order in which it prints them (M316, E42)."""

    HIGHLIGHTS = "highlights"
    SOUGHT = "decisions_sought"
    RISKS = "risks"
    CHALLENGES = "challenges"


_PART_WORDS = {
    Part.HIGHLIGHTS: ("Highlights", "What was achieved or decided."),
    Part.SOUGHT: ("Decisions sought", "What only the body above can decide, one a line."),
    Part.RISKS: ("Risks", "What may go wrong or is late, and who is told."),
    Part.CHALLENGES: ("Challenges", "Who was challenged on what, and how they answered."),
}


def part_label(part: Part) -> str:
    return _PART_WORDS[part][0]


def part_hint(part: Part) -> str:
    """One line on what belongs there."""
    return _PART_WORDS[part][1]


def empty(texts: Mapping[Part, str]) -> tuple[Part, ...]:
    """The parts of which nobody has said anything, not even that there is nothing."""
    return tuple(part for part in Part if not texts.get(part, "").strip())


def kept(text: str) -> str:
    """The text of a part as it is kept: without blanks around it or at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a part as they print; one that is empty says that it is not filled in."""
    return tuple(said for line in text.splitlines() if (said := line.strip())) or (NOT_FILLED,)


def adds(text: str, lines: Iterable[str]) -> str:
    """The text of a part with these lines under it; "Nothing to report." makes way for them."""
    kept = "" if text.strip() == NOTHING else text.rstrip()
    return "\n".join(line for line in (kept, *lines) if line)


# What the record offers


class OfferKind(StrEnum):
    """What a meeting's own record has to say for a report."""

    DECISION = "decision"
    RECOMMENDED = "recommended"
    WAITING = "waiting"
    QUORUM = "quorum"
    AWAY = "away"
    OVERDUE = "overdue"
    MOVED = "moved"
    CHALLENGE = "challenge"


_OFFERS = {
    OfferKind.DECISION: (Part.HIGHLIGHTS, "decision", "decisions"),
    OfferKind.RECOMMENDED: (Part.SOUGHT, "recommendation", "recommendations"),
    OfferKind.WAITING: (Part.RISKS, "decision to be ratified", "decisions to be ratified"),
    OfferKind.QUORUM: (Part.RISKS, "line on the quorum", "lines on the quorum"),
    OfferKind.AWAY: (Part.RISKS, "line on attendance", "lines on attendance"),
    OfferKind.OVERDUE: (Part.RISKS, "overdue action", "overdue actions"),
    OfferKind.MOVED: (Part.RISKS, "action often re-dated", "actions often re-dated"),
    OfferKind.CHALLENGE: (Part.CHALLENGES, "challenge", "challenges"),
}
_IN_FORCE = (DecisionStatus.AGREED, DecisionStatus.CONDITIONAL, DecisionStatus.RATIFIED)
_WAITS = (DecisionStatus.TO_BE_RATIFIED, DecisionStatus.QUORUM_UNDECIDED)


@dataclass(frozen=True, slots=True)
class Offer:
    """A line the record offers; it is copied only when somebody takes it over."""

    kind: OfferKind
    line: str

    @property
    def part(self) -> Part:
        return _OFFERS[self.kind][0]


def decision_kind(status: DecisionStatus, verb: DecisionVerb) -> OfferKind | None:
    """As what a decision is offered; None if nothing was decided, or it is no longer in force.

    A recommendation asks the body above to decide.
    """
    if status in _WAITS:
        return OfferKind.WAITING
    if status not in _IN_FORCE:
        return None
    is_asked = verb is DecisionVerb.RECOMMENDED
    return OfferKind.RECOMMENDED if is_asked else OfferKind.DECISION


def still_offered(offers: Iterable[Offer], part: Part, text: str) -> tuple[Offer, ...]:
    """The lines offered for a part that do not stand in its text yet."""
    said = set(text.splitlines())
    return tuple(one for one in offers if one.part is part and one.line not in said)


def counted(offers: Sequence[Offer]) -> str:
    """ "2 decisions and 1 challenge"; "" if nothing is offered."""
    found = {kind: sum(one.kind is kind for one in offers) for kind in OfferKind}
    return listed([count(number, *_OFFERS[kind][1:]) for kind, number in found.items() if number])


def left_out_words(decisions: int, challenges: int, actions: int) -> str:
    """What a report withholds because its item is restricted; "" if nothing."""
    parts = [
        count(number, word)
        for number, word in (
            (decisions, "decision"),
            (challenges, "challenge"),
            (actions, "action"),
        )
        if number
    ]
    return f"Left out because the item is restricted: {listed(parts)}." if parts else ""


# Words that have become restricted since they were taken over

_TELLING = 4
"""So many words in a row are not in a report by chance."""


def holds(text: str, said: str) -> bool:
    """Whether a part holds what was minuted, whatever its spaces and capitals.

    A few words alone must be a line of the part, as it was offered or bare.
    """
    bare = folded(said).rstrip(" .")
    if not bare:
        return False
    words = re.escape(bare)
    if len(bare.split()) >= _TELLING:
        return bool(re.search(rf"(?<!\w){words}(?!\w)", folded(text)))
    line = re.compile(rf"(?:^|: ){words}\.?$|(?<!\w){words}\.? \(")
    return any(line.search(folded(one)) for one in text.splitlines())


def held_words(found: Mapping[Part, Sequence[str]]) -> str:
    """ "The part Risks holds words of a restricted item (item 5)."; by part, its items."""
    parts = [part_label(part) for part in found]
    places = list(dict.fromkeys(place for each in found.values() for place in each))
    holds_ = "part {} holds" if len(parts) == 1 else "parts {} hold"
    items = "a restricted item" if len(places) == 1 else "restricted items"
    return f"The {holds_.format(listed(parts))} words of {items} ({listed(places)})."


# At the body above


class Received(StrEnum):
    """Whether a group's report is there (M14): without one the item says so."""

    REPORTED = "reported"
    NO_REPORT = "no_report"
    NOT_MET = "not_met"


def received_words(state: Received, on: date | None) -> str:
    """ "reported 3 February 2026", "no report", "not met since 3 December 2025".

    `on` is the day it was reported, or the group last met; None is not known. A report that came
    after the meeting is "no report" with its day.
    """
    day = plain_date(on) if on else ""
    if state is Received.REPORTED:
        return f"reported {day}"
    if state is Received.NO_REPORT:
        return f"no report in time, reported {day}" if day else "no report"
    return f"not met since {day}" if day else "no meeting on record"


def minute_line(state: Received, group: str, on: date | None) -> str:
    """What the body above can minute of it; `on` is the day the group met."""
    day = plain_date(on) if on else ""
    if state is Received.REPORTED:
        return f"The report of the {group} on its meeting of {day} was NOTED."
    if state is Received.NO_REPORT:
        return owed_line(group, [on] if on else [])
    return f"The {group} has not met since {day}." if day else f"The {group} has not met yet."


def owed_words(days: Sequence[date]) -> str:
    """ "met 9 October 2025, no report"; of several meetings how many, and each of their days."""
    said = listed([plain_date(day) for day in days])
    if len(days) == 1:
        return f"met {said}, no report"
    return f"no report on {count(len(days), 'earlier meeting')}: {said}"


def owed_line(group: str, days: Sequence[date]) -> str:
    """What the body above can minute of meetings that it has had no report of."""
    meetings = "meeting" if len(days) == 1 else "meetings"
    said = listed([plain_date(day) for day in days])
    return f"No report was received from the {group} on its {meetings} of {said}."


_GROUPS = re.compile(
    r"\b(groups?|panel|board|forum|forums|fora|committee|executive|partnership|conference|body)\b"
)
_AT_THE_END = re.compile(r"\s+sub ?groups?$")
_GENERIC = re.compile(r"\bsub ?groups?\b|\bhighlight reports?\b")


def called(name: str, type_: str) -> str:
    """A group in a sentence: "Quality Assurance sub-group", "Education Forum"."""
    is_bare = type_ == "sub_group" and not _GROUPS.search(folded(name))
    return f"{name} sub-group" if is_bare else name


def concerned(title: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Of which groups an item so called hears the reports: their ids, in the order of `known`.

    `known` maps the id of a group to its names and its code, which is told by its capitals. A title
    that names groups is about these; one about sub-groups or highlight reports is about all.
    """
    named = tuple(key for key, words in known.items() if any(_names(title, one) for one in words))
    return named or (tuple(known) if _GENERIC.search(folded(title)) else ())


def _names(title: str, word: str) -> bool:
    if word.isupper() and " " not in word:
        return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title))
    wanted = _AT_THE_END.sub("", folded(word)).removeprefix("the ")
    return bool(wanted) and bool(re.search(rf"\b{re.escape(wanted)}s?\b", folded(title)))
