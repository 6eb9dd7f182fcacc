"""Partnerships, agencies, groups and seats: how they are set up, and what a page says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from masa_desktop.domain import chair_words, quorum_words
from masa_desktop.domain.attendance import Capacity
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.groups import (
    UPWARDS,
    AgencyRow,
    GroupPage,
    GroupRow,
    LinkRow,
    SeatRow,
    ancestors,
)
from masa_desktop.domain.references import group_code
from masa_desktop.services import chairs, names, people, settings, terms
from masa_desktop.services.as_agreed import TODAY
from masa_desktop.storage.entities import (
    Agency,
    Group,
    GroupLink,
    GroupPartnership,
    Meeting,
    Name,
    Partnership,
    Seat,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.services.as_agreed import Then

REPORTS_TO = "reports_to"


def add_partnership(session: Session, name: str, abbreviation: str = "", area: str = "") -> str:
    """A new partnership or board; gives the id."""
    row = Partnership(name=_said(name, "partnership"), abbreviation=abbreviation, area=area)
    session.add(row)
    session.flush()
    session.add(Name(partnership_id=row.id, name=row.name, kind=names.OFFICIAL))
    return row.id


def rename_partnership(
    session: Session, partnership_id: str, name: str, abbreviation: str, area: str
) -> None:
    """Put the name, abbreviation and area of a partnership right, from the beginning."""
    row = session.get_one(Partnership, partnership_id)
    row.name, row.abbreviation, row.area = _said(name, "partnership"), abbreviation, area
    for known in session.scalars(select(Name).where(Name.partnership_id == partnership_id)):
        if known.kind == names.OFFICIAL and not known.is_deleted:
            known.name = row.name


def set_marking(
    session: Session, partnership_id: str, marking: str, handling: str, to_share: str | None = None
) -> None:
    """The protective marking that meetings of this partnership begin with (DPR-1).

    `to_share` is the handling text of copies to share, "" for none; None leaves it as it is.
    """
    row = session.get_one(Partnership, partnership_id)
    row.marking, row.handling = marking, handling
    if to_share is not None:
        settings.set_setting(session, _to_share(partnership_id), to_share.strip())


def handling_to_share(session: Session, partnership_id: str) -> str:
    """The handling text the office has set for copies to share; "" if none."""
    return settings.setting(session, _to_share(partnership_id))


def _to_share(partnership_id: str) -> str:
    return f"handling_to_share:{partnership_id}"


def add_agency(
    session: Session, name: str, abbreviation: str = "", kind: str = "", *, is_class: bool = False
) -> str:
    """A new agency, or a class of them (MEM-2); gives the id."""
    row = Agency(kind=kind, is_class=is_class)
    session.add(row)
    session.flush()
    session.add(Name(agency_id=row.id, name=_said(name, "agency"), kind=names.OFFICIAL))
    if abbreviation:
        session.add(Name(agency_id=row.id, name=abbreviation, kind=names.ABBREVIATION))
    return row.id


def succeed_agency(session: Session, agency_id: str, successor_id: str, on: date) -> None:
    """From `on` the successor stands in the agency's place (MEM-1, C11: CCG to ICB)."""
    row = session.get_one(Agency, agency_id)
    row.successor_id = successor_id
    row.until_on = on.fromordinal(on.toordinal() - 1)


def add_group(
    session: Session,
    name: str,
    *,
    partnership_ids: Sequence[str] = (),
    parent_ids: Sequence[str] = (),
    type_: str = "",
    code: str = "",
    is_external: bool = False,
    is_joint: bool = False,
) -> str:
    """A new group under any number of partnerships and parents (STR-3); gives the id.

    Without a code one is proposed from the name. Raises UserError if the code is taken.
    """
    taken = set(session.scalars(select(Group.code)))
    if code and code in taken:
        raise UserError(
            f"The code {code} belongs to another group, now or earlier.", do="Choose another code."
        )
    row = Group(
        code=code or group_code(name, taken),
        type=type_,
        is_external=is_external,
        is_joint=is_joint,
    )
    session.add(row)
    session.flush()
    session.add(Name(group_id=row.id, name=_said(name, "group"), kind=names.OFFICIAL))
    for partnership_id in partnership_ids:
        session.add(GroupPartnership(group_id=row.id, partnership_id=partnership_id))
    for parent_id in parent_ids:
        link(session, row.id, parent_id)
    return row.id


