"""Measurements print their figures; nothing here is asserted. Run with `python3 dev.py bench`."""

import statistics
import time

import pytest


class Figures:
    """Collects named series of seconds and prints median, p99 and the ratio to a baseline."""

    def __init__(self):
        self._lines = []

    def measure(self, name, work, times, *, baseline=None, before=None):
        """Time `work(number)` so often; `before(number)` comes first each time and is not timed.

        What of it the processor worked is shown beside: the rest was waiting, for the disk or for
        whatever else the machine did.
        """
        took, worked = [], []
        for number in range(times):
            if before is not None:
                before(number)
            started, at_work = time.perf_counter(), time.process_time()
            work(number)
            took.append(time.perf_counter() - started)
            worked.append(time.process_time() - at_work)
        return self.say(name, took, baseline=baseline, worked=worked)

    def in_turns(self, baseline, other, times, *, turn=50):
        """Time two pairs of name and work in turns, so that the machine's moods fall on both."""
        took = {name: ([], []) for name, _ in (baseline, other)}
        for start in range(0, times, turn):
            for name, work in (baseline, other):
                for number in range(start, start + turn):
                    started, at_work = time.perf_counter(), time.process_time()
                    work(number)
                    took[name][0].append(time.perf_counter() - started)
                    took[name][1].append(time.process_time() - at_work)
        first, second = (took[name] for name, _ in (baseline, other))
        bare = self.say(baseline[0], first[0], worked=first[1])
        self.say(other[0], second[0], worked=second[1], baseline=bare)

    def say(self, name, took, *, baseline=None, worked=()):
        """A line of the table for a series of seconds; gives its median."""
        ordered = sorted(took)
        median = statistics.median(ordered)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        ratio = f"{median / baseline:6.1f} x the baseline" if baseline else "   the baseline"
        processor = f"{statistics.median(worked) * 1000:8.2f} ms processor" if worked else ""
        self._lines.append(
            f"{name:<62}{median * 1000:8.2f} ms median{p99 * 1000:8.2f} ms p99"
            f"{processor:>22}  {ratio}"
        )
        return median

    def text(self):
        return "\n".join(self._lines)


@pytest.fixture
def figures(capsys):
    found = Figures()
    yield found
    with capsys.disabled():
        print(f"\n{found.text()}")
