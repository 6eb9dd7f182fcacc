"""Who and what the invented Riverside Safeguarding Children Partnership consists of.

Every person, place and agency is invented; posts and kinds of agency are those of the guidance.
"""

from __future__ import annotations

from datetime import date, time
from typing import Final

from masa_desktop.domain.attendance import Capacity
from masa_desktop.services.practice_shape import Body, Holder, Place

OFFICE: Final = "Riverside SCP"
RIVERSIDE: Final = "Riverside Safeguarding Children Partnership"
HANDLING: Final = "not for onward sharing"
MINUTES: Final = "Kit Ashdown"

HELEN, SAMIR = "Helen Marchetti", "Samir Gadhvi"
ANJALI, SARAH, NADIA = "Anjali Deshmukh", "Sarah Gellert", "Nadia Farrow"
DANA, OWEN, MARCUS = "Dana Whitlock", "Owen Prydderch", "Marcus Thorne"
JO, FERGUS, LENA = "Jo Lindqvist", "Dr Fergus Muir", "Lena Brandt"
ROSALIND, YUSUF, BETHAN = "Rosalind Okafor", "Yusuf Karim", "Bethan Cole"
MARGARET, TUNDE, PRIYA = "Cllr Margaret Fairweather", "Tunde Balogun", "Priya Nandakumar"
IAIN, TAMSIN, WENDY, JOEL = "Iain Castellan", "Tamsin Achterberg", "Wendy Abara", "Joel Tennant"

EXECUTIVE = "RSCP Executive"
LEADERS = "Lead Safeguarding Partners"

AGENCIES: Final = (
    ("Riverside Council", "Council", "local_authority", False),
    ("NHS Riverside & Northshire Integrated Care Board", "ICB", "health", False),
    ("Northshire Police", "Police", "police", False),
    ("Each secondary school", "Schools", "education", True),
    ("Each primary school", "Primary schools", "education", True),
    ("Riverside NHS Foundation Trust", "Riverside FT", "health", False),
    ("Riverside Voluntary Action", "RVA", "voluntary_sector", False),
    ("Cafcass", "", "court_service", False),
    ("Probation Service", "Probation", "probation", False),
    ("Riverside Youth Justice Service", "YJS", "youth_justice", False),
    ("Northshire Fire and Rescue Service", "Fire", "fire", False),
    ("Northshire Council", "", "local_authority", False),
)
"""Name, short name, kind and whether it stands for a class of agencies."""

PARTNERS: Final = (
    ("Council", "local_authority", "Chief Executive", "Director of Children’s Services"),
    ("ICB", "health", "Chief Executive", "Chief Nurse"),
    (
        "Police",
        "police",
        "Chief Constable",
        "Detective Superintendent, Protecting Vulnerable People",
    ),
)
"""Agency, kind, lead safeguarding partner's post, delegated safeguarding partner's post."""

_ALL_THREE = {"all_of": ["Council", "ICB", "Police"], "called": "safeguarding partners"}
QUORUM_V3: Final = {**_ALL_THREE, "deputies_count": "any"}
QUORUM_V4: Final = {
    **_ALL_THREE,
    "deputies_count": "with_authority",
    "if_inquorate": "chair_decides",
}
V3_FROM, V4_FROM = date(2024, 9, 29), date(2025, 9, 1)
STANDING: Final = (
    "Welcome and apologies",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Action log and matters arising",
    "Any other business",
)

_DIRECTOR = "Director of Children’s Services"
_NURSE = "Chief Nurse"
_DETECTIVE = "Detective Superintendent, Protecting Vulnerable People"


def _turn(seat: str, agency: str) -> dict[str, str]:
    return {"kind": "seat", "ref": seat, "name": agency}


def _of_post(seat: str) -> dict[str, object]:
    return {"kind": "fixed_post", "post": {"kind": "seat", "ref": seat, "name": seat}}


def _on(nth: int, weekday: int, *, every: int) -> dict[str, object]:
    return {"kind": "every_months", "number": every, "nth": nth, "weekday": weekday}


