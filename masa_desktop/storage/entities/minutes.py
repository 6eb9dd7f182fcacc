"""Round the minutes: time taken, declarations, rulings, versions, corrections and approval."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from masa_desktop.storage.entities.base import Base, Fleeting, Shared


class AgendaPaper(Shared, Base, kw_only=True, eq=False):
    """A paper an item has before it: its title and version as printed, no file of its own."""

    __tablename__ = "agenda_paper"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    position: Mapped[str]
    title: Mapped[str]
    version: Mapped[str] = mapped_column(default="")


class Discussion(Shared, Base, kw_only=True, eq=False):
    """A stretch of the meeting spent on one item, in wall time of that day.

    Their order is the order of discussion (AGD-2); an item may have several.
    """

    __tablename__ = "discussion"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    on: Mapped[date]
    began_at: Mapped[time]
    ended_at: Mapped[time | None] = mapped_column(default=None)


class Sitting(Shared, Base, kw_only=True, eq=False):
    """A meeting adjourned goes on in a further sitting (M3); `on` is None until a day is agreed."""

    __tablename__ = "sitting"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    adjourned_on: Mapped[date]
    adjourned_at: Mapped[time | None] = mapped_column(default=None)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    on: Mapped[date | None] = mapped_column(default=None)
    starts_at: Mapped[time | None] = mapped_column(default=None)
    ends_at: Mapped[time | None] = mapped_column(default=None)
    venue: Mapped[str] = mapped_column(default="")


class Declaration(Shared, Base, kw_only=True, eq=False):
    """An interest declared (ATT-9); without an item it is for the whole meeting.

    `has_withdrawn`: the person left the room for that item and does not count for it.
    """

    __tablename__ = "declaration"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    has_withdrawn: Mapped[bool] = mapped_column(default=False)


class QuorumRuling(Shared, Base, kw_only=True, eq=False):
    """What was done when the quorum was lost, from which item on, and in whose words (ATT-4)."""

    __tablename__ = "quorum_ruling"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    outcome: Mapped[str]
    text: Mapped[str] = mapped_column(default="")


class MinutesStep(Shared, Base, kw_only=True, eq=False):
    """The minutes came to a state, by whom, when and, if they went back, why (MIN-3)."""

    __tablename__ = "minutes_step"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    state: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class WrittenMinutes(Shared, Base, kw_only=True, eq=False):
    """What a version said that was written to a file: its number is for no other words (MIN-3).

    `wording` is a hash; the id is made from meeting and version.
    """

    __tablename__ = "written_minutes"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    version: Mapped[str]
    wording: Mapped[str]


class IssuedMinutes(Shared, Base, kw_only=True, eq=False):
    """A version that went out: its hash and to whom, one name a line (MIN-3).

    `wording` is what it said, as `domain.paper_wording` puts it; "" is not known.
    """

    __tablename__ = "issued_minutes"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    version: Mapped[str]
    state: Mapped[str]
    is_shareable: Mapped[bool] = mapped_column(default=False)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    on: Mapped[date]
    recipients: Mapped[str] = mapped_column(default="")
    wording: Mapped[str] = mapped_column(default="")


class Sending(Shared, Base, kw_only=True, eq=False):
    """Somebody said that the actions, or the minutes, of a meeting had been sent (MIN-5).

    A file that was written has gone to nobody yet. `what` is a code of `domain.issue_clocks`; the
    id is made from meeting and `what`, so that two laptops meet in one row.
    """

    __tablename__ = "sending"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    what: Mapped[str]
    on: Mapped[date]


class IssuedFile(Base, kw_only=True, eq=False):
    """The bytes of an issued version, or of a template of the minutes, kept once under their hash.

    No row of the log.
    """

    __tablename__ = "issued_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class Correction(Shared, Base, kw_only=True, eq=False):
    """A correction to minutes, word for word; the original stays (MIN-4, MAT-2).

    `meeting_id` is the meeting whose minutes are corrected; it was made at another, under an item.
    `effect` says what it put right in the records.
    """

    __tablename__ = "correction"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    made_at_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"), default=None)
    made_item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id"), default=None)
    position: Mapped[str]
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(default="")
    on: Mapped[date]


class Approval(Shared, Base, kw_only=True, eq=False):
    """Minutes were agreed by a group at a meeting; joint ones by each parent (MIN-9)."""

    __tablename__ = "approval"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("group.id"))
    approved_at_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    outcome: Mapped[str]
    on: Mapped[date]


class SetAside(Shared, Base, kw_only=True, eq=False):
    """A finding of the check before issue that somebody looked at, and the word they left (F9)."""

    __tablename__ = "set_aside"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    finding: Mapped[str]
    word: Mapped[str]


class HouseWord(Shared, Base, kw_only=True, eq=False):
    """A word the spelling check of this office knows; the id is made from the word."""

    __tablename__ = "house_word"

    word: Mapped[str]


class Place(Fleeting, Base, kw_only=True, eq=False):
    """Where this laptop was typing at the last commit, to open there again.

    `at` is UTC ISO 8601; `was_left` is True once the window was closed in good order.
    """

    __tablename__ = "place"

    meeting_id: Mapped[str]
    item_id: Mapped[str]
    line_id: Mapped[str] = mapped_column(default="")
    offset: Mapped[int] = mapped_column(default=0)
    at: Mapped[str] = mapped_column(default="")
    was_left: Mapped[bool] = mapped_column(default=False)


class Draft(Fleeting, Base, kw_only=True, eq=False):
    """A line begun and not entered yet: the id is that of its agenda item for the quick entry,
    of meeting and action for what is said of an action."""

    __tablename__ = "draft"

    text: Mapped[str]
