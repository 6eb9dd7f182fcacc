"""A decision in a list: what each cell says of it, and how it is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.decisions import (
    ConditionState,
    DecisionStatus,
    condition_label,
    status_label,
)
from masa_desktop.domain.words import long_date, short_date
from masa_desktop.ui.rows import Column

if TYPE_CHECKING:
    from masa_desktop.services.decision_register import RegisterRow

_SHORT = {
    DecisionStatus.CONDITIONAL: "On a condition",
    DecisionStatus.QUORUM_UNDECIDED: "Quorum not decided",
}
_LOOKS = {
    DecisionStatus.AGREED: ("good", "check"),
    DecisionStatus.RATIFIED: ("good", "check"),
    DecisionStatus.CONDITIONAL: ("good", "check"),
    DecisionStatus.QUORUM_UNDECIDED: ("warn", "quorum"),
    DecisionStatus.TO_BE_RATIFIED: ("warn", "clock"),
    DecisionStatus.NOT_RATIFIED: ("bad", "cross"),
    DecisionStatus.NOT_AGREED: ("bad", "cross"),
}
_REST = ("text2", "pause")


def status_words(row: RegisterRow) -> str:
    """Where it stands in few words; what is simply settled says what the group did."""
    return _SHORT.get(row.standing) or status_label(row.standing, row.verb)


def status_tone(row: RegisterRow) -> str:
    return "warn" if row.is_condition_open else _LOOKS.get(row.standing, _REST)[0]


def status_icon(row: RegisterRow) -> str:
    return "clock" if row.is_condition_open else _LOOKS.get(row.standing, _REST)[1]


def condition_said(row: RegisterRow) -> str:
    """ "Condition open", "Condition met"; "" where there is none."""
    if row.condition_state is not ConditionState.NOT_SAID:
        return f"Condition {condition_label(row.condition_state).lower()}"
    return "Condition open" if row.is_condition_open else ""


def spoken(row: RegisterRow) -> str:
    """A decision as a screen reader says it."""
    said = (
        row.ref,
        f"{row.lead}: {row.text}",
        row.body,
        long_date(row.on),
        row.item_title,
        row.status,
        row.particulars,
        condition_said(row),
    )
    return ", ".join(part for part in said if part)


def _under_ref(row: RegisterRow) -> str:
    return f"{short_date(row.on)} · {row.place}"


def _under_words(row: RegisterRow) -> str:
    item = f"item {row.item}. {row.item_title}" if row.item else row.item_title
    return " · ".join(part for part in (row.body, item) if part)


def _how_tone(row: RegisterRow) -> str:
    return "" if row.how else "text3"


def _words(row: RegisterRow) -> str:
    return f"{row.lead}  {row.text}"


HOW = 2
COLUMNS: tuple[Column[RegisterRow], ...] = (
    Column("Reference", lambda row: row.ref, second=_under_ref, strong=True),
    Column("Decision", _words, second=_under_words, wide=True, lines=4),
    Column("How", lambda row: row.how or "not said", tone=_how_tone),
    Column("Status", status_words, second=condition_said, tone=status_tone, icon=status_icon),
)
