"""A matter put to a group in writing: what each seat answered, and how that stands (DEC-4, W179).

Promises never to say what was decided: what counts as agreement between meetings is for the
arrangements, and silence is never counted as agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from masa_desktop.domain.words import count, is_are, listed, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class Answer(StrEnum):
    """What somebody answered; None, or no row, is no answer yet."""

    AGREES = "agrees"
    AGREES_WITH_COMMENT = "agrees_with_comment"
    DOES_NOT_AGREE = "does_not_agree"
    ABSTAINS = "abstains"


class ProcedureState(StrEnum):
    """Where a written procedure stands."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


_ANSWER_LABELS: Mapping[Answer, str] = {
    Answer.AGREES: "Agrees",
    Answer.AGREES_WITH_COMMENT: "Agrees with a comment",
    Answer.DOES_NOT_AGREE: "Does not agree",
    Answer.ABSTAINS: "Abstains",
}
_OF_SEVERAL: Mapping[Answer, str] = {
    Answer.AGREES: "agree",
    Answer.AGREES_WITH_COMMENT: "agree with a comment",
    Answer.DOES_NOT_AGREE: "do not agree",
    Answer.ABSTAINS: "abstain",
}
_STATE_LABELS: Mapping[ProcedureState, str] = {
    ProcedureState.OPEN: "Open",
    ProcedureState.DECIDED: "Outcome recorded",
    ProcedureState.WITHDRAWN: "Withdrawn",
}
NO_ANSWER = "No answer yet"
SILENCE = "No answer is not agreement."


def answer_label(answer: Answer | None) -> str:
    """Give the words for an answer; None is "No answer yet"."""
    return _ANSWER_LABELS[answer] if answer else NO_ANSWER


