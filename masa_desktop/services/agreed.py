"""What is agreed of minutes, by whom and with which corrections; and what waits to be agreed.

Asks only. A change to agreed minutes makes every agreement before it void: the changed minutes are
agreed again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import approval as rules
from masa_desktop.domain.corrections import Corrected, doubt, name_meant, printed_correction
from masa_desktop.domain.groups import UPWARDS
from masa_desktop.domain.meetings import CALLED_OFF, MeetingStatus
from masa_desktop.domain.minutes import SETTLED, MinutesState, minutes_state_label
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import plain_date
from masa_desktop.services import meeting_order, names, numbering, spans
from masa_desktop.storage import log
from masa_desktop.storage.entities import (
    AgendaItem,
    Approval,
    Correction,
    Entry,
    Group,
    GroupLink,
    Meeting,
    MinutesStep,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

_HELD = (MeetingStatus.HELD.value, MeetingStatus.HELD_INQUORATE.value)
_DONE = tuple(state.value for state in SETTLED)
_LOOKED_BACK = 24


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """Minutes a meeting can agree, or has agreed; `id` is the meeting whose minutes they are.

    `corrections` are those made at the meeting that asks. `agreed_by` and `outstanding` are names.
    """

    id: str
    group: str
    is_own: bool
    on: str
    ref: str
    state: str
    agreed_by: tuple[str, ...]
    outstanding: tuple[str, ...]
    is_agreed_here: bool
    corrections: int

    @property
    def words(self) -> str:
        """ "Minutes of 9 December 2025"; those of another group name it."""
        return f"Minutes of {self.on}" if self.is_own else f"Minutes of {self.group}, {self.on}"

    @property
    def standing(self) -> str:
        """ "Not yet agreed", "Agreed with 2 corrections", "Agreed by A, B outstanding"."""
        if not self.outstanding and self.is_agreed_here:
            return rules.agreed_words(self.corrections)
        return rules.standing_words(self.agreed_by, self.outstanding)


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction, word for word. `item` is the number of the item whose entry it corrects.

    `corrects` says which entry: "Item 1, Welcome: “All were welcomed.”"; "" while none is known,
    and then `doubt` says why. `effect` is what it put right in the records, `misspelt` the name
    that it could put right, as it is recorded and as it is spelt.
    """

    id: str
    text: str
    on: str
    made_at_id: str | None
    made_item_id: str | None
    entry_id: str | None
    item: int | None
    corrects: str = ""
    doubt: str = ""
    effect: str = ""
    misspelt: tuple[str, str] | None = None


def waiting(session: Session, meeting_id: str) -> tuple[MinutesRow, ...]:
    """Which minutes this meeting can agree, latest first.

    Those of the group's own earlier meetings, and of joint groups of which it is a parent, that
    were held, are not agreed, and which this group has not agreed yet.
    """
    here = session.get_one(Meeting, meeting_id)
    joint = _joint_children(session, here)
    found = _earlier(session, here, joint)
    agreements = in_force(session, [row.id for row in found])
    show = _Showing(session, here)
    return tuple(
        show.row(row, agreements[row.id])
        for row in found
        if may_agree(session, here, row)
        and here.group_id not in {one.group_id for one in agreements[row.id]}
    )


def agreed_at(session: Session, meeting_id: str) -> tuple[MinutesRow, ...]:
    """The minutes this meeting has agreed, latest first."""
    here = session.get_one(Meeting, meeting_id)
    keys = session.scalars(
        select(Approval.meeting_id).where(
            Approval.approved_at_id == meeting_id, ~Approval.is_deleted
        )
    )
    rows = [session.get_one(Meeting, key) for key in dict.fromkeys(keys)]
    agreements = in_force(session, [row.id for row in rows])
    show = _Showing(session, here)
    shown = [
        (row, show.row(row, agreements[row.id]))
        for row in sorted(rows, key=meeting_order.place_of, reverse=True)
    ]
    return tuple(one for _, one in shown if one.is_agreed_here)


