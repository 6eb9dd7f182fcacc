"""`plan`, `export`, `check` and the rules a group can be given from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from masa_desktop.cli.exits import DONE, FOUND
from masa_desktop.cli.streams import say
from masa_desktop.cli.tables import as_table
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.domain.periods import Period
from masa_desktop.domain.series import Pattern, PatternKind, frequency
from masa_desktop.domain.words import count, plain_date
from masa_desktop.services import (
    attendance_paper,
    checking,
    decision_paper,
    groups,
    inspection_pack,
    meetings,
    papers,
    quorum_setting,
    report_papers,
    terms,
)
from masa_desktop.services.report_papers import Form

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from datetime import date

    from masa_desktop.cli.doors import Call
    from masa_desktop.cli.tables import Record
    from masa_desktop.domain.report import Report
    from masa_desktop.services.workspace import Workspace


def plan(workspace: Workspace, call: Call) -> None:
    """Plan a group's meetings between two days, and say the dates with the reason for each."""
    words = call.words
    group_id = workspace.ask(groups.named, words.group, words.from_on)
    pattern = _pattern(workspace, group_id, words)
    data = pattern.to_data()
    proposals = workspace.ask(meetings.propose, data, words.from_on, words.until)
    if not proposals:
        raise UserError(
            f"Meeting {pattern.in_words()} gives no date from {plain_date(words.from_on)} to "
            f"{plain_date(words.until)}.",
            do="Choose a longer time, or say how often with --every-months.",
        )
    made = workspace.do(
        meetings.plan,
        group_id,
        pattern=data,
        proposals=proposals,
        starts_at=words.starts,
        ends_at=words.ends,
        venue=words.venue,
    )
    say(f"Planned {count(len(made), 'meeting')}, {pattern.in_words()}.")
    passed = len(proposals) - len(made)
    if passed:
        say(f"The group already meets on {count(passed, 'day')} of these, so those stay.")
    _say_planned(workspace, group_id, made)
    warning = workspace.ask(meetings.holiday_warning, words.until)
    if warning:
        say(warning)


def _say_planned(workspace: Workspace, group_id: str, made: list[str]) -> None:
    planned = [row for row in workspace.ask(meetings.rows, group_id) if row.id in made]
    records: list[Record] = [
        {"ref": row.ref, "date": row.on, "chair": row.chair, "why": row.why_moved}
        for row in planned
    ]
    if records:
        columns = [("ref", "Reference"), ("date", "Date"), ("chair", "Chair due")]
        moved = [("why", "Why moved")] if any(row.why_moved for row in planned) else []
        say(as_table(records, columns + moved))


def _pattern(workspace: Workspace, group_id: str, words: Namespace) -> Pattern:
    """What was typed, else what the group's terms of reference say."""
    base = workspace.ask(terms.pattern, group_id, words.from_on)
    if words.every_months:
        base = Pattern.every(words.every_months)
    elif words.times_a_year:
        base = Pattern.times_a_year(words.times_a_year)
    if base is None:
        raise UserError(
            f"How often “{words.group}” meets is not recorded.",
            do="Say it: --every-months N or --times-a-year N.",
        )
    if words.weekday and base.kind is not PatternKind.AS_REQUIRED:
        day = {key: words.weekday.to_data()[key] for key in ("nth", "weekday")}
        kept = {key: value for key, value in base.to_data().items() if key != "day"}
        return Pattern.from_data({**kept, **day})
    return base


def weekday(text: str) -> Pattern | None:
    """ "second Tuesday" as a pattern that holds it; None if it is not a weekday of a month."""
    found = frequency(f"monthly on the {text}")
    return found if found is not None and found.nth is not None else None


def export_minutes(workspace: Workspace, call: Call) -> None:
    """Write the Word minutes of one meeting into a folder, and say where."""
    words = call.words
    written = papers.write_version(
        workspace,
        workspace.ask(meetings.named, words.meeting),
        Path(words.to),
        style=AttendanceStyle(words.style.replace("-", "_")) if words.style else None,
        template=Path(words.template) if words.template else None,
        shareable=words.shareable,
    )
    say(f"Written: {written.file}")
    if written.has_restricted:
        say(papers.FULL_TEXT)


def export_action_log(workspace: Workspace, call: Call) -> None:
    """Write the Excel action log into a folder, of all groups or those named, and say where."""
    on, chosen = call.words.on or call.today, _chosen(workspace, call)
    say(f"Written: {papers.write_action_log(workspace, Path(call.words.to), on, chosen)}")


