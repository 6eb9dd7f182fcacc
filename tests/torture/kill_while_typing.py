"""Kills a typing window again and again, and compares the records with what its screen had shown.

Run it with `python -m tests.torture.kill_while_typing --kills 1000 --tables 2`. Each round a child
process opens the office in the real window, checks that it stands where the round before was
killed, types at random, and is killed by SIGKILL at a random moment. Afterwards each item must say
exactly what the screen showed at some moment that was not older than promised.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, text

from masa_desktop.domain.changes import Actor
from masa_desktop.services import minute_text, offices
from masa_desktop.storage.entities import AgendaItem
from masa_desktop.ui import minute_keeping
from tests.factory import build
from tests.torture import typist

PASSPHRASE = "correct horse battery staple"
ACTOR = Actor("PN", "0123456789abcdef", "LAP-03")
PROMISE_S = minute_keeping.LATEST_MS / 1000
SLACK_S = 1.5
"""For a busy machine: the timer can fire only when the child is given the processor."""

ROUNDS_PER_OFFICE = 40
_LIFE_S = (0.05, 3.5)
_OPENING_S = 60
_KILLED_WHILE_OPENING = 0.1


@dataclass
class Score:
    kills: int = 0
    mid_typing: int = 0
    keys: int = 0
    commits: int = 0
    lost_letters: list[int] = field(default_factory=list)
    oldest_s: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other):
        return Score(
            self.kills + other.kills,
            self.mid_typing + other.mid_typing,
            self.keys + other.keys,
            self.commits + other.commits,
            self.lost_letters + other.lost_letters,
            max(self.oldest_s, other.oldest_s),
            self.faults + other.faults,
        )

    def __str__(self):
        lost = sorted(self.lost_letters) or [0]
        return (
            f"{self.kills} kills, {self.mid_typing} with text not yet committed, {self.keys} keys, "
            f"{self.commits} commits; letters typed after the last commit: median "
            f"{lost[len(lost) // 2]}, most {lost[-1]}; oldest uncommitted key {self.oldest_s:.2f} s"
            f"; {len(self.faults)} faults"
        )


def run(kills, seed, folder):
    """Kill so many times; gives the score."""
    os.environ["MASA_HOME"] = str(folder)
    dice, score = random.Random(seed), Score()
    office = None
    for number in range(kills):
        if number % ROUNDS_PER_OFFICE == 0:
            if office is not None:
                shutil.rmtree(office)
            office = _new_office(folder, number)
        Round(office, folder / f"tape-{number}", score).play(dice)
        if number % 50 == 49:
            print(f"seed {seed}: {score}", file=sys.stderr, flush=True)
    return score


def run_at_once(kills, seed, folder, tables):
    """Kill so many times at so many tables, each with its own offices; gives the score of all."""
    shares = [kills // tables + (number < kills % tables) for number in range(tables)]
    folders = [folder / str(number) for number in range(tables)]
    for each in folders:
        each.mkdir()
    with ProcessPoolExecutor(tables) as pool:
        scores = pool.map(run, shares, range(seed, seed + tables), folders)
        return sum(scores, Score())


def _new_office(folder, number):
    cost = offices.Cost(memory_kib=64, passes=1, lanes=1)
    workspace, _ = offices.create(folder / f"{number}.masa", PASSPHRASE, ACTOR, cost=cost)
    workspace.do(build)
    workspace.close()
    return workspace.folder


def _records(office):
    """What every item says in the records; the file is whole, and no dead window holds it."""
    workspace = offices.open_with(office, PASSPHRASE, ACTOR)
    try:
        if workspace.read_only:
            raise RuntimeError(f"the office stayed shut: {workspace.read_only}")
        return workspace.ask(_everything)
    finally:
        workspace.close()


def _everything(session):
    if session.execute(text("PRAGMA quick_check")).scalar() != "ok":
        raise RuntimeError("the file is damaged")
    return {
        item: [[one.id, one.kind.value, one.text] for one in minute_text.lines(session, item)]
        for item in session.scalars(select(AgendaItem.id)).all()
    }


class Round:
    """One child, one kill, one comparison."""

    def __init__(self, office, tape, score):
        self.office, self.tape, self.score = office, tape, score

    def play(self, dice):
        before, seed, life = _records(self.office), dice.getrandbits(32), dice.uniform(*_LIFE_S)
        child = os.fork()
        if child == 0:
            self._type(seed)
        deadline = time.monotonic() + _OPENING_S
        waits_for_opening = dice.random() > _KILLED_WHILE_OPENING
        while not self._is_begun(opened=waits_for_opening) and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(life)
        killed_at = time.monotonic()
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        self.score.kills += 1
        if not os.WIFSIGNALED(status):
            self._fault(f"the child ended by itself: {self._error()}")
        try:
            self._compare(before, killed_at)
        except Exception as error:  # whatever the office does wrong is what we look for
            self._fault(repr(error))
        self.tape.unlink(missing_ok=True)

    def _is_begun(self, *, opened):
        return self.tape.exists() and (not opened or self.tape.stat().st_size > 0)

    def _type(self, seed):
        """In the child; never comes back."""
        try:
            typist.Typist(self.office, PASSPHRASE, self.tape, seed).go_on()
        except BaseException:
            self.tape.with_suffix(".error").write_text(traceback.format_exc())
        finally:
            os._exit(1)

    def _error(self):
        file = self.tape.with_suffix(".error")
        return file.read_text() if file.exists() else "no reason given"

    def _fault(self, sentence):
        self.score.faults.append(f"{self.tape.name}: {sentence}")
        print("FAULT", self.score.faults[-1], file=sys.stderr, flush=True)

    def _compare(self, before, killed_at):
        found, tape = _records(self.office), typist.read(self.tape)
        opened = next((note for note in tape if note["what"] == "opened"), None)
        if opened is not None and opened["expected"] is not None:
            self._check_opening(opened)
        for note in tape:
            if note["what"] == "warning":
                self._fault(f"Qt warned: {note['words']}")
        screens = [note for note in tape if note["what"] in ("screen", "saved")]
        self.score.keys += sum(note["what"] == "screen" for note in screens)
        self.score.commits += sum(note["what"] == "saved" for note in screens)
        for item, now in found.items():
            shown = [note for note in screens if note["item"] == item]
            if shown:
                self._check_item(now, shown, screens[-1]["item"] == item, killed_at)
            elif now != before.get(item):
                self._fault("an item nobody was at has changed")

    def _check_opening(self, opened):
        if opened["at_second"] not in opened["said"]:
            self._fault(f"it did not say to which second it recovered: {opened['said']!r}")
        if opened["caret"] != opened["expected"]:
            self._fault(f"the caret is at {opened['caret']}, not at {opened['expected']}")

    def _check_item(self, now, shown, is_current, killed_at):
        fits = [number for number, note in enumerate(shown) if note["lines"] == now]
        if not fits:
            self._fault(f"the screen never showed {now!r}; it last showed {shown[-1]['lines']!r}")
            return
        last = fits[-1]
        told = max((n for n, note in enumerate(shown) if note["what"] == "saved"), default=0)
        if last < told:
            self._fault("what was said to be saved is not")
        later = [note for note in shown[last:] if note["lines"] != now]
        if not later:
            return
        if not is_current:
            self._fault("another item was opened before this one was committed")
        age = killed_at - later[0]["at"]
        self.score.mid_typing += 1
        self.score.lost_letters.append(_letters(later[-1]) - _letters(shown[last]))
        self.score.oldest_s = max(self.score.oldest_s, age)
        if age > PROMISE_S + SLACK_S:
            self._fault(f"a key {age:.1f} s old was not committed")


def _letters(note):
    return sum(len(line[2]) for line in note["lines"])


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first table; the others follow")
    parser.add_argument("--tables", type=int, default=1, help="how many type at the same time")
    chosen = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        started = time.monotonic()
        score = run_at_once(chosen.kills, chosen.seed, Path(home), chosen.tables)
    print(score)
    print(f"{time.monotonic() - started:.0f} s, seed {chosen.seed}, {chosen.tables} at once")
    for fault in score.faults:
        print("FAULT", fault)
    return 1 if score.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
