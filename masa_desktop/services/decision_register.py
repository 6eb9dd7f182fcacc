"""The register of decisions across groups and between meetings, read and searched (DEC-1).

The words of a decision that is restricted, or of a restricted item, are never read here: such
decisions are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVarTuple

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import aliased

from masa_desktop.domain import decision_chains as rules
from masa_desktop.domain.actions import ActionStatus
from masa_desktop.domain.actions import status_label as action_status_label
from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionMethod,
    DecisionStatus,
    DecisionVerb,
    condition_words,
    dissenters_words,
    is_condition_open,
    method_label,
    particulars_words,
    printed_lead,
    status_label,
)
from masa_desktop.domain.initials import folded
from masa_desktop.domain.references import Kind
from masa_desktop.domain.words import capital, count, short_date
from masa_desktop.services import decision_chains, names, numbering, ratification
from masa_desktop.services.roll_call import by_initials, roll_call
from masa_desktop.storage.entities import (
    Action,
    AgendaItem,
    Decision,
    DecisionLink,
    Entry,
    Group,
    Meeting,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from masa_desktop.domain.changes import Change
    from masa_desktop.domain.periods import Period


class Standing(StrEnum):
    """What the register is asked for."""

    ANY = ""
    TO_BE_RATIFIED = "to_be_ratified"
    CONDITION_OPEN = "condition_open"
    WITH_DISSENT = "with_dissent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One decision; `group` is the code of its group, `body` what it was called that day.

    `meeting` is the reference of the meeting and `item_title` the title of the item, both "" and
    `item` None for a decision that no meeting here took. `particulars` say how it was reached, who
    dissented, on what condition and what became of that. `follows` are references. `settled_at` is
    the meeting that ratified it or would not, "EXEC-2025-04, 14 Oct 2025"; "" if none is recorded.
    """

    id: str
    ref: str
    group_id: str
    group: str
    body: str
    is_external: bool
    on: date
    meeting_id: str
    meeting: str
    item_id: str
    item: int | None
    item_title: str
    standing: DecisionStatus
    verb: DecisionVerb
    text: str
    method: DecisionMethod
    dissent: str
    conditions: str
    condition_state: ConditionState
    condition_on: date | None
    condition_note: str
    implements: str
    follows: tuple[str, ...]
    settled_at_id: str
    settled_at: str

    @property
    def lead(self) -> str:
        return printed_lead(self.standing, self.verb)

    @property
    def place(self) -> str:
        """The reference of the meeting, or in words that no meeting here took it."""
        return self.meeting or ("Not minuted here" if self.is_external else "Between meetings")

    @property
    def status(self) -> str:
        return status_label(self.standing, self.verb)

    @property
    def how(self) -> str:
        """How it was reached; "" if nobody said."""
        is_said = self.method is not DecisionMethod.NOT_STATED
        return method_label(self.method) if is_said else ""

    @property
    def became(self) -> str:
        """What became of the condition, in a sentence; "" while nobody has said."""
        return condition_words(self.condition_state, self.condition_on, self.condition_note)

    @property
    def waits(self) -> bool:
        """Whether a meeting has yet to ratify it."""
        return self.standing is DecisionStatus.TO_BE_RATIFIED

    @property
    def settled(self) -> str:
        """ "Ratified at EXEC-2025-04, 14 Oct 2025"; "" where no meeting is recorded."""
        is_settled = self.standing in (DecisionStatus.RATIFIED, DecisionStatus.NOT_RATIFIED)
        label = status_label(self.standing)
        return f"{label} at {self.settled_at}" if is_settled and self.settled_at else ""

    @property
    def particulars(self) -> str:
        said = particulars_words(self.method, self.dissent, self.conditions)
        return " ".join(part for part in (said, self.became) if part)

    @property
    def is_condition_open(self) -> bool:
        return is_condition_open(self.standing, self.conditions, self.condition_state)

    @property
    def step(self) -> rules.Step:
        """The decision as one step of a chain."""
        return rules.Step(self.body, self.on, self.standing, self.verb)


@dataclass(frozen=True, slots=True)
class Counts:
    decisions: int
    to_be_ratified: int
    conditions_open: int


@dataclass(frozen=True, slots=True)
class Raised:
    """An action raised under the same item."""

    ref: str
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Linked:
    """One decision of a chain. `is_next` of one that is linked to the decision in question."""

    row: RegisterRow
    words: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """A decision with the chain before and after it, and how many of that are restricted."""

    row: RegisterRow
    before: tuple[Linked, ...]
    after: tuple[Linked, ...]
    hidden: int
    actions: tuple[Raised, ...]


