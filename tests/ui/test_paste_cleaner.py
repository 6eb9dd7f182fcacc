"""What comes in by paste: paragraphs, bold, italic, list points; nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.marks import Mark, MarkStyle
from masa_desktop.ui.paste_cleaner import Piece, from_html, from_text

BOLD, ITALIC = MarkStyle.BOLD, MarkStyle.ITALIC

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=EN-GB><!--StartFragment-->
<p class=MsoNormal><b><span style='font-family:"Arial";color:red'>Neglect</span></b> audit
of <st1:place>Riverside</st1:place><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>
</span><![endif]>first <i>point</i><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.
<span>&nbsp;</span></span>numbered</p>
<p class=MsoNormal>seen<span class=MsoCommentReference><a href="#_msocom_1">[AB1]</a></span>
<span style='display:none;mso-hide:all'>secret</span><del>old</del><ins>new</ins></p>
<!--EndFragment--></body></html>"""


def test_word_gives_its_words_bold_italic_and_points():
    assert from_html(WORD) == [
        Piece("Neglect audit of Riverside", (Mark(0, 7, BOLD),)),
        Piece("first point", (Mark(6, 11, ITALIC),), is_bullet=True),
        Piece("2. numbered"),
        Piece("seen new"),
    ]


def test_a_mail_of_divs_and_breaks_gives_its_lines():
    html = '<div dir="ltr">One<div>Two<br>Three</div><div><br></div><div>Four</div></div>'
    assert [piece.text for piece in from_html(html)] == ["One", "Two", "Three", "", "Four"]


def test_a_table_gives_a_paragraph_a_row_with_tabs():
    html = (
        "<table><tr><th>Agency</th><th>Seats</th></tr>"
        "<tr><td><p>NHS <b>ICB</b></p></td><td></td></tr><tr><td>Police<td>2</table>after"
    )
    assert [piece.text for piece in from_html(html)] == [
        "Agency\tSeats",
        "NHS ICB",
        "Police\t2",
        "after",
    ]


def test_pictures_scripts_and_fields_vanish():
    html = '<p>a<img src="x.png" alt="no"><script>x()</script><textarea>t</textarea>b</p>'
    assert from_html(html) == [Piece("ab")]


def test_weight_by_style_counts_and_normal_takes_it_away():
    html = (
        '<b style="font-weight:normal"><span style="font-weight:700">x</span>'
        '<span style="font-style:italic">y</span>z</b>'
    )
    assert from_html(html) == [Piece("xyz", (Mark(0, 1, BOLD), Mark(1, 2, ITALIC)))]


def test_numbered_and_plain_points_of_a_web_page():
    html = "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>"
    assert from_html(html) == [
        Piece("a", is_bullet=True),
        Piece("b", is_bullet=True),
        Piece("1. c"),
        Piece("2. d"),
    ]


def test_blanks_are_drawn_together_but_kept_where_the_page_keeps_them():
    assert from_html("<p>a \n &nbsp; b</p>") == [Piece("a b")]
    assert [piece.text for piece in from_html("<pre>a  b\n c</pre>")] == ["a  b", " c"]


def test_plain_text_gives_lines_and_points():
    assert from_text("Hello\r\n- one\r\n•\ttwo\u2028three\n\n") == [
        Piece("Hello"),
        Piece("one", is_bullet=True),
        Piece("two", is_bullet=True),
        Piece("three"),
    ]


def test_one_word_pasted_keeps_its_blanks():
    assert from_text(" word ") == [Piece(" word ")]
    assert from_text("") == []


def test_a_paragraph_of_fifty_thousand_characters_comes_in_whole():
    assert from_html("<p>" + "word " * 10_000 + "</p>")[0].text == ("word " * 10_000).strip()


@pytest.mark.parametrize("html", ["<![foo", "<p", "<![endif]-->", "<!--", "&#0;", "</p></b>"])
def test_broken_pages_do_no_harm(html):
    assert isinstance(from_html(html), list)


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<td>", "<tr>", "x ", "<li>", "<br>"]))
)
def test_any_tangle_keeps_its_words_and_marks_in_bounds(parts):
    pieces = from_html("".join(parts))
    assert sum(piece.text.count("x") for piece in pieces) == parts.count("x ")
    for piece in pieces:
        assert "\n" not in piece.text
        assert all(0 <= mark.start < mark.end <= len(piece.text) for mark in piece.marks)


@pytest.mark.parametrize("piece", ["<!--", "<![", "<a ", "<!", '<a b="'])
def test_a_hostile_page_is_read_in_a_moment(piece):
    begun = time.perf_counter()
    from_html(piece * 20_000)
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize("text", ["before <![ after", "before <!-- after", "before <![a after"])
def test_nothing_behind_a_comment_that_is_never_closed_is_lost(text):
    (piece,) = from_html(text)
    assert piece.text.startswith("before ")
    assert piece.text.endswith("after")
