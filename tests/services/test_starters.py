"""Starters: each loads into an empty office with nothing lost, nothing invented, no person."""

from datetime import date

import pytest
from sqlalchemy import func, select

from masa_desktop.domain.errors import UserError
from masa_desktop.services import chairs, groups, meetings, names, people, starters, terms
from masa_desktop.storage.entities import (
    ArrangementNote,
    Contribution,
    EscalationStep,
    MatrixColumn,
    MatrixRow,
    MatrixTick,
    Milestone,
    Name,
    Person,
    Risk,
    ScrutinyPost,
    StatutoryPartner,
    TermsOfReference,
)

ALL = ["bolton", "manchester", "medway", "north-tyneside", "trafford", "working-together-2023"]


def number(workspace, entity, *where):
    return workspace.ask(lambda s: s.scalar(select(func.count()).select_from(entity).where(*where)))


@pytest.mark.parametrize("name", ALL)
def test_everything_the_file_says_becomes_a_record(workspace, name):
    said = starters.read(name)
    workspace.do(starters.load, name)
    day = date(2026, 2, 10)
    rows = workspace.ask(groups.everything, day)
    assert {r.name for r in rows} == {g.name for g in said.groups}
    assert len({r.code for r in rows}) == len(rows)
    assert number(workspace, Person) == 0
    assert number(workspace, StatutoryPartner) == len(said.statutory_partners)
    assert number(workspace, Milestone) == len(said.milestones)
    assert number(workspace, Risk) == len(said.risks)
    assert number(workspace, ScrutinyPost) == len(said.scrutiny)
    assert number(workspace, EscalationStep) == len(said.escalation)
    assert number(workspace, ArrangementNote) == len(said.notes) + len(said.questions)
    by_name = {r.name: r for r in rows}
    for group in said.groups:
        page = workspace.ask(groups.page, by_name[group.name].id, day)
        assert page.aliases == group.aliases
        assert page.frequency == group.frequency
        assert [s.title for s in page.seats] == [s.title for s in group.seats]
        assert all(seat.is_vacant for seat in page.seats)
        assert len(page.links) == len(group.parents)
        assert not page.has_quorum
        assert page.source == group.source


@pytest.mark.parametrize("name", ALL)
def test_every_own_group_can_be_planned_and_shows_its_chair_or_why_not(workspace, name):
    workspace.do(starters.load, name)
    day = date(2026, 3, 2)
    for row in workspace.ask(groups.everything, day):
        due = workspace.ask(chairs.due, row.id, day)
        assert due.sentence.endswith(".")
        if row.is_external:
            continue
        pattern = workspace.ask(terms.pattern, row.id, day)
        if pattern is None:
            continue
        proposals = workspace.ask(meetings.propose, pattern.to_data(), day, date(2027, 3, 1))
        if proposals:
            made = workspace.do(
                meetings.plan, row.id, pattern=pattern.to_data(), proposals=proposals
            )
            assert len(made) == len(proposals)


def test_medways_executive_as_published(workspace):
    workspace.do(starters.load, "medway")
    live = date(2019, 9, 2)
    group = workspace.ask(groups.named, "MSCP Executive", live)
    assert workspace.ask(chairs.due_words_on, group, live) == "Order to be agreed"
    workspace.do(terms.start_rotation, group, live)
    assert workspace.ask(chairs.due_words_on, group, live) == "Medway Council"
    assert workspace.ask(chairs.due_words_on, group, date(2020, 9, 1)) == "Medway Council"
    assert workspace.ask(chairs.due_words_on, group, date(2020, 9, 2)) == "Order to be agreed"
    page = workspace.ask(groups.page, group, live)
    assert page.quorum_words.startswith("No quorum is set")
    assert page.frequency == "every two months"