def rows(
    session: Session, period: Period | None = None, group_ids: Collection[str] = ()
) -> list[RegisterRow]:
    """The decisions of a period and of these groups by date and reference; None and () are all."""
    wanted = _within(_select(), period, group_ids).where(~RESTRICTED)
    return _read(session, wanted)


def again(
    session: Session, found: Sequence[RegisterRow], changes: Collection[Change]
) -> list[RegisterRow] | None:
    """What `rows` gave, with only what these changes concern read anew; None if that may be all.

    In no order.
    """
    by_table: dict[str, set[str]] = {}
    for change in changes:
        by_table.setdefault(change.table, set()).add(change.row)
    if by_table.keys() & _OF_MANY or len(changes) > _MANY_CHANGES:
        return None
    ids = _concerned(session, by_table)
    read = by_id(session, ids) if ids else {}
    return [*(row for row in found if row.id not in ids), *read.values()]


def restricted(
    session: Session, period: Period | None = None, group_ids: Collection[str] = ()
) -> int:
    """How many decisions `rows` leaves out because they are restricted (A9, DPR-6)."""
    ids = _joined(select(Decision.id)).where(RESTRICTED)
    wanted = _within(ids, period, group_ids).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def among(found: Sequence[RegisterRow], standing: Standing, words: str = "") -> list[RegisterRow]:
    """Those of the rows that stand so and say all these words somewhere."""
    sought = folded(words).split()
    return [row for row in found if _stands(row, standing) and _says(row, sought)]


def counts(found: Sequence[RegisterRow]) -> Counts:
    """How many there are, and how many wait for something."""
    return Counts(
        decisions=len(found),
        to_be_ratified=len(among(found, Standing.TO_BE_RATIFIED)),
        conditions_open=len(among(found, Standing.CONDITION_OPEN)),
    )


def detail(session: Session, decision_id: str) -> Detail | None:
    """All that is known of a decision; None if there is none of this id, or it is restricted."""
    explicit, ratified = decision_chains.follows(session), ratification.ratifying(session)
    follows = _both(explicit, ratified)
    followed = rules.turned(follows)
    before, after = rules.reached(follows, decision_id), rules.reached(followed, decision_id)
    after -= before
    found = by_id(session, {decision_id, *before, *after})
    row = found.get(decision_id)
    if row is None:
        return None
    order = rules.in_order({key: one.on for key, one in found.items()}, follows)
    chain = [found[key] for key in order if key != decision_id]
    nexts = explicit.get(decision_id, set()) | rules.turned(explicit).get(decision_id, set())
    linked = [Linked(one, _linked_words(one, row, ratified), one.id in nexts) for one in chain]
    return Detail(
        row=row,
        before=tuple(one for one in linked if one.row.id in before),
        after=tuple(one for one in linked if one.row.id in after),
        hidden=len({decision_id, *before, *after}) - len(found),
        actions=_raised(session, row.item_id),
    )


def links(session: Session) -> dict[str, set[str]]:
    """By decision those it follows, and those that it ratified by their references (ATT-4)."""
    return _both(decision_chains.follows(session), ratification.ratifying(session))


