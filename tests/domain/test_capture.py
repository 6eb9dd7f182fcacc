"""One typed line is read into parts that are always the whole line, whatever is typed."""

from dataclasses import replace
from datetime import date

import pytest

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture import (
    Attendee,
    Command,
    OfferKind,
    Role,
    accepted,
    formatted,
    read,
    without,
)
from tests.capture_room import FULL, PEOPLE, ROOM, ids, kinds, of, part


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
        ("/a SGe, AD, and JL to go", ["p1", "p3", "p4"], "go"),
        ("/a SGe, and go", ["p1"], "and go"),
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


@pytest.mark.parametrize("said", ["All partners", "all partner agencies", "Each organisation"])
def test_a2_what_may_mean_every_agency_is_offered_as_such(said):
    found = of(f"/a {said} to return the audit")
    assert (ids(found), found.text) == ([], f"{said} to return the audit")
    taken = of(accepted(found, found.by_tab)[0])
    assert (ids(taken), taken.text) == (["g1", "g2", "g3"], "return the audit")


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
    ("line", "owners", "text", "offered"),
    [
        (
            "SGe, AD, and Cllr Fairweather to go",
            ["p1", "p3"],
            "Cllr Fairweather to go",
            ["Add Cllr Fairweather as a guest"],
        ),
        ("SGe, Zoe Pike and JL to go", ["p1", "p4"], "Zoe Pike to go", ["Add Zoe Pike as a guest"]),
        ("SGe and Zoe to go", ["p1"], "Zoe to go", ["Add Zoe as a guest"]),
        ("Zoe Pike (Housing) to go", [], "Zoe Pike (Housing) to go", ["Add Zoe Pike as a guest"]),
        ("Zoe Pike will go", [], "Zoe Pike will go", ["Add Zoe Pike as a guest"]),
        ("Cllr Pym to go", [], "Cllr Pym to go", ["SP", "Add Cllr Pym as a guest"]),
        ("SGe and Designated Nurse to go", ["p1"], "Designated Nurse to go", ["SGe"]),
        ("AD and Police to go", ["p3"], "Police to go", ["@Northshire Police"]),
        ("AD and the director to go", ["p3"], "the director to go", ["SGa"]),
        ("AD and the panel to go", ["p3"], "the panel to go", []),
        ("AD and Policy Team to go", ["p3"], "Policy Team to go", []),
    ],
)
def test_whoever_is_to_do_it_and_is_not_known_stays_in_the_words_and_is_pointed_at(
    line, owners, text, offered
):
    found = of(f"/a {line}")
    assert (ids(found), found.text) == (owners, text)
    offers = [one for one in found.offers if one.kind is not OfferKind.OTHER_PERSON]
    if offered:
        assert [one.replacement or one.short for one in offers] == offered
    else:
        assert [one.kind for one in offers] == [OfferKind.NOBODY]
        assert offers[0].sentence.endswith("It stays in the words.")


@pytest.mark.parametrize(
    "words",
    [
        "Write to the police",
        "Invite Zoe to speak",
        "Annual Report to be published",
        "Policy Team to go",
        "The chair to go",
        "Zoe to go",
        "Zoe Pike sends it to SGa",
    ],
)
def test_words_that_begin_an_action_are_not_taken_for_a_guest(words):
    found = of(f"/a {words}")
    assert (found.text, found.offers) == (words, ())


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
    ("end", "time", "day"),
    [
        ("by 5pm on 20 Feb", "by 5pm", 20),
        ("by 5 pm on Friday", "by 5 pm", 13),
        ("by noon on 20 Feb", "by noon", 20),
        ("by close of play on Friday", "by close of play", 13),
        ("by close on 20 Feb", "by close", 20),
        ("by 12.30, 20 Feb", "by 12.30", 20),
        ("by 20 Feb at 5pm", "at 5pm", 20),
    ],
)
def test_a_time_of_day_beside_the_due_date_stays_in_the_words(end, time, day):
    found = of(f"/a AD print the list {end}")
    assert (found.text, found.due.on) == (f"print the list {time}", date(2026, 2, day))
    again = of(formatted(found))
    assert (again.text, again.due.on) == (found.text, found.due.on)
    plain = without(found, part(found, Role.DUE))
    assert (plain.text, plain.due.on) == (f"print the list {end}", None)


@pytest.mark.parametrize("words", ["by Easter", "by mid-March", "by the end of term"])
def test_a_time_of_the_year_that_is_no_day_is_said_to_be_none(words):
    found = of(f"/a AD print the list {words}")
    assert (found.text, found.due.on) == (f"print the list {words}", None)
    (doubt,) = found.offers
    assert doubt.sentence.startswith(f"“{words}” is not a day this program can read. ")


@pytest.mark.parametrize(
    "words",
    [
        "reduce waits by 5 days",
        "print the list by the police",
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
        ("check figures (31/3)", "check figures by 31 Mar 2026"),
        ("check figures a week on Friday", "check figures by 20 Feb 2026"),
        ("check figures before the next meeting", "check figures by next"),
        ("check figures end of March", "check figures by 31 Mar 2026"),
        ("check figures, next Friday", "check figures, by 13 Feb 2026"),
        ("check figures next week", "check figures by 20 Feb 2026"),
        ("check figures w/c 16 March", "check figures by 16 Mar 2026"),
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
        "watch it until the end of March",
        "check the front end spend",
        "arrange a team meeting",
        "check the list (20 March 2025)",
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
        ("Bring the plan (SGa, PNan, and AD)", ["p2", "p9", "p3"], None),
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


def test_a_meeting_named_by_its_month_is_its_day_if_there_is_one():
    days = (date(2026, 4, 14), date(2026, 6, 9), date(2026, 7, 7), date(2026, 7, 28))
    room = replace(ROOM, meetings_on=days)
    found = read("/a AD go by the June meeting", room)
    assert (found.text, found.due.on) == ("go", date(2026, 6, 9))
    found = read("/a AD go by the July meeting", room)
    assert [one.replacement for one in found.offers] == ["by 7 Jul 2026", "by 28 Jul 2026"]
    found = read("/a AD bring it to the June meeting", room)
    assert accepted(found, found.by_tab)[0].endswith("to the June meeting by 9 Jun 2026")
    assert read("/a AD go by the May meeting", room).offers == ()


@pytest.mark.parametrize("words", ["w/c 16 March", "week commencing 16/3", "by wc 16 March"])
def test_a_week_is_offered_by_its_first_day_and_its_friday(words):
    found = of(f"/a AD go {words}")
    assert (found.text, found.due.kind) == (f"go {words}", DueKind.NOT_SAID)
    assert [one.replacement for one in found.offers] == ["by 16 Mar 2026", "by 20 Mar 2026"]


def test_next_friday_without_by_is_offered_as_both_days():
    found = of("/a AD go, next Friday")
    assert [one.replacement for one in found.offers] == ["by 13 Feb 2026", "by 20 Feb 2026"]


def test_a_condition_without_a_comma_is_offered_and_tab_parts_it():
    found = of("/d Publish it on condition that it is costed")
    assert (found.sentence, found.decided.conditions) == (found.text, "")
    line, caret = accepted(found, found.by_tab)
    assert (line, caret) == ("/d Publish it, on condition that it is costed", len(line))
    again = of(line)
    assert (again.sentence, again.decided.conditions) == ("Publish it", "it is costed")
    assert again.offers == ()


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
