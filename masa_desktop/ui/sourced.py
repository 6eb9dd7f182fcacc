"""Cards and tables of facts, with the line of the published document quietly beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from masa_desktop.domain.structure_view import PublishedLine
from masa_desktop.ui import theme
from masa_desktop.ui.parts import Card, small, text_label
from masa_desktop.ui.rows import Column, RowsModel, RowTable, list_table

if TYPE_CHECKING:
    from masa_desktop.domain.structure_view import PublishedTable


_SHORT = 40


class SourcedCard(Card):
    """A card whose head has room for a source at the right; `say_source("")` shows none."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self._source = text_label("", "small")
        self._source.setWordWrap(False)
        self.head.addWidget(self._source)
        keep_on_one_line(self)

    def say_source(self, source: str) -> None:
        short = source if len(source) <= 24 else f"{source[:22]}…"
        self._source.setText(short)
        self._source.setToolTip(f"Published document: {source}" if source else "")
        self._source.setAccessibleName(f"Source {source}" if source else "")


def keep_on_one_line(card: Card) -> None:
    """The heading of a card is short and has the room."""
    item = card.head.itemAt(0)
    label = item.widget() if item is not None else None
    if isinstance(label, QLabel):
        label.setWordWrap(False)


class Fact(QWidget):
    """A small heading with its text under it; text that is not known says so."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = text_label(heading, "smallstrong", tone="quiet")
        self.words = text_label("", "body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._heading)
        column.addWidget(self.words)

    def say(self, text: str, unknown: str = "not stated") -> None:
        self.words.setText(text or unknown)
        self.words.setWordWrap(len(text) > _SHORT)


def grow(table: RowTable) -> RowTable:
    """Let the table be as tall as its rows: the page scrolls, the table does not."""
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
    timer = QTimer(table, singleShot=True, interval=0)

    def fit() -> None:
        rows = table.verticalHeader().length()
        bar = table.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        table.setFixedHeight(rows + table.horizontalHeader().height() + below + 2)

    timer.timeout.connect(fit)
    table.verticalHeader().sectionResized.connect(timer.start)
    model = table.model()
    for change in (model.rowsInserted, model.rowsRemoved, model.modelReset):
        change.connect(timer.start)
    table.horizontalScrollBar().rangeChanged.connect(timer.start)
    timer.start()
    return table


class _WrappingHeads(RowsModel[PublishedLine]):
    """Titles of columns may be as long as the names of groups, so they wrap."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        found = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(found, int):
            return found | int(Qt.TextFlag.TextWordWrap)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].title
        return found


class PublishedCard(Card):
    """A published table, read only: main column, cells, and the source at the end."""

    def __init__(self, published: PublishedTable) -> None:
        super().__init__(published.title)
        keep_on_one_line(self)
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.setSpacing(0)
        if published.note:
            note = small(published.note)
            note.setContentsMargins(14, 8, 14, 6)
            self.body.addWidget(note)
        kind = _WrappingHeads if published.key == "matrix" else RowsModel
        self.model: RowsModel[PublishedLine] = kind(_columns(published), self)
        self.table = list_table(self.model, published.title)
        self.model.show_rows(published.lines)
        if published.key == "matrix":
            self._be_matrix(published)
        self.body.addWidget(grow(self.table))

    def _be_matrix(self, published: PublishedTable) -> None:
        """A matrix is wider than the page: it alone may scroll sideways."""
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Interactive)
        header.setFixedHeight(theme.px(76))
        self.table.setColumnWidth(0, theme.px(200))
        for column in range(1, len(published.columns)):
            self.table.setColumnWidth(column, theme.px(120))
        self.table.setColumnWidth(len(published.columns), theme.px(64))


def _columns(published: PublishedTable) -> list[Column[PublishedLine]]:
    main = Column[PublishedLine](
        published.columns[0],
        lambda line: line.main,
        second=lambda line: line.detail,
        wide=published.key != "matrix",
        strong=len(published.columns) > 1,
    )
    cells = [_cell(title, number) for number, title in enumerate(published.columns[1:])]
    source = Column[PublishedLine]("Source", lambda line: line.source, tone=lambda _: "text3")
    return [main, *cells, source]


def _cell(title: str, number: int) -> Column[PublishedLine]:
    return Column(title, lambda line: line.cells[number])
