"""Agreeing the minutes of an earlier meeting, and correcting them word for word (MIN-4, MIN-9).

The original stays as it is: a correction is a record of its own. What is agreed is minuted in the
same step, so that one undo takes all of it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from masa_desktop.domain import approval as rules
from masa_desktop.domain.corrections import entry_meant, for_read
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.meetings import EntryKind
from masa_desktop.domain.minutes import BEFORE_ISSUE, MinutesState
from masa_desktop.domain.quorum import State
from masa_desktop.domain.words import long_date
from masa_desktop.services import agreed, issuing, minutes, names, people, roll_call, spans
from masa_desktop.services.order import between
from masa_desktop.services.settled import check_open
from masa_desktop.storage import log
from masa_desktop.storage.entities import Approval, Correction, Entry, Meeting, MinutesStep, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session


def agree(
    session: Session, minutes_of_id: str, at_meeting_id: str, item_id: str, today: date
) -> str:
    """This meeting agrees the minutes of another, with the corrections made here, if any.

    The sentence is minuted under the item. When every group that must has agreed, the minutes are
    approved. Gives warnings in words, "" if there are none: a quorum that is lacking stops nothing,
    nor does a meeting that is minuted before its day.
    Raises UserError if this meeting cannot agree those minutes, or its group has already.
    """
    about, here = _pair(session, minutes_of_id, at_meeting_id)
    held = agreed.in_force(session, [about.id])[about.id]
    if here.group_id in {one.group_id for one in held}:
        raise UserError("This group has agreed those minutes already.", safe=_AS_THEY_WERE)
    number = _corrections_here(session, about, here)
    doubts = [warning(session, here.id, item_id), _unsent(about), _to_come(here, today)]
    session.add(
        Approval(
            meeting_id=about.id,
            group_id=here.group_id,
            approved_at_id=here.id,
            item_id=item_id,
            outcome=rules.outcome_of(number).value,
            on=today,
        )
    )
    session.flush()
    minutes.add(session, item_id, EntryKind.NOTE, minuted(session, about, here, number))
    have = {here.group_id, *(one.group_id for one in held)}
    if have.issuperset(agreed.required(session, about)):
        issuing.set_state(
            session,
            about.id,
            MinutesState.APPROVED,
            today,
            reason=_under(session, here, item_id, number),
            at_meeting_id=here.id,
        )
    return " ".join(part for part in doubts if part)


def _unsent(about: Meeting) -> str:
    if MinutesState(about.minutes_state) in BEFORE_ISSUE:
        return "It is not recorded that these minutes were sent to anybody."
    return ""


def _to_come(here: Meeting, today: date) -> str:
    if here.on > today:
        return f"The meeting that agrees them is still to come, on {long_date(here.on)}."
    return ""


def correct(
    session: Session,
    minutes_of_id: str,
    at_meeting_id: str,
    item_id: str,
    text: str,
    *,
    entry_id: str | None = None,
    on: date,
) -> str:
    """Record a correction to earlier minutes made at this meeting; gives its id.

    `entry_id` is the entry it corrects, if that is known; else it is the one entry of those minutes
    that has the words it corrects. Raises UserError for an empty text, or if this meeting cannot
    correct those minutes.
    """
    about, here = _pair(session, minutes_of_id, at_meeting_id)
    before = _corrections_here(session, about, here)
    last = session.scalars(
        select(Correction.position)
        .where(Correction.meeting_id == about.id)
        .order_by(Correction.position.desc())
    ).first()
    row = Correction(
        meeting_id=about.id,
        made_at_id=here.id,
        made_item_id=item_id,
        entry_id=_entry_meant(session, about.id, text, entry_id),
        position=between(last, None),
        text=_said(text),
        on=on,
    )
    session.add(row)
    session.flush()
    _follow(session, about, here, before)
    return row.id


def reword(session: Session, correction_id: str, text: str) -> str:
    """Put the words of a correction right. Raises UserError for an empty text.

    Which entry it corrects follows the words. A name put right by other words is put back; gives
    what became of it as a sentence, "" if there was none.
    """
    row = session.get_one(Correction, correction_id)
    _check_open(session, row)
    said = "" if for_read(_said(text)) == for_read(row.text) else _put_back(session, row)
    row.text = _said(text)
    row.entry_id = _entry_meant(session, row.meeting_id, text, row.entry_id)
    return said


def put_right(session: Session, correction_id: str) -> str:
    """Give a person the name that a correction says is right; gives the sentence kept with it.

    Raises UserError if it is not certain whose name is meant (MAT-2).
    """
    row = session.get_one(Correction, correction_id)
    _check_open(session, row)
    shown = next(one for one in agreed.corrections(session, row.meeting_id) if one.id == row.id)
    known = session.scalars(
        select(Person).where(Person.name == (shown.misspelt or ("",))[0], ~Person.is_deleted)
    ).all()
    if shown.misspelt is None or len(known) != 1:
        raise UserError(
            "It is not certain whose name this correction puts right.",
            safe="The correction stands, and no name was changed.",
            do="Change the name under Groups & people.",
        )
    people.rename(session, known[0].id, shown.misspelt[1], known[0].initials)
    row.effect = f"The name in the records was put right: {shown.misspelt[1]}."
    return row.effect


def _put_back(session: Session, row: Correction) -> str:
    """The name that a correction put right, as it was before; gives a sentence that says so.

    A name that somebody has changed since stays as it is.
    """
    if not row.effect:
        return ""
    # Whose name it was, and what it was, is what the log says of that same moment.
    said = [one for one in log.history_of(session, [row.id]) if one.column == "effect"]
    at = said[-1].at if said else None
    row.effect = ""
    known = {one.id: one for one in session.scalars(select(Person).where(~Person.is_deleted))}
    for line in log.history_of(session, known):
        person = known[line.row]
        if (line.at, line.column, line.new) == (at, "name", person.name):
            people.rename(session, person.id, str(line.old), person.initials)
            return f"The name in the records is {person.name} again."
    return "The name it put right has been changed since, and stays as it is in the records."


def drop_correction(session: Session, correction_id: str) -> str:
    """Take a correction away that was not made after all; a name it put right is put back.

    Gives what became of the name as a sentence, "" if there was none.
    """
    row = session.get_one(Correction, correction_id)
    _check_open(session, row)
    about = session.get_one(Meeting, row.meeting_id)
    here = session.get(Meeting, row.made_at_id) if row.made_at_id else None
    before = _corrections_here(session, about, here) if here else 0
    said = _put_back(session, row)
    row.is_deleted = True
    session.flush()
    if here is not None:
        _follow(session, about, here, before)
    return said


def warning(session: Session, at_meeting_id: str, item_id: str) -> str:
    """What speaks against agreeing minutes here, in words; "" if nothing does. It stops nothing."""
    roll = roll_call.roll_call(session, at_meeting_id, item_id)
    if roll.is_taken and roll.verdict.state is State.NOT_QUORATE:
        return "The meeting is not quorate at this item, so the agreement may be questioned."
    return ""


def minuted(session: Session, about: Meeting, here: Meeting, corrections: int) -> str:
    """The sentence for the minutes; another group's minutes are named."""
    is_own = about.group_id == here.group_id
    group = "" if is_own else names.of_groups(session, about.on).get(about.group_id, "")
    return rules.minuted(about.on, corrections, group)


