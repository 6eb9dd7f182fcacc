"""What a captured action was given with: who is to do it, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.actions import DueKind

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Given:
    """Owners and due date of one action. The first person leads, else the first agency (ACT-1).

    Nobody and no date are allowed: they are shown as not yet said (A4).
    """

    person_ids: tuple[str, ...] = ()
    agency_ids: tuple[str, ...] = ()
    due_kind: DueKind = DueKind.NOT_SAID
    due_on: date | None = None
