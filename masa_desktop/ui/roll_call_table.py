"""The roll-call as a table: a line a seat, keys that record it, and a form inside the open row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView

from masa_desktop.domain.attendance import Code, code_label
from masa_desktop.ui import theme
from masa_desktop.ui.roll_call_lines import RollLine, lines, note, role, spoken, standing
from masa_desktop.ui.roll_call_look import CODE, NAME, NOTE, QUORUM, RollDelegate
from masa_desktop.ui.rows import RowTable
from masa_desktop.ui.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex

__all__ = ["OpenRow", "RollLine", "RollModel", "RollTable", "lines", "spoken"]

_KEYS = {
    Qt.Key.Key_P: Code.PRESENT,
    Qt.Key.Key_O: Code.ONLINE,
    Qt.Key.Key_B: Code.PHONE,
    Qt.Key.Key_D: Code.DEPUTY_SENT,
    Qt.Key.Key_A: Code.APOLOGIES,
    Qt.Key.Key_N: Code.DNA,
    Qt.Key.Key_V: Code.VACANT,
}
FORM_KEYS = {
    Qt.Key.Key_T: "times",
    Qt.Key.Key_I: "items",
    Qt.Key.Key_S: "also",
    Qt.Key.Key_R: "reply",
    Qt.Key.Key_C: "chair",
    Qt.Key.Key_W: "interest",
    Qt.Key.Key_G: "guest",
}
_NO_NOTE, _NO_INITIALS = 720, 480


class RollModel(RowsModel[RollLine]):
    def __init__(self, parent: QObject) -> None:
        columns: list[Column[RollLine]] = [
            Column("Initials", lambda line: line.row.initials if line.row else ""),
            Column(
                "Member and seat",
                lambda line: line.row.name if line.row else line.heading,
                second=role,
                strong=True,
                wide=True,
            ),
            Column("Attendance", lambda line: code_label(Code(line.row.code)) if line.row else ""),
            Column("Deputy, times, notes", note),
            Column("Quorum", lambda line: ", ".join(words for words, _ in standing(line))),
        ]
        super().__init__(columns, parent, speak=spoken)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.row(index).row is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class OpenRow(QFrame):
    """What stands in the open row under its line. No key or click of it reaches the table."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sel"))
        painter.fillRect(QRect(0, 0, 3, self.height()), theme.colour("accent"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class RollTable(RowTable):
    """P O B D A N V record the selected line, while the table has the focus and no longer."""

    coded = Signal(str, str)
    """A line's id and the code pressed."""

    wanted = Signal(str)
    """A form for the selected line: times, items, also, reply, chair, interest or guest."""

    left = Signal()
    """Esc: back to the minutes."""

    def __init__(self, model: RollModel, panel: OpenRow) -> None:
        super().__init__("Roll-call", [NAME])
        self.show_model(model)
        self._lines, self._panel = model, panel
        self.look = RollDelegate(model, self)
        self._cells = self.look
        self.setItemDelegate(self.look)
        self.look.pressed.connect(self.coded)
        panel.setParent(self.viewport())
        panel.hide()
        self._place = QTimer(self, singleShot=True, interval=0)
        self._place.timeout.connect(self._place_panel)
        self.verticalScrollBar().valueChanged.connect(self._place_panel)
        self.verticalHeader().sectionResized.connect(self._place.start)
        self.verticalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setMinimumSectionSize(40)
        theme.look.changed.connect(self._fit_columns)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def show_lines(self, found: Sequence[RollLine]) -> None:
        chosen, number = self.current_id(), max(self.currentIndex().row(), 0)
        has_focus = self.hasFocus() or self._panel.isAncestorOf(QApplication.focusWidget() or self)
        self._lines.show_rows(found)
        self.clearSpans()
        for number, line in enumerate(self._lines.rows):
            if line.row is None:
                self.setSpan(number, 0, 1, len(self._lines.columns))
        if not (chosen and self.select(chosen)):
            self.select(self._nearest(number) if chosen else self._nearest(0))
        if self._lines.row_of(self.look.open_id) < 0:
            self.close_row()
            if has_focus:
                self.setFocus()
        self._fit.start()

    def begin_anew(self) -> None:
        """Another meeting's roll-call comes: no line of the last one stays chosen."""
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()

    def _nearest(self, number: int) -> str:
        """The line at this place, or the one nearest to it that is no heading."""
        places = [place for place, line in enumerate(self._lines.rows) if line.row]
        best = min(places, key=lambda place: (abs(place - number), place < number), default=None)
        return "" if best is None else self._lines.rows[best].id

    def reveal(self, line_id: str) -> None:
        """Select this line and bring it wholly into view, new though it may be."""
        if self.select(line_id):
            self._fit_rows()
            self.updateGeometries()  # how far one can scroll follows the heights of the rows
            self.scrollTo(self.currentIndex())

    @property
    def is_open(self) -> bool:
        """Whether a form is open in a row."""
        return bool(self.look.open_id)

    def open_row(self, line_id: str) -> None:
        """Open this line: the panel stands in it, under its words."""
        self.look.open_id = line_id
        self._panel.show()
        self._fit_rows()
        self._bring_into_view()

    def close_row(self) -> None:
        if self.is_open:
            self.look.open_id, self.look.open_height = "", 0
            self._panel.hide()
            self._fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, line = Qt.Key(event.key()), self.current_id()
        if event.modifiers() or not line or key == Qt.Key.Key_Home:
            super().keyPressEvent(event)
            self.scrollTo(self.currentIndex())
        elif key in _KEYS:
            self.coded.emit(line, _KEYS[key].value)
        elif key in FORM_KEYS:
            self.wanted.emit(FORM_KEYS[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The first row of a group brings its heading into view as well."""
        above = index.row() - 1
        if above >= 0 and self._lines.rows[above].row is None:
            super().scrollTo(self._lines.index(above, index.column()), hint)
        super().scrollTo(index, hint)

    def _end(self, rows: Iterable[int]) -> QModelIndex:
        return super()._end(row for row in rows if self._lines.rows[row].row is not None)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.is_open and now is not None and self._panel.isAncestorOf(now):
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        """The open row is seen whole; where it has no room its form, or the field in use."""
        self.updateGeometries()  # how far one can scroll follows the heights of the rows
        self._place_panel()
        row = self._lines.index(self._lines.row_of(self.look.open_id), NAME)
        bar, view = self.verticalScrollBar(), self.viewport()
        places = [self.visualRect(row), self._panel.geometry()]
        field = QApplication.focusWidget()
        if field is not None and self._panel.isAncestorOf(field):
            places.append(QRect(field.mapTo(view, QPoint(0, 0)), field.size()))
        room = [place for place in places if place.height() <= view.height()]
        place = room[0] if room else places[-1]
        if place.top() < 0 or not room:
            bar.setValue(bar.value() + place.top())
        elif place.bottom() >= view.height():
            bar.setValue(bar.value() + place.bottom() + 1 - view.height())
        self._place_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Where there is little room for the text size, notes stand under the names."""
        room = self.viewport().width()
        self.look.has_notes = room >= theme.px(_NO_NOTE)
        self.setColumnHidden(NOTE, not self.look.has_notes)
        self.setColumnHidden(0, room < theme.px(_NO_INITIALS))
        header = self.horizontalHeader()
        for column in (CODE, QUORUM):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if self.look.has_notes:
            header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(NOTE, int(room * 0.3))
        self._place.start()

    def _fit_rows(self) -> None:
        self.look.open_height = self._height() if self.is_open else 0
        super()._fit_rows()
        if self._panel.isAncestorOf(QApplication.focusWidget() or self):
            self._bring_into_view()
        self._place_panel()

    def _height(self) -> int:
        layout = self._panel.layout()
        wide = self.viewport().width()
        return layout.totalHeightForWidth(wide) if layout is not None else 0

    def _place_panel(self) -> None:
        number = self._lines.row_of(self.look.open_id) if self.is_open else -1
        if number < 0:
            self._panel.hide()
            return
        rect = self.visualRect(self._lines.index(number, NAME))
        tall = self.look.open_height
        place = QRect(0, rect.bottom() - tall, self.viewport().width(), tall)
        self._panel.setGeometry(place)