def _both(follows: Mapping[str, set[str]], ratified: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """By decision those it follows and those it ratified, together."""
    both = {*follows, *ratified}
    return {key: follows.get(key, set()) | ratified.get(key, set()) for key in both}


def _linked_words(one: RegisterRow, row: RegisterRow, ratified: Mapping[str, set[str]]) -> str:
    """One of the chain of `row` as a step, and whether it ratified it or was ratified by it."""
    words = capital(rules.step_words(one.step))
    if one.settled and one.id in ratified.get(row.id, ()):
        return f"{words}: {status_label(one.standing).lower()} by {row.ref}"
    if row.settled and row.id in ratified.get(one.id, ()):
        does = "ratifies" if row.standing is DecisionStatus.RATIFIED else "does not ratify"
        return f"{words}: {does} {row.ref}"
    return words


@dataclass(frozen=True, slots=True)
class Offered:
    """A decision another can follow; `body` is what its group was called that day."""

    id: str
    ref: str
    text: str
    body: str
    on: date


def can_follow(session: Session, decision_id: str) -> list[Offered]:
    """The decisions this one can still be said to follow, the newest first."""
    follows = decision_chains.follows(session)
    taken = rules.reached(rules.turned(follows), decision_id) | follows.get(decision_id, set())
    on = session.get_one(Decision, decision_id).decided_on
    columns = (Decision.id, Decision.ref, Decision.decided_on, Entry.text, Group.id, Group.code)
    wanted = (
        _joined(select(*columns))
        .where(~RESTRICTED, Decision.decided_on <= on, Decision.id != decision_id)
        .order_by(Decision.decided_on.desc(), Decision.ref.desc(), Decision.id.desc())
    )
    return [
        Offered(
            key,
            numbering.shown(ref, code, day.year, key, kind=Kind.DECISION),
            text,
            names.of_groups(session, day).get(group_id, code),
            day,
        )
        for key, ref, day, text, group_id, code in session.execute(wanted)
        if key not in taken
    ]


def first_day(session: Session) -> date | None:
    """The day of the first decision there is, restricted or not; None if there is none."""
    return session.scalar(_joined(select(func.min(Decision.decided_on))))


def restricted_words(hidden: int) -> str:
    """ "1 restricted decision", of a restricted item or restricted itself; "" for none."""
    return count(hidden, "restricted decision") if hidden else ""


def item_words(row: RegisterRow) -> str:
    """ "5. Neglect audit"; the title alone of an item that has no number."""
    return f"{row.item}. {row.item_title}" if row.item else row.item_title


# Reading

_OF_MANY = frozenset({"agenda_item", "group", "meeting", "name"})
"""Of what stands in these, the rows of many decisions tell."""
_MANY_CHANGES = 400


def _concerned(session: Session, by_table: Mapping[str, Collection[str]]) -> set[str]:
    """The decisions whose rows tell something of these rows, in tables by their names."""
    of_entry = select(Decision.id).where(Decision.entry_id.in_(by_table.get("entry", ())))
    ids = {*by_table.get("decision", ()), *session.scalars(of_entry)}
    linked = select(DecisionLink.later_id).where(
        DecisionLink.id.in_(by_table.get("decision_link", ())) | DecisionLink.earlier_id.in_(ids)
    )
    return ids | set(session.scalars(linked))


_BEFORE = aliased(AgendaItem)
_NUMBER = (
    select(func.count(_BEFORE.id))
    .where(
        _BEFORE.meeting_id == AgendaItem.meeting_id,
        ~_BEFORE.is_deleted,
        ~AgendaItem.is_deleted,
        tuple_(_BEFORE.position, _BEFORE.id) <= tuple_(AgendaItem.position, AgendaItem.id),
    )
    .correlate(AgendaItem)
    .scalar_subquery()
)
"""The number of the item, counted within its own meeting; 0 where there is none."""

RESTRICTED: ColumnElement[bool] = Decision.is_restricted | func.coalesce(
    AgendaItem.is_restricted,
    False,
)
_Found: TypeAlias = (
    "tuple[Decision, str, Group, str | None, str | None, date | None, str | None, str | None, int]"
)
Columns = TypeVarTuple("Columns")


def _select() -> Select[*_Found]:
    return _joined(
        select(
            Decision,
            Entry.text,
            Group,
            # Not whole meetings and items: of thousands of decisions that takes a second.
            Meeting.id,
            Meeting.ref,
            Meeting.on,
            AgendaItem.id,
            AgendaItem.title,
            _NUMBER,
        )
    ).order_by(Decision.decided_on, Decision.ref, Decision.id)


def _joined(wanted: Select[*Columns]) -> Select[*Columns]:
    return (
        wanted.select_from(Decision)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(Group, Group.id == Decision.group_id)
        .outerjoin(Meeting, Meeting.id == Entry.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Entry.item_id)
        .where(~Decision.is_deleted, ~Entry.is_deleted)
    )


def _within(
    wanted: Select[*Columns], period: Period | None, group_ids: Collection[str]
) -> Select[*Columns]:
    if period is not None:
        wanted = wanted.where(Decision.decided_on.between(period.first, period.last))
    return wanted.where(Decision.group_id.in_(group_ids)) if group_ids else wanted


def _read(session: Session, wanted: Select[*_Found]) -> list[RegisterRow]:
    found = session.execute(wanted).all()
    follows = decision_chains.follows(session)
    refs = _refs(session, {one for row, *_ in found for one in follows.get(row.id, ())})
    settling = _settling(session, {row.settled_at_id for row, *_ in found if row.settled_at_id})
    read = []
    for one in found:
        earlier = [refs[key] for key in follows.get(one[0].id, ()) if key in refs]
        read.append(_row(session, one, earlier, settling.get(one[0].settled_at_id or "", "")))
    return read


def _settling(session: Session, meeting_ids: Collection[str]) -> dict[str, str]:
    """The meetings that ratified something, or would not: "EXEC-2025-04, 14 Oct 2025"."""
    wanted = (
        select(Meeting.id, Meeting.ref, Meeting.on, Group.code)
        .join(Group, Group.id == Meeting.group_id)
        .where(Meeting.id.in_(meeting_ids), ~Meeting.is_deleted)
    )
    return {
        key: f"{_meeting_ref(key, ref, on, code)}, {short_date(on)}"
        for key, ref, on, code in (session.execute(wanted) if meeting_ids else ())
    }


def _row(session: Session, found: _Found, follows: list[str], settled_at: str) -> RegisterRow:
    row, text, group, meeting_id, meeting, met_on, item_id, title, number = found
    return RegisterRow(
        id=row.id,
        ref=_ref(row, group.code),
        group_id=group.id,
        group=group.code,
        body=names.of_groups(session, row.decided_on).get(group.id, group.code),
        is_external=group.is_external,
        on=row.decided_on,
        meeting_id=meeting_id or "",
        meeting=_meeting_ref(meeting_id, meeting, met_on, group.code),
        item_id=item_id or "",
        item=number or None,
        item_title=title or "",
        standing=DecisionStatus(row.status),
        verb=DecisionVerb(row.verb),
        text=text,
        method=DecisionMethod(row.method),
        dissent=_dissent(session, row, meeting_id),
        conditions=row.conditions,
        condition_state=ConditionState(row.condition_state),
        condition_on=row.condition_on,
        condition_note=row.condition_note,
        implements=row.implements,
        follows=tuple(sorted(follows)),
        settled_at_id=row.settled_at_id or "",
        settled_at=settled_at,
    )


def _dissent(session: Session, row: Decision, meeting_id: str | None) -> str:
    """Who dissented, in full: the initials of those minutes tell nobody anything here."""
    if not row.dissent or meeting_id is None:
        return row.dissent
    return dissenters_words(row.dissent, by_initials(roll_call(session, meeting_id).rows))


def _ref(row: Decision, code: str) -> str:
    return numbering.shown(row.ref, code, row.decided_on.year, row.id, kind=Kind.DECISION)


def _meeting_ref(key: str | None, ref: str | None, on: date | None, code: str) -> str:
    if key is None or on is None:
        return ""
    return numbering.shown(ref or "", code, on.year, key, kind=Kind.MEETING)


def _refs(session: Session, decision_ids: Collection[str]) -> dict[str, str]:
    """The references of these decisions, restricted ones left out."""
    wanted = _select().where(Decision.id.in_(decision_ids), ~RESTRICTED)
    if not decision_ids:
        return {}
    return {one[0].id: _ref(one[0], one[2].code) for one in session.execute(wanted)}


def by_id(session: Session, decision_ids: Collection[str]) -> dict[str, RegisterRow]:
    """The rows of these decisions by their ids; restricted ones are left out."""
    wanted = _select().where(Decision.id.in_(decision_ids), ~RESTRICTED)
    return {row.id: row for row in _read(session, wanted)}


def _raised(session: Session, item_id: str) -> tuple[Raised, ...]:
    if not item_id:
        return ()
    wanted = (
        select(Action, Entry.text, Group.code)
        .join(Entry, Entry.id == Action.entry_id)
        .join(Group, Group.id == Action.group_id)
        .where(Entry.item_id == item_id, ~Action.is_deleted, ~Entry.is_deleted)
        .order_by(Entry.position, Entry.id)
    )
    return tuple(
        Raised(
            numbering.shown(row.ref, code, row.raised_on.year, row.id, kind=Kind.ACTION),
            text,
            action_status_label(ActionStatus(row.status)),
        )
        for row, text, code in session.execute(wanted)
    )


def _stands(row: RegisterRow, standing: Standing) -> bool:
    if standing is Standing.TO_BE_RATIFIED:
        return row.waits
    if standing is Standing.WITH_DISSENT:
        return bool(row.dissent.strip())
    return row.is_condition_open if standing is Standing.CONDITION_OPEN else True


def _says(row: RegisterRow, sought: Sequence[str]) -> bool:
    if not sought:
        return True
    said = (
        row.ref,
        row.body,
        row.meeting,
        row.item_title,
        row.lead,
        row.text,
        row.particulars,
        row.implements,
        short_date(row.on),
    )
    whole = folded(" ".join(said))
    return all(word in whole for word in sought)
