"""The practice sub-groups' year, April 2025 to February 2026: systems and audits only, no cases."""

from __future__ import annotations

from datetime import date
from typing import Final

from masa_desktop.domain.actions import ActionStatus
from masa_desktop.domain.attendance import Code
from masa_desktop.domain.decisions import DecisionVerb
from masa_desktop.domain.group_reports import NOTHING, Part
from masa_desktop.domain.meetings import MeetingStatus
from masa_desktop.domain.written_procedures import Answer
from masa_desktop.services.practice_partnership import (
    BETHAN,
    DANA,
    JO,
    JOEL,
    LENA,
    OWEN,
    ROSALIND,
    SAMIR,
    SARAH,
    TAMSIN,
    WENDY,
)
from masa_desktop.services.practice_shape import Asked, Item, Move, Promise, Sitting, decided, note

_QA = (
    Sitting(
        group="QA",
        on=date(2025, 4, 22),
        chair=SAMIR,
        items=(
            Item(
                title="Supervision audit: method",
                presenter=SAMIR,
                said=(
                    note("The tool was tried on three files by each agency."),
                    decided("The supervision audit tool.", DecisionVerb.APPROVED),
                ),
            ),
        ),
    ),
    Sitting(
        group="QA",
        on=date(2025, 7, 22),
        chair=SAMIR,
        codes={TAMSIN: Code.APOLOGIES},
        items=(
            Item(
                title="Audit calendar",
                presenter=SARAH,
                said=(
                    Promise(
                        text="Publish the audit calendar for every agency.",
                        owners=(SARAH,),
                        due=date(2025, 9, 12),
                        status=ActionStatus.CLOSED_EVIDENCED,
                        status_on=date(2025, 9, 10),
                        closed_at=date(2025, 10, 28),
                        evidence="Every agency sent auditors to the next two audits.",
                    ),
                ),
            ),
        ),
    ),
    Sitting(
        group="QA",
        on=date(2025, 10, 28),
        chair=SAMIR,
        codes={LENA: Code.ONLINE},
        items=(
            Item(
                title="Supervision audit: findings",
                presenter=SAMIR,
                said=(
                    note("Supervision is held on time; its effect on caseloads is not recorded."),
                    Promise(
                        text="Report the impact of the supervision audit on caseloads.",
                        owners=(SAMIR,),
                        due=date(2025, 11, 28),
                        moves=(
                            Move(date(2025, 11, 27), date(2025, 12, 19), "Figures not yet in."),
                            Move(date(2025, 12, 18), date(2026, 1, 9), "Analyst on leave."),
                            Move(date(2026, 1, 9), date(2026, 1, 26), "One agency to come."),
                        ),
                        updates=((date(2026, 1, 19), "Four of five agencies have answered."),),
                        status=ActionStatus.IN_PROGRESS,
                    ),
                ),
            ),
        ),
    ),
    Sitting(
        group="QA",
        on=date(2026, 1, 27),
        chair=SAMIR,
        status=MeetingStatus.HELD_INQUORATE,
        codes={TAMSIN: Code.APOLOGIES, BETHAN: Code.DNA},
        items=(
            Item(
                title="Transitions audit: tool",
                presenter=SARAH,
                said=(
                    note("Three members came, so the meeting was not quorate."),
                    decided(
                        "The transitions audit begins in March 2026.",
                        condition="adult services agree the tool",
                    ),
                    Promise(
                        text="Agree the audit tool for transitions with adult services.",
                        owners=(SARAH,),
                        due=date(2026, 3, 31),
                    ),
                ),
            ),
        ),
    ),
)

_LD = (
    Sitting(
        group="LD",
        on=date(2025, 5, 7),
        chair=ROSALIND,
        items=(
            Item(
                title="Training plan 2025/26",
                presenter=ROSALIND,
                said=(decided("The training plan for 2025/26.", DecisionVerb.ENDORSED),),
            ),
        ),
    ),
    Sitting(
        group="LD",
        on=date(2025, 8, 6),
        chair=ROSALIND,
        codes={SARAH: Code.APOLOGIES},
        items=(
            Item(
                title="Take-up in the first quarter",
                presenter=LENA,
                said=(note("Take-up was highest in health and lowest in early years."),),
            ),
        ),
    ),
    Sitting(
        group="LD",
        on=date(2025, 11, 5),
        chair=ROSALIND,
        items=(
            Item(
                title="Learning briefings",
                presenter=ROSALIND,
                said=(
                    note("Members asked for shorter briefings, one page each."),
                    Promise(
                        text="Publish the learning briefing on professional curiosity.",
                        owners=(ROSALIND,),
                        due=date(2026, 1, 30),
                        moves=(Move(date(2026, 1, 28), date(2026, 2, 20), "Waiting for layout."),),
                        updates=((date(2026, 1, 28), "Text agreed by all agencies."),),
                        status=ActionStatus.IN_PROGRESS,
                    ),
                ),
            ),
        ),
    ),
    Sitting(
        group="LD",
        on=date(2026, 2, 4),
        chair=ROSALIND,
        codes={TAMSIN: Code.ONLINE},
        items=(
            Item(
                title="Evaluating training",
                presenter=SARAH,
                said=(
                    Promise(
                        text="Evaluate the neglect training three months after it was held.",
                        owners=(SARAH, LENA),
                        due=date(2026, 5, 29),
                    ),
                ),
            ),
        ),
    ),
)

