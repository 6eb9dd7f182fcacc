"""One typed line is read into parts that are always the whole line, whatever is typed."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture import (
    Attendee,
    Command,
    OfferKind,
    Role,
    Room,
    RoomAgency,
    accepted,
    as_text,
    formatted,
    read,
    without,
)
from masa_desktop.domain.capture_words import begins_command, command_of
from masa_desktop.domain.days import Calendar
from masa_desktop.domain.phrases import Phrase

CALENDAR = Calendar.of(
    {"division": "x", "last_year": 2027, "days": [{"on": "2026-04-03", "name": "Good Friday"}]}
)
ROOM = Room(
    today=date(2026, 2, 10),
    meeting_on=date(2026, 2, 10),
    next_meeting_on=date(2026, 4, 14),
    calendar=CALENDAR,
    people=(
        Attendee("p1", "Sarah Gellert", "SGe", "Designated Nurse", "ICB"),
        Attendee("p2", "Samir Gadhvi", "SGa", "Director", "Council"),
        Attendee("p3", "Anjali Deshmukh", "AD", "Chief Nurse", "ICB"),
        Attendee("p4", "Jo Lindqvist", "JL", agency="Police"),
        Attendee("p5", "Mary O’Toole-Reid", "MT", is_present=False),
        Attendee("p6", "Dana Osei", "DO"),
        Attendee("p7", "Sarah Pym", "SP"),
    ),
    agencies=(
        RoomAgency("g1", "Riverside Council", "RC"),
        RoomAgency("g2", "NHS Riverside & Northshire ICB", "ICB"),
        RoomAgency("g3", "Northshire Police"),
    ),
    phrases=(
        Phrase("noted", "Members NOTED |."),
        Phrase("none", "There was no other business."),
        Phrase("agreed", "Members AGREED the paper."),
    ),
)


def of(line):
    return read(line, ROOM)


def ids(capture):
    return [one.id for one in capture.owners]


def kinds(capture):
    return [offer.kind for offer in capture.offers]


def part(capture, role):
    return next(one for one in capture.parts if one.role is role)


def test_the_line_of_the_design_is_understood_part_by_part():
    found = of("/a SGe circulate neglect audit by 14 Mar")
    assert [(one.role, one.raw) for one in found.parts] == [
        (Role.COMMAND, "/a"),
        (Role.BETWEEN, " "),
        (Role.LEAD, "SGe"),
        (Role.BETWEEN, " "),
        (Role.TEXT, "circulate neglect audit"),
        (Role.BETWEEN, " "),
        (Role.DUE, "by 14 Mar"),
    ]
    assert found.command is Command.ACTION
    assert (found.text, found.sentence) == ("circulate neglect audit", "Circulate neglect audit")
    assert part(found, Role.LEAD).understood == "Sarah Gellert, Designated Nurse, ICB"
    assert part(found, Role.LEAD).note == "here"
    assert part(found, Role.DUE).understood == "Saturday 14 March 2026"
    assert (found.due.kind, found.due.on) == (DueKind.DATED, date(2026, 3, 14))
    assert found.missing == ()


def test_a_weekend_date_stays_and_tab_takes_the_working_day_before():
    found = of("/a SGe circulate audit by 14 Mar")
    offer = found.by_tab
    assert offer.kind is OfferKind.WORKING_DAY_BEFORE
    assert offer.sentence == (
        "14 March 2026 is a Saturday. The working day before is Friday 13 March 2026."
    )
    line, caret = accepted(found, offer)
    assert line == "/a SGe circulate audit by 13 Mar 2026"
    assert caret == len(line)
    assert of(line).due.on == date(2026, 3, 13)
    assert kinds(found) == [
        OfferKind.WORKING_DAY_BEFORE,
        OfferKind.WORKING_DAY_AFTER,
        OfferKind.NEXT_MEETING,
        OfferKind.OTHER_PERSON,
    ]


def test_a_bank_holiday_is_named_and_the_working_day_before_offered():
    offer = of("/a AD go by 3 Apr").by_tab
    assert offer.sentence == (
        "3 April 2026 is not a working day (Good Friday)."
        " The working day before is Thursday 2 April 2026."
    )


@pytest.mark.parametrize(
    ("line", "owners", "text"),
    [
        ("/a AD+JL go", ["p3", "p4"], "go"),
        ("/a JL, AD go", ["p4", "p3"], "go"),
        ("/a ad & jl go", ["p3", "p4"], "go"),
        ("/a AD and JL to go", ["p3", "p4"], "go"),
        ("/a AD/JL go", ["p3", "p4"], "go"),
        ("/a AD and go", ["p3"], "and go"),
        ("/a AD: go", ["p3"], "go"),
        ("/a AD+AD go", ["p3"], "go"),
        ("/a @Sarah Gellert go", ["p1"], "go"),
        ("/a @lindqvist go", ["p4"], "go"),
        ("/a @mary o'toole reid go", ["p5"], "go"),
        ("/a ICB+AD go", ["g2", "p3"], "go"),
        ("/a @NHS Riverside & Northshire ICB+JL go", ["g2", "p4"], "go"),
        ("/a @northshire police go", ["g3"], "go"),
        ("/a DO the audit", ["p6"], "the audit"),
        ("/a do the audit", [], "do the audit"),
        ("/a circulate AD paper", [], "circulate AD paper"),
        ("/a", [], ""),
        ("/A AD", ["p3"], ""),
    ],
)
def test_owners_are_read_directly_after_the_command_and_the_first_is_the_lead(line, owners, text):
    found = of(line)
    assert (ids(found), found.text) == (owners, text)
    assert sum(one.role is Role.LEAD for one in found.parts) == bool(owners)


@pytest.mark.parametrize("said", ["ALL", "ALL agencies", "all agencies", "@all"])
def test_a2_all_means_every_agency_of_the_group(said):
    found = of(f"/a {said} return the audit")
    assert ids(found) == ["g1", "g2", "g3"]
    assert found.text == "return the audit"
    assert part(found, Role.LEAD).understood.startswith("All 3 agencies: Riverside Council,")


def test_all_in_small_letters_before_other_words_is_a_word():
    assert of("/a all staff to be told").text == "all staff to be told"


def test_unknown_initials_stay_text_and_a_guest_is_offered():
    found = of("/a XY circulate audit")
    assert (ids(found), found.text) == ([], "XY circulate audit")
    offer = found.by_tab
    assert offer.kind is OfferKind.GUEST
    assert found.line[offer.start : offer.end] == "XY"
    assert offer.sentence == "Nobody on the list has the initials XY. Add XY as a guest."
    room = replace(ROOM, people=(*ROOM.people, Attendee("p9", "Xan Yates", "XY")))
    assert ids(read(found.line, room)) == ["p9"]


def test_unknown_initials_before_a_known_owner_keep_their_place_in_the_text():
    found = of("/a XY+JL go")
    assert (ids(found), found.text) == (["p4"], "XY go")
    assert of("/a XY+ZQ go").text == "XY+ZQ go"


@pytest.mark.parametrize(
    ("line", "replacements"),
    [
        ("/a Gell", ["SGe"]),
        ("/a gell", ["SGe"]),
        ("/a AD + osei", ["DO"]),
        ("/a Gellert circulate the audit", ["SGe"]),
        ("/a sa", []),
        ("/a sar", ["SGe", "SP"]),
        ("/a Nor", ["ICB", "@Northshire Police"]),
        ("/a Polic", ["@Northshire Police", "JL"]),
        ("/a Counc", ["RC", "SGa"]),
        ("/a police share the flags", []),
        ("/a Sarah share the flags", ["SGe", "SP"]),
        ("/a circulate", []),
        ("/in gell", ["SGe"]),
        ("/out Lindq", ["JL"]),
    ],
)
def test_a_name_is_completed_by_initials_surname_or_agency(line, replacements):
    found = of(line)
    offers = [one for one in found.offers if one.kind is OfferKind.PERSON]
    assert [one.replacement for one in offers] == replacements
    for offer in offers:
        taken = of(accepted(found, offer)[0])
        assert ids(taken)[-1:] == [
            next(one.id for one in (*ROOM.people, *ROOM.agencies) if one.name in offer.sentence)
        ]
    if offers and found.command is Command.ACTION:
        assert found.by_tab == offers[0]
        assert found.text


def test_beside_an_agency_its_people_are_in_the_list_and_not_taken_by_tab():
    found = of("/a ICB share the flags")
    assert ids(found) == ["g2"]
    assert [(one.kind, one.replacement) for one in found.offers] == [
        (OfferKind.OTHER_PERSON, "SGe"),
        (OfferKind.OTHER_PERSON, "AD"),
    ]
    assert found.by_tab is None


def test_initials_that_fit_two_people_are_offered_as_a_choice_never_chosen():
    found = of("/a SG go")
    assert ids(found) == []
    assert [offer.replacement for offer in found.offers] == ["SGe", "SGa", None]
    assert ids(of(accepted(found, found.offers[1])[0])) == ["p2"]
    named = of("/a @sarah go")
    assert ids(named) == []
    assert [offer.replacement for offer in named.offers] == ["SGe", "SP"]


@pytest.mark.parametrize(
    ("end", "kind", "on"),
    [
        ("by next", DueKind.NEXT_MEETING, date(2026, 4, 14)),
        ("by end March", DueKind.DATED, date(2026, 3, 31)),
        ("by Friday", DueKind.DATED, date(2026, 2, 13)),
        ("by Friday week", DueKind.DATED, date(2026, 2, 20)),
        ("+5wd", DueKind.DATED, date(2026, 2, 17)),
        ("+2w", DueKind.DATED, date(2026, 2, 24)),
        ("+3m", DueKind.DATED, date(2026, 5, 10)),
        ("due 9 Feb", DueKind.DATED, date(2027, 2, 9)),
        ("by 10 Feb.", DueKind.DATED, date(2026, 2, 10)),
        ("ongoing", DueKind.ONGOING, None),
        ("due tbc", DueKind.NOT_SAID, None),
    ],
)
def test_a_due_date_is_read_at_the_end_of_the_line(end, kind, on):
    found = of(f"/a AD send it, {end} ")
    assert (found.due.kind, found.due.on) == (kind, on)
    assert (found.text, part(found, Role.DUE).raw) == ("send it", end)


@pytest.mark.parametrize(
    "words",
    [
        "reduce waits by 5 days",
        "send it by post",
        "agree by 14 Mar what is due to whom",
        "open the case file by 9.30",
        "ongoing work",
        "5wd",
    ],
)
def test_words_that_only_look_like_a_due_date_stay_text(words):
    found = of(f"/a AD {words}")
    assert (found.text, found.due.kind) == (words, DueKind.NOT_SAID)
    assert found.missing == ("No date said",)


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("check figures 14 Mar", "check figures by 14 Mar 2026"),
        ("check figures on 14 March", "check figures by 14 Mar 2026"),
        ("check figures, Friday week", "check figures, by 20 Feb 2026"),
        ("check figures 14/3", "check figures by 14 Mar 2026"),
        ("bring figures to the next meeting", "bring figures to the next meeting by next"),
        ("check figures tomorrow", "check figures by 11 Feb 2026"),
        ("check figures within two weeks", "check figures by 24 Feb 2026"),
        ("check figures in 10 working days", "check figures by 24 Feb 2026"),
    ],
)
def test_a_day_without_by_stays_text_and_tab_takes_it_as_the_due_date(words, taken):
    found = of(f"/a AD {words}")
    assert (found.text, found.due.kind) == (words, DueKind.NOT_SAID)
    assert found.by_tab.why.endswith("without “by”: due then?")
    line = accepted(found, found.by_tab)[0]
    assert line == f"/a AD {taken}"
    assert of(line).due.on == found.room.next_meeting_on or of(line).due.on.year == 2026


@pytest.mark.parametrize(
    "words",
    [
        "share the audit of 3 March",
        "close the quarter ending 31 March",
        "bring back the paper dated 3 Feb 2026",
        "rewrite section 4.2",
        "see what comes next",
        "14 Mar",
        "phone at 10.15",
        "read the papers of 9 Feb 2026",
        "compare the plan for 2025/26",
    ],
)
def test_a_day_that_belongs_to_other_words_is_not_offered(words):
    assert of(f"/a AD {words}").offers == ()


@pytest.mark.parametrize(
    ("end", "sentence", "instead"),
    [
        ("by 31 Apr", "April 2026 has 30 days. “by 31 Apr” stays in the text.", "by 30 Apr 2026"),
        (
            "by 29 Feb",
            "February 2026 has 28 days. “by 29 Feb” stays in the text.",
            "by 28 Feb 2026",
        ),
    ],
)
def test_a_day_that_does_not_exist_stays_text_with_an_offer_that_says_so(end, sentence, instead):
    found = of(f"/a AD go {end}")
    assert (found.text, found.due.kind) == (f"go {end}", DueKind.NOT_SAID)
    assert [(one.kind, one.sentence) for one in found.offers] == [(OfferKind.NOT_A_DATE, sentence)]
    assert accepted(found, found.by_tab)[0] == f"/a AD go {instead}"


def test_a_day_without_its_year_that_was_just_past_is_said_to_be_in_the_next():
    found = of("/a AD go by 1 Feb")
    assert found.due.on == date(2027, 2, 1)
    (told,) = found.offers
    assert (told.is_choice, told.sentence) == (
        False,
        "That is in 2027; in 2026 it was before the meeting.",
    )
    assert of("/a AD go by 1 Feb 2027").offers == ()


def test_what_looks_like_a_date_and_is_none_is_said_to_stay_text():
    found = of("/a AD go by 99 Foo 2026")
    assert found.text == "go by 99 Foo 2026"
    assert [one.kind for one in found.offers] == [OfferKind.NOT_A_DATE]


@pytest.mark.parametrize(
    ("line", "owners", "text"),
    [
        ("/a Sarah Gellert and Jo Lindqvist to go", ["p1", "p4"], "go"),
        ("/a Riverside Council to go", ["g1"], "go"),
        ("/a sarah gellert to go", [], "sarah gellert to go"),
        ("/a Sarah to go", [], "Sarah to go"),
        ("/a GW, SGe & JL to meet", ["p1", "p4"], "GW to meet"),
        ("/a SGe and Jo Lindqvist will go", ["p1", "p4"], "go"),
    ],
)
def test_a_name_in_full_is_an_owner_and_one_unknown_stays_in_its_sentence(line, owners, text):
    found = of(line)
    assert (ids(found), found.text) == (owners, text)


PEOPLE = (
    *ROOM.people,
    Attendee("p8", "Owen Prydderch", "OP", agency="Police"),
    Attendee("p9", "Priya Nandakumar", "PNan"),
    Attendee("p10", "Priya Nolan", "PNol"),
    Attendee("p11", "Mark Hope", "MH"),
)
FULL = replace(ROOM, people=PEOPLE)


@pytest.mark.parametrize(
    ("line", "owners", "text"),
    [
        ("Owen and Anjali to share the kit", ["p8", "p3"], "share the kit"),
        ("Owen Prydderch to send it", ["p8"], "send it"),
        ("Prydderch to send it", ["p8"], "send it"),
        ("Owen, AD and Lindqvist will send it", ["p8", "p3", "p4"], "send it"),
        ("Owen: send it", ["p8"], "send it"),
        ("Priya Nan to send it", ["p9"], "send it"),
        ("Priya N to send it", [], "Priya N to send it"),
        ("Priya to send it", [], "Priya to send it"),
        ("Sarah and Owen to send it", [], "Sarah and Owen to send it"),
        ("owen to send it", [], "owen to send it"),
        ("Owen send it", [], "Owen send it"),
        ("Owen Smith to send it", [], "Owen Smith to send it"),
        ("Council to send it", [], "Council to send it"),
        ("Mark to send it", ["p11"], "send it"),
        ("Mark will send it", [], "Mark will send it"),
        ("Mark it as sent", [], "Mark it as sent"),
        ("mark to send it", [], "mark to send it"),
    ],
)
def test_a_name_one_person_alone_has_is_an_owner_before_to(line, owners, text):
    found = read(f"/a {line}", FULL)
    assert (ids(found), found.text) == (owners, text)
    offered = [one for one in found.offers if one.kind is OfferKind.PERSON]
    assert bool(offered) == (not owners and line.startswith(("Owen", "Priya", "Sarah", "Mark ")))
    for one in offered:
        again = read(accepted(found, one)[0], FULL)
        assert ids(again)
        assert "N to" not in again.text


def test_initials_but_for_their_small_letters_are_not_taken_from_whom_is_called_so():
    room = replace(FULL, people=(*PEOPLE, Attendee("p12", "Jill Oakes", "JO")))
    assert ids(read("/a JO to go", room)) == ["p12"]
    found = read("/a Jo to go", room)
    assert (ids(found), [one.replacement for one in found.offers]) == ([], ["JL", "JO"])


@pytest.mark.parametrize(
    ("line", "owners", "due"),
    [
        ("Bring the plan SGa, PNan by Friday week", ["p2", "p9"], date(2026, 2, 20)),
        ("Bring the plan SGa + PNan", ["p2", "p9"], None),
        ("Bring the plan (SGa)", ["p2"], None),
        ("Bring the plan (SGa and AD) by 6 March", ["p2", "p3"], date(2026, 3, 6)),
        ("Bring the plan – SGa", ["p2"], None),
        ("Bring the plan, SGa/AD", ["p2", "p3"], None),
        ("Bring the plan - AD - 6 March", ["p3"], date(2026, 3, 6)),
        ("Bring the plan by 6 March (SGa)", ["p2"], date(2026, 3, 6)),
        ("Bring the plan - 6 March", [], date(2026, 3, 6)),
        ("Bring the plan – by 6 March", [], date(2026, 3, 6)),
        ("Bring the plan – Friday week", [], date(2026, 2, 20)),
    ],
)
def test_initials_and_a_day_behind_the_words_are_owners_and_the_due_date(line, owners, due):
    found = read(f"/a {line}", FULL)
    assert (ids(found), found.text, found.due.on) == (owners, "Bring the plan", due)
    assert formatted(read(formatted(found), FULL)) == formatted(found)


@pytest.mark.parametrize(
    "words",
    [
        "Send the plan to SGa",
        "Share it with SGa",
        "Bring the report of AD",
        "Meet Jo and SGa",
        "Get the plan from SGa",
        "Share it with police, AD and SGa",
        "Share it with the chair, SGa",
        "Agree it with the director (SGa)",
        "Agree the dates Samir Gadhvi (SGa) sent – JL (SGa)",
        "Arrange to thank SGa",
        "Go on and thank SGa",
        "Consider inviting SGa",
        "Check that police saw AD",
        "Chase SGa",
        "Bring the plan sga",
        "Bring the plan XY",
        "Bring the plan ICB",
        "Bring section 4 SGa",
        "XY to bring the plan (SGa)",
        "Sarah to bring the plan (SGa)",
        "Meet 4 - 6 March",
        "Cover Monday - Friday",
        "Bring the plan - 6 March 2025",
        "Phone at 9 am - 10 am",
    ],
)
def test_what_may_belong_to_the_words_stays_in_them(words):
    found = read(f"/a {words}", FULL)
    assert (ids(found), found.text, found.due.kind) == ([], words, DueKind.NOT_SAID)


def test_initials_behind_the_words_stay_in_them_if_somebody_goes_first():
    assert of("/a AD bring the plan SGa").text == "bring the plan SGa"
    found = of("/a AD bring the plan (SGa)")
    assert ids(without(found, part(found, Role.LEAD))) == []
    last = of("/a bring the plan SGa + JL")
    back = without(last, part(last, Role.LEAD))
    assert (ids(back), back.text) == (["p4"], "bring the plan SGa")


def test_next_friday_is_not_guessed_but_both_days_are_offered():
    found = of("/a AD go by next Friday")
    assert found.due.kind is DueKind.NOT_SAID
    assert [one.replacement for one in found.offers] == ["by 13 Feb 2026", "by 20 Feb 2026"]


def test_next_week_is_asked_for_its_day_and_tab_takes_its_friday():
    found = of("/a AD go by next week")
    assert (found.due.kind, found.text) == (DueKind.NOT_SAID, "go by next week")
    assert [(one.why, one.short) for one in found.offers] == [
        ("“next week”: which day?", "Friday 20 February 2026")
    ]
    assert accepted(found, found.by_tab)[0] == "/a AD go by 20 Feb 2026"


def test_a_past_date_is_understood_and_flagged():
    found = of("/a AD go by 9 Feb 2026")
    assert found.due.on == date(2026, 2, 9)
    assert [(one.kind, one.sentence) for one in found.offers] == [
        (OfferKind.PAST, "Monday 9 February 2026 is before the meeting.")
    ]
    later = read("/a AD go by 11 Feb", replace(ROOM, today=date(2026, 3, 2)))
    assert [one.sentence for one in later.offers] == ["Wednesday 11 February 2026 has passed."]


def test_an_ongoing_action_is_asked_for_its_review_date():
    found = of("/a AD keep under watch ongoing")
    assert found.missing == ("No review date yet",)
    assert found.by_tab.kind is OfferKind.REVIEW_DATE
    again = of(accepted(found, found.by_tab)[0])
    assert (again.due.kind, again.due.on) == (DueKind.ONGOING, date(2026, 4, 14))
    assert again.missing == ()


def test_next_without_a_planned_meeting_has_no_date():
    found = read("/a AD go by next", replace(ROOM, next_meeting_on=None))
    assert (found.due.kind, found.due.on) == (DueKind.NEXT_MEETING, None)
    assert found.due.words == "Next meeting, not yet set"


def test_an_action_without_owner_and_date_is_allowed_and_says_what_the_check_will_ask():
    found = of("/a circulate audit")
    assert (found.command, found.text) == (Command.ACTION, "circulate audit")
    assert found.missing == ("No owner yet", "No date said")
    assert of("/d circulate audit").missing == ()


def test_a12_to_note_is_offered_as_a_decision():
    found = of("/a to note the report")
    offer = found.offers[0]
    assert offer.kind is OfferKind.AS_DECISION
    assert found.by_tab is None
    assert of(accepted(found, offer)[0]).command is Command.DECISION
    assert of("/a AD note the report by Friday").offers[-1].kind is OfferKind.AS_DECISION
    assert of("/a AD notebook").offers == ()


@pytest.mark.parametrize(
    "line",
    ["/agree this", "/x y", "/", "/inn", "and/or", "AD /a x", "", "/a/b", "plain words"],
)
def test_a_line_that_is_no_command_stays_plain_text(line):
    found = of(line)
    assert (found.command, found.text) == (Command.NONE, line)


@pytest.mark.parametrize("line", ["/a AD go by Friday", "/p words", "/out jo 14:30", "/n noted x"])
def test_blanks_before_a_command_change_nothing_that_is_understood(line):
    plain, found = of(line), of(f"  {line}")
    assert (found.parts[0].role, found.parts[0].raw) == (Role.BETWEEN, "  ")
    assert [(one.role, one.raw, one.understood) for one in found.parts[1:]] == [
        (one.role, one.raw, one.understood) for one in plain.parts
    ]
    assert (found.text, found.owners, found.due, found.at) == (
        plain.text,
        plain.owners,
        plain.due,
        plain.at,
    )
    assert formatted(found) == formatted(plain)
    assert as_text(found).command is Command.NONE


def test_blanks_before_the_slash_leave_every_offer():
    assert len(of(" /").offers) == len(of("/").offers)
    found = of("  /a to note the report")
    assert accepted(found, found.offers[0])[0] == "/d to note the report"


@pytest.mark.parametrize(
    ("line", "begins"),
    [("/", True), (" /p x", True), ("//p", False), (" //", False), ("x /", False)],
)
def test_one_slash_at_the_start_begins_a_command(line, begins):
    assert begins_command(line) is begins


def test_two_slashes_type_one():
    found = of("//a is a command")
    assert (found.command, found.text) == (Command.NONE, "/a is a command")
    assert [one.role for one in found.parts] == [Role.ESCAPE, Role.TEXT]


def test_a_slash_alone_offers_every_command_and_letters_narrow_them():
    assert [one.replacement for one in of("/").offers] == [
        *("/a ", "/d ", "/n ", "/p ", "/in ", "/out ", "/c ")
    ]
    assert accepted(of("/o"), of("/o").by_tab)[0] == "/out "


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/d AD by Friday", Command.DECISION),
        ("/p AD by Friday", Command.PRIVATE),
        ("/c AD by Friday", Command.CHALLENGE),
    ],
)
def test_decisions_jottings_and_challenges_are_all_text(line, command):
    found = of(line)
    assert (found.command, found.text, found.offers) == (command, "AD by Friday", ())


def test_people_arrive_and_leave_by_initials_or_name_with_a_time():
    found = of("/in MT 10:05 from item 4")
    assert (found.command, ids(found), found.at) == (Command.ARRIVE, ["p5"], time(10, 5))
    assert found.text == "from item 4"
    assert part(found, Role.TIME).understood == "10:05"
    left = of("/out jo and AD at 2.30pm")
    assert (left.command, ids(left), left.at) == (Command.LEAVE, ["p4", "p3"], time(14, 30))
    assert part(of("/in AD"), Role.PERSON).note == "already here"
    assert part(of("/out MT"), Role.PERSON).note == "not recorded as here"
    assert kinds(of("/in QZ")) == [OfferKind.GUEST]
    guest = of("/in Jane Bloggs ")
    assert guest.by_tab.kind is OfferKind.GUEST
    assert guest.line[guest.by_tab.start : guest.by_tab.end] == guest.text == "Jane Bloggs"
    assert ids(of("/in ICB")) == []


def test_a_house_phrase_is_put_in_with_the_words_for_its_gap():
    found = of("/n noted the audit")
    assert (found.command, found.text) == (Command.PHRASE, "Members NOTED the audit.")
    assert part(found, Role.PHRASE).understood == "Members NOTED …."
    line, caret = accepted(found, found.by_tab)
    assert (line, line[caret:]) == ("Members NOTED the audit.", ".")


def test_a_phrase_not_yet_settled_offers_those_that_fit_and_keeps_the_words():
    found = of("/n no")
    assert found.text == "no"
    assert [one.sentence for one in found.offers] == [
        "Members NOTED ….",
        "There was no other business.",
    ]
    assert [one.sentence for one in of("/n paper").offers] == ["Members AGREED the paper."]
    assert of("/n zebra").offers == ()
    assert of("/n zebra").text == "zebra"


def test_a_chip_turned_back_is_text_and_stays_so_as_typing_goes_on():
    found = of("/a AD+JL send it by Friday")
    no_lead = without(found, part(found, Role.LEAD))
    assert (ids(no_lead), no_lead.text) == (["p4"], "AD send it")
    no_due = without(found, part(found, Role.DUE))
    assert (no_due.text, no_due.due.kind) == ("send it by Friday", DueKind.NOT_SAID)
    typed_on = read("/a AD+JL send it all by Friday", ROOM, plain=no_due.plain)
    assert typed_on.text == "send it all by Friday"


def test_escape_leaves_the_whole_line_as_plain_text():
    found = as_text(of("/a AD send it"))
    assert (found.command, found.text, found.offers) == (Command.NONE, "/a AD send it", ())


@pytest.mark.parametrize(
    ("line", "tidy"),
    [
        ("/A sge , jl   circulate audit by 13/3", "/a SGe+JL circulate audit by 13 Mar 2026"),
        ("/a all agencies to go by next meeting", "/a ALL go by next"),
        ("/a @northshire police go ongoing", "/a @Northshire Police go ongoing"),
        ("/a AD to to go", "/a AD to to go"),
        ("/in mt 10.05", "/in MT 10:05"),
        ("/in gellert,", "/in SGe ,"),
        ("/d agreed  ", "/d agreed"),
        ("plain ", "plain "),
    ],
)
def test_a_line_is_tidied_for_the_up_arrow(line, tidy):
    assert formatted(of(line)) == tidy


WORDS = (
    "/a /d /n /p /in /out /c / // /A AD JL SGe SG sge @sarah @Sarah Gellert ALL all agencies ICB "
    "XY ZQ do DO + , & and to : - – by due on the ongoing review next Friday week 14 Mar 31 Apr 29 "
    "end of this month Gellert gel Osei Nor police SGa "
    "(SGa) (JL SGa) will Lindqvist Anjali Sarah plan review "
    "Feb 2026 2025 +5wd +3m +999w tbc month end audit note noted no 10:05 at . ; ( ) — é 𝒜 İ"
)
BITS = st.sampled_from([*WORDS.split(), "\u2028"])
LINES = st.one_of(
    st.text(max_size=60),
    st.text(max_size=40).map("/a ".__add__),
    st.lists(BITS, max_size=12).map(" ".join),
    st.tuples(
        st.sampled_from(["/a ", "/a  ", "/in ", "/out ", "/n "]),
        st.lists(st.one_of(BITS, st.sampled_from([" ", "  ", "\t"])), max_size=12).map("".join),
    ).map("".join),
    st.tuples(
        st.sampled_from(["/a ", "/in ", "/out "]), st.lists(BITS, max_size=10).map(" ".join)
    ).map("".join),
)


@given(LINES)
def test_the_parts_are_the_whole_line_in_order_and_none_is_empty(line):
    found = of(line)
    assert "".join(one.raw for one in found.parts) == line
    at = 0
    for one in found.parts:
        assert (one.start, one.raw) == (at, line[one.start : one.end])
        assert one.end > one.start
        assert bool(one.understood) == one.role.is_chip
        at = one.end
    assert at == len(line)


@given(LINES)
def test_every_word_typed_is_in_the_text_or_in_a_chip(line):
    found = of(line)
    for one in found.parts:
        if one.role is Role.BETWEEN:
            assert (
                one.raw.casefold().strip(" \t,;:+&/-–—()") in ("", "and", "to", "will")
                or not one.raw.strip()
            )
        if one.role is Role.TEXT and not any(each.role is Role.PHRASE for each in found.parts):
            assert one.raw.strip() in found.text


@given(LINES, st.data())
def test_every_chip_can_be_turned_back_into_words(line, data):
    found = of(line)
    chips = [one for one in found.parts if one.role.is_chip and one.role is not Role.ESCAPE]
    if not chips:
        assert as_text(found) == found
        return
    chip = data.draw(st.sampled_from(chips))
    back = without(found, chip)
    assert "".join(one.raw for one in back.parts) == line
    around = [one for one in back.parts if one.start < chip.end and chip.start < one.end]
    assert all(not one.role.is_chip for one in around)
    assert chip.raw in back.text or chip.role is Role.PHRASE


@given(LINES)
def test_a_tidied_line_reads_back_as_the_same(line):
    found = of(line)
    again = read(formatted(found), ROOM, plain=found.plain)
    assert again.command is found.command
    if found.command in (Command.ACTION, Command.ARRIVE, Command.LEAVE):
        assert (again.owners, again.due.on, again.due.kind) == (
            *(found.owners, found.due.on, found.due.kind),
        )
        assert (again.text, again.at) == (found.text, found.at)
        assert formatted(again) == formatted(found)


ENDS = st.builds(
    "/a {}{}{}{}".format,
    st.lists(BITS | st.sampled_from(["Owen", "send", "(OP)", "to"]), max_size=5).map(" ".join),
    st.sampled_from([" ", ", ", " - ", " – ", " ("]),
    st.lists(st.sampled_from(["SGa", "OP", "AD", "PNan"]), min_size=1, max_size=3).map(", ".join),
    st.sampled_from(["", ")", ") by 6 March", " – 6 March", " by next", "), ongoing", ") due tbc"]),
)


@given(ENDS)
def test_owners_behind_the_words_read_back_as_the_same_in_front_of_them(line):
    found = read(line, FULL)
    again = read(formatted(found), FULL, plain=found.plain)
    assert (again.owners, again.text, again.due) == (found.owners, found.text, found.due)
    assert "".join(one.raw for one in found.parts) == line
    for chip in [one for one in found.parts if one.role in (Role.LEAD, Role.OWNER)]:
        assert chip.raw in without(found, chip).text


@given(LINES)
def test_every_offer_can_be_taken(line):
    found = of(line)
    for offer in found.offers:
        assert 0 <= offer.start <= offer.end <= len(line)
        assert offer.sentence
        taken, caret = accepted(found, offer)
        assert 0 <= caret <= len(taken)
        assert "".join(one.raw for one in of(taken).parts) == taken


@given(LINES)
def test_reading_is_the_same_every_time(line):
    assert of(line) == of(line)


def test_a_very_long_line_is_read_without_trouble():
    line = "/a AD " + "by Friday, " * 3000 + "by 14 Mar"
    found = of(line)
    assert found.due.on == date(2026, 3, 14)
    assert "".join(one.raw for one in found.parts) == line


@pytest.mark.parametrize("line", ["/ın MT", "//p words", " //p words", "/px words", "and/or"])
def test_what_is_no_command_is_words(line):
    assert command_of(line) == (Command.NONE, 0)


def test_a_command_is_followed_by_a_blank_or_the_end():
    assert command_of("/P") == (Command.PRIVATE, 2)
    assert command_of("/out OP") == (Command.LEAVE, 4)


@pytest.mark.parametrize("blank", [" ", "   ", "\t", "\N{NO-BREAK SPACE}"])
def test_blanks_before_a_command_do_not_hide_it(blank):
    assert command_of(f"{blank}/p words") == (Command.PRIVATE, len(blank) + 2)
    assert command_of(f"{blank}words /p") == (Command.NONE, 0)
