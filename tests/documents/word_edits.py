"""Edits a Word file as Word itself does: tracked runs, struck paragraph ends, comments."""

from __future__ import annotations

import re
import zipfile

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from masa_desktop.domain.returned_marks import bookmark

WHO, WHEN = "Helen Marchetti", "2026-02-12T09:15:00Z"
COMMENTS = "word/comments.xml"
_BY = 'w:id="{key}" w:author="{who}" w:date="{when}"'


class Edited:
    """A copy of a file, changed in memory and written back with `save`."""

    def __init__(self, path, who=WHO):
        self.path, self.who = path, who
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = parse_xml(self.parts["word/document.xml"])
        self.comments = []
        self._key = 9000

    def save(self, target=None):
        target = target or self.path
        self.parts["word/document.xml"] = etree.tostring(self.root, standalone=True)
        if self.comments:
            self._add_comments()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return target

    def paragraph(self, entry_id):
        """The paragraph in which the entry's bookmark begins."""
        (start,) = self.root.xpath(f"//w:bookmarkStart[@w:name='{bookmark(entry_id)}']")
        return start.getparent()

    def saying(self, words):
        """The first paragraph with these words, wherever it stands."""
        return next(p for p in self.root.iter(qn("w:p")) if words in _text(p))

    def retype(self, paragraph, *segments):
        """Give our text in the paragraph as (text, state) pairs: kept, ins, del or both.

        The opening before the bookmark stays; each segment becomes two runs, as Word splits them.
        """
        start = paragraph.find(qn("w:bookmarkStart"))
        following = list(start.itersiblings()) if start is not None else _runs(paragraph)
        for child in following:
            if child.tag in (qn("w:r"), qn("w:ins"), qn("w:del")):
                paragraph.remove(child)
        ends = paragraph.findall(qn("w:bookmarkEnd"))
        for text, state in segments:
            for made in self._made(text, state):
                if ends:
                    ends[-1].addprevious(made)
                else:
                    paragraph.append(made)

    def add_after(self, paragraph, text, *, state="ins", end="ins"):
        """A new paragraph after this one. `end` says how this paragraph's own end is tracked:
        Word marks the end before a new last paragraph as put in."""
        made = _element(f'<w:p w:rsidR="00AB12CD">{_properties(paragraph)}</w:p>')
        for run in self._made(text, state):
            made.append(run)
        paragraph.addnext(made)
        if end:
            self.track_end(paragraph, end)
        return made

    def track_end(self, paragraph, state):
        sign = self._tracked(state)
        properties = paragraph.find(qn("w:pPr"))
        marks = properties.find(qn("w:rPr"))
        if marks is None:
            marks = _element("<w:rPr/>")
            properties.append(marks)
        marks.insert(0, sign)

    def strike_all(self, paragraph):
        """The whole paragraph struck out, its opening and its end too."""
        for run in _runs(paragraph):
            for made in self._made(_text(run), "del"):
                run.addprevious(made)
            paragraph.remove(run)
        self.track_end(paragraph, "del")

    def lose_bookmarks(self):
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            for found in list(self.root.iter(qn(name))):
                found.getparent().remove(found)

    def comment(self, paragraph, text, *, first=0, last=None):
        """A comment on the runs from `first` to `last`, counted from 0, both inclusive."""
        runs = _runs(paragraph)
        key = self._next()
        begin = _element(f'<w:commentRangeStart w:id="{key}"/>')
        end = _element(f'<w:commentRangeEnd w:id="{key}"/>')
        sign = _element(f'<w:r><w:commentReference w:id="{key}"/></w:r>')
        runs[first].addprevious(begin)
        runs[-1 if last is None else last].addnext(end)
        end.addnext(sign)
        self.comments.append((key, text))

    def _made(self, text, state):
        half = len(text) // 2
        for part in (text[:half], text[half:]):
            if not part:
                continue
            tag = "delText" if "del" in state else "t"
            run = _element(f'<w:r w:rsidR="00AB12CD"><w:{tag} xml:space="preserve"/></w:r>')
            run[0].text = part
            for sign in [one for one in ("del", "ins") if one in state]:
                around = self._tracked(sign)
                around.append(run)
                run = around
            yield run

    def _tracked(self, state):
        return _element(f"<w:{state} {_BY.format(key=self._next(), who=self.who, when=WHEN)}/>")

    def _next(self):
        self._key += 1
        return self._key

    def _add_comments(self):
        notes = "".join(
            f'<w:comment {_BY.format(key=key, who=self.who, when=WHEN)} w:initials="HM">'
            '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
            f"<w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
            for key, text in self.comments
        )
        self.parts[COMMENTS] = f"<w:comments {nsdecls('w')}>{notes}</w:comments>".encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        self._insert(
            "[Content_Types].xml", f'<Override PartName="/{COMMENTS}" ContentType="{kind}"/>'
        )
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        self._insert(
            "word/_rels/document.xml.rels",
            f'<Relationship Id="rIdC" Type="{relation}" Target="comments.xml"/>',
        )

    def _insert(self, name, xml):
        head, slash, tail = self.parts[name].rpartition(b"</")
        self.parts[name] = head + xml.encode() + slash + tail


def _element(xml):
    return parse_xml(re.sub("^(<[^ />]+)", rf"\1 {nsdecls('w')}", xml))


def _runs(paragraph):
    return [child for child in paragraph if child.tag == qn("w:r")]


def _text(element):
    return "".join(found.text or "" for found in element.iter(qn("w:t"), qn("w:delText")))


def _properties(paragraph):
    style = paragraph.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val"))
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