_EXP = (
    Sitting(
        group="EXP",
        on=date(2025, 4, 10),
        chair=JOEL,
        items=(
            Item(
                title="Work plan with Northshire",
                presenter=WENDY,
                said=(decided("One work plan for both areas.", DecisionVerb.AGREED),),
            ),
        ),
    ),
    Sitting(
        group="EXP",
        on=date(2025, 6, 12),
        chair=WENDY,
        codes={SARAH: Code.APOLOGIES},
        items=(
            Item(
                title="Missing from home: who meets when",
                presenter=DANA,
                said=(
                    Promise(
                        text="Map which agencies attend which missing-from-home meeting.",
                        owners=(DANA,),
                        due=date(2025, 10, 9),
                        status=ActionStatus.CLOSED_UNEVIDENCED,
                        status_on=date(2025, 12, 11),
                        closed_at=date(2025, 12, 11),
                        reason="The meetings were merged in November, so the map is not needed.",
                    ),
                ),
            ),
        ),
    ),
    Sitting(group="EXP", on=date(2025, 8, 14), status=MeetingStatus.CANCELLED),
    Sitting(
        group="EXP",
        on=date(2025, 10, 9),
        chair=JOEL,
        codes={WENDY: Code.ONLINE},
        items=(
            Item(
                title="Guidance on thresholds in the two areas",
                presenter=WENDY,
                said=(note("The two sets of guidance were compared; they differ on transport."),),
            ),
        ),
    ),
    Sitting(
        group="EXP",
        on=date(2025, 12, 11),
        chair=WENDY,
        items=(
            Item(
                title="Referral forms",
                presenter=JOEL,
                said=(
                    note("Two forms are in use for the same purpose."),
                    Promise(
                        text="Agree one referral form with Northshire for missing episodes.",
                        owners=(OWEN,),
                        due=date(2026, 2, 4),
                        updates=((date(2026, 1, 15), "Draft form with both areas."),),
                        status=ActionStatus.IN_PROGRESS,
                    ),
                ),
            ),
        ),
    ),
)

_EF = (
    Sitting(
        group="EF",
        on=date(2025, 6, 11),
        chair=JO,
        items=(
            Item(
                title="A seat for schools",
                presenter=SAMIR,
                said=(note("Heads welcomed a seat on the Executive and asked how it is filled."),),
            ),
        ),
    ),
    Sitting(
        group="EF",
        on=date(2025, 10, 8),
        chair=JO,
        codes={SAMIR: Code.ONLINE},
        items=(
            Item(
                title="Information sharing",
                presenter=JO,
                said=(
                    Promise(
                        text="Collect schools’ questions on information sharing.",
                        owners=(JO,),
                        due=date(2026, 1, 16),
                        updates=((date(2026, 1, 14), "Thirty-one questions in six themes."),),
                        status=ActionStatus.COMPLETED,
                        status_on=date(2026, 1, 14),
                    ),
                ),
            ),
        ),
    ),
)

_LSP = (
    Sitting(
        group="LSP",
        on=date(2025, 5, 6),
        chair="Ruth Calloway",
        items=(
            Item(
                title="Priorities 2025/26",
                said=(decided("Three priorities for 2025/26.", DecisionVerb.APPROVED),),
            ),
        ),
    ),
    Sitting(
        group="LSP",
        on=date(2025, 11, 3),
        chair="Ruth Calloway",
        codes={"Judith Penhallow": Code.APOLOGIES},
        items=(
            Item(
                title="Half-year review",
                said=(note("The leads asked for fewer figures and a clearer line on impact."),),
            ),
        ),
    ),
)

SITTINGS: Final = (*_LSP, *_QA, *_LD, *_EXP, *_EF)

REPORT: Final = {
    Part.HIGHLIGHTS: "The transitions audit tool is nearly ready; the audit begins in March 2026.",
    Part.SOUGHT: "Adult services to name a lead for the transitions audit.",
    Part.RISKS: "Two of five members were away, so the start of the audit waits to be ratified.",
    Part.CHALLENGES: NOTHING,
}
REPORTED: Final = ("QA", date(2026, 1, 27), "EXEC", date(2026, 2, 3))
"""Quality Assurance reports its last meeting: group, day, to whom, and on which day."""

ASKED: Final = Asked(
    group="QA",
    matter="A joint response to Northshire’s consultation on its threshold document.",
    why="The consultation closes on 13 February, before the group meets again.",
    on=date(2026, 1, 28),
    answers_by=date(2026, 2, 6),
    answers={
        SAMIR: (Answer.AGREES, date(2026, 1, 29), ""),
        SARAH: (
            Answer.AGREES_WITH_COMMENT,
            date(2026, 2, 2),
            "Say how health visitors are told of a step down.",
        ),
        LENA: (Answer.AGREES, date(2026, 2, 4), ""),
    },
)
"""Two of its five seats have not answered, and the day for answers has passed."""
