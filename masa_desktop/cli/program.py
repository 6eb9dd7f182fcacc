"""Reads the words, does the verb, and turns what happens into an exit code."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from masa_desktop.cli import doors, making, verbs
from masa_desktop.cli.arguments import parser
from masa_desktop.cli.doors import Call
from masa_desktop.cli.exits import DONE, REFUSED, WRONG_USE
from masa_desktop.cli.shown import show
from masa_desktop.cli.streams import refuse, warn
from masa_desktop.domain.errors import UserError
from masa_desktop.paths import logs_folder
from masa_desktop.services import offices, practice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from masa_desktop.services.offices import Cost
    from masa_desktop.services.workspace import Workspace

log = logging.getLogger(__name__)


def run(
    argv: list[str],
    *,
    today: date | None = None,
    cost: Cost | None = None,
    ask: Callable[[str], str] = doors.ask,
    screenshot: Callable[[Workspace, str, Path], None] | None = None,
) -> int:
    """Do what the words say; gives 0 done, 1 refused, 2 wrong use, 3 a check found something.

    `today` stands for the real day, and in a practice office for the day that one stands at;
    `cost` makes the passphrases of new offices cheaper to try (tests), `ask` asks for a
    passphrase unseen, `screenshot` draws a meeting for `demo`.
    """
    try:
        words = parser().parse_args(argv)
    except SystemExit as left:  # argparse has said what is wrong, or shown its help
        return left.code if isinstance(left.code, int) else WRONG_USE
    call = Call(words, today or date.today(), cost, ask, screenshot)
    try:
        return _do(call, is_real_day=today is None)
    except UserError as error:
        refuse(error)
        return REFUSED
    except KeyboardInterrupt:
        return REFUSED
    except Exception:
        log.exception("The verb %s failed", words.verb)
        warn(f"Something in the program went wrong; {logs_folder() / 'masa.log'} says what.")
        return REFUSED


def _do(call: Call, *, is_real_day: bool) -> int:
    verb = call.words.verb
    if verb in _ALONE:
        return _ALONE[verb](call)
    with doors.opened(call) as workspace:
        if is_real_day and workspace.ask(offices.is_practice):
            call = replace(call, today=practice.TODAY)
        name = call.words.paper if verb == "export" else verb
        return _IN_OFFICE[name](workspace, call) or DONE


_ALONE: dict[str, Callable[[Call], int]] = {
    "new": making.new,
    "practice": making.practise,
    "demo": making.hold_demo,
    "self-test": making.test_self,
}
_IN_OFFICE: dict[str, Callable[[Workspace, Call], int | None]] = {
    "show": show,
    "plan": verbs.plan,
    "set-quorum": verbs.set_quorum,
    "start-rotation": verbs.start_rotation,
    "minutes": verbs.export_minutes,
    "action-log": verbs.export_action_log,
    "attendance": verbs.export_attendance,
    "decisions": verbs.export_decisions,
    "inspection-pack": verbs.export_pack,
    "check": verbs.check,
}