_EXECUTIVE_SEATS = (
    Place(
        _DIRECTOR,
        "Council",
        Capacity.DELEGATED_PARTNER,
        counts=True,
        holders=(Holder(HELEN, date(2024, 9, 1)),),
    ),
    Place(
        "Head of Safeguarding and Quality Assurance",
        "Council",
        counts=True,
        holders=(Holder(SAMIR, date(2023, 3, 3)),),
    ),
    Place(
        _NURSE,
        "ICB",
        Capacity.DELEGATED_PARTNER,
        counts=True,
        holders=(
            Holder(ANJALI, date(2022, 7, 1)),
            Holder(NADIA, date(2025, 10, 1), is_deputy=True, has_authority=True),
        ),
    ),
    Place(
        "Designated Nurse for Safeguarding Children",
        "ICB",
        counts=True,
        holders=(Holder(SARAH, date(2025, 1, 6)),),
    ),
    Place(
        _DETECTIVE,
        "Police",
        Capacity.DELEGATED_PARTNER,
        counts=True,
        holders=(
            Holder(DANA, date(2023, 1, 16), date(2025, 12, 14)),
            Holder(OWEN, date(2025, 12, 15)),
            Holder(MARCUS, date(2024, 5, 1), is_deputy=True, has_authority=True),
        ),
    ),
    Place(
        "Secondary school representative",
        "Schools",
        counts=False,
        holders=(Holder(JO, date(2025, 9, 1)),),
    ),
    Place(
        "Named Doctor",
        "Riverside FT",
        counts=False,
        holders=(Holder(FERGUS, date(2021, 4, 1)), Holder(LENA, date(2024, 2, 1), is_deputy=True)),
    ),
    Place("Chief Officer", "RVA", counts=False, holders=(Holder(ROSALIND, date(2020, 6, 1)),)),
    Place("Head of Service", "Cafcass", counts=False, holders=(Holder(YUSUF, date(2024, 11, 4)),)),
    Place(
        "Head of Delivery",
        "Probation",
        counts=False,
        holders=(Holder(BETHAN, date(2023, 9, 11)),),
    ),
    Place(
        "Youth Justice Service Manager",
        "YJS",
        counts=False,
        holders=(Holder(BETHAN, date(2023, 9, 11)),),
    ),
    Place(
        "Group Manager, Prevention",
        "Fire",
        counts=False,
        holders=(Holder(IAIN, date(2022, 4, 1), date(2026, 1, 30)),),
    ),
    Place(
        "Lead Member for Children’s Services",
        "Council",
        Capacity.PARTICIPANT_OBSERVER,
        counts=False,
        holders=(Holder(MARGARET, date(2025, 5, 20)),),
    ),
    Place(
        "Independent Scrutineer",
        capacity=Capacity.SCRUTINEER,
        counts=False,
        holders=(Holder(TUNDE, date(2024, 4, 1)),),
    ),
    Place(
        "Business Manager",
        capacity=Capacity.ADVISER,
        counts=False,
        holders=(Holder(PRIYA, date(2022, 1, 10)),),
    ),
)

