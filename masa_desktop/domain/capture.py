"""Reads one typed line of the minutes: "/a SGe circulate neglect audit by 14 Mar".
Promises that nothing typed is lost: the parts put together are the line, and every part that was
understood can be turned back into plain words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from masa_desktop.domain import due_text, due_words, phrases
from masa_desktop.domain.capture_dates import (
    after_dash,
    doubts,
    due_offers,
    not_said_so,
    read_due,
)
from masa_desktop.domain.capture_last import are_owners, names_last
from masa_desktop.domain.capture_names import acts_at, every_agency, names, short_of
from masa_desktop.domain.capture_words import (
    COMMAND,
    COMMAND_KEYS,
    DUE,
    PHRASE,
    TIME,
    WHO,
    Attendee,
    Capture,
    CapturedDue,
    Command,
    Offer,
    OfferKind,
    Part,
    Plain,
    Role,
    Room,
    RoomAgency,
    command_label,
    command_of,
)
from masa_desktop.domain.decision_words import unparted_condition
from masa_desktop.domain.words import clock_time

if TYPE_CHECKING:
    from datetime import time

    from masa_desktop.domain.capture_last import LastNames
    from masa_desktop.domain.capture_names import Named
    from masa_desktop.domain.due_text import Reading
    from masa_desktop.domain.owner_text import Candidate
    from masa_desktop.domain.phrases import Phrase

__all__ = [
    "Attendee",
    "Capture",
    "CapturedDue",
    "Command",
    "Offer",
    "OfferKind",
    "Part",
    "Role",
    "Room",
    "RoomAgency",
    "accepted",
    "as_text",
    "command_label",
    "formatted",
    "read",
    "without",
]

_BEGUN = re.compile(r"\s*/([A-Za-z]{0,3})")
_GLUE = re.compile(r"\s*[:,+&–-]?\s*(?:(?:to|will)\s+)?", re.IGNORECASE)
_NEEDS_GLUE = re.compile(r"[:,+&/–-]|(?:to|will|and)(?!\S)", re.IGNORECASE)
_AT = re.compile(r"\s+(?P<time>(?:at\s+)?[0-9]{1,2}[:.]?[0-9]{2}(?:\s*[ap]m)?)(?=\s|\Z)", re.I)
_NO_NAME = 2
_COMMA = ", "
_BEFORE_DUE = ",;–—-"
_TO_NOTE = re.compile(r"(?:to\s+)?note\b", re.IGNORECASE)


def read(line: str, room: Room, *, plain: Plain = frozenset()) -> Capture:
    """Read a line as it stands while it is being typed. Any text can be read; nothing is refused.

    - A command is /a /d /n /p /in /out /c at the start, blanks before it or none, in small or
      large letters, followed by a blank or the end. Any other line is plain text; so is one with
      a slash further on.
      "//" at the start types one slash.
    - /a: owners directly after it, parted by + , & / or "and", the first is the lead: initials or
      an agency's abbreviation in any capitals, "@" and a name, "ALL" or "all agencies" (A2).
      Small common words ("do", "as") are initials only with a capital. A "to" or "will" after the
      owners belongs to them; with it a first name or a surname that one person alone has is an
      owner too: "Owen and Anjali to". Two to four capitals nobody has stay text, and a guest is
      offered; so is one for a name nobody has, "Zoe Pike to", and "All partners to" for all
      agencies. Behind owners the listed one who is not known is always told of: "and the panel
      to". Without owners in front the initials that end the words are, "… the plan (SGa)".
    - /a: the due date is the longest ending that can be read, begun by "by", "due", "ongoing" or
      "+5wd", see `due_words.read`, or a whole day behind a dash. It is counted from the meeting's
      day. A time of day stays in the words: "by 5pm on 20 Feb", "by 20 Feb at 5pm". A day not
      worked is kept and the working day before it is offered; a day that does not exist stays
      text, and so does one without "by", which is offered.
    - /in, /out: people by initials or by name, then a time; the rest is text.
    - /n: a phrase's exact code, and the words for its gap after it; else phrases to choose from.
    - /d: all the rest is text. A condition without a comma before it is offered as one.
    - /p, /c: all the rest is text.

    `plain` are the chips turned back into text; see `without`.
    """
    command, end = command_of(line)
    if command is Command.NONE or (COMMAND, line[:end].strip().casefold()) in plain:
        return _plain_line(line, room, plain)
    builder = _Builder(line, room, plain, command)
    builder.add(end - len(line[:end].lstrip()), Role.BETWEEN)
    builder.add(end, Role.COMMAND, command_label(command))
    return builder.capture()


def without(capture: Capture, part: Part) -> Capture:
    """The same line with one understood part turned back into plain words; the others stay.

    Turning back the command makes the whole line plain. Words and blanks stay what they are.
    """
    if part not in capture.parts or not part.role.is_chip or part.role is Role.ESCAPE:
        return capture
    mark = (_MARKS.get(part.role, WHO), part.raw.casefold())
    return read(capture.line, capture.room, plain=capture.plain | {mark})


def as_text(capture: Capture) -> Capture:
    """The line as plain text, as Esc leaves it."""
    chip = next((part for part in capture.parts if part.role is Role.COMMAND), None)
    return without(capture, chip) if chip else capture


def accepted(capture: Capture, offer: Offer) -> tuple[str, int]:
    """The line once an offer is taken, and the place of the caret in it.

    An offer that only tells leaves the line as it is.
    """
    if offer.replacement is None:
        return capture.line, len(capture.line)
    line = capture.line[: offer.start] + offer.replacement + capture.line[offer.end :]
    caret = len(offer.replacement) if offer.caret is None else offer.caret
    return line, offer.start + caret


def formatted(capture: Capture) -> str:
    """One tidy line that reads back as the same, for the up arrow of the quick entry box.

    Owners come as initials, the due date as a day: "/a SGe+JL circulate audit by 13 Mar 2026".
    Read it with the capture's own `plain`. Lines that are no action, arrival or leaving come
    back as typed, less blanks round a command and its words.
    """
    if capture.command not in (Command.ACTION, Command.ARRIVE, Command.LEAVE):
        return capture.line if capture.command is Command.NONE else capture.line.strip()
    key = next(key for key, command in COMMAND_KEYS.items() if command is capture.command)
    at = clock_time(capture.at) if capture.at else ""
    says_due = any(part.role is Role.DUE for part in capture.parts)
    due = due_words.written(capture.due.kind, capture.due.on) if says_due else ""
    is_glued = capture.command is Command.ACTION and capture.owners
    glue = "to" if is_glued and _NEEDS_GLUE.match(capture.text) else ""
    pieces = (f"/{key}", _owners(capture), at, glue, capture.text, due)
    return " ".join(piece for piece in pieces if piece)


_MARKS = {Role.COMMAND: COMMAND, Role.DUE: DUE, Role.TIME: TIME, Role.PHRASE: PHRASE}


def _owners(capture: Capture) -> str:
    every = every_agency(capture.room)
    if every and capture.command is Command.ACTION and capture.owners == every:
        return "ALL"
    return "+".join(short_of(owner, capture.room) for owner in capture.owners)


def _plain_line(line: str, room: Room, plain: Plain) -> Capture:
    escape = (Part(0, 1, Role.ESCAPE, "/", "A slash"),) if line.startswith("//") else ()
    words = line[len(escape) :]
    rest = (Part(len(escape), len(line), Role.TEXT, words),) if words else ()
    begun = _BEGUN.fullmatch(line)
    offers = tuple(
        Offer(OfferKind.COMMAND, command_label(command), f"/{key} ", 0, len(line))
        for key, command in COMMAND_KEYS.items()
        if begun and key.startswith(begun[1].casefold()) and not plain
    )
    return Capture(
        line=line,
        command=Command.NONE,
        parts=escape + rest,
        text=words,
        offers=offers,
        plain=plain,
        room=room,
    )


class _Builder:
    """Goes along the line once, adding part after part, so that none overlaps or is left out."""

    def __init__(self, line: str, room: Room, plain: Plain, command: Command) -> None:
        self.line, self.room, self.plain, self.command = line, room, plain, command
        self._parts: list[Part] = []
        self._done = 0
        self._owners: list[Candidate] = []
        self._first: list[Offer] = []
        self._last: list[Offer] = []
        self._due = CapturedDue()
        self._at: time | None = None
        self._text: str | None = None
        self._may_follow, self._had_plain = False, False

    def add(self, end: int, role: Role, understood: str = "", note: str = "") -> None:
        """Take the line up to `end` as one part. Words that follow words are one part with them."""
        if end <= self._done:
            return
        start, self._done = self._done, end
        if role is Role.TEXT and self._parts and self._parts[-1].role is Role.TEXT:
            start = self._parts.pop().start
        self._parts.append(Part(start, end, role, self.line[start:end], understood, note))

    def capture(self) -> Capture:
        """What the line comes to."""
        if self.command is Command.ACTION:
            self._action()
        elif self.command in (Command.ARRIVE, Command.LEAVE):
            self._coming_and_going()
        elif self.command is Command.PHRASE:
            self._phrase()
        elif self.command is Command.DECISION:
            self._condition()
        self._words(len(self.line))
        text = " ".join(part.raw.strip() for part in self._parts if part.role is Role.TEXT)
        self._to_note(text)
        return Capture(
            line=self.line,
            command=self.command,
            parts=tuple(self._parts),
            text=text if self._text is None else self._text,
            owners=tuple(self._owners),
            due=self._due,
            at=self._at,
            offers=(*self._first, *self._last),
            plain=self.plain,
            room=self.room,
        )

    def _blank(self) -> None:
        rest = self.line[self._done :]
        self.add(self._done + len(rest) - len(rest.lstrip()), Role.BETWEEN)

    def _words(self, end: int) -> None:
        """The rest up to `end` as text, the blanks round it apart."""
        if not self._parts or self._parts[-1].role is not Role.TEXT:
            self._blank()
        words = self.line[self._done : end].rstrip()
        self.add(self._done + len(words), Role.TEXT)
        self.add(end, Role.BETWEEN)

    def _action(self) -> None:
        all_known = self._who()
        # Somebody is named already, though maybe not known, or turned back into text.
        is_named = bool(self._owners) or acts_at(self.line, self._done) or self._had_plain
        self._may_follow = not is_named
        # With a name that stays text "to" is part of a sentence: "GW to meet".
        if all_known and self._parts[-1].role in (Role.LEAD, Role.OWNER):
            glue = _GLUE.match(self.line, self._done)
            self.add(glue.end() if glue else self._done, Role.BETWEEN)
        self._the_end()

    def _who(self) -> bool:
        """Take the names; gives whether all are known."""
        self._blank()
        was_known = all_known = True
        for number, one in enumerate(
            names(self.line, self._done, self.room, self.plain, self.command)
        ):
            is_known = bool(one.owners)
            self._had_plain |= one.is_settled and not is_known
            # Between two names that both stay text the sign that parts them is text as well.
            self.add(one.start, Role.BETWEEN if number == 0 or is_known or was_known else Role.TEXT)
            self._name(one)
            was_known, all_known = is_known, all_known and is_known
        return all_known

    def _name(self, one: Named) -> None:
        new = [owner for owner in one.owners if owner not in self._owners]
        again = "already named" if one.owners and not new else ""
        role = (Role.OWNER if self._owners else Role.LEAD) if one.owners else Role.TEXT
        if one.owners and self.command is not Command.ACTION:
            role = Role.PERSON
        self.add(one.end, role, one.understood, again or one.note)
        self._owners += new
        for offer in one.offers:
            aside = offer.kind is OfferKind.OTHER_PERSON
            (self._last if aside else self._first).append(offer)

    def _the_end(self) -> None:
        """The date, and the owners before or behind it if none went first."""
        end = len(self.line.rstrip())
        last = self._last_names(end)
        until = last.start if last else end
        due = self._due_in(self.line[:until])
        if due is None and last and not are_owners(last, self.line, self._done, self.room):
            last, until = None, end
            due = self._due_in(self.line[:end])
        if due is None and not last:
            until = self._done + due_words.before_time(self.line[self._done : end])
            due = self._due_in(self.line[:until])
        first = self._last_names(self._behind_words(due[0])) if due and not last else None
        if due and first and self._are_before(first, due[1]):
            self._take_last(first)
        if due:
            self._take_due(due[0], until, due[1])
        else:
            self._unclear(self.line[:until])
        if last:
            self._take_last(last)

    def _last_names(self, end: int) -> LastNames | None:
        if not self._may_follow:
            return None
        return names_last(self.line, self._done, end, self.room, self.plain)

    def _are_before(self, found: LastNames, due: Reading) -> bool:
        """Whether these go before the date, and their words do not become a date without them."""
        words, by = self.line[self._done : found.start], due_words.written(due.kind, due.on)
        return are_owners(found, self.line, self._done, self.room) and all(
            read_due(f"{words[at:]} {by}", self.room).problem for at in due_words.endings(words)
        )

    def _take_last(self, found: LastNames) -> None:
        self._words(found.start)
        for one in found.names:
            self.add(one.start, Role.BETWEEN)
            self._name(one)
        self.add(found.end, Role.BETWEEN)

    def _due_in(self, line: str) -> tuple[int, Reading] | None:
        """Where the date that ends these words begins, and what it says."""
        for start in due_words.endings(line):
            if start < self._done or self._is_plain_due(line[start:]):
                continue
            found = read_due(line[start:], self.room)
            if not found.problem:
                return start, found
        dashed = after_dash(line, self._done, self.room)
        return None if dashed is None or self._is_plain_due(line[dashed[0] :]) else dashed

    def _unclear(self, line: str) -> None:
        for start in due_words.endings(line):
            if start < self._done or self._is_plain_due(line[start:]):
                continue
            found = read_due(line[start:], self.room)
            unclear = doubts(line[start:], found, start, self.room)
            if unclear:
                self._first += unclear
                return
        if not any(what == DUE for what, _ in self.plain):
            self._first += not_said_so(line, self._done, self.room)

    def _is_plain_due(self, words: str) -> bool:
        said = words.casefold()
        return any(what == DUE and kept.endswith(said) for what, kept in self.plain)

    def _behind_words(self, start: int) -> int:
        """Where the words before `start` end, without blanks and signs."""
        while start > self._done and self._parts_words(start):
            start -= 1
        return start

    def _take_due(self, start: int, end: int, found: Reading) -> None:
        self._words(self._behind_words(start))
        self.add(start, Role.BETWEEN)
        self.add(end, Role.DUE, found.words, found.not_worked)
        self._due = CapturedDue(found.kind, found.on, found.words)
        words = self.line[start:end]
        self._first += due_offers(found, start, end, self.room, words)

    def _parts_words(self, end: int) -> bool:
        sign = self.line[end - 1]
        return sign.isspace() or sign in _BEFORE_DUE

    def _to_note(self, text: str) -> None:
        if self.command is Command.ACTION and _TO_NOTE.match(text):
            sentence = "“To note” asks nobody to do anything. Keep it as a decision."
            line = f"/d{self.line[command_of(self.line)[1] :]}"
            self._last.append(Offer(OfferKind.AS_DECISION, sentence, line, 0, len(self.line)))

    def _condition(self) -> None:
        """What a comma would make the condition of a decision: offered, not taken."""
        self._blank()
        found = unparted_condition(self.line[self._done :], self.room.initials)
        if found is None:
            return
        start, end, said = self._done + found[0], self._done + found[1], found[2]
        lead = self.line[end:].split(said)[0].strip()
        why = f"“{lead}” without a comma: is it the condition?"
        caret = len(self.line) - end + len(_COMMA)
        kind = OfferKind.AS_CONDITION
        self._first.append(Offer(kind, why, _COMMA, start, end, caret, short=said, why=why))

    def _coming_and_going(self) -> None:
        self._who()
        self._guest()
        found = _AT.match(self.line, self._done) if self._owners else None
        if found is None or (TIME, found["time"].casefold()) in self.plain:
            return
        at = due_text.read_time(re.sub(r"^at\s+", "", found["time"], flags=re.IGNORECASE))
        if at is not None and not isinstance(at, str):
            self.add(found.start("time"), Role.BETWEEN)
            self.add(found.end("time"), Role.TIME, clock_time(at))
            self._at = at

    def _guest(self) -> None:
        """A name in full that nobody on the list has: "/in Jane Bloggs"."""
        name = self.line[self._done :].rstrip()
        is_name = len(name) > _NO_NAME and name[0].isupper() and not self._owners
        if self.command is Command.ARRIVE and is_name and not self._first:
            sentence = f"Nobody on the list is called “{name}”. Add {name} as a guest."
            why, _, short = sentence.partition(". ")
            self._first.append(
                Offer(
                    OfferKind.GUEST,
                    sentence,
                    None,
                    self._done,
                    self._done + len(name),
                    short=short.rstrip("."),
                    why=f"{why}.",
                )
            )

    def _phrase(self) -> None:
        self._blank()
        rest = self.line[self._done :]
        code = re.match(r"\S*", rest)
        word = code[0] if code else ""
        chosen = phrases.coded(self.room.phrases, word)
        if chosen and (PHRASE, word.casefold()) not in self.plain:
            self.add(self._done + len(word), Role.PHRASE, chosen.plain)
            self._text = chosen.filled(rest[len(word) :].strip())[0]
            self._first.append(self._phrase_offer(chosen, rest[len(word) :].strip()))
            return
        fits = phrases.matching(self.room.phrases, rest)
        self._first += [self._phrase_offer(phrase, "") for phrase in fits]

    def _phrase_offer(self, phrase: Phrase, words: str) -> Offer:
        text, caret = phrase.filled(words)
        found = Offer(OfferKind.PHRASE, phrase.plain, text, 0, len(self.line), caret)
        return replace(found, short=phrase.plain, why=phrase.code)