def corrections(session: Session, minutes_of_id: str) -> tuple[CorrectionRow, ...]:
    """Every correction to these minutes, in the order they were made."""
    place = _numbered(session, minutes_of_id)
    found = session.execute(
        select(Correction, Entry.item_id, Entry.text)
        .outerjoin(Entry, Entry.id == Correction.entry_id)
        .where(Correction.meeting_id == minutes_of_id, ~Correction.is_deleted)
        .order_by(Correction.position, Correction.id)
    ).all()
    said = entries(session, minutes_of_id) if found else ()
    names = session.scalars(select(Person.name).where(~Person.is_deleted)).all() if found else ()
    return tuple(
        CorrectionRow(
            id=row.id,
            text=row.text,
            on=plain_date(row.on),
            made_at_id=row.made_at_id,
            made_item_id=row.made_item_id,
            entry_id=row.entry_id,
            item=place[item_id][0] if item_id in place else None,
            corrects="Item {}, {}: “{}”".format(*place[item_id], text) if item_id in place else "",
            doubt="" if row.entry_id else doubt(row.text, said),
            effect=row.effect,
            misspelt=name_meant(row.text, names),
        )
        for row, item_id, text in found
    )


def entries(session: Session, minutes_of_id: str) -> tuple[Corrected, ...]:
    """What those minutes say, entry by entry, as a correction is read against it."""
    number = spans.numbers(session, minutes_of_id)
    found = session.execute(
        select(Entry.id, Entry.item_id, Entry.text)
        .where(Entry.meeting_id == minutes_of_id, ~Entry.is_deleted)
        .order_by(Entry.position, Entry.id)
    )
    return tuple(Corrected(key, number.get(item_id or ""), said) for key, item_id, said in found)


def _numbered(session: Session, meeting_id: str) -> dict[str, tuple[int, str]]:
    """Number and title of each item of a meeting, by its id."""
    items = enumerate(spans.in_order(session, meeting_id), start=1)
    return {item.id: (number, item.title) for number, item in items}


def sentence(session: Session, meeting_id: str) -> str:
    """For the paper: "Agreed with 2 corrections at the meeting of 14 April 2026, item 3."

    Joint minutes name each parent and who is outstanding. An agreement that does not stand is told
    as such, and one recorded by hand in the words it was recorded in. "" if nobody has agreed them.
    """
    about = session.get_one(Meeting, meeting_id)
    agreements = in_force(session, [meeting_id])[meeting_id]
    called = names.of_groups(session, about.on)
    told = [
        rules.Agreement(
            group=called.get(one.group_id, ""),
            on=session.get_one(Meeting, one.approved_at_id).on,
            item=spans.numbers(session, one.approved_at_id).get(one.item_id or ""),
            corrections=_made_at(session, meeting_id, one.approved_at_id),
        )
        for one in agreements
    ]
    still = [called.get(key, "") for key in outstanding(session, about)]
    said = (rules.sentence(told, still), *not_in_force(session, meeting_id))
    return " ".join(filter(None, said)) or _by_hand(session, about)


def _by_hand(session: Session, about: Meeting) -> str:
    """What was said when minutes were marked as approved by hand: "By correspondence."."""
    if about.minutes_state not in _DONE:
        return ""
    found = session.scalars(
        select(MinutesStep).where(
            MinutesStep.meeting_id == about.id,
            MinutesStep.state == MinutesState.APPROVED.value,
            ~MinutesStep.is_deleted,
        )
    ).all()
    place = _places(session, found)
    last = max(found, key=lambda row: place.get(row.id, -1), default=None)
    return f"{last.reason.removesuffix('.')}." if last is not None and last.reason else ""


def paper_corrections(
    session: Session, meeting_id: str, *, shareable: bool = False
) -> tuple[str, ...]:
    """Each correction for the paper: "Item 5, Audit: for “…” read “…”, 14 April 2026."

    The day is that of the meeting at which it was made. In a shareable copy
    none that touches a restricted item, or may touch one, is told in words (DPR-6): only how many
    are recorded separately.
    """
    return _printed(session, meeting_id, corrections(session, meeting_id), shareable=shareable)


def made_under(session: Session, item_id: str, *, shareable: bool = False) -> tuple[str, ...]:
    """The corrections made under an item, for the paper of the meeting that made them.

    Each names the minutes it corrects; a shareable copy holds back the same as theirs does.
    """
    about = session.scalars(
        select(Meeting)
        .join(Correction, Correction.meeting_id == Meeting.id)
        .where(Correction.made_item_id == item_id, ~Correction.is_deleted)
        .order_by(*meeting_order.OLDEST_FIRST)
        .distinct()
    ).all()
    return tuple(
        f"Correction to the minutes of {plain_date(one.on)}. {said}"
        for one in about
        for said in _printed(
            session,
            one.id,
            [row for row in corrections(session, one.id) if row.made_item_id == item_id],
            shareable=shareable,
        )
    )


