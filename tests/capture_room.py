"""The room a captured line is read against, and what tests ask of the line as understood."""

from dataclasses import replace
from datetime import date

from masa_desktop.domain.capture import Attendee, Room, RoomAgency, read
from masa_desktop.domain.days import Calendar
from masa_desktop.domain.phrases import Phrase

CALENDAR = Calendar.of(
    {"division": "x", "last_year": 2027, "days": [{"on": "2026-04-03", "name": "Good Friday"}]}
)
ROOM = Room(
    today=date(2026, 2, 10),
    meeting_on=date(2026, 2, 10),
    next_meeting_on=date(2026, 4, 14),
    calendar=CALENDAR,
    people=(
        Attendee("p1", "Sarah Gellert", "SGe", "Designated Nurse", "ICB"),
        Attendee("p2", "Samir Gadhvi", "SGa", "Director", "Council"),
        Attendee("p3", "Anjali Deshmukh", "AD", "Chief Nurse", "ICB"),
        Attendee("p4", "Jo Lindqvist", "JL", agency="Police"),
        Attendee("p5", "Mary O’Toole-Reid", "MT", is_present=False),
        Attendee("p6", "Dana Osei", "DO"),
        Attendee("p7", "Sarah Pym", "SP"),
    ),
    agencies=(
        RoomAgency("g1", "Riverside Council", "RC"),
        RoomAgency("g2", "NHS Riverside & Northshire ICB", "ICB"),
        RoomAgency("g3", "Northshire Police"),
    ),
    phrases=(
        Phrase("noted", "Members NOTED |."),
        Phrase("none", "There was no other business."),
        Phrase("agreed", "Members AGREED the paper."),
    ),
)
PEOPLE = (
    *ROOM.people,
    Attendee("p8", "Owen Prydderch", "OP", agency="Police"),
    Attendee("p9", "Priya Nandakumar", "PNan"),
    Attendee("p10", "Priya Nolan", "PNol"),
    Attendee("p11", "Mark Hope", "MH"),
)
FULL = replace(ROOM, people=PEOPLE)


def of(line):
    return read(line, ROOM)


def ids(capture):
    return [one.id for one in capture.owners]


def kinds(capture):
    return [offer.kind for offer in capture.offers]


def part(capture, role):
    return next(one for one in capture.parts if one.role is role)
