"""Work beside the window comes back to the window, or not at all."""

import sys
import threading

import shiboken6
from PySide6.QtCore import QObject, Signal

from masa_desktop.domain.errors import UserError
from masa_desktop.ui.jobs import or_refusal


def test_the_result_arrives_in_the_window_thread(jobs, qtbot):
    seen = []
    owner = QObject()
    jobs.run(
        threading.get_ident,
        then=lambda worker: seen.append((worker, threading.get_ident())),
        owner=owner,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()


def test_nothing_arrives_for_an_owner_that_has_gone(jobs, qtbot):
    seen, gone, stays = [], QObject(), QObject()
    gate = threading.Event()
    jobs.run(gate.wait, then=lambda _: seen.append("gone"), owner=gone)
    shiboken6.delete(gone)
    jobs.run(lambda: 1, then=lambda _: seen.append("stays"), owner=stays)
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["stays"]


def test_jobs_run_one_after_the_other_in_their_order(jobs, qtbot):
    seen, owner = [], QObject()
    for number in range(20):
        jobs.run(lambda n=number: n, then=seen.append, owner=owner)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_an_error_of_a_job_rises_in_the_window(jobs, qtbot):
    def fail():
        raise UserError("The folder is away.")

    with qtbot.captureExceptions() as raised:
        jobs.run(fail, then=lambda _: None, owner=jobs)
        qtbot.waitUntil(lambda: bool(raised))
    assert str(raised[0][1]).startswith("The folder is away.")


def test_a_refusal_can_be_an_answer():
    def refuse():
        raise UserError("Not today.")

    assert or_refusal(lambda: 7) == 7
    assert or_refusal(refuse).happened == "Not today."


class Sender(QObject):
    sent = Signal(object)
    flagged = Signal(bool)


def test_five_hundred_callbacks_lose_no_reference():
    """One Qt binding took a reference of None or True at each callback until Python died."""
    sender, heard = Sender(), []
    sender.sent.connect(heard.append)
    sender.flagged.connect(lambda _flag: None)
    sender.sent.emit(None)

    def lost():
        before_none, before_true = sys.getrefcount(None), sys.getrefcount(True)
        for _ in range(500):
            sender.sent.emit("x")
            sender.flagged.emit(True)
        none, true = sys.getrefcount(None) - before_none, sys.getrefcount(True) - before_true
        return max(abs(none), abs(true))

    # Others in this process take and leave references meanwhile; a loss is there each time.
    assert min(lost() for _ in range(4)) < 50
    assert len(heard) == 2_001
