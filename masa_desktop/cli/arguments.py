"""The words of the command line and their help, written for somebody who has never seen it."""

from __future__ import annotations

from argparse import (
    ArgumentParser,
    ArgumentTypeError,
    BooleanOptionalAction,
    RawDescriptionHelpFormatter,
)
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from masa_desktop import __version__
from masa_desktop.cli.doors import VARIABLE
from masa_desktop.cli.shown import SUBJECTS
from masa_desktop.cli.verbs import weekday
from masa_desktop.domain.minutes import AttendanceStyle
from masa_desktop.domain.quorum_rules import Deputies

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from masa_desktop.domain.series import Pattern

    Verbs = _SubParsersAction[ArgumentParser]

_PROGRAM = "masa-desktop"
_ABOUT = """\
MASA Desktop keeps the meetings, decisions and actions of a safeguarding partnership in an
encrypted office: a folder whose name ends in .masa.

Without any words the window opens; with --office FILE it opens that office. The verbs below do
the same work without a window, for scheduled exports and checks; VERB --help says more of each.
With --self-test alone the program sees whether this copy of it works here.
"""
_EXITS = f"""\
The passphrase is read from --passphrase-file FILE, else from the environment variable
{VARIABLE}, else it is asked for.

Exit codes: 0 done; 1 refused, with a sentence saying why; 2 wrong use; 3 a check found something.
"""
_DATES = ("%Y-%m-%d", "%d/%m/%Y")


def parser() -> ArgumentParser:
    """All verbs with their words."""
    top = ArgumentParser(
        prog=_PROGRAM,
        description=_ABOUT,
        epilog=_EXITS,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"MASA Desktop {__version__}")
    verbs = top.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    _add_making(verbs)
    _add_show(verbs)
    _add_plan(verbs)
    _add_rules(verbs)
    _add_export(verbs)
    _of_office(verbs, "check", "look for damage in the file, its log and its references")
    return top


