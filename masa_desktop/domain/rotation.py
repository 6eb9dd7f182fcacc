"""The terms of a rotation, step by step, with what shifts them on the way.

Promise: terms are counted from their anchor each time (C2), and what is not agreed is not named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.chair_turns import DAY, Basis, Term, Turn, TurnKind
from masa_desktop.domain.chair_words import first_span
from masa_desktop.domain.days import add_months
from masa_desktop.domain.words import count, ordinal_word, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from masa_desktop.domain.chairs import Member, Rotation

_NOT_AGREED = "the order of the rotation has not been agreed"


def rotation_terms(rota: Rotation, until: date, turns: Iterable[Turn] = ()) -> list[Term]:
    """The terms that start on or before `until`, with extensions, skips and restarts applied.

    Without an anchor there are no dated terms (C3). Swaps and confirmations come later, in
    `chair_days.terms`, because they leave every date as it is.
    """
    return _Walk(rota, rota.anchor, turns).terms_to(until) if rota.anchor else []


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal terms counted from one date; the first may have a length of its own."""

    anchor: date
    first_months: int | None
    months: int | None

    def bounds(self, number: int) -> tuple[date, date | None]:
        """First and last day of term `number` (from 0)."""
        starts_on = self._start(number) or self.anchor
        following = self._start(number + 1)
        return starts_on, following - DAY if following else None

    def _start(self, number: int) -> date | None:
        if number == 0:
            return self.anchor
        if self.first_months is None or (number > 1 and self.months is None):
            return None
        return add_months(self.anchor, self.first_months + (number - 1) * (self.months or 0))


class _Walk:
    """Steps through a rotation term by term, taking up what shifts it on the way."""

    def __init__(self, rota: Rotation, anchor: date, turns: Iterable[Turn]) -> None:
        shifting = (TurnKind.EXTEND, TurnKind.SKIP, TurnKind.RESTART)
        shifts = (turn for turn in turns if turn.kind in shifting)
        self._rota = rota
        self._shifts = sorted(shifts, key=lambda turn: turn.starts_on)
        self._run = _Run(anchor, rota.first_term_months or rota.term_months, rota.term_months)
        self._number = 0
        self._place = 0
        self._note = ""
        self._open_ended = False
        self._terms: list[Term] = []

    def terms_to(self, until: date) -> list[Term]:
        while not self._open_ended and self._run.bounds(self._number)[0] <= until:
            self._step(*self._run.bounds(self._number))
        return self._terms

    def _step(self, starts_on: date, ends_on: date | None) -> None:
        shift = self._shift(starts_on, ends_on)
        if shift is None:
            self._add(starts_on, ends_on)
            self._place += 1
            self._number += 1
        elif shift.kind is TurnKind.EXTEND:
            self._extend(shift, starts_on)
        else:
            self._cut(shift, starts_on)

    def _shift(self, starts_on: date, ends_on: date | None) -> Turn | None:
        """The next shift that takes effect by this term; an extension waits for a term's end."""
        for shift in self._shifts:
            last = starts_on if shift.kind is TurnKind.EXTEND else ends_on
            if last is None or shift.starts_on <= last:
                self._shifts.remove(shift)
                return shift
        return None

    def _extend(self, shift: Turn, starts_on: date) -> None:
        if not self._terms or shift.ends_on is None or shift.ends_on < starts_on:
            return
        member = self._terms[-1].member
        self._terms.append(
            Term(starts_on, shift.ends_on, member, Basis.EXTENDED, f"extended, {shift.reason}")
        )
        self._begin_again(shift.ends_on + DAY)

    def _cut(self, shift: Turn, starts_on: date) -> None:
        inside = shift.starts_on > starts_on
        if inside:
            self._add(starts_on, shift.starts_on - DAY)
        self._note = f"the term begins again, {shift.reason}"
        if shift.kind is TurnKind.SKIP:
            skipped = self._rota.at(self._place)
            self._note = f"{skipped.name} gave up its turn, {shift.reason}" if skipped else ""
            self._place += 1
        if inside:
            self._begin_again(shift.starts_on)

    def _begin_again(self, day: date) -> None:
        months = self._rota.term_months or (
            self._rota.first_term_months if self._place == 0 else None
        )
        self._run = _Run(day, months, self._rota.term_months)
        self._number = 0

    def _add(self, starts_on: date, ends_on: date | None) -> None:
        member = self._rota.at(self._place)
        basis, why = self._basis(member)
        self._terms.append(Term(starts_on, ends_on, member, basis, self._note or why))
        self._note = ""
        self._open_ended = ends_on is None

    def _basis(self, member: Member | None) -> tuple[Basis, str]:
        if member is None:
            return Basis.TO_BE_AGREED, _NOT_AGREED
        if self._place == 0 and self._rota.first is not None:
            return Basis.NAMED, f"named for {first_span(self._run.first_months)}"
        turn = f"the {ordinal_word(self._place + 1)} turn"
        if self._number == 0:
            return Basis.COMPUTED, f"{turn} of the agreed order"
        months = (self._run.first_months or 0) + (self._number - 1) * (self._run.months or 0)
        return Basis.COMPUTED, f"{turn} of the agreed order, {count(months, 'month')} after " + (
            plain_date(self._run.anchor)
        )
