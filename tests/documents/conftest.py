"""Invented minutes and an invented action log for the tests of papers."""

from __future__ import annotations

from datetime import date, time

import pytest

from masa_desktop.domain.action_log import ActionLine, ActionLog
from masa_desktop.domain.actions import Colour
from masa_desktop.domain.markings import Marking
from masa_desktop.domain.minutes import (
    Attendee,
    AttendeeKind,
    Entry,
    EntryKind,
    GridLine,
    Item,
    LeftOut,
    Minutes,
    MinutesState,
    RollingGrid,
)

MEMBER, APOLOGIES = AttendeeKind.MEMBER, AttendeeKind.APOLOGIES


def attendees() -> tuple[Attendee, ...]:
    return (
        Attendee(
            kind=MEMBER,
            initials="HM",
            name="Helen Marchetti",
            role="Director of Children’s Services",
            agency="Riverside Council",
            code="P",
            is_chair=True,
        ),
        Attendee(
            kind=MEMBER,
            initials="SGa",
            name="Samir Gadhvi",
            role="Head of Safeguarding and QA",
            agency="Riverside Council",
            code="P",
        ),
        Attendee(
            kind=MEMBER,
            initials="AD",
            name="Anjali Deshmukh",
            role="Chief Nurse",
            agency="NHS R&N ICB",
            code="P",
            note="Online",
        ),
        Attendee(
            kind=MEMBER,
            initials="OP",
            name="Owen Prydderch",
            role="Detective Superintendent",
            agency="Northshire Police",
            code="P",
            note="to 10:58; MT from 11:20",
        ),
        Attendee(
            kind=MEMBER,
            initials="FM",
            name="Dr Fergus Muir",
            role="Named doctor",
            agency="Riverside NHS FT",
            code="D",
            deputy="Lena Brandt",
        ),
        Attendee(
            kind=APOLOGIES,
            initials="RO",
            name="Rosalind Okafor",
            agency="Riverside Voluntary Action",
            code="A",
        ),
        Attendee(
            kind=AttendeeKind.ABSENT,
            initials="YK",
            name="Yusuf Karim",
            agency="Cafcass",
            code="DNA",
        ),
        Attendee(
            kind=AttendeeKind.IN_ATTENDANCE, name="Tunde Balogun", role="Independent Scrutineer"
        ),
        Attendee(
            kind=AttendeeKind.IN_ATTENDANCE,
            name="Bea Lindqvist",
            role="Performance analyst",
            note="for item 5",
        ),
        Attendee(
            kind=AttendeeKind.OBSERVER,
            name="Cllr Margaret Fairweather",
            role="participant observer",
        ),
    )


def grid() -> RollingGrid:
    return RollingGrid(
        dates=(date(2025, 10, 14), date(2025, 12, 9), date(2026, 2, 10)),
        lines=(
            GridLine(initials="HM", agency="Riverside Council", letters=("Y", "Y", "Y")),
            GridLine(initials="AD", agency="NHS R&N ICB", letters=("-", "A", "Y")),
            GridLine(initials="FM", agency="Riverside NHS FT", letters=("Y", "N", "D")),
        ),
    )


def items() -> tuple[Item, ...]:
    return (
        Item(
            number="1",
            title="Welcome, apologies and declarations of interest",
            presenter="HM",
            entries=(
                Entry(kind=EntryKind.NOTE, text="HM welcomed everybody. No interest was declared."),
            ),
        ),
        Item(
            number="5",
            title="Neglect: multi-agency audit findings",
            presenter="SGa",
            entries=(
                Entry(
                    kind=EntryKind.NOTE,
                    text="SGa presented the findings from 20 cases.\nDrift was seen in nine cases "
                    "where plans had run for more than twelve months.",
                ),
                Entry(
                    kind=EntryKind.DECISION,
                    lead="AGREED",
                    ref="EXEC-2026-D004",
                    text="a neglect plan open beyond nine months is reviewed by a multi-agency "
                    "panel.",
                ),
                Entry(
                    kind=EntryKind.ACTION,
                    ref="EXEC-2026-014",
                    text="Bring a proposal for sharing “was not brought” flags with schools.",
                    owners="AD, JL",
                    due="14 Apr 2026",
                ),
                Entry(
                    kind=EntryKind.ACTION,
                    ref="EXEC-2026-015",
                    text="Circulate the neglect audit.",
                    owners="SGa",
                ),
                Entry(
                    kind=EntryKind.CHALLENGE,
                    text="AD asked why audits are not yet shared with the police.",
                ),
            ),
        ),
        Item(
            number="6",
            title="Section 11 return: themes and gaps",
            state_note="Not quorate from 10:58.",
            entries=(
                Entry(kind=EntryKind.NOTE, text="SGa reported 14 of 17 returns."),
                Entry(
                    kind=EntryKind.DECISION,
                    lead="AGREED IN PRINCIPLE, TO BE RATIFIED",
                    ref="EXEC-2026-D005",
                    text="to accept the report.",
                ),
            ),
        ),
        Item(number="7", is_restricted=True),
        Item(number="8", title="Forward plan", state_note="Deferred: no time was left."),
    )


