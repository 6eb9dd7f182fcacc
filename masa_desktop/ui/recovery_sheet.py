"""The recovery key on one sheet of paper or as a PDF. It names no record and no marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def sheet(words: str) -> QTextDocument:
    """What the sheet says, with the words numbered."""
    listed = "".join(f"<li>{word}</li>" for word in words.split())
    document = QTextDocument()
    document.setHtml(
        "<h1>MASA Desktop: recovery key</h1>"
        "<p>These twelve words, in this order, open the records when the passphrase is lost."
        " Nobody, including IT, can open the records without the passphrase or this key.</p>"
        f"<ol>{listed}</ol>"
        "<p>Keep this sheet in a locked place, away from the laptop. Give a copy to a second"
        " person.</p>"
    )
    return document


def write_pdf(words: str, path: str) -> None:
    writer = QPdfWriter(path)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle("MASA Desktop: recovery key")
    sheet(words).print_(writer)


def save_sheet(words: str, owner: QWidget) -> None:
    """Ask where, then write the PDF."""
    dialog = QFileDialog(owner, "Save the recovery sheet", "Recovery key.pdf", "PDF (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.fileSelected.connect(lambda path: write_pdf(words, path))
    dialog.open()


def print_sheet(words: str, owner: QWidget) -> None:
    """Ask for a printer, then print."""
    printer = QPrinter()
    dialog = QPrintDialog(printer, owner)
    dialog.accepted.connect(lambda: sheet(words).print_(printer))
    QDialog.open(dialog)
