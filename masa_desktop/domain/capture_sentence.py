"""Reads owners and date out of a sentence that becomes an action: "SGe to send it by 14 March".
Promises to change no word of it, and to leave unset whatever is not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from masa_desktop.domain import capture
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture_dates import is_far
from masa_desktop.domain.capture_names import is_word
from masa_desktop.domain.capture_words import Role
from masa_desktop.domain.given import Given
from masa_desktop.domain.words import listed

if TYPE_CHECKING:
    from masa_desktop.domain.capture_words import Capture, CapturedDue, Room
    from masa_desktop.domain.owner_text import Candidate

_COMMAND = "/a "
_BY = re.compile(r"by\b", re.IGNORECASE)
_IS_TO = re.compile(
    r"(?:(?:is|are|(?:have\s+|has\s+)?agreed|undertook|offered)\s+)?to\s|shall\s",
    re.IGNORECASE,
)
_END = " \t.!?…\"'”’)]"
_BREAK = re.compile(r"[\n!?;…]|\.(?!\d)")
"""Ends a sentence; the stop of "s.47" does not."""

_SAYS = re.compile(
    r"\b(?P<who>\w)[\w’'@-]*[),:]*\s+(?i:to|will|shall|would|should|must|is|are|was|were|has|have|had"
    r"|agreed|undertook|offered|said)\b"
)
"""A word followed by what somebody does: "HM to", "Council will"."""

_UNSURE = re.compile(
    r"\b(?:that|who|whom|whose|which|what|whether|if|when|where|why|how|because|until|unless|while"
    r"|although|will|would|was|were|had|not|never)\b",
    re.IGNORECASE,
)
"""With one of these a day may be that of something else than the action."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Who and when a sentence says, and both in words: "SGe and AD", "due Friday 13 March 2026"."""

    given: Given = field(default_factory=Given)
    who: str = ""
    when: str = ""


def understood(text: str, room: Room) -> Understood:
    """Owners and due date that this text certainly says, by the grammar of "/a".

    - Owners stand at the very start, each known and written with a capital, followed by "to",
      "shall" or "agreed to": "AD and JL to …". One name that is not known leaves all unset, and so
      does "will", which tells what happens as often as what is to be done, and a name that is a
      word: "Mark to …". Initials behind the words, which "/a" reads, are left to people here.
    - The date ends the text and begins with "by"; not where it may belong to words like "that the
      family left" or "who was seen". A day before the meeting stays unset, and so does one without
      a year more than nine months ahead: it may be the one just past.
    - Several sentences, or two who are to do something, may be several actions: nothing is read.
    """
    said = text.strip()
    if not said or _is_several(said):
        return Understood()
    found = capture.read(_COMMAND + said, room)
    owners, due = _owners(found), _due(found)
    given = Given(
        person_ids=tuple(one.id for one in owners if not one.is_agency),
        agency_ids=tuple(one.id for one in owners if one.is_agency),
        due_kind=due.kind if due else DueKind.NOT_SAID,
        due_on=due.on if due else None,
    )
    who = listed([one.short or one.name for one in owners])
    return Understood(given, who, f"due {due.words}" if due else "")


def _is_several(said: str) -> bool:
    inside = said.rstrip(_END)
    who = [found for found in _SAYS.finditer(said) if found["who"].isupper()]
    return bool(_BREAK.search(inside)) or inside.count(".") > 1 or len(who) > 1


def _owners(found: Capture) -> tuple[Candidate, ...]:
    roles = (Role.LEAD, Role.OWNER)
    named = [part for part in found.parts if part.role in roles]
    if not named or not all(part.raw.lstrip("@")[:1].isupper() for part in named):
        return ()
    between = [part for part in found.parts if part.start < named[-1].end][1:]
    if any(is_word(part.raw) for part in named):
        return ()
    is_whole = all(part.role in (*roles, Role.BETWEEN) for part in between)
    follows = found.line[named[-1].end :].lstrip()
    return found.owners if is_whole and _IS_TO.match(follows) else ()


def _due(found: Capture) -> CapturedDue | None:
    part = next((one for one in found.parts if one.role is Role.DUE), None)
    if part is None or not _BY.match(part.raw) or found.due.kind is DueKind.ONGOING:
        return None
    if _UNSURE.search(found.line, 0, part.start):
        return None
    on, meeting_on = found.due.on, found.room.meeting_on
    if on is None:
        return found.due
    return None if on < meeting_on or is_far(part.raw, on, meeting_on) else found.due