def link(
    session: Session, group_id: str, to_id: str, kind: str = REPORTS_TO, source: str = ""
) -> str:
    """A line between two groups. Raises UserError if reporting lines would form a circle."""
    if kind in UPWARDS and group_id in {to_id, *ancestors(parents(session), to_id)}:
        raise UserError(
            "A group cannot report to itself by way of others.", do="Check the parents."
        )
    row = GroupLink(group_id=group_id, to_id=to_id, kind=kind, source=source)
    session.add(row)
    session.flush()
    return row.id


def add_seat(
    session: Session,
    group_id: str,
    title: str,
    *,
    agency_id: str | None = None,
    capacity: str = Capacity.MEMBER,
    counts_for_quorum: bool | None = None,
    from_on: date | None = None,
    is_multiple: bool = False,
) -> str:
    """A new seat at the end of the list; gives the id."""
    number = session.scalar(select(func.count(Seat.id)).where(Seat.group_id == group_id)) or 0
    row = Seat(
        group_id=group_id,
        title=_said(title, "seat"),
        agency_id=agency_id,
        capacity=Capacity(capacity).value,
        counts_for_quorum=counts_for_quorum,
        from_on=from_on,
        is_multiple=is_multiple,
        position=f"{number:04}",
    )
    session.add(row)
    session.flush()
    return row.id


def end_seat(session: Session, seat_id: str, last_day: date) -> None:
    session.get_one(Seat, seat_id).until_on = last_day


def partnerships(session: Session, day: date) -> list[tuple[str, str, str]]:
    """Every partnership: (id, name on `day`, abbreviation)."""
    called = names.of_partnerships(session, day)
    found = session.scalars(select(Partnership).where(~Partnership.is_deleted))
    return [(row.id, called.get(row.id, row.name), row.abbreviation) for row in found]


def parents(session: Session) -> dict[str, list[str]]:
    """The ids of the groups that each group reports to or is part of; none for one at the top."""
    found: dict[str, list[str]] = {}
    for group_id, to_id in session.execute(
        select(GroupLink.group_id, GroupLink.to_id).where(
            GroupLink.kind.in_(UPWARDS), ~GroupLink.is_deleted
        )
    ):
        found.setdefault(group_id, []).append(to_id)
    return found


def everything(session: Session, day: date) -> list[GroupRow]:
    """All groups by name as they stood on `day`, external ones last."""
    called = names.of_groups(session, day)
    above = parents(session)
    within: dict[str, list[str]] = {}
    for group_id, partnership_id in session.execute(
        select(GroupPartnership.group_id, GroupPartnership.partnership_id).where(
            ~GroupPartnership.is_deleted
        )
    ):
        within.setdefault(group_id, []).append(partnership_id)
    rows = [
        GroupRow(
            id=row.id,
            code=row.code,
            name=called.get(row.id, row.code),
            type=row.type,
            status=row.status,
            is_external=row.is_external,
            is_joint=row.is_joint,
            parents=tuple(above.get(row.id, ())),
            partnerships=tuple(within.get(row.id, ())),
        )
        for row in session.scalars(select(Group).where(~Group.is_deleted))
    ]
    return sorted(rows, key=lambda row: (row.is_external, row.name.casefold()))


def named(session: Session, name: str, day: date) -> str:
    """The id of the group called so, by name, alias or code. Raises UserError if it is not one."""
    wanted = name.strip().casefold()
    by_name = session.scalars(
        select(Name.group_id)
        .join(Group, Group.id == Name.group_id)
        .where(func.lower(Name.name) == wanted, ~Name.is_deleted, ~Group.is_deleted)
    )
    by_code = session.scalars(
        select(Group.id).where(func.lower(Group.code) == wanted, ~Group.is_deleted)
    )
    found: list[str] = sorted({key for key in [*by_name, *by_code] if key})
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"“{row.name}” ({row.code})" for row in everything(session, day))
    how = "No group is" if not found else "More than one group is"
    raise UserError(f"{how} called “{name}” here.", do=f"The groups are: {known}.")


