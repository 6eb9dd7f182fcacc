"""What is offered beside a due date in a captured line: the working day before, the days an unclear
date can mean, a review date, and word of a day that has passed or does not exist.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from masa_desktop.domain import due_text, due_words
from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture_words import Offer, OfferKind
from masa_desktop.domain.words import long_date, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from masa_desktop.domain.capture_words import Room
    from masa_desktop.domain.due_text import Reading

_SATURDAY = 5
_LAST = re.compile(r"(?:[^\s,;:]+\s+){0,4}[^\s,;:]+\s*\Z")
_WORD = re.compile(r"\S+")
_SAYS_A_DAY = re.compile(
    r"(?:on\s+)?(?:the\s+)?(?:(?=.*[a-z]{3})(?=.*\d).*|\d+/\d+(?:/\d+)?|\d{4}-\d+-\d+"
    r"|(?:next\s+)?[a-z]{3,}day|(?:an?\s+)?(?:week|fortnight)\s+on\s+[a-z]{3,}day"
    r"|[a-z]+\s+(?:week|fortnight)|[a-z]{3,}\.?(?:\s+\d{4})?\s+meeting|nm|before\s+the\s+next\s+meeting"
    r"|tomorrow|end\s+(?:of\s+)?(?:(?:the|next)\s+)?[a-z]{3,}|month[\s-]end|next\s+month"
    r"|(?:w/?[cb]|week\s+(?:commencing|beginning|starting))\s.*\d.*"
    r"|(?:in|within)\s+\w+\s+(?:working\s+)?(?:days?|weeks?|months?))",
    re.IGNORECASE,
)
"""A day in letters or in full figures; "4.2" and "next" are more often something else."""

_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:of|ending|ended|from|since|dated|after|before|until|till|between|and|last|every|each)"
    r"\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BESIDE_A_DAY = re.compile(r"\b(?:at|for|to|in|with)\s+(?:the\s+)?\Z", re.IGNORECASE)
_DASH = re.compile(r"(?<=\s)[-–—]\s*(?=\S)")
_LONGEST = 40
_DAY_BEFORE = re.compile(
    r"(?:\d\S*|\b(?:[a-z]+day|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)[a-z]*|today|tomorrow|week|fortnight|month))\s*\Z",
    re.IGNORECASE,
)
"""The first of two days, "Monday – Friday"."""

_WITH_YEAR = re.compile(r"\d{4}\b|/\d{2}\b|[+]|\b(?:in|within)\b", re.IGNORECASE)
_FAR = timedelta(days=274)
_LIKE_A_DATE = re.compile(r"(?:by|due)\s+\d+(?:\s+\w+\s+\d{4}|[/.-]\d+[/.-]\d+)", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_A_SEASON = re.compile(
    r"(?:by|due)\s+(?:by\s+)?(?:the\s+)?(?:(?:start|beginning|middle|end|close)(?:\s+of)?\s+)?"
    r"(?:the\s+)?(?:(?:mid|early|late|next|this|coming)[\s-]+)*(?:easter|christmas|xmas|new\s+year"
    rf"|whitsun|spring|summer|autumn|winter|half[\s-]?term|term|year|quarter|q[1-4]|week|{_MONTH}"
    r"|(?:good|bank|school|public)\s+(?:friday|holidays?|year)|financial\s+year)"
    r"(?:[\s-]+(?:monday|term|holidays?|half[\s-]?term|break|recess|end|20\d\d|time))*",
    re.IGNORECASE,
)
"""A time of the year that is no one day: "by Easter", "by mid-March"."""

_VAGUE = "That "
"""How problems begin that only say the words are no date; plain words need not hear it."""


def is_far(words: str, on: date, meeting_on: date) -> bool:
    """Whether a day said without its year is more than nine months ahead: it may be one just past.

    Nothing is guessed from that; it is said, or left unset.
    """
    return on - meeting_on > _FAR and not _WITH_YEAR.search(words)


def due_offers(found: Reading, start: int, end: int, room: Room, words: str) -> Iterator[Offer]:
    """What to say of the due date understood in line[start:end], the likeliest first.

    `words` are those of the line.
    """
    if found.on is None:
        if found.kind is DueKind.ONGOING:
            yield _review(start, end, room)
        return
    if found.kind is DueKind.DATED and is_far(words, found.on, room.meeting_on):
        year = f"That is in {found.on.year}; in {found.on.year - 1} it was before the meeting."
        yield Offer(OfferKind.CHECK_DATE, year, None, start, end)
    if found.on < room.meeting_on:
        sentence = f"{long_date(found.on)} is before the meeting."
        yield Offer(OfferKind.PAST, sentence, None, start, end)
    elif found.on < room.today:
        yield Offer(OfferKind.PAST, f"{long_date(found.on)} has passed.", None, start, end)
    if found.not_worked:
        yield from _worked_days(found, start, end, room)
    doubt = room.calendar.warning(found.on)
    if doubt:
        yield Offer(OfferKind.CHECK_DATE, doubt, None, start, end)


def _review(start: int, end: int, room: Room) -> Offer:
    next_on = room.next_meeting_on
    sentence = "An ongoing action needs a review date."
    if next_on is None:
        return Offer(OfferKind.REVIEW_DATE, sentence, None, start, end)
    sentence += f" The next meeting is on {long_date(next_on)}."
    words = due_words.written(DueKind.ONGOING, next_on)
    short, why = f"Ongoing, review {long_date(next_on)}", "at the next meeting"
    return Offer(OfferKind.REVIEW_DATE, sentence, words, start, end, short=short, why=why)


def _worked_days(found: Reading, start: int, end: int, room: Room) -> Iterator[Offer]:
    if found.on is None:
        return
    why = _not_worked(found.on, found.not_worked)
    if found.instead:
        sentence = f"{why} The working day before is {long_date(found.instead)}."
        words = due_words.written(found.kind, found.instead)
        short, so = _spoken(found.kind, found.instead), f"{why[:-1]}, so the working day before."
        kind = OfferKind.WORKING_DAY_BEFORE
        yield Offer(kind, sentence, words, start, end, short=short, why=so)
    after = room.calendar.working_day_on_or_after(found.on)
    sentence = f"{why} The working day after is {long_date(after)}."
    words, short = due_words.written(found.kind, after), _spoken(found.kind, after)
    yield Offer(OfferKind.WORKING_DAY_AFTER, sentence, words, start, end, short=short)
    if room.next_meeting_on and found.kind is DueKind.DATED:
        sentence = f"The next meeting is on {long_date(room.next_meeting_on)}."
        short = long_date(room.next_meeting_on)
        kind = OfferKind.NEXT_MEETING
        yield Offer(kind, sentence, "by next", start, end, short=short, why="next meeting")


def _spoken(kind: DueKind, on: date) -> str:
    return f"Ongoing, review {long_date(on)}" if kind is DueKind.ONGOING else long_date(on)


def _not_worked(on: date, name: str) -> str:
    if on.weekday() >= _SATURDAY:
        return f"{plain_date(on)} is a {name}."
    return f"{plain_date(on)} is not a working day ({name})."


def read_due(words: str, room: Room) -> Reading:
    """When these words say an action of this room is due."""
    return due_words.read(
        words, room.meeting_on, room.calendar, room.next_meeting_on, room.meetings_on
    )


def doubts(words: str, found: Reading, start: int, room: Room) -> list[Offer]:
    """What to say of an ending that looks like a date and is none; [] for other words."""
    end = start + len(words)
    days = _choices(words, room)
    if days:
        sentence = f"“{words}” is not one day. It can be "
        return [
            Offer(
                OfferKind.WHICH_DAY,
                f"{sentence}{long_date(day)}.",
                due_words.written(DueKind.DATED, day),
                start,
                end,
                short=long_date(day),
                why=f"“{_bare(words)}”: which day?",
            )
            for day in days
        ]
    is_vague = found.problem.startswith(_VAGUE) and not _LIKE_A_DATE.fullmatch(words)
    said = words.rstrip(" .")
    if _A_SEASON.fullmatch(said) and found.problem and is_vague:
        short = f"“{said}” is not a day this program can read"
        do = "It stays in the text. Type the day, such as “by 14 March”."
        kind = OfferKind.NOT_A_DATE
        return [Offer(kind, f"{short}. {do}", None, start, end, short=short, why=do)]
    if not found.problem or is_vague or _is_a_time(words):
        return []
    words_for = due_words.written(DueKind.DATED, found.instead) if found.instead else None
    sentence = f"{found.problem} “{words}” stays in the text."
    short = long_date(found.instead) if found.instead else ""
    kind = OfferKind.NOT_A_DATE
    return [Offer(kind, sentence, words_for, start, end, short=short, why=sentence)]


def not_said_so(line: str, done: int, room: Room) -> list[Offer]:
    """The day that ends a line without "by" before it, "check figures 14 Mar": offered, not taken.

    `done` is where the words of the action begin; something is left to do before the day. A day
    already past, and one that belongs to other words ("the audit of 3 March"), is passed over.
    """
    tail = _LAST.search(line, done)
    for word in _WORD.finditer(line, tail.start() if tail else len(line)):
        start = word.start()
        days = _days_alone(_unbracketed(line[start:].rstrip()), room)
        if not days:
            continue
        before = line[done:start]
        is_ahead = all(found.on is not None and found.on >= room.meeting_on for found in days)
        is_due = is_ahead and before.strip() and not _OF_SOMETHING_ELSE.search(before)
        return [_unsaid(line, start, found) for found in days] if is_due else []
    return []


def after_dash(line: str, done: int, room: Room) -> tuple[int, Reading] | None:
    """The day that ends a line behind a dash, "bring the plan - 6 March", and where it begins.

    Only a whole day that is to come, not one of two ("4 - 6 March"), nor one of other words.
    """
    end = len(line.rstrip())
    dash = next(reversed(list(_DASH.finditer(line, max(done, end - _LONGEST), end))), None)
    found = _day_alone(line[dash.end() : end], room) if dash else None
    if dash is None or found is None or found.on is None or found.on < room.meeting_on:
        return None
    before = line[done : dash.start()].rstrip()
    is_doubtful = is_far(line[dash.end() : end], found.on, room.meeting_on)
    if is_doubtful or _DAY_BEFORE.search(before):
        return None
    return None if _OF_SOMETHING_ELSE.search(f"{before} ") else (dash.end(), found)


def _unbracketed(words: str) -> str:
    """ "31/3" of "(31/3)" and of "(by 31/3)"."""
    return _bare(words[1:-1]) if words.startswith("(") and words.endswith(")") else words


def _day_alone(words: str, room: Room) -> Reading | None:
    if not _SAYS_A_DAY.fullmatch(words) or _is_a_time(words):
        return None
    found = read_due(words.removeprefix("before "), room)
    return None if found.problem else found


def _days_alone(words: str, room: Room) -> list[Reading]:
    """The day these words say, or those they may mean, "next Friday"."""
    found = _day_alone(words, room)
    if found or not _SAYS_A_DAY.fullmatch(words):
        return [found] if found else []
    return [read_due(day.isoformat(), room) for day in _choices(words, room)]


def _choices(words: str, room: Room) -> tuple[date, ...]:
    return due_words.choices(words, room.meeting_on, room.calendar, room.meetings_on)


def _unsaid(line: str, start: int, found: Reading) -> Offer:
    end = len(line.rstrip())
    words, by = line[start:end], due_words.written(found.kind, found.on)
    keeps = _BESIDE_A_DAY.search(line, 0, start)
    without = "" if words.startswith(("(by", "(due")) else " without “by”"
    return Offer(
        OfferKind.WHICH_DAY,
        f"“{words}” is not said to be when it is due. It can be due by {found.words}.",
        f"{words} {by}" if keeps else by,
        start,
        end,
        short=found.words,
        why=f"“{words}”{without}: due then?",
    )


def _bare(words: str) -> str:
    """The words for the day alone: "next week" of "by next week"."""
    return re.sub(r"^(?:due\s+)?(?:by\s+)?", "", words.strip(), flags=re.IGNORECASE)


def _is_a_time(words: str) -> bool:
    said = re.sub(r"^(?:by|due)\s+", "", words, flags=re.IGNORECASE)
    return not isinstance(due_text.read_time(said), str)
