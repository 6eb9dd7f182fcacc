"""A starter file is read strictly: each mistake is refused in one sentence that names its place."""

from __future__ import annotations

import copy
import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain import chair_records, quorum_records, starter
from masa_desktop.domain.chairs import ChairKind
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.groups import type_label
from masa_desktop.domain.starter_reader import read


def small() -> dict:
    """A made-up partnership with one of most things."""
    return {
        "format": 1,
        "title": "Ashcombe Safeguarding Children Partnership",
        "partnership": {
            "name": "Ashcombe Safeguarding Children Partnership",
            "scope": "children",
            "status": "live",
            "published": datetime.date(2024, 12, 31),
        },
        "agencies": [
            {"key": "council", "name": "Ashcombe Council", "kind": "local_authority"},
            {"key": "icb", "name": "Vale ICB", "kind": "health"},
            {"key": "police", "name": "Vale Police", "kind": "police"},
        ],
        "groups": [
            {
                "key": "executive",
                "name": "ASCP Executive",
                "type": "executive",
                "status": "live",
                "frequency": "every two months",
                "source": "p4",
                "chair": {
                    "kind": "rotation",
                    "among": ["council", "icb", "police"],
                    "first": "council",
                    "term_months": 12,
                    "anchor": datetime.date(2025, 4, 1),
                    "source": "p5",
                },
                "seats": [
                    {"title": "Director of children's services", "agency": "council"},
                    {
                        "title": "Lead member",
                        "agency": "council",
                        "capacity": "participant_observer",
                        "counts_for_quorum": False,
                    },
                ],
            },
            {
                "key": "quality",
                "name": "Quality Sub-Group",
                "type": "sub_group",
                "status": "live",
                "reports_to": ["executive"],
                "replaces": [{"group": "board", "source": "p7"}],
            },
            {"key": "board", "name": "Old Board", "type": "predecessor", "status": "ceased"},
        ],
        "statutory_partners": [{"agency": "council", "kind": "local_authority"}],
        "matrix": {
            "title": "Who sits where",
            "columns": [
                {"key": "qa", "label": "Quality", "groups": ["quality"]},
                {"key": "budget", "label": "Budget", "budget": True},
            ],
            "rows": [
                {"agency": "council", "ticks": ["qa", {"column": "budget", "qualifier": "half"}]},
                {"agency": "police"},
            ],
        },
        "contributions": [
            {"line": "Ashcombe Council", "agency": "council", "amount": "1,200.50"},
            {"line": "Vale Police", "agency": "police"},
        ],
        "milestones": [{"text": "Publish", "when": "By early June 2019"}],
        "escalation": [{"step": 1, "by": "the two agencies meet"}],
        "scrutiny": [{"title": "Independent scrutineer", "days": 7.5}],
    }


def changed(*path: str | int, to: object) -> dict:
    """The small starter with one value changed."""
    data = copy.deepcopy(small())
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return data


def refusal_of(data: object) -> UserError:
    with pytest.raises(UserError) as caught:
        read(data, "ashcombe")
    return caught.value


def test_a_small_starter_is_read_with_what_it_leaves_open_left_open():
    starter = read(small(), "ashcombe")
    assert starter.name == "ashcombe"
    assert not starter.is_generic
    assert starter.partnership.published == "31 December 2024"
    assert starter.partnership.effective == ""
    executive, quality, board = starter.groups
    assert executive.quorum == {}
    assert quality.frequency == ""
    assert quality.chair == {"kind": "not_stated"}
    assert board.parents == ()
    assert starter.matrix is not None
    assert starter.matrix.rows[1].ticks == ()
    assert starter.risks == ()


def test_seats_links_and_chairs_take_the_source_of_their_group_unless_they_have_their_own():
    executive, quality, _ = read(small(), "ashcombe").groups
    assert {seat.source for seat in executive.seats} == {"p4"}
    assert executive.chair_source == "p5"
    assert [(link.kind, link.to, link.source) for link in quality.parents] == [
        ("reports_to", "executive", ""),
        ("replaces", "board", "p7"),
    ]


def test_what_a_seat_counts_for_is_yes_no_or_not_said():
    director, lead_member = read(small(), "ashcombe").groups[0].seats
    assert director.counts_for_quorum is None
    assert lead_member.counts_for_quorum is False


