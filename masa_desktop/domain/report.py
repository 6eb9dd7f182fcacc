"""A report as it goes on paper: frozen sections of sentences and tables, for Word and for Excel.

Every register and report is one of these, so that all of them look alike and carry their marking.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from masa_desktop.domain import markings
from masa_desktop.domain.markings import Marking

if TYPE_CHECKING:
    from datetime import date

    Value = str | int | date | None


_ABOUT = 40


class Tone(StrEnum):
    """How a cell is shaded beside what it says: never instead of saying it."""

    NONE = ""
    FULL = "full"
    HIGH = "high"
    FAIR = "fair"
    LOW = "low"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Shaded:
    """A value in a shaded cell."""

    value: Value
    tone: Tone


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its heading, its share of the width, and whether its cells are centred."""

    heading: str
    share: float = 1.0
    is_centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table; None prints as an empty cell, a date as a date. `name` is its sheet in Excel.

    `note` stands under the table. Every row has as many cells as there are columns.
    """

    name: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value | Shaded, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, sentences and, if there is one, a table. An empty report says so in sentences."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: ReportTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report at one day. `covers` says the period and the groups in words.

    `left_out` says what is withheld and how much of it; "" if nothing is. `name` and `about`, which
    tells it from others of its kind ("EXEC, 2025/26"), name its file beside marking and day.
    """

    name: str
    title: str
    partnership: str
    as_at: date
    about: str = ""
    covers: str = ""
    marking: Marking = Marking.NONE
    handling: str = ""
    left_out: str = ""
    is_practice: bool = False
    is_landscape: bool = False
    sections: tuple[Section, ...] = field(default=())

    @property
    def called(self) -> str:
        """Its name with what it is about; one too long for a file ends in a key of the whole."""
        if len(self.about) > _ABOUT:
            key = sha256(self.about.encode()).hexdigest()[:4]
            return f"{self.name}, {self.about[: _ABOUT - 5].rstrip(' ,')} {key}"
        return ", ".join(filter(None, (self.name, self.about)))

    @property
    def banner(self) -> str:
        """The line for the top and bottom of each page; "" where nothing is marked."""
        return markings.printed(self.marking, self.handling)
