"""The numbers papers carry, and which one comes next: none that went out is given again (MIN-3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """The number a paper carries: "0.2" is a draft, "1.0" the minutes as approved."""

    major: int
    minor: int

    @classmethod
    def read(cls, text: str) -> Version:
        """The version these words say, 0.0 if they say none."""
        major, _, minor = text.removeprefix("v").partition(".")
        return cls(int(major), int(minor)) if major.isdecimal() and minor.isdecimal() else cls(0, 0)

    @property
    def next(self) -> Version:
        return Version(self.major, self.minor + 1)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


def version_after(issued: Iterable[Version], *, settled: bool, draft: int) -> Version:
    """The version that comes next. `draft` is the number drafts have come to, from 1.

    Once a version of approved minutes went out, no later one is called 0 again, though reopened.
    """
    last = max(issued, default=Version(0, 0))
    first = Version(1, 0) if settled else Version(0, draft)
    return max(first, last.next) if last != Version(0, 0) else first