def test_a_chair_rule_comes_out_in_the_form_that_chair_rules_are_kept_in():
    chair = read(small(), "ashcombe").groups[0].chair
    rule = chair_records.from_data(chair)
    assert rule.kind is ChairKind.ROTATION
    assert chair["anchor"] == "2025-04-01"
    assert chair["first"] == {"kind": "agency", "ref": "council", "name": "Ashcombe Council"}
    assert "order" not in chair


@pytest.mark.parametrize(
    ("chair", "kind"),
    [
        ({"kind": "fixed_post", "post": "Director", "supported_by": ["Chief nurse"]}, "fixed_post"),
        ({"kind": "rotation", "order": ["icb", "council"], "term_months": 18}, "rotation"),
        ({"kind": "election", "at_meeting": "annual meeting", "month": 4}, "election"),
        ({"kind": "independent_chair", "starts_on": datetime.date(2025, 4, 1)}, None),
        ({"kind": "agency_holds", "agency": "icb"}, "agency_holds"),
        ({"kind": "appointed_by", "group": "executive"}, "appointed_by"),
        ({"kind": "alternating", "between": ["North", "South"], "first": "South"}, "alternating"),
        ({"kind": "co_chairs", "chairs": ["Director", "Chief nurse"]}, "co_chairs"),
        ({"kind": "ex_officio", "post": "Chair", "of_group": "executive"}, "ex_officio"),
        ({"kind": "acting", "chair": "Deputy director"}, "acting"),
        ({"kind": "not_stated"}, "not_stated"),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_every_kind_of_chair_can_be_written(chair, kind):
    found = read(changed("groups", 1, "chair", to=chair), "ashcombe").groups[1].chair
    assert chair_records.from_data(found).kind == (kind or "independent_chair")


def test_a_chair_appointed_by_a_group_names_it_by_its_key_and_its_name():
    data = changed("groups", 1, "chair", to={"kind": "appointed_by", "group": "executive"})
    chair = read(data, "ashcombe").groups[1].chair
    assert chair == {"kind": "appointed_by", "group": "ASCP Executive", "group_id": "executive"}


def test_a_quorum_is_kept_in_the_form_that_quorum_rules_are_kept_in():
    written = {"all_of": ["council", {"any_of": ["icb", "police"]}], "min_members": 4}
    found = read(changed("groups", 0, "quorum", to=written), "ashcombe").groups[0].quorum
    rule = quorum_records.from_data(found)
    assert rule.min_members == 4
    assert rule.all_of == (("council",), ("icb", "police"))


def test_pounds_become_pence_and_blank_stays_blank():
    council, police = read(small(), "ashcombe").contributions
    assert (council.amount_pence, council.state) == (120050, "agreed")
    assert (police.amount_pence, police.state) == (None, "blank")


def test_nought_is_an_amount_and_not_a_blank():
    line = read(changed("contributions", 0, "amount", to=0), "ashcombe").contributions[0]
    assert (line.amount_pence, line.state) == (0, "agreed")


@pytest.mark.parametrize(("printed", "pence"), [("-349,548", -34954800), ("TBC", None)])
def test_a_printed_total_keeps_its_words(printed, pence):
    total = read(changed("printed_total", to={"printed": printed}), "ashcombe").printed_total
    assert total is not None
    assert (total.printed, total.amount_pence) == (printed, pence)


def test_days_of_scrutiny_are_a_decimal_as_text():
    assert read(small(), "ashcombe").scrutiny[0].days == "7.5"
    assert read(changed("scrutiny", 0, "days", to=15), "ashcombe").scrutiny[0].days == "15"
    assert read(changed("scrutiny", 0, "days", to=None), "ashcombe").scrutiny[0].days == ""


@pytest.mark.parametrize(
    ("path", "value", "sentence", "hint"),
    [
        (("grops",), [], 'In the file "ashcombe", the key "grops" is not known.', '"groups"'),
        (
            ("groups", 0, "frequncy"),
            "monthly",
            'In the file "ashcombe", groups, "ASCP Executive", the key "frequncy" is not known.',
            'Did you mean "frequency"?',
        ),
        (
            ("groups", 0, "terms of reference"),
            "agreed",
            'In the file "ashcombe", groups, "ASCP Executive", '
            'the key "terms of reference" is not known.',
            'Did you mean "terms_of_reference"?',
        ),
        (
            ("groups", 0, "seats", 0, "post"),
            "x",
            'In the file "ashcombe", groups, "ASCP Executive", seats, '
            '"Director of children\'s services", the key "post" is not known.',
            "",
        ),
        (
            ("groups", 0, "type"),
            "subgroup",
            'In the file "ashcombe", groups, "ASCP Executive", '
            'for "type", the word "subgroup" is not known.',
            'Did you mean "sub_group"?',
        ),
        (
            ("groups", 0, "chair", "between"),
            ["a", "b"],
            'In the file "ashcombe", groups, "ASCP Executive", chair, '
            'for a chair of the kind "rotation" the key "between" is not known.',
            "",
        ),
    ],
    ids=["top", "group", "words", "seat", "code", "chair"],
)
def test_an_unknown_word_is_refused_with_its_place_and_the_nearest_known_one(
    path, value, sentence, hint
):
    refusal = refusal_of(changed(*path, to=value))
    assert refusal.happened == sentence
    assert hint in refusal.do
    assert refusal.safe == "Nothing has been changed."


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("title",), "title"),
        (("partnership",), "partnership"),
        (("partnership", "name"), "name"),
        (("partnership", "scope"), "scope"),
        (("groups", 0, "key"), "key"),
        (("groups", 0, "type"), "type"),
        (("groups", 0, "seats", 0, "title"), "title"),
        (("groups", 0, "chair", "kind"), "kind"),
        (("agencies", 0, "kind"), "kind"),
        (("statutory_partners", 0, "agency"), "agency"),
        (("matrix", "rows", 0, "agency"), "agency"),
        (("milestones", 0, "text"), "text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_missing_key_is_named(path, key):
    assert f'the key "{key}" is missing' in refusal_of(changed(*path, to=None)).happened


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("groups",), "executive", '"groups" is "executive" where a list is expected'),
        (("groups", 0), "executive", 'keys and values is expected, not "executive"'),
        (("groups", 0, "purpose"), True, '"purpose" is yes or no where words are expected'),
        (("groups", 0, "functions"), [{"a": 1}], '"functions" is a list where words are expected'),
        (("groups", 0, "external"), "yes", '"external" is "yes" where true or false is expected'),
        (("escalation", 0, "step"), "one", '"step" is "one" where a whole number is expected'),
        (("contributions", 0, "amount"), "lots", '"amount" is "lots" where a number is expected'),
        (("contributions", 0, "amount"), True, "where a number is expected"),
        (("contributions", 0, "amount"), "1.005", "finer than a penny"),
        (("scrutiny", 0, "days"), "Infinity", "where a number is expected"),
        (("partnership",), ["x"], "a list of keys and values is expected"),
        (("groups", 0, "chair", "term_months"), "a year", "should be a whole number"),
        (("groups", 0, "quorum"), {"min_members": "five"}, "cannot be read"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(path, value, words):
    assert words in refusal_of(changed(*path, to=value)).happened


@pytest.mark.parametrize("data", [None, [], "words", 7])
def test_a_file_that_holds_no_keys_is_refused(data):
    assert "a list of keys and values is expected" in refusal_of(data).happened


@pytest.mark.parametrize("version", [None, 2, "1"])
def test_a_file_of_another_format_is_refused(version):
    assert 'the key "format" is not 1' in refusal_of(changed("format", to=version)).happened


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (("groups", 0, "seats", 0, "agency"), "counsil", 'the agency "counsil"'),
        (("groups", 0, "seats", 0, "follows_group"), "qualty", 'the group "qualty"'),
        (("groups", 1, "reports_to"), ["executve"], 'the group "executve"'),
        (("groups", 0, "chair", "among"), ["council", "icbs"], 'the agency "icbs"'),
        (("groups", 0, "chair", "first"), "counsil", 'the agency "counsil"'),
        (("groups", 0, "quorum"), {"all_of": ["polise"]}, 'the agency "polise"'),
        (("statutory_partners", 0, "agency"), "counsil", 'the agency "counsil"'),
        (("matrix", "rows", 0, "agency"), "counsil", 'the agency "counsil"'),
        (("matrix", "columns", 0, "groups"), ["qualty"], 'the group "qualty"'),
        (("matrix", "rows", 0, "ticks"), ["qaa"], 'the column "qaa"'),
        (("contributions", 0, "agency"), "counsil", 'the agency "counsil"'),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(path, value, what):
    refusal = refusal_of(changed(*path, to=value))
    assert f"{what} is not known" in refusal.happened
    assert "Did you mean" in refusal.do


@pytest.mark.parametrize(
    "path", [("groups", 1, "key"), ("agencies", 1, "key"), ("matrix", "columns", 1, "key")]
)
def test_a_key_used_twice_is_refused(path):
    first = {"groups": "executive", "agencies": "council", "matrix": "qa"}[path[0]]
    refusal = refusal_of(changed(*path, to=first))
    assert f'the key "{first}" is used more than once' in refusal.happened


def test_a_circle_of_parents_is_refused_and_its_groups_are_named():
    data = changed("groups", 0, "part_of", to=["quality"])
    assert refusal_of(data).happened == (
        'In the file "ashcombe", groups, these groups are parents of one another in a circle: '
        '"ASCP Executive", "Quality Sub-Group".'
    )


def test_a_group_that_reports_to_itself_is_refused():
    data = changed("groups", 2, "reports_to", to=["board"])
    assert 'in a circle: "Old Board"' in refusal_of(data).happened


def test_links_that_make_nobody_a_parent_may_run_in_a_circle():
    data = changed("groups", 0, "links_to", to=["quality"])
    data["groups"][1]["links_to"] = ["executive"]
    assert len(read(data, "ashcombe").groups) == 3


@pytest.mark.parametrize(
    "words", ["31 June 2019", "By 30th February 2020", "2019-02-29", "29 february 2019"]
)
def test_a_date_that_does_not_exist_is_refused(words):
    refusal = refusal_of(changed("milestones", 0, "when", to=words))
    assert f'"when" is "{words}", a date the calendar does not have' in refusal.happened


@pytest.mark.parametrize(
    "words", ["By early June 2019", "29 February 2020", "autumn of 2019", "By 20 th June 2019"]
)
def test_words_for_a_date_are_kept_as_printed(words):
    assert read(changed("milestones", 0, "when", to=words), "x").milestones[0].when == words


def test_a_bare_year_is_a_date_as_words():
    assert read(changed("milestones", 0, "when", to=2020), "x").milestones[0].when == "2020"


@given(st.dates(min_value=datetime.date(1900, 1, 1)))
def test_a_real_date_may_be_written_in_any_of_its_forms(day):
    printed = read(changed("milestones", 0, "when", to=day), "x").milestones[0].when
    assert read(changed("milestones", 0, "when", to=printed), "x").milestones[0].when == printed
    iso = day.isoformat()
    assert read(changed("milestones", 0, "when", to=iso), "x").milestones[0].when == iso


@pytest.mark.parametrize(
    "line",
    [
        {"line": "Council", "state": "agreed"},
        {"line": "Council", "state": "blank", "amount": 5},
        {"line": "Council", "state": "to be confirmed", "amount": 5},
    ],
)
def test_an_amount_and_its_state_must_agree(line):
    data = changed("contributions", to=[line])
    assert "does not go with the state" in refusal_of(data).happened


YAML_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
GROUP_FIELDS = [field.name for field in dataclasses.fields(starter.StarterGroup)]


def is_read_or_refused_in_plain_words(data: dict) -> bool:
    """Whether the file is read, with chairs that are understood, or refused by a sentence."""
    try:
        found = read(data, "ashcombe")
    except UserError as mistake:
        return mistake.happened.startswith('In the file "ashcombe"') and mistake.happened[-1] == "."
    return all(chair_records.from_data(group.chair) for group in found.groups)


@given(st.sampled_from([*small(), "notes", "risks", "questions", "printed_total"]), YAML_VALUES)
def test_whatever_stands_in_a_file_is_read_or_refused_in_plain_words(key, value):
    assert is_read_or_refused_in_plain_words(changed(key, to=value))


@given(st.sampled_from(GROUP_FIELDS), YAML_VALUES)
def test_whatever_stands_in_a_group_is_read_or_refused_in_plain_words(key, value):
    assert is_read_or_refused_in_plain_words(changed("groups", 0, key, to=value))


@given(st.sampled_from(["among", "first", "anchor", "quote", "post", "kind"]), YAML_VALUES)
def test_whatever_stands_in_a_chair_is_read_or_refused_in_plain_words(key, value):
    assert is_read_or_refused_in_plain_words(changed("groups", 0, "chair", key, to=value))


@pytest.mark.parametrize("code", starter.GROUP_TYPES)
def test_every_type_of_group_has_a_label_of_its_own(code):
    assert type_label(code)
    assert "_" not in type_label(code)
