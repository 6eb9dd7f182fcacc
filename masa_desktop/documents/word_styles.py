"""The styles of our own Word papers, and how they are added to a council's document.

A style that the council has keeps its look; only what is missing is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masa_desktop.documents import word_bullets
from masa_desktop.documents.word_parts import (
    HEADING_COLOUR,
    LINE_COLOUR,
    Look,
    element,
)

if TYPE_CHECKING:
    from docx.document import Document

EMU = 635  # English metric units to the twip
USUAL_WIDTH = 9638

FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
LANGUAGE = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
BOLD = "<w:b/><w:bCs/>"
TIGHT = '<w:spacing w:before="0" w:after="0"/>'

DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{FONT}"
    f'<w:sz w:val="22"/><w:szCs w:val="22"/>{LANGUAGE}</w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
)


BUILT_IN = {"title", "heading 1", "list bullet"}


def _paragraph_style(name: str, *, layout: str = "", look: str = "", after: str = "") -> str:
    """A paragraph style on top of Normal; `after` is the id of the style that follows it."""
    style_id = name.title().replace(" ", "")
    following = f'<w:next w:val="{after}"/>' if after else ""
    own = "" if name.lower() in BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


FOUNDATION = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:qFormat/><w:pPr><w:spacing w:before="0" w:after="100" w:line="259" w:lineRule="auto"/>'
    "</w:pPr></w:style>",
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>",
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
)

MINUTES_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="MinutesTable">'
    '<w:name w:val="Minutes Table"/><w:basedOn w:val="{normal_table}"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE_COLOUR}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="55" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
    '<w:bottom w:w="55" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)

HANGING = '<w:ind w:left="1300" w:hanging="1300"/>'
CENTRED = '<w:jc w:val="center"/>'

# Role in the document: name of the style, and its XML for documents that lack it.
STYLES: dict[str, tuple[str, str]] = {
    "title": (
        "Title",
        _paragraph_style(
            "Title",
            layout='<w:keepNext/><w:spacing w:before="0" w:after="140"/>',
            look=f'{BOLD}<w:color w:val="{HEADING_COLOUR}"/>{_size(36)}',
            after="Normal",
        ),
    ),
    "heading": (
        "heading 1",
        _paragraph_style(
            "heading 1",
            layout='<w:keepNext/><w:keepLines/><w:spacing w:before="260" w:after="90"/>'
            '<w:outlineLvl w:val="0"/>',
            look=f'{BOLD}<w:color w:val="{HEADING_COLOUR}"/>{_size(26)}',
            after="Normal",
        ),
    ),
    "partnership": (
        "Minutes Partnership",
        _paragraph_style("Minutes Partnership", layout='<w:spacing w:before="0" w:after="40"/>'),
    ),
    "details": (
        "Minutes Details",
        _paragraph_style(
            "Minutes Details",
            layout=f'<w:tabs><w:tab w:val="left" w:pos="1300"/></w:tabs>'
            f'<w:spacing w:before="0" w:after="30"/>{HANGING}',
        ),
    ),
    "text": (
        "Minutes Text",
        _paragraph_style("Minutes Text", layout='<w:spacing w:before="120" w:after="60"/>'),
    ),
    "subheading": (
        "Minutes Subheading",
        _paragraph_style(
            "Minutes Subheading",
            layout='<w:keepNext/><w:spacing w:before="140" w:after="50"/><w:outlineLvl w:val="1"/>',
            look=BOLD,
        ),
    ),
    "item": (
        "Minutes Item",
        _paragraph_style(
            "Minutes Item",
            layout=f'<w:keepNext/>{TIGHT}<w:outlineLvl w:val="1"/>',
            look=BOLD,
        ),
    ),
    "entry": (
        "Minutes Entry",
        _paragraph_style("Minutes Entry", layout='<w:spacing w:before="0" w:after="50"/>'),
    ),
    # Word's own name: a council that has bullets of its own keeps them.
    "bullet": (
        "List Bullet",
        _paragraph_style("List Bullet", layout='<w:spacing w:before="0" w:after="50"/>'),
    ),
    "person": (
        "Minutes Person",
        _paragraph_style(
            "Minutes Person",
            layout='<w:spacing w:before="0" w:after="30"/><w:ind w:left="280" w:hanging="280"/>',
        ),
    ),
    "cell": (
        "Minutes Cell",
        _paragraph_style("Minutes Cell", layout=TIGHT, look=_size(20)),
    ),
    "cell_heading": (
        "Minutes Cell Heading",
        _paragraph_style(
            "Minutes Cell Heading", layout=f"<w:keepNext/>{TIGHT}", look=f"{BOLD}{_size(18)}"
        ),
    ),
    "small": (
        "Minutes Small",
        _paragraph_style(
            "Minutes Small", layout='<w:spacing w:before="80" w:after="60"/>', look=_size(18)
        ),
    ),
    # Not Word's own header and footer styles: a council's have tab stops where its page needs them.
    "header": ("Minutes Header", _paragraph_style("Minutes Header", layout=f"{TIGHT}{CENTRED}")),
    "footer": ("Minutes Footer", _paragraph_style("Minutes Footer", layout=TIGHT, look=_size(18))),
}


def replace_all(document: Document) -> None:
    """Give a document our own look: Arial 11, British English, and no styles beside ours."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for xml in (DEFAULTS, *FOUNDATION):
        styles.append(element(xml))