def seats(session: Session, group_id: str, day: date, then: Then = TODAY) -> list[SeatRow]:
    """The seats of a group on `day` with their holders and standing deputies, in order.

    As they were known `then`; what an agency is called follows the day alone.
    """
    wanted = select(Seat).where(Seat.group_id == group_id).order_by(Seat.position)
    found = [seat for seat in session.scalars(wanted) if is_there(seat, day, then)]
    held = people.holdings(session, [seat.id for seat in found], day, then)
    agencies = names.of_agencies(session, day)
    groups = names.of_groups(session, day) if any(seat.follows_group_id for seat in found) else {}
    return [
        SeatRow(
            id=seat.id,
            title=then.value(seat, Seat.title),
            agency_id=then.value(seat, Seat.agency_id),
            agency=agencies.get(then.value(seat, Seat.agency_id) or "", ""),
            capacity=then.value(seat, Seat.capacity),
            counts_for_quorum=then.value(seat, Seat.counts_for_quorum),
            is_multiple=then.value(seat, Seat.is_multiple),
            follows=groups.get(seat.follows_group_id or "", ""),
            note=seat.note,
            source=seat.source,
            holders=tuple(row for row in held.get(seat.id, ()) if not row.is_deputy),
            deputies=tuple(row for row in held.get(seat.id, ()) if row.is_deputy),
        )
        for seat in found
    ]


def is_there(seat: Seat, day: date, then: Then = TODAY) -> bool:
    """Whether a seat is one of its group on `day`, as known `then`."""
    first, last = then.value(seat, Seat.from_on), then.value(seat, Seat.until_on)
    return then.had(seat) and (first or day) <= day <= (last or day)


def page(session: Session, group_id: str, day: date) -> GroupPage:
    """All that is known of a group on `day`, in words ready to show."""
    group = session.get_one(Group, group_id)
    version = terms.in_force(session, group_id, day)
    rule = terms.chair_rule(session, group_id, day)
    quorate_when = terms.quorum_rule(session, group_id, day)
    pattern = terms.pattern(session, group_id, day)
    return GroupPage(
        id=group.id,
        code=group.code,
        name=names.of_groups(session, day).get(group_id, group.code),
        type=group.type,
        status=group.status,
        scope=group.scope,
        area=group.area,
        purpose=group.purpose,
        functions=tuple(line for line in group.functions.splitlines() if line),
        note=group.note,
        source=group.source,
        is_external=group.is_external,
        is_joint=group.is_joint,
        aliases=tuple(names.others_of(session, group_id=group_id)),
        links=tuple(_links(session, group_id, day)),
        seats=tuple(seats(session, group_id, day)),
        frequency=(version.frequency if version else "") or (pattern.in_words() if pattern else ""),
        chair_words=chair_words.in_words(rule) if rule else "No chair rule is recorded.",
        chair_due=chairs.due(session, group_id, day).sentence,
        quorum_words=quorum_words.in_words(quorate_when, names.of_agencies(session, day)),
        has_quorum=quorate_when.is_set,
        terms_version=version.version if version else "",
        terms_from=version.effective_from if version else None,
        terms_text=version.text if version else "",
        review=version.review if version else "",
        meetings=session.scalar(
            select(func.count(Meeting.id)).where(Meeting.group_id == group_id, ~Meeting.is_deleted)
        )
        or 0,
    )


def agencies(session: Session, day: date) -> list[AgencyRow]:
    """Every agency by name, with other names it goes by."""
    called, short = names.of_agencies(session, day), names.short_agencies(session, day)
    rows = [
        AgencyRow(
            id=row.id,
            name=called.get(row.id, ""),
            abbreviation=short[row.id] if short.get(row.id) != called.get(row.id) else "",
            kind=row.kind,
            is_class=row.is_class,
            aliases=tuple(names.others_of(session, agency_id=row.id)),
            source=row.source,
        )
        for row in session.scalars(select(Agency).where(~Agency.is_deleted))
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


def _links(session: Session, group_id: str, day: date) -> list[LinkRow]:
    called = names.of_groups(session, day)
    found = session.scalars(
        select(GroupLink).where(GroupLink.group_id == group_id, ~GroupLink.is_deleted)
    )
    return [
        LinkRow(
            kind=row.kind, group_id=row.to_id, name=called.get(row.to_id, ""), source=row.source
        )
        for row in found
    ]


def _said(name: str, what: str) -> str:
    if not name.strip():
        raise UserError(f"A {what} needs a name.", do="Type the name.")
    return " ".join(name.split())
