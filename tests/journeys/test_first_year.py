"""The main job, end to end, in the whole window: from published arrangements to both papers."""

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from masa_desktop.services import agenda, chairs, checking, groups, meetings, minutes, terms
from masa_desktop.ui.quorum_form import MUST

TEXT = (Path(__file__).parent / "medway_section_8.txt").read_text(encoding="utf-8").splitlines()
LIVE = date(2019, 9, 2)


def test_medways_executive_from_its_document_to_its_papers(person):
    person.sets_up("medway")
    ask = person.workspace.ask
    group = person.finds_group("MSCP Executive", LIVE)

    # Groups & people: the rotation starts on the day the partnership went live.
    pane = person.looks_at_group(group, "2 Sep 2019")
    assert pane.quorum.words.text().startswith("No quorum is set")
    pane.chair.open_start()
    pane.chair.start_form.on.entry.setText("2 Sep 2019")
    pane.chair.start_form.save()

    # Meetings: every two months as published, from the live date for fifteen months.
    planned = person.plans(group, "2 Sep 2019", "30 Nov 2020")
    rows = {row.id: row for row in ask(meetings.rows)}
    shown = [(rows[key].on.isoformat(), rows[key].chair) for key in planned]
    assert shown == [
        ("2019-09-02", "Medway Council"),
        ("2019-11-04", "Medway Council"),
        ("2020-01-02", "Medway Council"),
        ("2020-03-02", "Medway Council"),
        ("2020-05-04", "Medway Council"),
        ("2020-07-02", "Medway Council"),
        ("2020-09-02", "Order to be agreed"),
        ("2020-11-02", "Order to be agreed"),
    ]
    assert "Saturday" in rows[planned[1]].why_moved

    # One meeting: quorum not set, then set by the terms of reference.
    page = person.opens(planned[0])
    assert page.header.quorum.text == "No quorum set"
    pane = person.looks_at_group(group, "2 Sep 2019")
    pane.quorum.open_form()
    for key, box in pane.quorum.form.needs.items():
        called = {row.id: row.name for row in ask(groups.agencies, LIVE)}[key]
        if called in ("Medway Council", "Kent Police") or "Commissioning" in called:
            box.setCurrentIndex(box.findData(MUST))
    pane.quorum.form.save()
    assert len(ask(terms.quorum_rule, group, LIVE).all_of) == 3
    for seat in ask(groups.seats, group, LIVE)[:3]:
        pane.seats.table.select(seat.id)
        pane.seats.fill()
        names = {"Director": "Ines Varga", "Chief N": "Omar Bello", "Chief S": "Ruth Hale"}
        who = next(name for start, name in names.items() if seat.title.startswith(start))
        pane.seats.fill_form.name.entry.setText(who)
        pane.seats.fill_form.from_on.entry.setText("1 Sep 2019")
        pane.seats.fill_form.save()
    page = person.opens(planned[0])
    assert page.header.quorum.text == "Roll-call not taken"
    page.header.choose_tab("roll")
    page.roll.all_present.click()
    assert page.header.quorum.text == "Quorate"

    page.header.choose_tab("minutes")

    # The Health and Wellbeing Board's discussion, its undertaking and its two decisions.
    item = person.workspace.do(agenda.add, planned[0], "Proposed safeguarding arrangements")
    page.go_to(item)
    for paragraph in (*TEXT[:4], TEXT[5], TEXT[6]):
        person.minutes(page, paragraph)
    person.minutes(page, f"/a {TEXT[4]}")
    person.minutes(page, f"/d {TEXT[7]}")
    person.minutes(page, f"/d {TEXT[8]}")
    rows = ask(minutes.of_item, item)
    assert [row.text for row in rows] == [*TEXT[:4], TEXT[5], TEXT[6], TEXT[4], TEXT[7], TEXT[8]]
    assert [row.kind.value for row in rows[6:]] == ["action", "decision", "decision"]

    word, excel = person.writes_papers(page)
    said = "\n".join(
        cell.text for t in docx.Document(str(word)).tables for r in t.rows for cell in r.cells
    )
    for paragraph in TEXT:
        assert paragraph in said
    sheet = openpyxl.load_workbook(excel)["Open actions"]
    assert (sheet["A5"].value, sheet["E5"].value) == ("EXEC-2019-001", TEXT[4])
    assert all(finding.is_fine for finding in checking.check(person.workspace))


@pytest.mark.parametrize(
    ("starter", "group"),
    [
        ("bolton", "Bolton Safeguarding Partnership"),
        ("manchester", "Children's MASA Executive Group"),
        ("trafford", "Executive Group"),
        ("north-tyneside", "North Tyneside Children Partnership"),
    ],
)
def test_the_other_starters_as_far_as_one_meeting(person, starter, group):
    person.sets_up(starter)
    day = date(2026, 3, 2)
    key = person.finds_group(group, day)
    (first, *_) = person.plans(key, "2 Mar 2026", "1 Mar 2027")
    page = person.opens(first)
    assert page.header.quorum.text == "No quorum set"
    due = person.workspace.ask(chairs.due, key, day)
    assert due.sentence
    person.minutes(page, "The partnership met for the first time in this program.")
    person.minutes(page, "/d to note the published arrangements")
    word, _ = person.writes_papers(page)
    text = "\n".join(p.text for p in docx.Document(str(word)).paragraphs)
    assert "No quorum is set" in text
    assert all(finding.is_fine for finding in checking.check(person.workspace))
