"""Meetings from the year's plan to what was said, decided and promised (SCH to ACT)."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Data, Local, MarksData, Shared


class Series(Shared, Base, kw_only=True, eq=False):
    """A planned run of meetings (SCH-1)."""

    __tablename__ = "series"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    pattern: Mapped[Data]
    from_on: Mapped[date]
    until_on: Mapped[date]


class Meeting(Shared, Base, kw_only=True, eq=False):
    """Wall time is Europe/London (SCH-3). `ref` is permanent, "" until the numbering gives one."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_group_id_on", "group_id", "on"),)

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    series_id: Mapped[str | None] = mapped_column(ForeignKey("series.id"), default=None)
    ref: Mapped[str] = mapped_column(index=True, default="")
    title: Mapped[str] = mapped_column(default="")
    on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time | None] = mapped_column(default=None)
    ends_at: Mapped[time | None] = mapped_column(default=None)
    venue: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="planned")
    why_moved: Mapped[str] = mapped_column(default="")
    minutes_state: Mapped[str] = mapped_column(default="draft")
    minutes_version: Mapped[int] = mapped_column(default=1)
    marking: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")
    current_item_id: Mapped[str | None] = mapped_column(default=None)


class StandingItem(Shared, Base, kw_only=True, eq=False):
    """An agenda item every meeting of the group begins with (AGD-1)."""

    __tablename__ = "standing_item"

    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None] = mapped_column(default=None)
    position: Mapped[str]


class AgendaItem(Shared, Base, kw_only=True, eq=False):
    """`carried_from_id` is the same matter on an earlier agenda.

    `taken_position` is its place in the order of discussion, in terms of `position`, if somebody
    said it by hand: no clock tells when an item was taken at a meeting minuted afterwards.
    """

    __tablename__ = "agenda_item"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[str]
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    presenter: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="open")
    state_note: Mapped[str] = mapped_column(default="")
    is_restricted: Mapped[bool] = mapped_column(default=False)
    marking: Mapped[str] = mapped_column(default="")
    carried_from_id: Mapped[str | None] = mapped_column(index=True, default=None)
    taken_position: Mapped[str | None] = mapped_column(default=None)


class Entry(Shared, Base, kw_only=True, eq=False):
    """One thing minuted. The text lives here only, whatever the kind (note, decision, action,
    challenge); an action or decision carries its particulars beside it."""

    __tablename__ = "entry"

    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    position: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    marks: Mapped[MarksData] = mapped_column(default_factory=list)
    is_bullet: Mapped[bool] = mapped_column(default=False)


class Decision(Shared, Base, kw_only=True, eq=False):
    """`settled_at_id`: the meeting that ratified it, or would not (ATT-4).

    `condition_state` says what became of the condition, "" while nobody has said (DEC-3);
    `implements` is the review recommendation it carries out, in words (DEC-1). A decision that was
    minuted is restricted if its item is; `is_restricted` is for one taken between meetings.
    """

    __tablename__ = "decision"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), index=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    ref: Mapped[str] = mapped_column(index=True, default="")
    decided_on: Mapped[date]
    verb: Mapped[str] = mapped_column(default="agreed")
    method: Mapped[str] = mapped_column(default="not_stated")
    status: Mapped[str] = mapped_column(default="agreed")
    conditions: Mapped[str] = mapped_column(default="")
    dissent: Mapped[str] = mapped_column(default="")
    settled_at_id: Mapped[str | None] = mapped_column(default=None)
    settled_on: Mapped[date | None] = mapped_column(default=None)
    condition_state: Mapped[str] = mapped_column(default="")
    condition_on: Mapped[date | None] = mapped_column(default=None)
    condition_note: Mapped[str] = mapped_column(default="")
    implements: Mapped[str] = mapped_column(default="")
    is_restricted: Mapped[bool] = mapped_column(default=False)


