"""What `show` can show: each subject's records with stable keys, and the columns of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.cli.streams import say, warn
from masa_desktop.cli.tables import as_json, as_table
from masa_desktop.domain.attendance import Capacity, Code, capacity_label, code_label
from masa_desktop.domain.decisions import condition_label
from masa_desktop.domain.groups import type_label
from masa_desktop.domain.meetings import MeetingStatus, status_label
from masa_desktop.domain.minutes import PRACTICE_WORDS
from masa_desktop.domain.periods import Period
from masa_desktop.domain.words import count
from masa_desktop.services import (
    action_log,
    attendance,
    attendance_report,
    chairs,
    decision_register,
    groups,
    history,
    meetings,
)
from masa_desktop.services.offices import is_practice

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.orm import Session

    from masa_desktop.cli.doors import Call
    from masa_desktop.cli.tables import Record
    from masa_desktop.domain.action_log import ActionLine
    from masa_desktop.domain.meetings import MeetingRow
    from masa_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words after `show`, looked up: the group's id or None, and the day."""

    words: Namespace
    group_id: str | None
    on: date


@dataclass(frozen=True, slots=True)
class Subject:
    """`hidden` counts the records that are left out because their item is restricted."""

    records: Callable[[Session, _Asked], list[Record]]
    columns: tuple[tuple[str, str], ...]
    hidden: Callable[[Session], int] | None = None


def show(workspace: Workspace, call: Call) -> None:
    """Print a subject of the office as a table, or as JSON."""
    subject = SUBJECTS[call.words.subject]
    on = call.words.on or call.today
    name = call.words.group
    group_id = workspace.ask(groups.named, name, on) if name else None
    records = workspace.ask(subject.records, _Asked(call.words, group_id, on))
    if call.words.json:
        say(as_json(records))
    else:
        if workspace.ask(is_practice):
            say(PRACTICE_WORDS)
        say(as_table(records, subject.columns))
    hidden = workspace.ask(subject.hidden) if subject.hidden else 0
    if hidden:
        warn(f"{count(hidden, 'record')} of restricted items not shown.")


def _groups(session: Session, asked: _Asked) -> list[Record]:
    every = groups.everything(session, asked.on)
    codes = {row.id: row.code for row in every}
    short = {key: abbr or name for key, name, abbr in groups.partnerships(session, asked.on)}
    return [
        {
            "code": row.code,
            "name": row.name,
            "type": type_label(row.type),
            "partnerships": [short[key] for key in row.partnerships if key in short],
            "reports_to": [codes[key] for key in row.parents if key in codes],
            "joint": row.is_joint,
            "external": row.is_external,
            "chair_due": chairs.due_words_on(session, row.id, asked.on),
        }
        for row in every
        if asked.group_id in (None, row.id)
    ]


def _agencies(session: Session, asked: _Asked) -> list[Record]:
    return [
        {
            "name": row.name,
            "abbreviation": row.abbreviation,
            "kind": row.kind,
            "class": row.is_class,
            "also_known_as": list(row.aliases),
        }
        for row in groups.agencies(session, asked.on)
    ]


def _seats(session: Session, asked: _Asked) -> list[Record]:
    return [
        {
            "group": group.code,
            "seat": seat.title,
            "agency": seat.agency,
            "capacity": capacity_label(Capacity(seat.capacity)),
            "counts_for_quorum": seat.counts_for_quorum,
            "held_by": [who.person for who in seat.holders],
            "deputies": [who.person for who in seat.deputies],
        }
        for group in groups.everything(session, asked.on)
        if asked.group_id in (None, group.id)
        for seat in groups.seats(session, group.id, asked.on)
    ]


def _chairs(session: Session, asked: _Asked) -> list[Record]:
    return [
        {
            "group": row.code,
            "name": row.name,
            "chair_due": chairs.due_words_on(session, row.id, asked.on),
            "why": chairs.due(session, row.id, asked.on).sentence,
            "rule": groups.page(session, row.id, asked.on).chair_words,
        }
        for row in groups.everything(session, asked.on)
        if asked.group_id in (None, row.id) and not row.is_external
    ]


def _meetings(session: Session, asked: _Asked) -> list[Record]:
    return [
        {
            "ref": row.ref,
            "group": row.group,
            "date": row.on,
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "venue": row.venue,
            "status": status_label(row.status),
            "chair_due": row.chair,
            "why_moved": row.why_moved,
        }
        for row in meetings.rows(session, asked.group_id)
    ]


def _attendance(session: Session, asked: _Asked) -> list[Record]:
    return [line for meeting in _met(session, asked) for line in _roll_call(session, meeting)]


