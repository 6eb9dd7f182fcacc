"""A stress office: fifteen years of a large partnership, put in by the thousand.

5,000 meetings of 20 groups, 30,000 actions, 90,000 entries, and a log of a third of a million
lines. Rows go in below the verbs, as their making is not what is measured.
"""

from datetime import date, timedelta

from sqlalchemy import insert

from masa_desktop.storage.entities import (
    Action,
    ActionOwner,
    AgendaItem,
    Entry,
    LoggedChange,
    LoggedVerb,
    Meeting,
)
from tests.factory import build

MEETINGS, ITEMS, ACTIONS = 5_000, 6, 30_000
_FIRST = date(2011, 1, 4)
_NOTE = "SGa presented the findings of the audit; partners asked what had changed since last time. "


def stress(session):
    """The small office of `build`, and fifteen years before it; gives what `build` gave."""
    made = build(session)
    session.flush()
    connection = session.connection()
    owner = made.people["nurse"]
    meetings = [_meeting(made.group, number) for number in range(MEETINGS)]
    _put(connection, Meeting, meetings)
    items = [_item(meeting["id"], place) for meeting in meetings for place in range(ITEMS)]
    _put(connection, AgendaItem, items)
    entries, actions, owners = [], [], []
    for number, item in enumerate(items):
        day = meetings[number // ITEMS]["on"]
        entries += [_entry(item, f"n{number}-{k}", k, "note", _NOTE * 2) for k in range(2)]
        entries.append(_entry(item, f"a{number}", 2, "action", f"Circulate paper {number}"))
        actions.append(_action(made.group, number, day))
        owners.append(_row(f"o{number}", action_id=f"A{number}", person_id=owner, is_lead=True))
    _put(connection, Entry, entries)
    _put(connection, Action, actions)
    _put(connection, ActionOwner, owners)
    _log(connection, entries)
    return made


def _put(connection, entity, rows):
    table = entity.__table__
    blanks = {
        column.name: column.default.arg
        for column in table.columns
        if column.default is not None and column.default.is_scalar
    }
    for start in range(0, len(rows), 5_000):
        full = [blanks | row for row in rows[start : start + 5_000]]
        connection.execute(insert(table), full)


def _row(key, **columns):
    return {"id": key, "is_deleted": False, **columns}


def _meeting(group, number):
    on = _FIRST + timedelta(days=number % 5_500)
    return _row(
        f"M{number}",
        group_id=group,
        ref=f"EXEC-{on.year}-{number}",
        title="",
        on=on,
        venue="Civic Room 2",
        format="",
        status="held",
        why_moved="",
        minutes_state="approved",
        minutes_version=1,
        marking="",
        handling="",
    )


def _item(meeting, place):
    return _row(
        f"{meeting}-{place}",
        meeting_id=meeting,
        position=f"a{place}",
        title=("Welcome", "Minutes of the last meeting", "Neglect", "Data", "Risks", "AOB")[place],
        purpose="",
        presenter="",
        minutes=10,
        state="done",
        state_note="",
        is_restricted=False,
        marking="",
        kind="",
    )


def _entry(item, key, place, kind, text):
    return _row(
        key,
        meeting_id=item["meeting_id"],
        item_id=item["id"],
        position=f"a{place}",
        kind=kind,
        text=text,
        marks=[],
        is_bullet=False,
    )


def _action(group, number, day):
    status = "open" if number % 100 == 0 else "closed_evidenced"
    return _row(
        f"A{number}",
        entry_id=f"a{number}",
        group_id=group,
        ref=f"EXEC-{day.year}-{number:05}",
        raised_on=day,
        due_kind="dated",
        due_on=day + timedelta(days=60),
        original_due_on=day + timedelta(days=60),
        due_text="",
        priority="",
        status=status,
        close_reason="",
        evidence="",
        is_proposed_closed=False,
        brag_override="",
        brag_reason="",
    )


def _log(connection, entries):
    """As if each entry had been written and changed: four lines an entry."""
    verb = connection.execute(
        insert(LoggedVerb.__table__).values(
            at="2012-01-01T09:00:00.000+00:00",
            user="PN",
            laptop_id="0" * 16,
            laptop="LAP-01",
            session=1,
            verb="minutes.add",
        )
    ).inserted_primary_key[0]
    lines = [
        {
            "row": entry["id"],
            "column": column,
            "tick": tick,
            "session": 1,
            "table": "entry",
            "old": "null",
            "new": '"words"',
            "parents": "[]",
            "is_superseded": tick == 1,
            "verb_id": verb,
        }
        for entry in entries
        for column, tick in (("text", 1), ("text", 2), ("kind", 1), ("position", 1))
    ]
    for start in range(0, len(lines), 20_000):
        connection.execute(insert(LoggedChange.__table__), lines[start : start + 20_000])
