"""What each line of the roll-call says, column by column and aloud. No widgets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masa_desktop.domain.attendance import AS_MEMBER, IN_THE_ROOM, Code, code_label
from masa_desktop.domain.roll_call import Reply, item_runs, reply_label
from masa_desktop.domain.words import capital

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from masa_desktop.domain.meetings import RollRow

NEVER = "Not counted: observers, advisers, in attendance"
_OTHERS = "Other agencies"
_LAST = {_OTHERS: 1, NEVER: 2}
_MODES = {Code.ONLINE: "online", Code.PHONE: "by phone"}


@dataclass(frozen=True, slots=True)
class RollLine:
    """A line of the table: a heading, or somebody's row with those who deputise in its seat.

    `withdrew` says from which items the person withdrew; `asks_replies` whether anybody replied;
    `is_double` whether the person sits for another agency in another seat as well (ATT-7).
    """

    id: str
    heading: str = ""
    row: RollRow | None = None
    deputies: tuple[RollRow, ...] = ()
    withdrew: str = ""
    asks_replies: bool = False
    is_double: bool = False


def lines(rows: Sequence[RollRow], withdrew: Mapping[str, str] | None = None) -> list[RollLine]:
    """Group the rows under their headings, those who never count last.

    `withdrew` says, by person id, for which items they left the room.
    """
    away = withdrew or {}
    replied = any(row.reply for row in rows)
    agencies: dict[str | None, set[str | None]] = defaultdict(set)
    for row in rows:
        if row.person_id and row.seat_id and not row.is_deputy:
            agencies[row.person_id].add(row.agency_id)
    groups: dict[str, list[RollRow]] = {}
    for row in rows:
        usual = NEVER if row.counts == "never counts" else row.agency or "No agency recorded"
        groups.setdefault(row.heading or usual, []).append(row)
    found: list[RollLine] = []
    for heading in sorted(groups, key=lambda each: _LAST.get(each, 0)):
        found.append(RollLine(f"# {heading}", heading))
        found += [
            RollLine(
                row.id,
                row=row,
                deputies=_deputies(row, rows),
                withdrew=away.get(row.person_id or "", ""),
                asks_replies=replied,
                is_double=bool(row.seat_id) and len(agencies[row.person_id]) > 1,
            )
            for row in groups[heading]
        ]
    return found


def _deputies(row: RollRow, rows: Sequence[RollRow]) -> tuple[RollRow, ...]:
    if row.is_deputy or row.seat_id is None:
        return ()
    return tuple(one for one in rows if one.is_deputy and one.seat_id == row.seat_id)


def role(line: RollLine) -> str:
    """The seat, with the agency where the heading does not name it."""
    row = line.row
    if row is None:
        return ""
    said = f"deputy, {row.role}" if row.is_deputy else row.role
    if row.heading in _LAST and row.agency:
        said = f"{said}, {row.agency}"
    return f"{said} and also {row.also_agency}" if row.also_agency else said


def note(line: RollLine) -> str:
    """Chair, reply, mode, times, items, deputies: the column of notes."""
    row = line.row
    if row is None or (row.code == Code.VACANT and not line.deputies):
        return row.note if row else ""
    code = Code(row.code)
    said = [row.chair, *_how_here(line, row, code), line.withdrew, *_away(line, code)]
    return capital(" · ".join(part for part in said if part))


def _how_here(line: RollLine, row: RollRow, code: Code) -> list[str]:
    if code is Code.NO_RESPONSE:
        return [row.note]
    # Of somebody who left and was back in the same item the note has nothing to say.
    is_part = row.first_item or row.last_item or row.arrived_at or row.left_at
    is_whole = code in IN_THE_ROOM and not (is_part and row.note)
    is_two = (row.also_agency or line.is_double) and code in IN_THE_ROOM
    two = "one person, two agencies" if is_two else ""
    is_plain = is_whole and not row.chair and not row.is_deputy and not line.withdrew
    whole = "full meeting" if is_plain else ""
    return [_MODES.get(code, ""), row.note, two or whole]


def _away(line: RollLine, code: Code) -> list[str]:
    row = line.row
    if row is None:
        return []
    known = "apolog" in row.note.casefold()
    said = ["" if known else row.absence]
    if code is Code.APOLOGIES and not known and not row.absence:
        said.append("apologies")
    if code is Code.NO_RESPONSE and line.asks_replies:
        said.append(reply_label(Reply(row.reply)))
    came = [one for one in line.deputies if one.code in AS_MEMBER]
    return [*said, *(_deputy(one, row) for one in came)]


def _deputy(row: RollRow, holder: RollRow) -> str:
    """A deputy beside the holder: instead of them, after them, or although they stayed."""
    authority = {True: "", False: ", no delegated authority", None: ", authority not recorded"}
    since = f" from item {row.first_item}" if row.first_item else ""
    until = f", left during item {row.last_item + 1}" if row.last_item else ""
    is_here = holder.code in AS_MEMBER
    lead = "then " if is_here and holder.last_item else ""
    stayed = is_here and not holder.first_item and not holder.last_item
    verb = "" if lead else " also here" if stayed else " came"
    return f"{lead}{row.name}{verb}{since}{until}{authority[row.has_authority]}"


def standing(line: RollLine) -> tuple[tuple[str, str], ...]:
    """The column of the quorum, line by line: words and tone ("good", "bad" or "text3")."""
    row = line.row
    if row is None or (row.is_deputy and row.counts == "counts"):
        return ()
    if row.counts != "counts":
        return ((row.counts, "text3"),)
    if row.code not in AS_MEMBER and not line.deputies:
        return (("counts when here", "text3"),)
    runs = item_runs(row.standing)
    if len(runs) <= 1:
        does = runs[0][1] if runs else row.code in AS_MEMBER
        return (("counts", "good") if does else ("does not count yet", "bad"),)
    return tuple((words, "good" if does else "bad") for words, does in runs)


def spoken(line: RollLine) -> str:
    """A line as a screen reader says it."""
    row = line.row
    if row is None:
        return line.heading
    said = note(line)
    counts = ", ".join(
        words if tone == "text3" or words == "counts" else f"{words}: {_TONES[tone]}"
        for words, tone in standing(line)
    )
    code = code_label(Code(row.code))
    parts = [row.name, role(line), row.agency if row.agency not in role(line) else "", code]
    return ", ".join(part for part in (*parts, said, counts) if part)


_TONES = {"good": "counts", "bad": "does not count"}