def corrections_to_share(session: Session, meeting_id: str) -> tuple[int, int]:
    """How many corrections the paper of a meeting tells, to its own minutes and those made at it,
    and how many of them its shareable copy holds back (DPR-6)."""
    wanted = select(Correction.meeting_id).where(
        Correction.made_at_id == meeting_id, ~Correction.is_deleted
    )
    told = [
        (about, row)
        for about in dict.fromkeys((meeting_id, *session.scalars(wanted)))
        for row in corrections(session, about)
        if meeting_id in (about, row.made_at_id)
    ]
    held_back = sum(not _may_be_shared(session, about, row) for about, row in told)
    return len(told), held_back


def _printed(
    session: Session, meeting_id: str, rows: Sequence[CorrectionRow], *, shareable: bool
) -> tuple[str, ...]:
    hidden = {row for row in rows if shareable and not _may_be_shared(session, meeting_id, row)}
    days = dict(
        session.execute(
            select(Correction.id, func.coalesce(Meeting.on, Correction.on))
            .outerjoin(Meeting, Meeting.id == Correction.made_at_id)
            .where(Correction.meeting_id == meeting_id)
        ).all()
    )
    titles = dict(_numbered(session, meeting_id).values())
    said = [
        " ".join((printed_correction(row.text, row.item, days[row.id], titles), row.effect)).strip()
        for row in rows
        if row not in hidden
    ]
    return (*said, rules.withheld_corrections(len(hidden))) if hidden else tuple(said)


# Whose agreement it takes


def required(session: Session, about: Meeting) -> tuple[str, ...]:
    """The ids of the groups that must agree these minutes."""
    group = session.get_one(Group, about.group_id)
    parents = [
        link.to_id
        for link in session.scalars(
            select(GroupLink)
            .join(Group, Group.id == GroupLink.to_id)
            .where(
                GroupLink.group_id == about.group_id,
                GroupLink.kind.in_(UPWARDS),
                ~GroupLink.is_deleted,
                ~Group.is_deleted,
            )
            .order_by(Group.code)
        )
        if _holds(link, about)
    ]
    return rules.required(group.id, parents, is_joint=group.is_joint)


def outstanding(session: Session, about: Meeting) -> tuple[str, ...]:
    """The ids of the groups that have still to agree these minutes."""
    have = {one.group_id for one in in_force(session, [about.id])[about.id]}
    return tuple(key for key in required(session, about) if key not in have)


def in_force(session: Session, meeting_ids: Sequence[str]) -> dict[str, list[Approval]]:
    """By meeting, the agreements that hold, oldest first.

    None from before a later change, and none of a meeting that was called off since, or that is no
    longer after the one whose minutes it agreed.
    """
    found = _made(session, meeting_ids)
    return {key: [row for row in rows if not _why_not(session, row)] for key, rows in found.items()}


def not_in_force(session: Session, meeting_id: str) -> tuple[str, ...]:
    """Of each agreement that does not stand because of the meeting that made it, why not."""
    told = [
        (session.get_one(Meeting, row.approved_at_id), _why_not(session, row))
        for row in _made(session, [meeting_id])[meeting_id]
    ]
    return tuple(
        f"The agreement at the meeting of {plain_date(meeting.on)} does not stand: {why}."
        for meeting, why in told
        if why
    )


def _why_not(session: Session, row: Approval) -> str:
    about = session.get_one(Meeting, row.meeting_id)
    here = session.get_one(Meeting, row.approved_at_id)
    if here.status in CALLED_OFF or here.is_deleted:
        return "that meeting was called off"
    return "" if is_before(about, here) else "that meeting was not later"


def _made(session: Session, meeting_ids: Sequence[str]) -> dict[str, list[Approval]]:
    """By meeting, the agreements made since its minutes were last changed, oldest first."""
    rows = session.scalars(
        select(Approval)
        .where(Approval.meeting_id.in_(meeting_ids), ~Approval.is_deleted)
        .order_by(Approval.on, Approval.id)
    ).all()
    changes = session.scalars(
        select(MinutesStep).where(
            MinutesStep.meeting_id.in_({row.meeting_id for row in rows}),
            MinutesStep.state.not_in(_DONE),
            MinutesStep.reason != "",
            ~MinutesStep.is_deleted,
        )
    ).all()
    place = _places(session, [*rows, *changes]) if rows else {}
    void: dict[str, int] = defaultdict(lambda: -1)
    for step in changes:
        void[step.meeting_id] = max(void[step.meeting_id], place.get(step.id, -1))
    found: dict[str, list[Approval]] = {key: [] for key in meeting_ids}
    for row in sorted(rows, key=lambda row: place.get(row.id, 0)):
        if place.get(row.id, 0) > void[row.meeting_id]:
            found[row.meeting_id].append(row)
    return found


