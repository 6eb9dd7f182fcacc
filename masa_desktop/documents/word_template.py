"""Where a Word paper starts: our own page, or a council's document emptied of its text.

Of a council's document only styles, fonts, page, header and footer stay. Comments, footnotes,
earlier text, pictures of the body, the path of its template and the names of its authors go.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Cm

from masa_desktop.documents import word_styles
from masa_desktop.documents.word_parts import (
    ALARM_COLOUR,
    Look,
    element,
    page_x_of_y,
    paragraph,
    run,
)
from masa_desktop.domain.errors import UserError
from masa_desktop.domain.minutes import PRACTICE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _Footer, _Header


KEPT_PARTS = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.NUMBERING, RT.WEB_SETTINGS}
KEPT_OF_PACKAGE = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}
LEFT_BEHIND = (  # settings that name other files, people or notes
    "attachedTemplate",
    "mailMerge",
    "footnotePr",
    "endnotePr",
    "docVars",
    "rsids",
)
SETTINGS = (
    '<w:settings><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    "</w:settings>"
)
ONE_LINE_BANNER = 46  # characters in capitals that leave room for reference and page number
ONE_LINE_REFERENCE = 24
READABLE = (".docx", ".dotx")
MOST_KEPT = 5_000_000  # bytes of a template in an office, which every laptop carries
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")  # how a file begins that Word has put a password on
TEMPLATE_TYPE, DOCUMENT_TYPE = (
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml".encode()
    for kind in ("template", "document")
)


@dataclass(frozen=True, slots=True)
class Template:
    """A council's document: the name of its file, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What stands on every page: the marking, and at its foot which paper it is."""

    banner: str
    reference: str
    is_practice: bool


def own_document(*, is_landscape: bool = False) -> Document:
    """An empty A4 page in our own look."""
    document = docx.Document()
    word_styles.replace_all(document)
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    for child in list(element(SETTINGS)):
        settings.append(child)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if is_landscape:
        page.orientation = WD_ORIENTATION.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
    page.left_margin = page.right_margin = Cm(1.9)
    page.top_margin, page.bottom_margin = Cm(2.3), Cm(2.1)
    page.header_distance = page.footer_distance = Cm(1)
    _drop_relations(document, kept=KEPT_PARTS - {RT.NUMBERING, RT.WEB_SETTINGS})
    return document


def read(file: Path) -> Template:
    """A council's document from the disk. Raises UserError for another kind of file, or none."""
    if file.suffix.lower() not in READABLE:
        raise UserError(
            f"The template “{file.name}” is not a Word document that can be used.",
            do="Open it in Word, save it as a Word document (.docx), and choose that file.",
        )
    if not file.is_file():
        raise UserError(
            f"The template “{file.name}” cannot be found.",
            do="Choose it again, or go on without a template.",
        )
    try:
        return Template(file.name, file.read_bytes())
    except OSError as error:
        raise _unreadable(file.name) from error


def to_keep(file: Path) -> Template:
    """What an office keeps of a council's document: its look, without text, authors or history.

    Raises UserError if minutes could not be written with it.
    """
    document = councils_document(read(file))
    _forget_authors(document)
    content = BytesIO()
    document.save(content)
    kept = Template(file.name, content.getvalue())
    if len(kept.content) > MOST_KEPT:
        raise UserError(
            f"The template “{file.name}” is too large to be kept: over "
            f"{MOST_KEPT // 1_000_000} MB without its text.",
            do="Make the pictures in its header and footer smaller, and choose it again.",
        )
    try:
        word_styles.look_of(councils_document(kept))
    # As when it is opened: which error it is depends on where the damage is.
    except Exception as error:
        raise _unreadable(file.name) from error
    return kept


def councils_document(template: Template) -> Document:
    """The council's document without its text. Raises UserError if it cannot be used."""
    document = _opened_document(template)
    _empty(document)
    return document


def _forget_authors(document: Document) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.title = properties.subject = ""
    properties.comments = properties.keywords = properties.category = ""
    properties.content_status = properties.identifier = properties.version = ""
    properties.revision = 1


def _opened_document(template: Template) -> Document:
    if template.content.startswith(ENCRYPTED):
        raise UserError(
            f"The template “{template.name}” is protected by a password, or was saved by a "
            "very old Word.",
            do="Open it in Word, take the password off, save it again as a Word document (.docx), "
            "and choose that file.",
        )
    try:
        document = docx.Document(BytesIO(_as_document(template)))
        parts = (document.element.body, document.styles.element, document.settings.element)
    # What python-docx raises on a damaged file depends on where the damage is.
    except Exception as error:
        raise _unreadable(template.name) from error
    if any(part is None for part in parts):
        raise _unreadable(template.name)
    return document


