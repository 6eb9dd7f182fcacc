"""What a roll-call says besides its codes: replies, modes, times, items, absences, interests.

Promises that words are made from what is recorded only, and that a reply is never an attendance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import IN_THE_ROOM, Code
from masa_desktop.domain.words import clock_time, count, items_words, listed, ordinal_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import time


class Reply(StrEnum):
    """What somebody answered to the invitation; UNKNOWN is no answer yet."""

    UNKNOWN = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


_REPLY_LABELS: Mapping[Reply, str] = {
    Reply.UNKNOWN: "No reply yet",
    Reply.ACCEPTED: "Accepted",
    Reply.DECLINED: "Declined",
    Reply.TENTATIVE: "Tentative",
}

_PROPOSED: Mapping[Reply, Code] = {
    Reply.ACCEPTED: Code.PRESENT,
    Reply.DECLINED: Code.APOLOGIES,
}


def reply_label(reply: Reply) -> str:
    """Give the words for a reply."""
    return _REPLY_LABELS[reply]


def proposed(reply: Reply) -> Code | None:
    """The code a reply suggests; None where it suggests nothing, which is never made up."""
    return _PROPOSED.get(reply)


def replies_words(replies: Sequence[Reply]) -> str:
    """Say who replied, such as "9 accepted · 1 declined · 3 have not replied"."""
    if not any(replies):
        return "Nobody has replied"
    said = [
        f"{replies.count(reply)} {reply_label(reply).lower()}"
        for reply in (Reply.ACCEPTED, Reply.DECLINED, Reply.TENTATIVE)
        if reply in replies
    ]
    silent = replies.count(Reply.UNKNOWN)
    if silent:
        said.append(f"{silent} {'has' if silent == 1 else 'have'} not replied")
    return " · ".join(said)


def modes_words(codes: Iterable[Code]) -> str:
    """Say how those who came took part, such as "12 in the room · 1 online · 1 by phone".

    codes are the codes of people who came, one for each person.
    """
    found = list(codes)
    remote = {Code.ONLINE: "online", Code.PHONE: "by phone"}
    said = [f"{sum(code not in remote for code in found)} in the room"]
    said += [f"{found.count(code)} {words}" for code, words in remote.items() if code in found]
    return " · ".join(said)


def apologies_words(absent: Iterable[tuple[str, Code]]) -> str:
    """Say who could not come, such as "4 apologies, 2 with a deputy"; nobody is "0 apologies".

    absent are person ids with their codes; somebody in two seats sends one apology, with a deputy
    if either seat had one (ATT-1).
    """
    found: dict[str, bool] = {}
    for who, code in absent:
        if code in (Code.APOLOGIES, Code.DEPUTY_SENT):
            found[who] = found.get(who, False) or code is Code.DEPUTY_SENT
    said, deputies = count(len(found), "apology", "apologies"), sum(found.values())
    return f"{said}, {deputies} with a deputy" if deputies else said


def times_words(arrived_at: time | None, left_at: time | None) -> str:
    """Give "09:30 to 10:58", "from 09:50", "to 10:58" or "" when no time is recorded."""
    if arrived_at and left_at:
        return f"{clock_time(arrived_at)} to {clock_time(left_at)}"
    if arrived_at:
        return f"from {clock_time(arrived_at)}"
    return f"to {clock_time(left_at)}" if left_at else ""


def part_words(
    first: int | None, last: int | None, *, came_aside: str = "", left_aside: str = ""
) -> str:
    """Say for which items a member was here, by number: "from item 3, left during item 6".

    The asides are what was taken out of turn: "left during item 5 (item 7 had been taken before)".
    """
    came, left = (f" ({words})" if words else "" for words in (came_aside, left_aside))
    said = [
        f"from item {first}{came}" if first else "",
        f"left during item {last + 1}{left}" if last else "",
    ]
    return ", ".join(part for part in said if part)


def stretch_words(first: int | None, last: int | None, apart: Sequence[int] = ()) -> str:
    """Say which items somebody chaired, with a space before: " from item 3", " for items 1 to 3".

    `apart` are all their numbers, if items were taken out of turn between them.
    """
    if apart:
        return f" for {items_words(apart)}"
    if first and last:
        return f" for items {first} to {last}"
    if first:
        return f" from item {first}"
    return f" to item {last}" if last else ""


def covered_words(numbers: Sequence[int], total: int) -> str:
    """Say which of the items, by number, with a space before: " to item 4"; "" for all of them."""
    found = sorted(numbers)
    in_a_row = bool(found) and found == list(range(found[0], found[-1] + 1))
    if not in_a_row:
        return f" for {items_words(found)}" if found else ""
    if found[0] == 1:
        return f" to item {found[-1]}" if found[-1] < total else ""
    return f" from item {found[0]}" if found[-1] == total else f" for {items_words(found)}"


@dataclass(frozen=True, slots=True)
class ChairHere:
    """Who is in the chair at one item, as recorded (C7, C8).

    Without a `name` nobody is: `is_away` if whoever is recorded is not here, else nobody is
    recorded, with `items` saying for which. `is_recorded` if anybody is for any item.
    """

    name: str = ""
    initials: str = ""
    is_away: bool = False
    is_recorded: bool = False
    items: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """What to show, from the fullest words to the shortest; none if nobody is recorded."""
        if not self.is_recorded:
            return ()
        if self.name:
            short = [f"Chair: {self.initials}"] if self.initials else []
            return (f"In the chair: {self.name}", f"Chair: {self.name}", *short)
        if self.is_away:
            return f"Nobody in the chair{self.items}", f"No chair{self.items}", "No chair"
        return f"Chair not recorded{self.items}", "Chair not recorded", "Chair?"


def guest_words(
    first: int | None, last: int | None, number_of_items: int, apart: Sequence[int] = ()
) -> str:
    """Say for which items a guest was here: "for item 4", "for items 3 to 5", "" for all.

    `apart` are all their numbers, if items were taken out of turn between them.
    """
    if apart:
        return f"for {items_words(apart)}"
    if first is None and last is None:
        return ""
    start, end = first or 1, last or number_of_items
    return f"for item {start}" if start >= end else f"for items {start} to {end}"


def joined_times(
    stretches: Sequence[tuple[time | None, time | None]],
) -> tuple[tuple[time | None, time | None], ...]:
    """The times of somebody who came back, without what touches: "to 10:54, from 10:54" is none."""
    found: list[tuple[time | None, time | None]] = []
    for came, went in stretches:
        if found and came is not None and found[-1][1] == came:
            found[-1] = (found[-1][0], went)
        else:
            found.append((came, went))
    return tuple(found)


def again_words(stretches: Sequence[str]) -> str:
    """Say where somebody came back: "left during item 6, back for item 8".

    A stretch of which nothing is known is "" and is left out.
    """
    said = [_back(words) if place else words for place, words in enumerate(stretches)]
    return ", ".join(words for words in said if words)


def _back(words: str) -> str:
    if words.startswith("from "):
        return f"back for {words.removeprefix('from ')}"
    return words if words.startswith("left") or not words else f"again {words}"


def times_again_words(
    stretches: Sequence[tuple[time | None, time | None]], *, items_tell: bool = True
) -> str:
    """Give the times of somebody who came back: "to 10:31 and from 10:51".

    Of a time nobody noted it says so: "left, time not noted, back from 10:51"; of a return only
    where the items do not tell it (`items_tell`). Who was out for less than a minute was out all
    the same, and the quorum may have been lost by it: "from 09:30, out and back at 10:54".
    """
    timed, said = joined_times(stretches), list[str]()
    for place, (came, went) in enumerate(timed):
        before = timed[place - 1][1] if place else None
        if before and came is None and not items_tell:
            said.append(", came back, time not noted")
        words = times_words(came, went)
        if words:
            said.append(_back_at(words, came, before) if place else words)
        if went is None and place + 1 < len(timed) and timed[place + 1][0]:
            said.append(", left, time not noted")
    touching = [went for (_, went), (came, _) in pairwise(stretches) if went and went == came]
    if touching:
        said.append(f", out and back at {listed([clock_time(at) for at in touching])}")
    return "".join(said).removeprefix(", ")


def _back_at(words: str, came: time | None, went: time | None) -> str:
    """The times of one more stretch, joined to those before it."""
    if came is None:
        return f", again {words}"
    start = words if words.startswith("from") else f"from {words}"
    return f" and {start}" if went else f", back {start}"


def timed_and_placed(times: str, items: str, *, came_back: bool) -> str:
    """Times and items of one person in one: of somebody who came back the items say where in the
    meeting those times were, and must not read as another leaving.

    Such as "to 10:58 and from 11:20 (left during item 6, back for item 8)".
    """
    if came_back and times and items and "(" not in items:
        return f"{times} ({items})"
    return ", ".join(words for words in (times, items) if words)


def authority_words(*, has_authority: bool | None) -> str:
    """Say whether a deputy may decide; None is not recorded (MEM-6)."""
    if has_authority is None:
        return "delegated authority not recorded"
    return f"with{'' if has_authority else 'out'} delegated authority"


def deputy_words(*, has_authority: bool | None) -> str:
    """Say beside a name that it is a deputy's: "deputy with delegated authority"."""
    sign = ";" if has_authority is None else ""
    return f"deputy{sign} {authority_words(has_authority=has_authority)}"


