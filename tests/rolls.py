"""What tests ask of a roll-call, and the shortest way to mark somebody in it."""

from masa_desktop.services import attendance


def roll(workspace, made, item=None):
    return workspace.ask(attendance.roll_call, made.meeting, made.items[item - 1] if item else None)


def row_of(workspace, made, key):
    (row,) = [
        r for r in roll(workspace, made).rows if r.seat_id == made.seats[key] and not r.is_deputy
    ]
    return row


def mark(workspace, made, key, code):
    workspace.do(
        attendance.record,
        made.meeting,
        code,
        seat_id=made.seats[key],
        person_id=made.people[key],
    )
