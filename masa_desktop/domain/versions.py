"""The numbers papers carry, and which one comes next: a number means one text (MIN-3)."""

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


_NONE = Version(0, 0)


def version_after(
    given: Iterable[Version],
    *,
    settled: bool,
    draft: int,
    reopened: Version = _NONE,
    is_same: bool = False,
) -> Version:
    """The version the next paper carries: the last one `given`, to a file or to members, while
    they say the same as then (`is_same`), else the one after it.

    `draft` is the number drafts have come to, from 1.

    Once minutes were approved no later version is called 0 again, though reopened: `reopened` is
    the first version they may have since, whether or not the approved ones went out.
    """
    last = max(given, default=_NONE)
    first = max(Version(1, 0) if settled else Version(0, draft), reopened)
    return max(first, last if is_same or last == _NONE else last.next)


def version_since(
    agreed: Iterable[Version], drafted: Iterable[Version], *, settled: bool
) -> Version:
    """The first version for minutes that were approved before, 0.0 if they never were.

    `agreed` are the versions at which they stood approved, `drafted` those of their other steps.
    Reopened, they go on after the one approved; approved again, from the draft they have become.
    """
    if settled:
        return max((one for one in drafted if one.major), default=_NONE)
    last = max(agreed, default=None)
    return max(last, Version(1, 0)).next if last else _NONE
