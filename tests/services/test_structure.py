"""Names, seats, holders and rules as they held on a day."""

from datetime import date

import pytest

from masa_desktop.domain.errors import UserError
from masa_desktop.services import chairs, groups, meetings, names, people, quorum_setting, terms


def test_a_meeting_shows_the_name_the_group_had_on_its_date(workspace, executive):
    workspace.do(names.rename, executive.group, "RSCP Strategic Executive", date(2026, 4, 1))
    workspace.do(meetings.add, executive.group, date(2026, 4, 14))
    shown = {row.on: row.group for row in workspace.ask(meetings.rows)}
    assert shown == {
        date(2026, 2, 10): "RSCP Executive",
        date(2026, 4, 14): "RSCP Strategic Executive",
    }


def test_p1_the_seat_shows_the_holder_of_the_day(workspace, executive):
    seat = executive.seats["police"]
    workspace.do(people.fill_seat, seat, "Dana Whitlock", date(2026, 3, 1))

    def holder(day):
        (row,) = [s for s in workspace.ask(groups.seats, executive.group, day) if s.id == seat]
        return [h.person for h in row.holders]

    assert holder(date(2026, 2, 28)) == ["Owen Prydderch"]
    assert holder(date(2026, 3, 1)) == ["Dana Whitlock"]


def test_a_seat_without_a_holder_is_vacant(workspace, executive, today):
    rows = {s.id: s for s in workspace.ask(groups.seats, executive.group, today)}
    assert rows[executive.seats["fire"]].is_vacant
    assert not rows[executive.seats["dcs"]].is_vacant


def test_people_are_found_whatever_the_spelling_of_their_apostrophe(workspace):
    first = workspace.do(people.named, "Siân O’Loughlin-Moss")
    assert workspace.do(people.named, "sian o'loughlin moss") == first


def test_leaving_before_arriving_is_refused(workspace, executive, today):
    (row,) = [
        s
        for s in workspace.ask(groups.seats, executive.group, today)
        if s.id == executive.seats["dcs"]
    ]
    with pytest.raises(UserError, match="before the first"):
        workspace.do(people.leave_seat, row.holders[0].id, date(2020, 1, 1))


def test_a_group_has_several_parents_but_never_a_circle(workspace, executive):
    top = workspace.do(groups.add_group, "Transformation Board", is_external=True)
    workspace.do(groups.link, executive.group, top)
    other = workspace.do(
        groups.add_group, "Exploitation", parent_ids=[executive.group, top], is_joint=True
    )
    (row,) = [r for r in workspace.ask(groups.everything, date(2026, 2, 10)) if r.id == other]
    assert set(row.parents) == {executive.group, top}
    with pytest.raises(UserError, match="report to itself"):
        workspace.do(groups.link, top, other)


def test_codes_are_proposed_unique_and_never_taken_twice(workspace, executive):
    second = workspace.do(groups.add_group, "Northshire Executive")
    codes = {r.id: r.code for r in workspace.ask(groups.everything, date(2026, 2, 10))}
    assert codes[executive.group] == "EXEC"
    assert codes[second] not in ("", "EXEC")
    with pytest.raises(UserError, match="belongs to another"):
        workspace.do(groups.add_group, "Third", code="EXEC")


def test_tor_4_a_meeting_is_judged_by_the_rule_of_its_day(workspace, executive):
    workspace.do(quorum_setting.set_quorum, executive.group, {"min_members": 2}, date(2026, 4, 1))
    before = workspace.ask(terms.quorum_rule, executive.group, date(2026, 3, 31))
    after = workspace.ask(terms.quorum_rule, executive.group, date(2026, 4, 1))
    assert (before.min_members, len(before.all_of)) == (None, 3)
    assert (after.min_members, after.all_of) == (2, ())


def test_c14_a_new_chair_rule_leaves_the_past_alone(workspace, executive):
    member = {"kind": "agency", "ref": executive.council, "name": "Riverside Council"}
    workspace.do(terms.set_chair, executive.group, {"kind": "agency_holds", "agency": member}, None)
    workspace.do(terms.set_chair, executive.group, {"kind": "not_stated"}, date(2026, 4, 1))
    due = workspace.ask(chairs.due, executive.group, date(2026, 3, 31))
    assert due.member.name == "Riverside Council"
    assert workspace.ask(chairs.due, executive.group, date(2026, 4, 1)).member is None


def test_c11_the_successor_takes_the_predecessors_place(workspace, executive):
    icb = workspace.do(groups.add_agency, "Northshire ICB")
    member = {"kind": "agency", "ref": executive.icb, "name": "NHS Riverside ICB"}
    workspace.do(terms.set_chair, executive.group, {"kind": "agency_holds", "agency": member}, None)
    workspace.do(groups.succeed_agency, executive.icb, icb, date(2026, 7, 1))
    assert workspace.ask(chairs.due, executive.group, date(2026, 6, 30)).member.ref == executive.icb
    assert workspace.ask(chairs.due, executive.group, date(2026, 7, 1)).member.ref == icb


def test_only_a_rotation_can_be_started(workspace, executive):
    with pytest.raises(UserError, match="does not rotate"):
        workspace.do(terms.start_rotation, executive.group, date(2026, 4, 1))


def test_a_group_is_found_by_name_alias_or_code_and_a_miss_lists_them(workspace, executive, today):
    assert workspace.ask(groups.named, "exec", today) == executive.group
    assert workspace.ask(groups.named, "RSCP executive", today) == executive.group
    with pytest.raises(UserError, match="RSCP Executive"):
        workspace.ask(groups.named, "Nothing", today)


def test_a_group_without_rules_says_so(workspace, today):
    group = workspace.do(groups.add_group, "Education Forum")
    page = workspace.ask(groups.page, group, today)
    assert page.quorum_words.startswith("No quorum is set")
    assert page.chair_words == "No chair rule is recorded."
    assert page.frequency == ""


def test_an_earlier_holder_is_added_without_losing_the_present_one(workspace, executive):
    seat = executive.seats["police"]
    workspace.do(people.fill_seat, seat, "Dana Whitlock", date(2018, 1, 1))

    def holder(day):
        (row,) = [s for s in workspace.ask(groups.seats, executive.group, day) if s.id == seat]
        return [h.person for h in row.holders]

    assert holder(date(2020, 1, 1)) == ["Dana Whitlock"]
    assert holder(date(2024, 8, 31)) == ["Dana Whitlock"]
    assert holder(date(2024, 9, 1)) == ["Owen Prydderch"]


def test_a_successor_cuts_a_holding_that_had_a_later_end(workspace, executive):
    seat = executive.seats["police"]
    (row,) = [
        s for s in workspace.ask(groups.seats, executive.group, date(2026, 2, 10)) if s.id == seat
    ]
    workspace.do(people.leave_seat, row.holders[0].id, date(2026, 12, 31))
    workspace.do(people.fill_seat, seat, "Dana Whitlock", date(2026, 10, 1))
    (row,) = [
        s for s in workspace.ask(groups.seats, executive.group, date(2026, 11, 1)) if s.id == seat
    ]
    assert [h.person for h in row.holders] == ["Dana Whitlock"]
