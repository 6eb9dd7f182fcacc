"""The lists to choose from wherever a decision is recorded: what the group did, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.domain.decisions import DecisionMethod, DecisionVerb, method_label, verb_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox


def offer_verbs(choice: QComboBox) -> None:
    """Offer what a group can do with a matter (MIN-7)."""
    for verb in DecisionVerb:
        choice.addItem(verb_label(verb), verb.value)


def offer_methods(choice: QComboBox) -> None:
    """Offer how a decision can be reached (DEC-1); first that nobody said."""
    for method in sorted(DecisionMethod, key=lambda one: one is not DecisionMethod.NOT_STATED):
        choice.addItem(method_label(method), method.value)