def _places(session: Session, rows: Iterable[Approval | MinutesStep]) -> dict[str, int]:
    """In which order the log first heard of these rows: a day holds several steps."""
    first: dict[str, int] = {}
    for number, line in enumerate(log.history_of(session, [row.id for row in rows])):
        first.setdefault(line.row, number)
    return first


def _holds(link: GroupLink, about: Meeting) -> bool:
    begins = link.from_on is None or link.from_on <= about.on
    return begins and (link.until_on is None or about.on <= link.until_on)


def _joint_children(session: Session, here: Meeting) -> list[str]:
    return list(
        session.scalars(
            select(GroupLink.group_id)
            .join(Group, Group.id == GroupLink.group_id)
            .where(
                GroupLink.to_id == here.group_id,
                GroupLink.kind.in_(UPWARDS),
                Group.is_joint,
                ~GroupLink.is_deleted,
                ~Group.is_deleted,
            )
        )
    )


def _earlier(session: Session, here: Meeting, joint: Sequence[str]) -> list[Meeting]:
    """Meetings before this one that were held, as somebody said or minuted, latest first."""
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.group_id.in_([here.group_id, *joint]),
            Meeting.id != here.id,
            Meeting.on <= here.on,
            Meeting.minutes_state.not_in(_DONE),
            Meeting.status.not_in(CALLED_OFF),
            ~Meeting.is_deleted,
        )
        .order_by(*meeting_order.LATEST_FIRST)
        .limit(_LOOKED_BACK)
    ).all()
    minuted = set(
        session.scalars(
            select(Entry.meeting_id)
            .where(Entry.meeting_id.in_([row.id for row in found]), ~Entry.is_deleted)
            .distinct()
        )
    )
    return [
        row for row in found if is_before(row, here) and (row.status in _HELD or row.id in minuted)
    ]


def is_before(first: Meeting, second: Meeting) -> bool:
    return rules.is_before((first.on, first.starts_at), (second.on, second.starts_at))


def may_agree(session: Session, here: Meeting, about: Meeting) -> bool:
    """Whether these minutes are for the group that meets here: its own, or a joint child's."""
    return about.group_id == here.group_id or here.group_id in required(session, about)


def _made_at(session: Session, minutes_of_id: str, at_meeting_id: str) -> int:
    return sum(row.made_at_id == at_meeting_id for row in corrections(session, minutes_of_id))


def _may_be_shared(session: Session, meeting_id: str, row: CorrectionRow) -> bool:
    """Only if it names an item and none of those it names is restricted, or no item ever was."""
    made_under = session.get(AgendaItem, row.made_item_id) if row.made_item_id else None
    entry = session.get(Entry, row.entry_id) if row.entry_id else None
    of = session.get(AgendaItem, entry.item_id) if entry and entry.item_id else None
    if any(item is not None and item.is_restricted for item in (made_under, of)):
        return False
    restricted = restricted_numbers(session, meeting_id)
    said = rules.items_named(row.text) | ({row.item} if row.item is not None else frozenset())
    return not restricted or (bool(said) and said.isdisjoint(restricted))


def restricted_numbers(session: Session, meeting_id: str) -> frozenset[int]:
    """The numbers of the restricted items of a meeting."""
    return frozenset(
        number
        for number, item in enumerate(spans.in_order(session, meeting_id), start=1)
        if item.is_restricted
    )


class _Showing:
    def __init__(self, session: Session, here: Meeting) -> None:
        self._session, self._here = session, here
        self._called = names.Names(session)
        self._codes = dict(session.execute(select(Group.id, Group.code)).all())

    def row(self, about: Meeting, agreements: Sequence[Approval]) -> MinutesRow:
        called, code = self._called.on(about.on), self._codes[about.group_id]
        have = [one.group_id for one in agreements]
        is_own = about.group_id == self._here.group_id
        return MinutesRow(
            id=about.id,
            group=called.get(about.group_id, code),
            is_own=is_own,
            on=plain_date(about.on),
            ref=numbering.shown(about.ref, code, about.on.year, about.id, kind=Kind.MEETING),
            state=minutes_state_label(MinutesState(about.minutes_state)),
            agreed_by=tuple(called.get(key, "") for key in dict.fromkeys(have)),
            outstanding=tuple(
                called.get(key, "") for key in required(self._session, about) if key not in have
            ),
            is_agreed_here=any(one.approved_at_id == self._here.id for one in agreements),
            corrections=_made_at(self._session, about.id, self._here.id),
        )