def state_label(state: ProcedureState) -> str:
    """Give the words for a state."""
    return _STATE_LABELS[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAnswer:
    """A seat that was asked. `id` is the seat's; `agency` is "" where the seat has none.

    `by` is who answered, "" if that is not known; `holder` is that person, or else who held the
    seat on the day of asking. `on` is the day of the answer.
    """

    id: str
    seat: str
    agency: str = ""
    holder: str = ""
    by: str = ""
    is_vacant: bool = False
    answer: Answer | None = None
    words: str = ""
    on: date | None = None

    @property
    def who(self) -> str:
        """The seat as a sentence names it: by its agency if it has one."""
        return self.agency or self.seat


@dataclass(frozen=True, slots=True)
class AgencyAnswers:
    """What the seats of one agency answered; a seat without an agency stands for itself."""

    name: str
    answers: tuple[Answer | None, ...]

    @property
    def answered(self) -> int:
        return sum(one is not None for one in self.answers)

    @property
    def words(self) -> str:
        """ "Agrees"; "1 agrees, 1 has not answered" where its seats differ."""
        if len(set(self.answers)) == 1:
            return answer_label(self.answers[0])
        missing = len(self.answers) - self.answered
        has = "has" if missing == 1 else "have"
        said = [counted_words(self.answers), f"{missing} {has} not answered" if missing else ""]
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers summed. Every seat is counted once; no outcome is computed."""

    seats: tuple[SeatAnswer, ...]

    @property
    def asked(self) -> int:
        return len(self.seats)

    @property
    def answered(self) -> int:
        return sum(one.answer is not None for one in self.seats)

    @property
    def is_complete(self) -> bool:
        """Whether nobody is left who could still answer."""
        return not self.missing

    def number(self, answer: Answer | None) -> int:
        """How many seats answered so; None is how many have not answered."""
        return sum(one.answer is answer for one in self.seats)

    @property
    def agencies(self) -> tuple[AgencyAnswers, ...]:
        """By agency, in the order of the seats."""
        found: dict[tuple[str, str], list[Answer | None]] = {}
        for one in self.seats:
            found.setdefault((one.who, "" if one.agency else one.id), []).append(one.answer)
        return tuple(AgencyAnswers(name, tuple(said)) for (name, _), said in found.items())

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not answered: an agency once if none of its seats has, else the seat."""
        silent = {one.name for one in self.agencies if not one.answered}
        named = [
            one.who if one.who in silent else f"{one.seat} ({one.agency})"
            for one in self.seats
            if one.answer is None and not one.is_vacant
        ]
        return tuple(dict.fromkeys(named))

    @property
    def vacant(self) -> tuple[str, ...]:
        """The seats nobody held, so that nobody answered for them."""
        return tuple(one.seat for one in self.seats if one.is_vacant and one.answer is None)

    @property
    def against(self) -> tuple[str, ...]:
        """Those who do not agree, for the record of dissent: who answered, else the seat."""
        return tuple(
            f"{one.by or one.seat} ({one.agency})" if one.agency else one.by or one.seat
            for one in self.seats
            if one.answer is Answer.DOES_NOT_AGREE
        )

    @property
    def short(self) -> str:
        """For a list: "4 of 6"."""
        return f"{self.answered} of {self.asked}"

    @property
    def sentence(self) -> str:
        """ "4 of 6 seats answered: 3 agree, 1 does not agree. Police has not answered.\""""
        if not self.seats:
            return "No seat of the group was there to be asked."
        said = counted_words([one.answer for one in self.seats])
        seats = "seat" if self.asked == 1 else "seats"
        parts = [f"{self.short} {seats} answered{f': {said}' if said else ''}."]
        if self.missing and self.answered:
            has = "has" if len(self.missing) == 1 else "have"
            parts.append(f"{listed(self.missing)} {has} not answered.")
        if self.vacant:
            parts.append(f"{listed(self.vacant)} {is_are(len(self.vacant))} vacant.")
        return " ".join(parts)


def tally(seats: Iterable[SeatAnswer]) -> Tally:
    """Sum the answers of these seats."""
    return Tally(tuple(seats))


def counted_words(answers: Sequence[Answer | None]) -> str:
    """ "3 agree, 1 does not agree"; "" if nobody has answered."""
    found = {answer: sum(one is answer for one in answers) for answer in Answer}
    return ", ".join(
        f"{number} {_OF_SEVERAL[answer] if number > 1 else answer_label(answer).lower()}"
        for answer, number in found.items()
        if number
    )


def is_late(summed: Tally, answers_by: date | None, today: date) -> bool:
    """Whether the day has passed and somebody has not answered."""
    return answers_by is not None and today > answers_by and not summed.is_complete


def due_words(answers_by: date | None, today: date) -> str:
    """How far off the last day for answers is, in calendar days; the day itself is in time.

    "in 3 days", "today", "2 days late"; "no day set".
    """
    if answers_by is None:
        return "no day set"
    between = count(abs((answers_by - today).days), "day")
    if today == answers_by:
        return "today"
    return f"in {between}" if today < answers_by else f"{between} late"


def standing_words(summed: Tally, answers_by: date | None, today: date) -> str:
    """What an open matter waits for: how far off its day is, or that nobody is waited for."""
    if not summed.is_complete:
        return due_words(answers_by, today)
    return "no answer outstanding" if summed.answered else "nobody to answer"


def still_asked_words(summed: Tally, answers_by: date | None, today: date) -> str:
    """That answers may still come, before an outcome is recorded; "" if the day has come or passed,
    none is set, or nobody is left to answer.
    """
    if answers_by is None or today >= answers_by or summed.is_complete:
        return ""
    return f"Answers are asked by {long_date(answers_by)}."


def needs_words(answer: Answer | None, words: str) -> bool:
    """Whether the answer says that there is a comment and there is none."""
    return answer is Answer.AGREES_WITH_COMMENT and not words.strip()


def silence_words(summed: Tally, answers_by: date | None, today: date) -> str:
    """What a missing answer means once the day has passed; "" before, or if none is missing."""
    if not is_late(summed, answers_by, today):
        return ""
    return f"The day for answers has passed. {SILENCE}"