def current_note(code: Code, note: str) -> str:
    """The note beside a code; one that tells of apologies is out of date once somebody came."""
    is_past = code in IN_THE_ROOM and note.strip().casefold().startswith("apolog")
    return "" if is_past else note


def item_runs(standing: Sequence[tuple[int, bool]]) -> tuple[tuple[str, bool], ...]:
    """Gather neighbouring items with the same standing, each run with whether it counts."""
    runs: list[tuple[int, int, bool]] = []
    for item, does in standing:
        if runs and runs[-1][2] == does and runs[-1][1] == item - 1:
            runs[-1] = (runs[-1][0], item, does)
        else:
            runs.append((item, item, does))
    return tuple(
        (f"item {first}" if first == last else f"items {first}–{last}", does)
        for first, last, does in runs
    )


_NOTEWORTHY = 2


def absence_words(code: Code, *, no_apology: int, missed: int) -> str:
    """Say what an absence follows (ATT-6): "No apology. 3rd time running".

    no_apology and missed are meetings in a row up to and with this one, the second of any kind.
    """
    if code is Code.DNA:
        if no_apology >= _NOTEWORTHY:
            return f"No apology. {ordinal_figure(no_apology)} time running"
        return f"No apology. {_missed(missed)}" if missed >= _NOTEWORTHY else "No apology"
    return _missed(missed) if code is Code.APOLOGIES and missed > _NOTEWORTHY else ""


