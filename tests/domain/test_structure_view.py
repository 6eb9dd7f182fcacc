import pytest

from masa_desktop.domain.groups import GroupRow
from masa_desktop.domain.structure_view import LineKind, matching, outline, pounds


def group(key, name, *, type_="sub_group", parents=(), partnerships=("p",), **more):
    return GroupRow(
        id=key,
        code=key.upper(),
        name=name,
        type=type_,
        status="",
        is_external=more.get("external", False),
        is_joint=more.get("joint", False),
        parents=parents,
        partnerships=partnerships,
    )


PARTNERSHIPS = [("p", "Riverside Safeguarding Partnership", "RSCP")]
GROUPS = [
    group("exec", "Executive", type_="executive", parents=("board",)),
    group("audit", "Audit", parents=("exec", "qa")),
    group("qa", "Quality Assurance", parents=("exec",)),
    group("joint", "Exploitation", parents=("exec",), partnerships=("p", "q"), joint=True),
    group("board", "Transformation Board", type_="oversight", external=True, partnerships=()),
    group("old", "Riverside Board", type_="predecessor"),
]


def shown(lines):
    return [(line.depth, line.name) for line in lines]


def test_each_group_stands_once_below_its_first_parent():
    assert shown(outline(PARTNERSHIPS, GROUPS))[:5] == [
        (0, "Riverside Safeguarding Partnership"),
        (1, "Executive"),
        (2, "Audit"),
        (2, "Exploitation"),
        (2, "Quality Assurance"),
    ]


def test_what_is_reported_to_and_what_came_before_stand_apart():
    names = [line.name for line in outline(PARTNERSHIPS, GROUPS)]
    assert names[5:9] == [
        "Reported to, not ours",
        "Transformation Board",
        "Came before",
        "Riverside Board",
    ]


def test_a_joint_group_says_so():
    tags = {line.id: line.tag for line in outline(PARTNERSHIPS, GROUPS)}
    assert (tags["joint"], tags["qa"]) == ("joint", "")


def test_no_group_is_lost_even_when_reporting_lines_form_a_circle():
    circle = [group("a", "A", parents=("b",)), group("b", "B", parents=("a",))]
    ids = [line.id for line in outline(PARTNERSHIPS, circle)]
    assert {"a", "b"} <= set(ids)


def test_finding_keeps_the_heading_above_what_is_found():
    found = matching(outline(PARTNERSHIPS, GROUPS), "transform")
    assert shown(found) == [(0, "Reported to, not ours"), (1, "Transformation Board")]


def test_finding_reads_codes_and_folds_capitals():
    found = matching(outline(PARTNERSHIPS, GROUPS), "QA")
    assert [line.id for line in found] == ["qa"]


def test_a_heading_cannot_be_opened():
    lines = outline(PARTNERSHIPS, GROUPS)
    assert {line.kind for line in lines if not line.opens} == {LineKind.HEADING}


@pytest.mark.parametrize(
    ("pence", "state", "words"),
    [
        pytest.param(None, "blank", "left blank", id="F1"),
        pytest.param(0, "agreed", "£0", id="F1 nought"),
        (None, "to be confirmed", "to be confirmed"),
        (23207900, "agreed", "£232,079"),
        (1250, "agreed", "£12.50"),
        (-34954800, "agreed", "−£349,548"),
    ],
)
def test_an_amount_left_blank_is_not_nought(pence, state, words):
    assert pounds(pence, state) == words