def test_manchesters_matrix_keeps_its_ticks_qualifiers_and_empty_rows(workspace):
    workspace.do(starters.load, "manchester")
    ticks = workspace.ask(
        lambda s: s.execute(
            select(MatrixColumn.label, func.count(MatrixTick.id))
            .join(MatrixTick, MatrixTick.column_id == MatrixColumn.id)
            .group_by(MatrixColumn.id)
            .order_by(MatrixColumn.position)
        ).all()
    )
    assert [n for _, n in ticks] == [9, 9, 16, 13, 10]
    assert number(workspace, MatrixRow) == 24
    assert number(workspace, MatrixTick, MatrixTick.qualifier != "") == 7
    unticked = number(
        workspace, MatrixRow, MatrixRow.id.not_in(select(MatrixTick.row_id)), ~MatrixRow.is_deleted
    )
    assert unticked == 3


def test_boltons_blank_is_not_nought_and_the_printed_total_stays_negative(workspace):
    workspace.do(starters.load, "bolton")
    lines = workspace.ask(
        lambda s: [(c.line, c.pence, c.is_total) for c in s.scalars(select(Contribution))]
    )
    amounts = {line: pence for line, pence, total in lines if not total}
    assert amounts["GM and Cheshire CRC"] is None
    assert sum(pence or 0 for pence in amounts.values()) == 34_954_800
    assert [pence for _, pence, total in lines if total] == [-34_954_800]


def test_one_executive_has_four_names(workspace):
    workspace.do(starters.load, "manchester")
    day = date(2026, 2, 10)
    found = {
        workspace.ask(groups.named, name, day)
        for name in (
            "Children's MASA Executive Group",
            "Children's Safeguarding Executive group",
            "Children's Safeguarding Executive",
            "Children's MASA Executive",
        )
    }
    assert len(found) == 1
    assert len(workspace.ask(names.others_of, group_id=found.pop())) >= 3


def test_a_starter_is_undone_in_one_step(workspace):
    workspace.do(starters.load, "medway")
    workspace.undo()
    assert workspace.ask(groups.everything, date(2026, 2, 10)) == []


def test_a_partnership_is_not_loaded_twice(workspace):
    workspace.do(starters.load, "medway")
    with pytest.raises(UserError, match="already has"):
        workspace.do(starters.load, "medway")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not empty"),
        ("format: 1\nformat: 1\n", "stands twice"),
        ("a: [1, 2", "near line"),
        ("date: 2019-02-30\n", "date or a value"),
        ("format: 1\npartnership: {name: X}\ncolour: blue\n", "colour"),
    ],
    ids=["empty", "twice", "half", "no such date", "unknown key"],
)
def test_a_file_that_cannot_be_a_starter_changes_nothing(workspace, tmp_path, text, says):
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=says):
        workspace.do(starters.load, str(file))
    assert workspace.ask(groups.partnerships, date(2026, 2, 10)) == []


def test_a_missing_file_and_an_unknown_name_are_told_apart(workspace, tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        workspace.do(starters.load, str(tmp_path / "none.yaml"))
    with pytest.raises(UserError, match="bolton, manchester, medway"):
        workspace.do(starters.load, "atlantis")


def test_the_choices_say_what_they_create():
    found = starters.available()
    assert {choice.name for choice in found} == set(ALL)
    assert all(choice.summary.startswith("Creates ") for choice in found)


def test_seats_of_a_starter_can_be_filled(workspace):
    workspace.do(starters.load, "trafford")
    day = date(2026, 2, 10)
    group = workspace.ask(groups.named, "Executive Group", day)
    seat = workspace.ask(groups.seats, group, day)[0]
    workspace.do(people.fill_seat, seat.id, "Ines Varga", date(2026, 1, 1))
    assert workspace.ask(groups.seats, group, day)[0].holders[0].person == "Ines Varga"
    assert number(workspace, TermsOfReference) > 0


def test_a_partnership_of_its_own_name_keeps_the_published_one_as_an_alias(workspace):
    workspace.do(starters.load, "medway", called="Our Partnership")
    (row,) = workspace.ask(groups.partnerships, date(2026, 2, 10))
    assert row[1] == "Our Partnership"
    aliases = workspace.ask(
        lambda s: s.scalars(
            select(Name.name).where(Name.partnership_id == row[0], Name.kind == "alias")
        ).all()
    )
    assert "Medway Safeguarding Children Partnership" in aliases