GROUPS: Final = (
    Body(
        name="Transformation Board",
        code="TB",
        type="oversight",
        is_external=True,
        purpose="Reported to; it is not part of the partnership.",
    ),
    Body(name="Health and Wellbeing Board", code="HWB", type="oversight", is_external=True),
    Body(
        name=LEADERS,
        code="LSP",
        type="partners_meeting",
        purpose="The heads of the three safeguarding partners set the direction together.",
        frequency="twice a year",
        pattern={"kind": "times_a_year", "number": 2, "months": [5, 11], "nth": 1, "weekday": 0},
        starts_at=time(15, 0),
        ends_at=time(16, 30),
        venue="Council Chamber",
        seats=(
            Place(
                "Chief Executive, Riverside Council", "Council", holders=(Holder("Ruth Calloway"),)
            ),
            Place("Chief Executive, ICB", "ICB", holders=(Holder("Malcolm Adeyemi"),)),
            Place("Chief Constable", "Police", holders=(Holder("Judith Penhallow"),)),
        ),
    ),
    Body(
        name=EXECUTIVE,
        code="EXEC",
        type="executive",
        parents=(LEADERS, "Transformation Board"),
        purpose="The delegated safeguarding partners lead the work of the partnership.",
        frequency="every two months",
        pattern=_on(2, 1, every=2),
        starts_at=time(9, 30),
        ends_at=time(12, 0),
        venue="Civic Room 2 and Teams",
        chair={
            "kind": "rotation",
            "order": [
                _turn(_DIRECTOR, "Riverside Council"),
                _turn(_NURSE, "NHS Riverside & Northshire ICB"),
                _turn(_DETECTIVE, "Northshire Police"),
            ],
            "term_months": 12,
            "anchor": "2025-04-01",
        },
        quorum=QUORUM_V3,
        seats=_EXECUTIVE_SEATS,
    ),
    Body(
        name="Quality Assurance",
        code="QA",
        type="sub_group",
        parents=(EXECUTIVE,),
        purpose="Multi-agency audit, and whether it changes practice.",
        frequency="quarterly",
        pattern=_on(4, 1, every=3),
        starts_at=time(10, 0),
        ends_at=time(12, 0),
        venue="Civic Room 4",
        chair=_of_post("Head of Safeguarding and Quality Assurance"),
        quorum={"min_members": 4},
        seats=(
            Place(
                "Head of Safeguarding and Quality Assurance", "Council", holders=(Holder(SAMIR),)
            ),
            Place("Designated Nurse for Safeguarding Children", "ICB", holders=(Holder(SARAH),)),
            Place("Detective Inspector", "Police", holders=(Holder(TAMSIN),)),
            Place("Named Nurse", "Riverside FT", holders=(Holder(LENA),)),
            Place("Youth Justice Service Manager", "YJS", holders=(Holder(BETHAN),)),
            Place("Business Manager", capacity=Capacity.ADVISER, holders=(Holder(PRIYA),)),
        ),
    ),
    Body(
        name="Learning and Development",
        code="LD",
        type="sub_group",
        parents=(EXECUTIVE,),
        purpose="Multi-agency training, its take-up and what it changes.",
        frequency="four times a year",
        pattern={
            "kind": "times_a_year",
            "number": 4,
            "months": [2, 5, 8, 11],
            "nth": 1,
            "weekday": 2,
        },
        starts_at=time(13, 30),
        ends_at=time(15, 0),
        venue="Teams",
        chair=_of_post("Chief Officer"),
        quorum={"min_agencies": 3},
        seats=(
            Place("Chief Officer", "RVA", holders=(Holder(ROSALIND),)),
            Place("Designated Nurse for Safeguarding Children", "ICB", holders=(Holder(SARAH),)),
            Place("Named Nurse", "Riverside FT", holders=(Holder(LENA),)),
            Place("Detective Inspector", "Police", holders=(Holder(TAMSIN),)),
        ),
    ),
    Body(
        name="Exploitation",
        code="EXP",
        type="sub_group",
        parents=(EXECUTIVE,),
        is_joint=True,
        purpose="Child exploitation and children missing from home, joint with Northshire.",
        frequency="every two months",
        pattern=_on(2, 3, every=2),
        starts_at=time(14, 0),
        ends_at=time(16, 0),
        venue="Northshire Police headquarters and Teams",
        chair={
            "kind": "alternating",
            "between": [
                {"kind": "area", "ref": "", "name": "Riverside"},
                {"kind": "area", "ref": "", "name": "Northshire"},
            ],
            "first": {"kind": "area", "ref": "", "name": "Riverside"},
        },
        seats=(
            Place(
                _DETECTIVE,
                "Police",
                holders=(Holder(DANA, None, date(2025, 12, 14)), Holder(OWEN, date(2025, 12, 15))),
            ),
            Place("Service Manager, Exploitation", "Council", holders=(Holder(JOEL),)),
            Place("Head of Safeguarding", "Northshire Council", holders=(Holder(WENDY),)),
            Place("Designated Nurse for Safeguarding Children", "ICB", holders=(Holder(SARAH),)),
        ),
    ),
    Body(
        name="Education Forum",
        code="EF",
        type="forum",
        parents=(EXECUTIVE,),
        purpose="The voice of schools and colleges in the partnership.",
        frequency="three times a year",
        pattern={
            "kind": "times_a_year",
            "number": 3,
            "months": [2, 6, 10],
            "nth": 2,
            "weekday": 2,
        },
        starts_at=time(16, 0),
        ends_at=time(17, 30),
        venue="Teams",
        chair=_of_post("Secondary school representative"),
        seats=(
            Place("Secondary school representative", "Schools", holders=(Holder(JO),)),
            Place(
                "Primary school representatives",
                "Primary schools",
                holders=(Holder("Ailsa Trent"), Holder("Dominic Osei")),
                is_multiple=True,
            ),
            Place(
                "Head of Safeguarding and Quality Assurance", "Council", holders=(Holder(SAMIR),)
            ),
        ),
    ),
    Body(
        name="Case Review Group",
        code="CRG",
        type="sub_group",
        parents=(EXECUTIVE,),
        purpose="Learning from reviews. It holds case references only.",
        frequency="as required",
        pattern={"kind": "as_required"},
        seats=(
            Place("Designated Nurse for Safeguarding Children", "ICB", holders=(Holder(SARAH),)),
            Place("Detective Inspector", "Police", holders=(Holder(TAMSIN),)),
        ),
    ),
)