def _missed(missed: int) -> str:
    return f"{ordinal_figure(missed)} meeting missed running"


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """An interest declared (ATT-9). item_number is None for the whole meeting, and for an item
    no longer on the agenda."""

    id: str
    person_id: str
    person: str
    item_id: str | None
    item_number: int | None
    item_title: str
    text: str
    has_withdrawn: bool


def declaration_line(row: DeclarationRow) -> str:
    """One declaration as the minutes say it.

    Such as "Owen Prydderch, item 6: governor of the school named. Withdrew for this item."
    """
    where = f", item {row.item_number}" if row.item_number else ""
    withdrew = " Withdrew for this item." if row.has_withdrawn else ""
    return f"{row.person}{where}: {row.text.strip().rstrip('.')}.{withdrew}"


def withdrew_line(who: Sequence[str]) -> str:
    """Say at an item who left the room for it: "BC and OP withdrew for this item."; "" if nobody.

    who are people as the minutes call them; somebody named twice is one.
    """
    return f"{listed(list(dict.fromkeys(who)))} withdrew for this item." if who else ""


_LEFT_THE_ROOM = re.compile(
    r"\bwithdrew(?:\s+(?:for|from\s+(?:the\s+|this\s+)?(?:room|meeting|item|discussion))\b"
    r"|\s*(?:[,.;:)]|$))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n")


def says_withdrew(text: str, called: Sequence[str]) -> bool:
    """Whether a minute says of somebody, by one of these names, that they left the room.

    "HM withdrew for this item" does, "HM withdrew the proposal" does not.
    """
    for said in _SENTENCE_END.split(text):
        left = _LEFT_THE_ROOM.search(said)
        before = said[: left.start()] if left else ""
        if any(re.search(rf"\b{re.escape(one)}\b", before) for one in called):
            return True
    return False


def recorded_words(present: int, apologies: int, *, from_replies: bool) -> str:
    """Say what "all who accepted are present" has recorded."""
    said = [f"{count(present, 'person', 'people')} present"]
    if apologies:
        said.append(f"{count(apologies, 'apology', 'apologies')} recorded")
    if from_replies:
        return f"{', '.join(said)}, from the replies"
    return f"Nobody has replied, so everybody expected is recorded: {said[0]}"
