"""The office in which one-line capture is tried, and what its popup says."""

import shutil
from datetime import date

from masa_desktop.domain.changes import Actor
from masa_desktop.services import attendance, capturing, meetings, offices
from tests.conftest import PASSPHRASE
from tests.factory import build

GUESTS = ("Sarah Gellert", "Samir Gadhvi", "Jo Lindqvist", "Mary Thorne")


def furnish(blank, folder):
    """The executive with guests, all present, Mary Thorne from item 4, and a next meeting.

    Gives the folder, and what was made.
    """
    shutil.copytree(blank, folder)
    workspace = offices.open_with(folder, PASSPHRASE, Actor("Kit", "0123456789abcdef", "L"))
    made = workspace.do(build)
    for name in GUESTS:
        workspace.do(attendance.add_guest, made.meeting, name)
    workspace.do(attendance.all_present, made.meeting)
    workspace.do(meetings.add, made.group, date(2026, 4, 14))
    people = workspace.ask(capturing.room, made.meeting, date(2026, 2, 10)).people
    made.people |= {one.initials: one.id for one in people}
    rows = workspace.ask(attendance.roll_call, made.meeting).rows
    mary = next(row for row in rows if row.name == "Mary Thorne")
    workspace.do(attendance.arrive, mary.attendance_id, made.items[3])
    workspace.close()
    return folder, made


def words(popup):
    return [(row.label, row.words) for row in popup.rows]
