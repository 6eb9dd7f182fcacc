"""The practice executive's year, April 2025 to March 2026: systems and audits only, no cases."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from masa_desktop.domain.actions import ActionStatus, DueKind
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionStatus, DecisionVerb
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.services.practice_partnership import (
    ANJALI,
    BETHAN,
    DANA,
    FERGUS,
    HELEN,
    JO,
    LENA,
    MARCUS,
    MARGARET,
    NADIA,
    OWEN,
    PRIYA,
    ROSALIND,
    SAMIR,
    SARAH,
    YUSUF,
)
from masa_desktop.services.practice_shape import (
    Instead,
    Item,
    Move,
    Promise,
    Sitting,
    challenge,
    decided,
    note,
    private,
)

_APRIL, _JUNE, _AUGUST = date(2025, 4, 8), date(2025, 6, 10), date(2025, 8, 12)
_OCTOBER, _DECEMBER, NOW = date(2025, 10, 14), date(2025, 12, 9), date(2026, 2, 10)

_EVIDENCED = ActionStatus.CLOSED_EVIDENCED

_APRIL_SITTING = Sitting(
    group="EXEC",
    on=_APRIL,
    chair=HELEN,
    codes={FERGUS: Code.APOLOGIES, YUSUF: Code.APOLOGIES},
    items=(
        Item(
            title="Chair and meetings in 2025/26",
            presenter=PRIYA,
            minutes=15,
            purpose="decision",
            said=(
                note("PN set out the rotation: the Council chairs from 1 April 2025 for a year."),
                decided("The Executive meets every two months, on the second Tuesday."),
                Promise(
                    text="Send the year’s meeting dates to every agency.",
                    owners=(PRIYA,),
                    due=date(2025, 4, 30),
                    updates=((date(2025, 4, 22), "Dates sent to all agencies."),),
                    status=_EVIDENCED,
                    status_on=_JUNE,
                    closed_at=_JUNE,
                    evidence="All agencies confirmed the dates; nobody reported a clash in June.",
                ),
            ),
        ),
        Item(
            title="Audit programme 2025/26",
            presenter=SAMIR,
            minutes=30,
            purpose="decision",
            said=(
                note("SGa proposed four multi-agency audits, beginning with supervision."),
                decided("The audit programme for 2025/26.", DecisionVerb.APPROVED),
                Promise(
                    text="Set out the figures each partner brings to every meeting.",
                    owners=(SAMIR, SARAH),
                    due=_JUNE,
                    updates=((date(2025, 5, 27), "Draft list agreed with health and police."),),
                    status=_EVIDENCED,
                    status_on=_JUNE,
                    closed_at=_AUGUST,
                    evidence="The data set has come to each meeting since June from all three.",
                ),
                Promise(
                    text="Ask each agency to name a deputy with delegated authority.",
                    owners=(PRIYA,),
                    due=date(2025, 5, 30),
                    updates=((date(2025, 6, 2), "Asked; nine of twelve have answered."),),
                    status=ActionStatus.CLOSED_UNEVIDENCED,
                    status_on=_AUGUST,
                    closed_at=_AUGUST,
                    reason="The new terms of reference ask for it, so it is checked every year.",
                ),
            ),
        ),
    ),
)

_JUNE_SITTING = Sitting(
    group="EXEC",
    on=_JUNE,
    chair=SAMIR,
    chair_for=HELEN,
    codes={HELEN: Code.APOLOGIES, MARGARET: Code.ONLINE},
    deputies=(Instead(MARCUS, DANA, has_authority=True),),
    items=(
        Item(
            title="Terms of reference, version 4",
            presenter=PRIYA,
            minutes=30,
            purpose="decision",
            said=(
                note("PN presented the draft. A deputy would count only with delegated authority."),
                decided(
                    "Version 4 of the terms of reference, from 1 September 2025.",
                    DecisionVerb.APPROVED,
                ),
                Promise(
                    text="Circulate version 4 with a one-page summary of what changes.",
                    owners=(PRIYA,),
                    due_kind=DueKind.NEXT_MEETING,
                    updates=((date(2025, 7, 4), "Summary sent with the papers."),),
                    status=_EVIDENCED,
                    status_on=date(2025, 7, 4),
                    closed_at=_AUGUST,
                    evidence="Ten of twelve agencies have told their deputies in writing.",
                ),
            ),
        ),
        Item(
            title="The voice of schools in the partnership",
            presenter=SAMIR,
            minutes=20,
            purpose="discussion",
            said=(
                note("Members discussed how schools take part in decisions."),
                decided(
                    "A seat for secondary schools is added from 1 September 2025.",
                    condition="the Education Forum finds a holder for it",
                ),
                Promise(
                    text="Find a holder for the secondary school seat with the Education Forum.",
                    owners=(HELEN,),
                    due=_AUGUST,
                    status=_EVIDENCED,
                    status_on=date(2025, 8, 29),
                    closed_at=_OCTOBER,
                    evidence="The seat is filled from 1 September and was attended in October.",
                ),
                Promise(
                    text="Compare the two areas’ guidance on thresholds.",
                    owners=(DANA,),
                    due=date(2025, 9, 30),
                    status=ActionStatus.TRANSFERRED,
                    status_on=_AUGUST,
                    closed_at=_AUGUST,
                    reason="Handed to the joint Exploitation group, which meets with Northshire.",
                ),
            ),
        ),
    ),
)

_AUGUST_SITTING = Sitting(
    group="EXEC",
    on=_AUGUST,
    chair=HELEN,
    status=MeetingStatus.HELD_INQUORATE,
    codes={ANJALI: Code.APOLOGIES, SARAH: Code.APOLOGIES, BETHAN: Code.ONLINE},
    items=(
        Item(
            title="Section 11 audit 2025: timetable",
            presenter=PRIYA,
            minutes=25,
            purpose="decision",
            said=(
                note("The ICB was not represented, so the meeting was not quorate."),
                decided(
                    "Section 11 returns are due from every agency by 31 October 2025.",
                    then=DecisionStatus.TO_BE_RATIFIED,
                ),
                Promise(
                    text="Write to chief officers with the Section 11 timetable.",
                    owners=(HELEN,),
                    due=date(2025, 9, 5),
                    updates=((date(2025, 9, 3), "Letters sent."),),
                    status=_EVIDENCED,
                    status_on=date(2025, 9, 3),
                    closed_at=_OCTOBER,
                    evidence="Fourteen of seventeen returns had come by the date.",
                ),
                Promise(
                    text="Name a deputy for the ICB with delegated authority.",
                    owners=(ANJALI,),
                    due=_OCTOBER,
                    status=_EVIDENCED,
                    status_on=date(2025, 10, 1),
                    closed_at=_OCTOBER,
                    evidence="The deputy came in October and the meeting was quorate.",
                ),
            ),
        ),
    ),
)

_OCTOBER_SITTING = Sitting(
    group="EXEC",
    on=_OCTOBER,
    chair=HELEN,
    codes={YUSUF: Code.DNA, FERGUS: Code.ONLINE},
    deputies=(Instead(NADIA, ANJALI, has_authority=True),),
    usual={
        "Action log and matters arising": (
            decided("To ratify the Section 11 timetable of 12 August 2025.", DecisionVerb.RESOLVED),
        )
    },
    items=(
        Item(
            title="Section 11 returns: progress",
            presenter=PRIYA,
            minutes=25,
            purpose="assurance",
            said=(
                note("Fourteen of seventeen returns are in. Three agencies have asked for time."),
                Promise(
                    text="Chase Section 11 returns from three agencies.",
                    owners=(SARAH, PRIYA),
                    due=date(2025, 11, 28),
                    moves=(
                        Move(_DECEMBER, date(2026, 1, 9), "Two trusts are merging."),
                        Move(date(2026, 1, 8), date(2026, 1, 29), "New contact at Cafcass."),
                    ),
                    updates=(
                        (_DECEMBER, "Letters sent on 2 December."),
                        (date(2026, 2, 3), "Two of three returns are in; Probation is awaited."),
                    ),
                    status=ActionStatus.IN_PROGRESS,
                ),
                Promise(
                    text="Send the escalation policy to every school.",
                    owners=(JO,),
                    due=date(2025, 11, 30),
                    status=ActionStatus.SUPERSEDED,
                    status_on=_DECEMBER,
                    closed_at=_DECEMBER,
                    reason="The regional policy takes its place from January 2026.",
                ),
            ),
        ),
        Item(
            title="Neglect audit: first sample",
            presenter=SAMIR,
            minutes=30,
            purpose="discussion",
            said=(
                note("SGa described the method and the sample of twelve."),
                challenge(
                    "TB asked how partners would know that a plan had made a difference, not only "
                    "that it was on time."
                ),
                Promise(
                    text="Widen the neglect audit to 20 cases.",
                    owners=(SAMIR,),
                    due=date(2026, 1, 30),
                    updates=((date(2026, 1, 30), "20 audited; report to the Executive."),),
                    status=ActionStatus.COMPLETED,
                    status_on=date(2026, 1, 30),
                ),
            ),
        ),
    ),
)

_DECEMBER_SITTING = Sitting(
    group="EXEC",
    on=_DECEMBER,
    chair=HELEN,
    codes={YUSUF: Code.DNA, ROSALIND: Code.ONLINE, ANJALI: Code.ONLINE},
    items=(
        Item(
            title="Serious incidents: panel response",
            presenter=DANA,
            minutes=15,
            purpose="assurance",
            is_restricted=True,
            said=(
                note("The timetable for answering the national panel was set out."),
                decided("The timetable, which the Case Review Group keeps.", DecisionVerb.NOTED),
            ),
        ),
        Item(
            title="Neglect audit: early findings",
            presenter=SAMIR,
            minutes=30,
            purpose="decision",
            said=(
                note("SGa presented early findings from twelve audited cases."),
                decided("The sample is widened to 20, with health and school figures beside it."),
                Promise(
                    text="Share school attendance data with the neglect audit group.",
                    owners=(JO,),
                    due=date(2026, 1, 9),
                    moves=(
                        Move(
                            date(2026, 1, 8),
                            date(2026, 1, 23),
                            "Trust lawyers are reviewing the agreement.",
                        ),
                    ),
                    updates=((date(2026, 1, 27), "Trust lawyers are reviewing the agreement."),),
                    status=ActionStatus.IN_PROGRESS,
                ),
                Promise(
                    text="Confirm Graded Care Profile training places for 2026/27.",
                    owners=(SARAH,),
                    due=date(2026, 2, 13),
                    updates=((date(2026, 2, 5), "60 of 80 places are confirmed."),),
                    status=ActionStatus.IN_PROGRESS,
                ),
            ),
        ),
        Item(
            title="Section 11: questions for schools",
            presenter=JO,
            minutes=20,
            purpose="discussion",
            said=(
                note("JL said the return asks schools for what they do not hold."),
                Promise(
                    text="Add a schools question set to the Section 11 return.",
                    owners=(JO,),
                    due=date(2026, 3, 20),
                    updates=((date(2026, 1, 20), "First draft with the Education Forum."),),
                    status=ActionStatus.IN_PROGRESS,
                ),
                Promise(
                    text="Keep the risk register current between meetings.",
                    owners=(PRIYA,),
                    due_kind=DueKind.ONGOING,
                    due=date(2026, 3, 31),
                    updates=((date(2026, 1, 12), "Two risks reviewed with their owners."),),
                    status=ActionStatus.IN_PROGRESS,
                ),
            ),
        ),
    ),
)

_NEGLECT = Item(
    title="Neglect: multi-agency audit findings",
    presenter=SAMIR,
    minutes=20,
    purpose="decision",
    follows="Neglect audit: early findings",
    papers=("Paper 5.1 Neglect audit, v1.0",),
    said=(
        note(
            "SGa presented the findings from 20 cases. Practice was strongest in early "
            "identification; drift was seen in nine cases where plans had run for more than "
            "twelve months without a change in lived experience for the child."
        ),
        decided("A neglect plan open beyond nine months is reviewed by a multi-agency panel."),
        note(
            "AD asked what the ICB could do about missed health appointments. SGe said “was not "
            "brought” flags are not yet shared with schools."
        ),
        Promise(
            text="Bring a proposal for sharing “was not brought” flags with schools.",
            owners=(ANJALI, JO),
            due_kind=DueKind.NEXT_MEETING,
        ),
        private("Check with SGa: 9 of 20 or 9 of 12?"),
        challenge(
            "TB challenged partners to say how they would know in six months that drift had "
            "reduced."
        ),
    ),
)

_FEBRUARY_SITTING = Sitting(
    group="EXEC",
    on=NOW,
    chair=HELEN,
    status=MeetingStatus.CONFIRMED,
    codes={ANJALI: Code.ONLINE, ROSALIND: Code.APOLOGIES, YUSUF: Code.DNA},
    notes={ROSALIND: "Apologies on 6 February by e-mail"},
    left={OWEN: 6},
    came={JO: 3},
    deputies=(
        Instead(MARCUS, OWEN, has_authority=True, item=8),
        Instead(LENA, FERGUS, has_authority=False),
    ),
    usual={
        "Action log and matters arising": (
            note("Nine actions were reviewed. Three are late; their owners gave reasons."),
            Promise(
                text="Cost the options for the independent scrutineer’s days.",
                owners=(PRIYA,),
                due=date(2026, 2, 24),
            ),
            Promise(
                text="Look into the microphones in Civic Room 2.",
                agencies=("Council",),
                due_kind=DueKind.NOT_SAID,
            ),
        )
    },
    items=(
        _NEGLECT,
        Item(
            title="Section 11 return: themes and gaps",
            presenter=SARAH,
            minutes=20,
            purpose="assurance",
            follows="Section 11: questions for schools",
            papers=("Paper 6.1 Section 11 themes, v1.0",),
        ),
        Item(
            title="Serious incidents: panel response",
            presenter=OWEN,
            minutes=20,
            purpose="assurance",
            is_restricted=True,
        ),
        Item(
            title="Independent scrutineer’s update",
            presenter="Tunde Balogun",
            minutes=20,
            purpose="challenge",
        ),
        Item(
            title="Forward plan and yearly report", presenter=PRIYA, minutes=10, purpose="decision"
        ),
    ),
    now_at=5,
    usual_minutes=(5, 4, 10, 35),
    taken_at=(time(9, 30), time(9, 34), time(9, 36), time(9, 45), time(10, 30)),
)

SITTINGS: Final = (
    _APRIL_SITTING,
    _JUNE_SITTING,
    _AUGUST_SITTING,
    _OCTOBER_SITTING,
    _DECEMBER_SITTING,
    _FEBRUARY_SITTING,
)
