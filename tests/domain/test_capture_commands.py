"""Commands, house phrases and chips; and what holds of a line whatever is typed."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.actions import DueKind
from masa_desktop.domain.capture import (
    Command,
    OfferKind,
    Role,
    accepted,
    as_text,
    formatted,
    read,
    without,
)
from masa_desktop.domain.capture_words import begins_command, command_of
from tests.capture_room import FULL, ROOM, ids, kinds, of, part


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
