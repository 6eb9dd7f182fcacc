"""Measurements print their figures; nothing here is asserted. Run with `python3 dev.py bench`."""

import statistics
import time

import pytest


class Figures:
    """Collects named series of seconds and prints median, p99 and the ratio to a baseline."""

    def __init__(self):
        self._lines = []

    def measure(self, name, work, times, *, baseline=None, before=None):
        """Time `work(number)` so often; `before(number)` comes first each time and is not timed."""
        took = []
        for number in range(times):
            if before is not None:
                before(number)
            started = time.perf_counter()
            work(number)
            took.append(time.perf_counter() - started)
        took.sort()
        median = statistics.median(took)
        p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
        ratio = f"{median / baseline:6.1f} x the baseline" if baseline else "   the baseline"
        self._lines.append(
            f"{name:<58}{median * 1000:9.2f} ms median{p99 * 1000:9.2f} ms p99  {ratio}"
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