_AS_THEY_WERE = "They are as they were."


def _pair(session: Session, minutes_of_id: str, at_meeting_id: str) -> tuple[Meeting, Meeting]:
    about, here = session.get_one(Meeting, minutes_of_id), session.get_one(Meeting, at_meeting_id)
    if about.id == here.id:
        raise UserError(
            "A meeting cannot agree its own minutes.",
            safe=_AS_THEY_WERE,
            do="Agree them at the next meeting.",
        )
    if not agreed.is_before(about, here):
        raise UserError(
            "Minutes are agreed at a later meeting, and this one was not later.",
            safe=_AS_THEY_WERE,
            do="Check the days and times of the two meetings.",
        )
    if not agreed.may_agree(session, here, about):
        raise UserError(
            "Those minutes are another group’s.",
            safe=_AS_THEY_WERE,
            do="Agree them at a meeting of that group.",
        )
    # What agreed minutes say of other minutes is part of what was agreed (MIN-4).
    check_open(session, here.id)
    return about, here


def _check_open(session: Session, row: Correction) -> None:
    if row.made_at_id:
        check_open(session, row.made_at_id)


def _corrections_here(session: Session, about: Meeting, here: Meeting) -> int:
    return sum(row.made_at_id == here.id for row in agreed.corrections(session, about.id))


def _follow(session: Session, about: Meeting, here: Meeting, before: int) -> None:
    """An agreement made at the same meeting is with so many corrections as there are now."""
    rows = [
        one
        for one in agreed.in_force(session, [about.id])[about.id]
        if one.approved_at_id == here.id
    ]
    now = _corrections_here(session, about, here)
    for row in rows:
        row.outcome = rules.outcome_of(now).value
        old = minuted(session, about, here, before)
        for entry in _minuted_so(session, row.item_id or "", old):
            entry.text, entry.marks = minuted(session, about, here, now), []
        said, says = (_under(session, here, row.item_id or "", number) for number in (before, now))
        for step in _approved_so(session, about, said):
            step.reason = step.reason.removesuffix(said) + says


def _entry_meant(session: Session, minutes_of_id: str, text: str, known: str | None) -> str | None:
    return entry_meant(text, agreed.entries(session, minutes_of_id), known)


def _minuted_so(session: Session, item_id: str, text: str) -> Sequence[Entry]:
    return session.scalars(
        select(Entry).where(Entry.item_id == item_id, Entry.text == text, ~Entry.is_deleted)
    ).all()


def _approved_so(session: Session, about: Meeting, said: str) -> Sequence[MinutesStep]:
    """The steps to approved minutes that end in these words of an agreement."""
    return session.scalars(
        select(MinutesStep).where(
            MinutesStep.meeting_id == about.id,
            MinutesStep.state == MinutesState.APPROVED.value,
            MinutesStep.reason.endswith(said, autoescape=True),
            ~MinutesStep.is_deleted,
        )
    ).all()


def _under(session: Session, here: Meeting, item_id: str, corrections: int) -> str:
    number = spans.numbers(session, here.id).get(item_id)
    said = rules.agreed_words(corrections)
    return f"{said}, item {number}" if number is not None else said


def _said(text: str) -> str:
    said = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not said:
        raise UserError("The correction says nothing yet.", do="Type it word for word.")
    return said