class Action(Shared, Base, kw_only=True, eq=False):
    """`original_due_on` is written once (ACT-11). `due_kind` says what is known of the date.

    `said_item_id`: the item under which it was called done or closed, with evidence or reason.
    """

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_group_id_status", "group_id", "status"),)

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), index=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    ref: Mapped[str] = mapped_column(index=True, default="")
    raised_on: Mapped[date]
    due_kind: Mapped[str] = mapped_column(default="not_said")
    due_on: Mapped[date | None] = mapped_column(default=None)
    original_due_on: Mapped[date | None] = mapped_column(default=None)
    due_text: Mapped[str] = mapped_column(default="")
    priority: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    completed_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_at_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"), default=None)
    said_item_id: Mapped[str | None] = mapped_column(default=None)
    close_reason: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    is_proposed_closed: Mapped[bool] = mapped_column(default=False)
    brag_override: Mapped[str] = mapped_column(default="")
    brag_reason: Mapped[str] = mapped_column(default="")


class ActionOwner(Shared, Base, kw_only=True, eq=False):
    """A person or an agency, or both when a person answers for an agency; one leads (ACT-1)."""

    __tablename__ = "action_owner"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), default=None)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)
    is_lead: Mapped[bool] = mapped_column(default=False)
    position: Mapped[str] = mapped_column(default="")


class ActionMove(Shared, Base, kw_only=True, eq=False):
    """A due date moved, with its reason (ACT-11); `item_id` is the item under which it was said."""

    __tablename__ = "action_move"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    due_from: Mapped[date | None]
    due_to: Mapped[date | None]
    reason: Mapped[str]
    moved_on: Mapped[date]
    item_id: Mapped[str | None] = mapped_column(default=None)


class ActionUpdate(Shared, Base, kw_only=True, eq=False):
    """A dated line of progress; `item_id` is the item under which it was said, None if by mail."""

    __tablename__ = "action_update"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    on: Mapped[date]
    text: Mapped[str]
    item_id: Mapped[str | None] = mapped_column(default=None)


class Attendance(Shared, Base, kw_only=True, eq=False):
    """Who came for which seat, in which capacity, for which items (ATT-1).

    The id is made from meeting, seat and person, so that two laptops meet in one row.
    Items are agenda item ids, both ends inclusive; None is the whole meeting at that end. The last
    is, of a member, the agenda item before the one they left in; of a guest the last they stayed
    for. The time between is read in the order of discussion.
    """

    __tablename__ = "attendance"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    seat_id: Mapped[str | None] = mapped_column(ForeignKey("seat.id"), index=True, default=None)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True, default=None)
    agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)
    also_agency_id: Mapped[str | None] = mapped_column(ForeignKey("agency.id"), default=None)
    capacity: Mapped[str] = mapped_column(default="")
    reply: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="no_response")
    is_deputy: Mapped[bool] = mapped_column(default=False)
    has_authority: Mapped[bool | None] = mapped_column(default=None)
    first_item_id: Mapped[str | None] = mapped_column(default=None)
    last_item_id: Mapped[str | None] = mapped_column(default=None)
    arrived_at: Mapped[time | None] = mapped_column(default=None)
    left_at: Mapped[time | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class InTheChair(Shared, Base, kw_only=True, eq=False):
    """Who actually chaired, for whom, and from which item to which (CHR-5, C7, C8)."""

    __tablename__ = "in_the_chair"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    for_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), default=None)
    first_item_id: Mapped[str | None] = mapped_column(default=None)
    last_item_id: Mapped[str | None] = mapped_column(default=None)


class Jotting(Local, Base, kw_only=True, eq=False):
    """A minute-taker's private note: on this laptop, in no log, in no document."""

    __tablename__ = "jotting"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    position: Mapped[str]
    text: Mapped[str]
    marks: Mapped[MarksData] = mapped_column(default_factory=list)
    is_bullet: Mapped[bool] = mapped_column(default=False)