def _met(session: Session, asked: _Asked) -> list[MeetingRow]:
    """The meeting asked for, or every meeting that has a roll-call to show."""
    rows = meetings.rows(session, asked.group_id)
    if asked.words.meeting:
        wanted = meetings.named(session, asked.words.meeting)
        return [row for row in rows if row.id == wanted]
    unmet = (MeetingStatus.PLANNED, MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
    return [row for row in rows if row.status not in unmet]


def _roll_call(session: Session, meeting: MeetingRow) -> list[Record]:
    return [
        {
            "meeting": meeting.ref,
            "date": meeting.on,
            "initials": row.initials,
            "name": row.name,
            "role": row.role,
            "agency": row.agency,
            "attendance": code_label(Code(row.code)),
            "deputy": row.is_deputy,
            "counts": row.counts,
            "note": row.note,
        }
        for row in attendance.roll_call(session, meeting.id).rows
    ]


def _attendance_report(session: Session, asked: _Asked) -> list[Record]:
    """The financial year of the day asked for, up to that day; a line for each group and total."""
    wanted = [asked.group_id] if asked.group_id else []
    found = attendance_report.every_count(
        session, period=Period.financial_year(asked.on), group_ids=wanted, today=asked.on
    )
    return [
        {
            "by": figures.count.value,
            "name": line.name,
            "note": line.note,
            "tenure": line.tenure,
            "group": where,
            "attended": figure.tally.attended,
            "possible": figure.tally.possible,
            "not_recorded": figure.tally.not_recorded,
            "percent": figure.percent,
            "by_deputy": figure.deputies,
        }
        for figures in found.values()
        for line in figures.lines
        for where, figure in line.by_group(figures.columns)
    ]


def _decisions(session: Session, asked: _Asked) -> list[Record]:
    return [
        {
            "ref": row.ref,
            "group": row.group,
            "date": row.on,
            "meeting": row.meeting,
            "lead": row.lead,
            "decision": row.text,
            "particulars": row.particulars,
            "status": row.status,
            "item": row.item,
            "method": row.how,
            "dissent": row.dissent,
            "condition": row.conditions,
            "condition_state": condition_label(row.condition_state) if row.became else "",
            "implements": row.implements,
            "follows": list(row.follows),
        }
        for row in decision_register.rows(
            session, group_ids=[asked.group_id] if asked.group_id else ()
        )
    ]


def _actions(session: Session, asked: _Asked) -> list[Record]:
    wanted = [asked.group_id] if asked.group_id else []
    log = action_log.log(session, asked.on, wanted)
    return [_action(line) for line in (*log.open, *log.closed)]


def _action(line: ActionLine) -> Record:
    return {
        "ref": line.ref,
        "group": line.group,
        "action": line.text,
        "lead": line.lead_owner or line.lead_agency,
        "lead_agency": line.lead_agency,
        "other_owners": line.other_owners,
        "raised": line.raised_on,
        "original_due": line.original_due,
        "due": line.current_due,
        "times_moved": line.times_extended,
        "status": line.status,
        "brag": line.brag.letter if line.brag else None,
        "days_overdue": line.days_overdue,
        "progress": line.progress,
        "completed": line.completed_on,
        "evidence": line.evidence,
    }


def _changes(session: Session, asked: _Asked) -> list[Record]:
    return [
        {
            "at": line.at,
            "user": line.user,
            "laptop": line.laptop,
            "verb": line.verb,
            "table": line.table,
            "row": line.row,
            "column": line.column,
            "old": line.old,
            "new": line.new,
        }
        for line in history.newest(session, asked.words.limit)
    ]


SUBJECTS: dict[str, Subject] = {
    "groups": Subject(
        _groups,
        (
            ("code", "Code"),
            ("name", "Name"),
            ("type", "Type"),
            ("reports_to", "Reports to"),
            ("joint", "Joint"),
            ("external", "External"),
            ("chair_due", "Chair due"),
        ),
    ),
    "agencies": Subject(
        _agencies,
        (
            ("name", "Name"),
            ("abbreviation", "Short"),
            ("kind", "Kind"),
            ("class", "Class"),
            ("also_known_as", "Also known as"),
        ),
    ),
    "seats": Subject(
        _seats,
        (
            ("group", "Group"),
            ("seat", "Seat"),
            ("agency", "Agency"),
            ("capacity", "Capacity"),
            ("held_by", "Held by"),
            ("deputies", "Deputies"),
        ),
    ),
    "chairs": Subject(
        _chairs, (("group", "Group"), ("chair_due", "Chair due"), ("rule", "Rule"), ("why", "Why"))
    ),
    "meetings": Subject(
        _meetings,
        (
            ("ref", "Reference"),
            ("group", "Group"),
            ("date", "Date"),
            ("starts_at", "Starts"),
            ("ends_at", "Ends"),
            ("status", "Status"),
            ("chair_due", "Chair due"),
            ("venue", "Venue"),
            ("why_moved", "Why moved"),
        ),
    ),
    "attendance": Subject(
        _attendance,
        (
            ("meeting", "Meeting"),
            ("date", "Date"),
            ("initials", "Initials"),
            ("name", "Name"),
            ("role", "Role"),
            ("agency", "Agency"),
            ("attendance", "Attendance"),
            ("note", "Note"),
            ("counts", "Quorum"),
        ),
    ),
    "attendance-report": Subject(
        _attendance_report,
        (
            ("by", "By"),
            ("name", "Name"),
            ("note", "Of"),
            ("tenure", "In the seat"),
            ("group", "Group"),
            ("attended", "Attended"),
            ("possible", "Of meetings"),
            ("percent", "Per cent"),
            ("by_deputy", "By deputy"),
            ("not_recorded", "Not recorded"),
        ),
    ),
    "decisions": Subject(
        _decisions,
        (
            ("ref", "Reference"),
            ("group", "Group"),
            ("date", "Date"),
            ("meeting", "Meeting"),
            ("lead", "Lead"),
            ("decision", "Decision"),
            ("particulars", "How"),
        ),
        decision_register.restricted,
    ),
    "actions": Subject(
        _actions,
        (
            ("ref", "Reference"),
            ("due", "Due"),
            ("days_overdue", "Days late"),
            ("times_moved", "Moved"),
            ("status", "Status"),
            ("brag", "BRAG"),
            ("lead", "Lead"),
            ("lead_agency", "Agency"),
            ("action", "Action"),
        ),
        action_log.restricted,
    ),
    "changes": Subject(
        _changes,
        (
            ("at", "At"),
            ("user", "User"),
            ("laptop", "Laptop"),
            ("verb", "Verb"),
            ("table", "Table"),
            ("row", "Row"),
            ("column", "Column"),
            ("old", "Old"),
            ("new", "New"),
        ),
    ),
}
