"""Corrections to earlier minutes are tied to one entry if certain, and print what differs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.corrections import (
    Corrected,
    doubt,
    entry_meant,
    for_read,
    item_named,
    name_meant,
    printed_correction,
    shortened,
)

DAY = date(2026, 4, 14)
SENTENCE = (
    "The neglect audit was presented by the designated nurse in Febuary and members noted that "
    "14 of 17 schools had replied to it."
)
ENTRIES = (
    Corrected("e1", 4, "Owen was welcomed."),
    Corrected("e2", 5, SENTENCE),
    Corrected("e3", 6, "Owen thanked the nurse.\nMembers NOTED it."),
)


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        (
            "Item 5: for “14 of 17” read “15 of 17”.",
            None,
            "Item 5, Neglect audit: for “14 of 17” read “15 of 17”, 14 April 2026.",
        ),
        ("for Geller, read Gellert", 6, "Item 6: for “Geller” read “Gellert”, 14 April 2026."),
        ("for Geller read Gellert", None, "For “Geller” read “Gellert”, 14 April 2026."),
        ("Owen was present.", 1, "Item 1: “Owen was present.”, 14 April 2026."),
        ("Spelling of Gellert", None, "“Spelling of Gellert”, 14 April 2026."),
        ("Item 7: add the date", 6, "Item 6: “Item 7: add the date”, 14 April 2026."),
        ("item 6 for nine read ten", 6, "Item 6: for “nine” read “ten”, 14 April 2026."),
        (
            f"for “{SENTENCE}” read “{SENTENCE.replace('Febuary', 'February')}”",
            5,
            "Item 5, Neglect audit: for “Febuary” read “February”, 14 April 2026.",
        ),
        (
            f"for “{SENTENCE}” read “{SENTENCE.replace('14', '15')}”",
            5,
            "Item 5, Neglect audit: for “… noted that 14 of 17 …” read “… noted that 15 of 17 …”,"
            " 14 April 2026.",
        ),
    ],
)
def test_a_correction_is_printed_short(text, item, expected):
    assert printed_correction(text, item, DAY, {5: "Neglect audit"}) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c d e f", "a b c e f", ("… b c d e f", "… b c e f")),
        ("one two three four five.", "one two three for five.", ("four", "for")),
        ("They met the board.", "They met the chair.", ("board", "chair")),
        ("They met the board.", "They met the board,", ("board.", "board,")),
        ("Owen came", "Mary left early", ("Owen came", "Mary left early")),
        ("the same", "the same", ("the same", "the same")),
        ("that is what that group said to us", "this is what that group said to us", None),
    ],
    ids=["a word less", "one word", "stop of both", "a stop", "most differs", "nothing", "twice"],
)
def test_only_what_differs_is_printed_with_words_round_it_where_needed(old, new, expected):
    assert shortened(old, new) == (expected or ("that is what …", "this is what …"))


SAID = "the audit nurse 14 17 of Owen said. it"
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "for “Members read the report” read “Members had read the report”",
            ("Members read the report", "Members had read the report"),
        ),
        (
            'for "Anne read out the letter", read "Ann read out the letter".',
            ("Anne read out the letter", "Ann read out the letter"),
        ),
        (
            "for 'the members' read the note' read 'they read it'",
            ("the members' read the note", "they read it"),
        ),
        ("For ‘the bread read’ read: all read", ("the bread read", "all read")),
        ("for Gelert read “Gellert, who read it”", ("Gelert", "Gellert, who read it")),
        ("for “Gelert read Gellert", ("Gelert", "Gellert")),
        ("for Members read it read Members had it", None),
        ("for read it", None),
        ("for “Gelert” put “Gellert”", None),
    ],
)
def test_the_words_of_a_correction_end_where_their_quotation_marks_do(text, expected):
    assert for_read(text) == expected


READING = st.lists(
    st.sampled_from(["they", "read", "the", "report,", "said.", "Owen"]), min_size=1, max_size=8
)


@given(READING, READING, st.sampled_from(["“”", "‘’", '""', "''"]), st.booleans())
def test_quoted_words_come_back_whole_whatever_they_say(old, new, marks, has_stop):
    said = tuple(" ".join(words) for words in (old, new))
    before, after = (f"{marks[0]}{words}{marks[1]}" for words in said)
    assert for_read(f"Item 5: for {before} read {after}{'.' * has_stop}") == said


@given(WORDS, WORDS, WORDS, WORDS)
def test_every_word_that_differs_is_printed_and_short_is_never_longer(start, a, b, end):
    old, new = " ".join([*start, *a, *end]), " ".join([*start, *b, *end])
    short = shortened(old, new)
    for whole, said, other in ((old, short[0], new), (new, short[1], old)):
        bare = said.removeprefix("… ").removesuffix(" …")
        assert bare in whole
        assert len(bare) <= len(whole)
        missing = set(whole.split()) - set(other.split())
        assert {word.rstrip(".") for word in missing} <= {word.rstrip(".") for word in said.split()}
    assert (short[0] == short[1]) == (old == new)


def test_a_correction_may_say_its_item():
    assert item_named("ITEM 12, for a read b") == 12
    assert item_named("Items for the next agenda") is None


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("for Febuary read February", None, "e2"),
        ("for “Febuary and members” read “February; members”", None, "e2"),
        ("for Owen read Ewan", None, None),
        ("Item 4: for Owen read Ewan", None, "e1"),
        ("Item 5: for Owen read Ewan", None, None),
        ("for Owen read Ewan", "e3", "e3"),
        ("for nurse. Members read nurse; members", None, "e3"),
        ("for Ow read Ewan", None, None),
        ("for Febuary read February", "e1", "e2"),
        ("for October read November", "e1", None),
        ("Owen was present", None, None),
        ("Owen was present", "e1", "e1"),
        ("for “” read x", None, None),
    ],
)
def test_the_entry_meant_is_the_only_one_that_has_the_words(text, known, expected):
    assert entry_meant(text, ENTRIES, known) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for Febuary read February", ""),
        ("Owen was present", ""),
        ("for October read November", "No entry of those minutes says “October”."),
        ("Item 5: for Owen read Ewan", "No entry of item 5 says “Owen”."),
        (
            "for “Owen” read “Ewan”",
            "“Owen” stands in items 4 and 6: begin with the one meant, such as “Item 4:”.",
        ),
        ("Item 4: for Owen read Ewan", ""),
    ],
)
def test_why_no_one_entry_is_meant_is_said_with_what_to_type(text, expected):
    assert doubt(text, ENTRIES) == expected
    twice = (*ENTRIES, Corrected("e4", 4, "Owen left."))
    assert doubt("Item 4: for Owen read Ewan", twice) == (
        "“Owen” stands there more than once: quote a few words more."
    )


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_correction_can_be_read_and_printed(text, more):
    for said in (text, f"for {text} read {more}", f"Item 5: for {text} read {more}"):
        meant = entry_meant(said, ENTRIES)
        assert meant in (None, "e1", "e2", "e3")
        assert not (meant and doubt(said, ENTRIES))
        assert printed_correction(said, None, DAY).endswith("14 April 2026.")


@given(
    st.text("abcdefgh 0123456789", min_size=1, max_size=20).map(lambda s: f"x{s.strip()}y"),
    st.one_of(st.none(), st.integers(1, 40)),
)
def test_no_word_of_a_correction_is_lost(text, item):
    assert text.split()[-1] in printed_correction(text, item, DAY)


NAMES = ("Helen Marchetti", "Sarah Gelert", "Sarah Moss", "Ann Gellert-Jones")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Item 5: for “Gelert” read “Gellert”", ("Sarah Gelert", "Sarah Gellert")),
        ("for Sarah Gelert read Sara Gellert.", ("Sarah Gelert", "Sara Gellert")),
        ("for “Sarah” read “Sara”", None),
        ("for gelert read gellert", None),
        ("for “Gelert” read “9 of 20”", None),
        ("for “Gelert” read “Gellert of the council”", None),
        ("for “Gellert” read “Gelert”", None),
        ("for Owen read Owain", None),
        ("Gelert was misspelt", None),
        ("for Helen Marchetti read Helen Marchetti", None),
    ],
    ids=[
        "MAT-2 a surname",
        "MAT-2 a whole name",
        "two have it",
        "not a name",
        "a number",
        "more than a name",
        "only part of a double name",
        "nobody has it",
        "not said so",
        "right already",
    ],
)
def test_a_misspelt_name_is_known_only_if_it_is_certain(text, meant):
    assert name_meant(text, NAMES) == meant