def _verb(verbs: Verbs, name: str, does: str) -> ArgumentParser:
    sentence = f"{does[0].upper()}{does[1:]}."
    return verbs.add_parser(
        name,
        help=does,
        description=sentence,
        epilog=_EXITS,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _of_office(verbs: Verbs, name: str, does: str) -> ArgumentParser:
    verb = _verb(verbs, name, does)
    verb.add_argument("file", metavar="FILE", help="the office: a folder ending in .masa")
    verb.add_argument(
        "--passphrase-file", metavar="FILE", help="read the passphrase from the first line of FILE"
    )
    return verb


def _add_making(verbs: Verbs) -> None:
    new = _of_office(verbs, "new", "make a new office and show its recovery key once")
    new.add_argument(
        "--starter",
        metavar="NAME",
        default="",
        help="fill it from a starter arrangement: a shipped one by name, or a .yaml file",
    )
    _of_office(verbs, "practice", "make the invented practice partnership, to learn with")
    demo = _verb(verbs, "demo", "hold one practice meeting without a window and keep its papers")
    demo.add_argument("--to", metavar="DIR", default="", help="where; otherwise a new folder")
    verbs.add_parser("self-test", description="See whether this copy of the program works here.")


def _add_show(verbs: Verbs) -> None:
    show = _of_office(verbs, "show", "show what the office holds, as a table or as JSON")
    show.add_argument("subject", choices=list(SUBJECTS), metavar="WHAT", help=", ".join(SUBJECTS))
    show.add_argument("--json", action="store_true", help="as JSON, with keys that stay the same")
    show.add_argument("--group", metavar="NAME", help="of this group only, by name or code")
    show.add_argument("--meeting", metavar="REF", help="attendance of this meeting only")
    show.add_argument(
        "--on", type=_day, metavar="DATE", help="as it stood on DATE; otherwise today"
    )
    show.add_argument(
        "--limit", type=_number, default=50, metavar="N", help="the newest N changes (50)"
    )


def _add_plan(verbs: Verbs) -> None:
    plan = _of_office(verbs, "plan", "plan a group's meetings between two days, both included")
    plan.add_argument("--group", required=True, metavar="NAME", help="the group, by name or code")
    for word, name in (("--from", "from_on"), ("--until", "until")):
        plan.add_argument(
            word, dest=name, type=_day, required=True, metavar="DATE", help="such as 2026-04-14"
        )
    often = plan.add_mutually_exclusive_group()
    often.add_argument(
        "--every-months",
        type=_number,
        metavar="N",
        help="how often; otherwise as the group's terms of reference say",
    )
    often.add_argument("--times-a-year", type=_number, metavar="N", help="how often")
    plan.add_argument("--weekday", type=_weekday, metavar="DAY", help='such as "second Tuesday"')
    plan.add_argument("--starts", type=_time, metavar="TIME", help="such as 09:30")
    plan.add_argument("--ends", type=_time, metavar="TIME", help="such as 12:00")
    plan.add_argument("--venue", default="", metavar="TEXT", help="where")


def _add_rules(verbs: Verbs) -> None:
    quorum = _of_office(
        verbs, "set-quorum", "give a group its quorum, as its terms of reference say"
    )
    quorum.add_argument("--group", required=True, metavar="NAME", help="the group, by name or code")
    quorum.add_argument(
        "--all-of",
        action="append",
        metavar="AGENCY",
        help="an agency that must be represented; may be given several times",
    )
    quorum.add_argument("--members", type=_number, metavar="N", help="at least N members")
    quorum.add_argument("--agencies", type=_number, metavar="N", help="at least N agencies")
    quorum.add_argument(
        "--deputies",
        choices=[each.value.replace("_", "-") for each in Deputies],
        default="with-authority",
        help="which deputies count (with-authority)",
    )
    quorum.add_argument(
        "--from",
        dest="from_on",
        type=_day,
        metavar="DATE",
        help="from this day; otherwise from the beginning",
    )
    start = _of_office(verbs, "start-rotation", "set the day on which a rotating chair begins")
    start.add_argument("--group", required=True, metavar="NAME", help="the group, by name or code")
    start.add_argument("--on", required=True, type=_day, metavar="DATE", help="the first day")


def _add_export(verbs: Verbs) -> None:
    export = _of_office(
        verbs, "export", "write minutes, the action log, reports or an inspection pack"
    )
    papers = export.add_subparsers(title="papers", dest="paper", metavar="PAPER", required=True)
    minutes = papers.add_parser("minutes", help="the Word minutes of a meeting")
    minutes.add_argument("--meeting", required=True, metavar="REF", help="such as EXEC-2026-01")
    minutes.add_argument(
        "--style",
        choices=[each.value.replace("_", "-") for each in AttendanceStyle],
        help="how attendance is printed (as chosen for the group)",
    )
    minutes.add_argument(
        "--template",
        metavar="FILE",
        help="a Word file whose look to use (as chosen for the group)",
    )
    minutes.add_argument(
        "--shareable",
        action=BooleanOptionalAction,
        default=False,
        help="leave out what is restricted",
    )
    log = papers.add_parser("action-log", help="the Excel action log")
    attendance = papers.add_parser("attendance", help="attendance by agency, seat and person")
    decisions = papers.add_parser("decisions", help="the register of decisions")
    pack = papers.add_parser(
        "inspection-pack", help="a new folder with agreed minutes, action log and reports"
    )
    for paper in (log, attendance, decisions, pack):
        _add_groups(paper)
    for paper in (attendance, decisions, pack):
        _add_period(paper)
    for paper in (attendance, decisions):
        for word, form in (("--word", "Word"), ("--excel", "Excel")):
            paper.add_argument(word, action="store_true", help=f"only {form}; otherwise both")
    _add_pack(pack)
    for paper in (minutes, log, attendance, decisions, pack):
        paper.add_argument("--to", required=True, metavar="DIR", help="the folder to write into")


def _add_groups(paper: ArgumentParser) -> None:
    paper.add_argument(
        "--group",
        action="append",
        default=[],
        metavar="NAME",
        help="of this group; may be repeated",
    )
    paper.add_argument("--on", type=_day, metavar="DATE", help="as at DATE; otherwise today")


def _add_period(paper: ArgumentParser) -> None:
    for word, name in (("--from", "from_on"), ("--until", "until")):
        paper.add_argument(
            word,
            dest=name,
            type=_day,
            metavar="DATE",
            help="such as 2025-04-01; otherwise the financial year",
        )


def _add_pack(pack: ArgumentParser) -> None:
    pack.add_argument(
        "--meetings",
        type=_number,
        default=3,
        metavar="N",
        help="the last N meetings of each group (3)",
    )
    pack.add_argument(
        "--drafts", action="store_true", help="also minutes that are not agreed yet, as drafts"
    )
    pack.add_argument("--shareable", action="store_true", help="leave out what is restricted")


def _day(text: str) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise ArgumentTypeError(f"“{text}” is not a date such as 2026-04-14 or 14/04/2026")


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a time such as 09:30") from None


def _number(text: str) -> int:
    if not text.strip().isdecimal() or not int(text):
        raise ArgumentTypeError(f"“{text}” is not a number from 1")
    return int(text)


def _weekday(text: str) -> Pattern:
    found = weekday(text)
    if found is None:
        raise ArgumentTypeError(f"“{text}” is not a day such as second Tuesday or last Friday")
    return found