@pytest.fixture
def minutes() -> Minutes:
    return Minutes(
        partnership="Riverside Safeguarding Children Partnership",
        group="RSCP Executive",
        on=date(2026, 2, 10),
        starts_at=time(9, 30),
        ends_at=time(12, 11),
        venue="Civic Room 2 and Teams",
        state=MinutesState.DRAFT,
        reference="EXEC-2026-01",
        version="0.2",
        marking=Marking.OFFICIAL_SENSITIVE,
        handling="Not for onward sharing",
        attendance=attendees(),
        grid=grid(),
        quorum="Quorate for items 1 to 5. Not quorate for items 6 to 8 (all three safeguarding "
        "partners; terms of reference v4).",
        items=items(),
        next_meeting="Tuesday 14 April 2026, 09:30, Civic Room 2.",
        recorded=11,
        left_out=(LeftOut(what="item 7", why="it is restricted and recorded separately", lines=3),),
    )


def line(number: int, **more: object) -> ActionLine:
    settings: dict[str, object] = {
        "id": f"a-{number}",
        "ref": f"EXEC-2025-{number:03}",
        "group": "EXEC",
        "met_on": date(2025, 12, 9),
        "minute_ref": "6",
        "text": "Share school attendance data with the neglect audit group",
        "lead_owner": "JL",
        "lead_agency": "Education",
        "raised_on": date(2025, 12, 9),
        "original_due": date(2026, 1, 9),
        "current_due": date(2026, 1, 23),
        "times_extended": 1,
        "status": "In progress",
        "brag": Colour.RED,
        "progress": "27/01: trust lawyers reviewing the agreement",
        "days_overdue": 18,
    }
    return ActionLine(**{**settings, **more})


@pytest.fixture
def log() -> ActionLog:
    closed = line(
        9,
        status="Closed with evidence",
        brag=Colour.BLUE,
        completed_on=date(2026, 1, 30),
        evidence="Attendance data now shared weekly",
        closed_at="EXEC 10 Feb 2026, item 3",
        days_overdue=None,
    )
    older = line(3, lead_agency="ICB", status="Superseded", brag=Colour.GREY, days_overdue=None)
    return ActionLog(
        partnership="Riverside Safeguarding Children Partnership",
        as_at=date(2026, 2, 10),
        groups="Executive and Exploitation",
        marking=Marking.OFFICIAL_SENSITIVE,
        handling="Not for onward sharing",
        open=(
            line(33),
            line(
                41,
                lead_agency="ICB",
                progress="03/02: two of three returns in\n09/12: letters sent",
                times_extended=2,
                days_overdue=12,
                is_proposed_for_closure=True,
            ),
            line(39, brag=Colour.AMBER, current_due=date(2026, 2, 13), days_overdue=None),
            line(38, brag=Colour.GREEN, current_due=date(2026, 3, 20), days_overdue=None),
            line(
                14,
                brag=Colour.GREY,
                status="Not started",
                original_due=None,
                current_due=None,
                times_extended=0,
                days_overdue=None,
                lead_agency="",
                progress="",
                text="=cmd|' /C calc'!A0",
            ),
        ),
        closed_since=(closed,),
        closed=(closed, older),
    )
