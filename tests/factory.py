"""A small invented office: an executive of three partners with a quorum, one planned meeting."""

from dataclasses import dataclass
from datetime import date, time

from masa_desktop.services import agenda, groups, meetings, people, quorum_setting

ALL_THREE = "safeguarding partners"


@dataclass
class Executive:
    partnership: str
    council: str
    icb: str
    police: str
    group: str
    seats: dict[str, str]
    people: dict[str, str]
    meeting: str
    items: list[str]


def build(session):
    partnership = groups.add_partnership(session, "Riverside Safeguarding Children Partnership")
    council = groups.add_agency(session, "Riverside Council", kind="local_authority")
    icb = groups.add_agency(session, "NHS Riverside and Northshire ICB", "ICB", kind="health")
    police = groups.add_agency(session, "Northshire Police", kind="police")
    group = groups.add_group(
        session, "RSCP Executive", partnership_ids=[partnership], type_="executive"
    )
    seats = {
        "dcs": groups.add_seat(
            session, group, "Director of Children’s Services", agency_id=council
        ),
        "nurse": groups.add_seat(session, group, "Chief Nurse", agency_id=icb),
        "police": groups.add_seat(session, group, "Detective Superintendent", agency_id=police),
        "member": groups.add_seat(
            session,
            group,
            "Lead Member",
            agency_id=council,
            capacity="participant_observer",
        ),
        "fire": groups.add_seat(session, group, "Group Manager, Prevention"),
    }
    start = date(2024, 9, 1)
    who = {
        "dcs": "Helen Marchetti",
        "nurse": "Anjali Deshmukh",
        "police": "Owen Prydderch",
        "member": "Margaret Fairweather",
    }
    for key, name in who.items():
        people.fill_seat(session, seats[key], name, start)
    quorum_setting.set_quorum(
        session,
        group,
        {"all_of": [council, icb, police], "called": ALL_THREE, "if_inquorate": "chair_decides"},
        None,
    )
    meeting = meetings.add(
        session, group, date(2026, 2, 10), starts_at=time(9, 30), ends_at=time(12), venue="Civic"
    )
    for title in ("Neglect: audit findings", "Section 11 return"):
        agenda.add(session, meeting, title)
    return Executive(
        partnership,
        council,
        icb,
        police,
        group,
        seats,
        {key: people.named(session, name) for key, name in who.items()},
        meeting,
        [item.id for item in agenda.items(session, meeting)],
    )