def look_of(document: Document) -> Look:
    """The styles of the document by role, those that are missing added first."""
    known = _known(document, "paragraph")
    normal = known.get("normal", "Normal")
    for name, xml in STYLES.values():
        if name.lower() not in known:
            xml_here = xml.replace('"Normal"', f'"{normal}"')
            document.styles.element.append(element(xml_here))
    tables = _known(document, "table")
    if "minutes table" not in tables:
        normal_table = tables.get("normal table", "TableNormal")
        xml_here = MINUTES_TABLE.replace("{normal_table}", normal_table)
        document.styles.element.append(element(xml_here))
    known = _known(document, "paragraph")
    ids = {role: known[name.lower()] for role, (name, _) in STYLES.items()}
    own_table = _known(document, "table")["minutes table"]
    has_bullets = _numbers_itself(document, ids["bullet"])
    return Look(
        width=_text_width(document),
        table=own_table,
        is_numbered=_numbers_itself(document, ids["heading"]),
        bullet_numbers="" if has_bullets else word_bullets.numbers(document),
        **ids,
    )


def _known(document: Document, kind: str) -> dict[str, str]:
    """Style ids by name in small letters; Word writes "heading 1", others "Heading 1"."""
    return {
        str(style.xpath("string(w:name/@w:val)")).lower(): str(style.xpath("string(@w:styleId)"))
        for style in document.styles.element.xpath(f'w:style[@w:type="{kind}"]')
    }


def _numbers_itself(document: Document, style_id: str) -> bool:
    """Whether the style, or one it is based on, gives its paragraphs numbers."""
    styles = {
        str(style.xpath("string(@w:styleId)")): style
        for style in document.styles.element.xpath("w:style")
    }
    while style_id in styles:
        style = styles.pop(style_id)  # a style is looked at once, even if two are in a circle
        if style.xpath("w:pPr/w:numPr"):
            return True
        style_id = str(style.xpath("string(w:basedOn/@w:val)"))
    return False


def _text_width(document: Document) -> int:
    """The width between the margins in twips, of A4 with 2 cm margins if it is not said."""
    page = document.sections[0]
    if page.page_width is None or page.left_margin is None or page.right_margin is None:
        return USUAL_WIDTH
    gutter = page.gutter or 0
    return max((page.page_width - page.left_margin - page.right_margin - gutter) // EMU, 2000)
