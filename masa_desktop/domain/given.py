"""What a line was given with: who is to do an action and by when, what a decision is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.actions import DueKind

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.decision_words import Decided


@dataclass(frozen=True, slots=True)
class Given:
    """Owners and due date of one action. The first person leads, else the first agency (ACT-1).

    Nobody and no date are allowed: they are shown as not yet said (A4). `decided` is what the words
    of a decision said beside what was decided. `copy_of` is the id of the line it was copied from.
    """

    person_ids: tuple[str, ...] = ()
    agency_ids: tuple[str, ...] = ()
    due_kind: DueKind = DueKind.NOT_SAID
    due_on: date | None = None
    decided: Decided | None = None
    copy_of: str = ""