def _as_document(template: Template) -> bytes:
    """A Word template (.dotx) is a document but for what it says it is."""
    if not template.name.lower().endswith(".dotx"):
        return template.content
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(template.content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "[Content_Types].xml":
                content = content.replace(TEMPLATE_TYPE, DOCUMENT_TYPE)
            new.writestr(part, content)
    return made.getvalue()


def _unreadable(name: str) -> UserError:
    return UserError(
        f"The template “{name}” cannot be read. It may be damaged, or open in Word.",
        do="Open it in Word, save it again as a Word document (.docx), and try again.",
    )


def _empty(document: Document) -> None:
    """Keep the page, header and footer of the first section, and nothing that was written."""
    body = document.element.body
    page = body.xpath(".//w:sectPr")
    for child in list(body):
        body.remove(child)
    body.append(page[0] if page else element("<w:sectPr/>"))
    _drop_relations(document, kept=KEPT_PARTS)
    settings = document.settings.element
    for name in LEFT_BEHIND:
        for found in settings.xpath(f"w:{name}"):
            settings.remove(found)
    for relation in document.part.rels.values():
        if relation.reltype == RT.SETTINGS:
            relation.target_part.rels.clear()


def _drop_relations(document: Document, kept: set[str]) -> None:
    page = document.element.body.xpath(".//w:sectPr/w:headerReference/@r:id")
    foot = document.element.body.xpath(".//w:sectPr/w:footerReference/@r:id")
    in_use = {*map(str, page), *map(str, foot)}
    for key, relation in list(document.part.rels.items()):
        if relation.reltype not in kept and key not in in_use:
            del document.part.rels[key]
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype not in KEPT_OF_PACKAGE:
            del package.rels[key]


def mark_pages(document: Document, look: Look, words: PageWords) -> None:
    """Put marking, practice words, reference and page number on every page that lacks them."""
    for section in document.sections:
        for header in _headers(document, section):
            _mark_header(header, look, words)
        for footer in _footers(document, section):
            _mark_footer(footer, look, words)


def _headers(document: Document, section: Section) -> list[_Header]:
    found = [section.header]
    if section.different_first_page_header_footer:
        found.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_header)
    return found


def _footers(document: Document, section: Section) -> list[_Footer]:
    found = [section.footer]
    if section.different_first_page_header_footer:
        found.append(section.first_page_footer)
    if document.settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_footer)
    return found


def _mark_header(header: _Header, look: Look, words: PageWords) -> None:
    root = _opened(header)
    lines = []
    if words.is_practice:
        lines.append(run(PRACTICE_WORDS, bold=True, colour=ALARM_COLOUR))
    if words.banner and not _says(root, words.banner):
        lines.append(run(words.banner, bold=True))
    if lines and len(root):  # keeps the taller header off the text
        root.append(element(paragraph(look.header)))
    for place, line in enumerate(lines):
        root.insert(place, element(paragraph(look.header, line)))
    _close(root, look.header)


def _mark_footer(footer: _Footer, look: Look, words: PageWords) -> None:
    root = _opened(footer)
    banner = "" if _says(root, words.banner) else words.banner
    pages = "" if _has_page_numbers(root) else page_x_of_y()
    fits = len(banner) <= ONE_LINE_BANNER and len(words.reference) <= ONE_LINE_REFERENCE
    if banner and not fits:
        centred = '<w:jc w:val="center"/>'
        line = paragraph(look.footer, run(banner, bold=True), properties=centred)
        root.append(element(line))
        banner = ""
    tabs = (
        f'<w:tabs><w:tab w:val="center" w:pos="{look.width // 2}"/>'
        f'<w:tab w:val="right" w:pos="{look.width}"/></w:tabs>'
    )
    line = paragraph(
        look.footer,
        run(f"{words.reference}\t"),
        run(banner, bold=True),
        run("\t"),
        pages,
        properties=tabs,
    )
    root.append(element(line))
    _close(root, look.footer)


def _opened(part: _Header | _Footer) -> BaseOxmlElement:
    """The element of a header or footer, empty if the document had none here."""
    is_new = part.is_linked_to_previous
    if is_new:
        part.is_linked_to_previous = False
    root: BaseOxmlElement = part.part.element
    for child in list(root) if is_new else []:
        root.remove(child)
    return root


def _close(root: BaseOxmlElement, style: str) -> None:
    """A header must hold a paragraph, and must not end with a table."""
    if len(root) == 0 or not root[-1].tag.endswith("}p"):
        root.append(element(paragraph(style)))


def _says(root: BaseOxmlElement, banner: str) -> bool:
    """Whether the marking stands alone in a line, or between two tabs of one.

    Within other words it says something else: "OFFICIAL-SENSITIVE when complete".
    """
    return _folded(banner) in {_folded(line) for line in _lines(root)}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _lines(root: BaseOxmlElement) -> Iterator[str]:
    """Each paragraph, those in tables and text boxes too, cut at its line breaks and tabs."""
    for found in root.xpath(".//w:p"):
        pieces = found.xpath(".//w:r/w:t | .//w:r/w:tab | .//w:r/w:br | .//w:r/w:cr")
        own = [piece for piece in pieces if piece.xpath("ancestor::w:p[1]")[0] is found]
        words = ((piece.text or "") if piece.tag.endswith("}t") else "\n" for piece in own)
        yield from "".join(words).split("\n")


def _has_page_numbers(root: BaseOxmlElement) -> bool:
    codes = " ".join(root.xpath(".//w:instrText/text() | .//w:fldSimple/@w:instr"))
    return bool(re.search(r"\bPAGE\b", codes))
