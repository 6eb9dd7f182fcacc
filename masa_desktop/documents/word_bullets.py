"""A list of bullets in a Word document that has none: one definition beside the council's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart

from masa_desktop.documents.word_parts import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

INDENT = '<w:ind w:left="284" w:hanging="284"/>'
PLACE = "/word/numbering.xml"


def numbers(document: Document) -> str:
    """Add a bulleted list to the document; gives the paragraph properties that use it."""
    root = _numbering(document)
    list_id = _free(root, "w:abstractNum/@w:abstractNumId")
    number = _free(root, "w:num/@w:numId")
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{INDENT}</w:pPr></w:lvl>"
    )
    made = element(
        f'<w:abstractNum w:abstractNumId="{list_id}">'
        f'<w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
    )
    before = root.xpath("w:num | w:numIdMacAtCleanup")
    root.insert(root.index(before[0]) if before else len(root), made)
    used = element(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{list_id}"/></w:num>')
    last = root.xpath("w:numIdMacAtCleanup")
    root.insert(root.index(last[0]) if last else len(root), used)
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _numbering(document: Document) -> BaseOxmlElement:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            known: BaseOxmlElement = relation.target_part.element
            return known
    root = element("<w:numbering/>")
    part = NumberingPart(PackURI(PLACE), CONTENT_TYPE.WML_NUMBERING, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return root


def _free(root: BaseOxmlElement, known: str) -> int:
    """The next number after those in use, never 0, which means no list at all."""
    return max((int(value) for value in root.xpath(known)), default=0) + 1