def export_attendance(workspace: Workspace, call: Call) -> None:
    """Write the attendance report into a folder, in Word, Excel or both, and say where."""
    _export_report(workspace, call, attendance_paper.report)


def export_decisions(workspace: Workspace, call: Call) -> None:
    """Write the decision register into a folder, in Word, Excel or both, and say where."""
    _export_report(workspace, call, decision_paper.report)


def _export_report(workspace: Workspace, call: Call, question: Callable[..., Report]) -> None:
    words, chosen = call.words, _chosen(workspace, call)
    report = workspace.ask(
        question, period=_period(call), group_ids=chosen, today=words.on or call.today
    )
    forms = [form for form, is_wanted in _forms(words) if is_wanted] or list(Form)
    for form in forms:
        say(f"Written: {report_papers.write(workspace, report, Path(words.to), form)}")
    if report.left_out:
        say(report.left_out)


def export_pack(workspace: Workspace, call: Call) -> None:
    """Make the inspection pack in a new folder, and say where, and what is not in it."""
    words, on = call.words, call.words.on or call.today
    ours = [row.id for row in workspace.ask(groups.everything, on) if not row.is_external]
    made = inspection_pack.write(
        workspace,
        _chosen(workspace, call) or ours,
        words.meetings,
        _period(call),
        Path(words.to),
        on,
        is_shareable=words.shareable,
        with_drafts=words.drafts,
    )
    say(f"Written: {made.folder}, {count(len(made.files), 'file')}")
    if made.has_restricted:
        say(inspection_pack.FULL_TEXT)
    for line in made.missing:
        say(line)


def _chosen(workspace: Workspace, call: Call) -> list[str]:
    on = call.words.on or call.today
    return [workspace.ask(groups.named, name, on) for name in call.words.group]


def _period(call: Call) -> Period:
    """The days typed, else the financial year that has begun last."""
    words = call.words
    year = Period.financial_year(words.from_on or words.until or words.on or call.today)
    period = Period(words.from_on or year.first, words.until or year.last)
    if period.last < period.first:
        raise UserError("The last day lies before the first.", do="Check the two dates.")
    return period


def _forms(words: Namespace) -> tuple[tuple[Form, bool], ...]:
    return (Form.WORD, words.word), (Form.EXCEL, words.excel)


def check(workspace: Workspace, _call: Call) -> int:
    """Every check in a line, each finding in a line below it; 3 if there is one."""
    found = checking.check(workspace)
    width = max(len(one.name) for one in found)
    for one in found:
        say(f"{one.name:<{width}}  {'fine' if one.is_fine else 'NOT FINE'}")
        for line in one.said:
            say(f"  {line}")
    return DONE if all(one.is_fine for one in found) else FOUND


def set_quorum(workspace: Workspace, call: Call) -> None:
    """Give a group its quorum from a day on, and say it back in words."""
    words, on = call.words, call.words.from_on or call.today
    group_id = workspace.ask(groups.named, words.group, on)
    rule: dict[str, object] = {"deputies_count": words.deputies.replace("-", "_")}
    if words.all_of:
        rule["all_of"] = [_agency(workspace, name, on) for name in words.all_of]
    if words.members:
        rule["min_members"] = words.members
    if words.agencies:
        rule["min_agencies"] = words.agencies
    if len(rule) == 1:
        raise UserError(
            "The quorum asks for nothing.", do="Give --all-of, --members or --agencies."
        )
    workspace.do(quorum_setting.set_quorum, group_id, rule, words.from_on)
    say(workspace.ask(groups.page, group_id, on).quorum_words)


def start_rotation(workspace: Workspace, call: Call) -> None:
    """Set the first day of a rotating chair's first term, and say who is then due."""
    words = call.words
    group_id = workspace.ask(groups.named, words.group, words.on)
    workspace.do(terms.start_rotation, group_id, words.on)
    say(workspace.ask(groups.page, group_id, words.on).chair_due)


def _agency(workspace: Workspace, name: str, on: date) -> str:
    """The id of the agency called so, by any of its names. Raises UserError with those known."""
    every = workspace.ask(groups.agencies, on)
    wanted = name.strip().casefold()
    for row in every:
        if wanted in [known.casefold() for known in (row.name, row.abbreviation, *row.aliases)]:
            return row.id
    known = ", ".join(f"“{row.name}”" for row in every)
    raise UserError(f"No agency is called “{name}” here.", do=f"The agencies are: {known}.")
