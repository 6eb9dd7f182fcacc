"""Which characters of a text are bold or italic. Places count characters, from 0."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkStyle(StrEnum):
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters from `start` up to, not including, `end` are in this style."""

    start: int
    end: int
    style: MarkStyle


Marks = tuple[Mark, ...]
