"""Names that fit what is typed in a line, offered without ever taking the focus.

Qt's own completer opens a popup that is the active window while it is open: keys typed as it
closes can land in the field that was just left. Here the keys stay with the line throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from masa_desktop.domain.initials import folded
from masa_desktop.ui import theme
from masa_desktop.ui.notice import announce

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST, _WIDEST, _GAP = 8, 560, 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_GONE = (QEvent.Type.FocusOut, QEvent.Type.Hide)


class NameList(QListView):
    """Belongs to `line`. The arrows shade a name, Enter or Tab takes it, Esc closes the list.

    With `of_many` the line holds several, parted by + or a comma: the last is completed. `keyed` is
    what gets the keys, if that is not the line itself: an editable drop-down keeps them.
    """

    taken = Signal(str)
    """This name now stands in the line."""

    def __init__(
        self, line: QLineEdit, *, of_many: bool = False, keyed: QWidget | None = None
    ) -> None:
        super().__init__(line)
        self._line, self._of_many, self._keyed = line, of_many, keyed or line
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("names")
        self.setAccessibleName("Names that fit")
        self.setFrameShape(QFrame.Shape.Box)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._names: tuple[str, ...] = ()
        self._fitting = QStringListModel(self)
        self.setModel(self._fitting)
        line.textEdited.connect(self._on_typed)
        self._keyed.installEventFilter(self)
        self.clicked.connect(self._take)

    def offer_from(self, names: Iterable[str]) -> None:
        """What can be taken from now on."""
        self._names = tuple(names)
        self.hide()

    @property
    def shown(self) -> list[str]:
        """What the open list says; nothing while it is closed."""
        return self._fitting.stringList() if self.isVisible() else []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # As Python exits, Qt still asks after our attributes have gone.
        if watched is getattr(self, "_keyed", None):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._press(event)
            if event.type() in _GONE:
                self.hide()
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list. Tab takes the shaded name and still goes on."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and not self.isVisible() and not self._line.isReadOnly():
            self._offer()
            return self.isVisible()
        if not self.isVisible():
            return False
        if key in _STEPS:
            self._shade(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (*_ENTER, Qt.Key.Key_Tab):
            is_taken = self._take(self.currentIndex())
            self.hide()
            return is_taken and key in _ENTER
        else:
            return False
        return True

    def _shade(self, step: int) -> None:
        """The next name up or down; beyond either end none is shaded, and the line is as typed."""
        count = self._fitting.rowCount()
        row = (self.currentIndex().row() + 1 + step) % (count + 1) - 1
        self.setCurrentIndex(self._fitting.index(row))
        if row >= 0:
            announce(self._line, str(self._fitting.index(row).data()))

    def _take(self, index: QModelIndex) -> bool:
        if not index.isValid():
            return False
        name = str(index.data())
        before = self._parts()[0]
        self._line.setText(f"{before} + {name}" if before else name)
        self.hide()
        self.taken.emit(name)
        return True

    def _parts(self) -> tuple[str, str]:
        """What is typed before the last name, and as much of that as is typed."""
        said = self._line.text()
        if not self._of_many:
            return "", said.strip()
        before, _, last = said.replace(",", "+").rpartition("+")
        return before.strip(), last.strip()

    def _on_typed(self) -> None:
        if self._parts()[1]:
            self._offer()
        else:
            self.hide()

    def _offer(self) -> None:
        typed = folded(self._parts()[1])
        fitting = [name for name in self._names if typed in folded(name)]
        self._fitting.setStringList(fitting)
        self.setCurrentIndex(QModelIndex())
        if fitting and self._line.hasFocus():
            self._place(len(fitting))
            self.show()
        else:
            self.hide()

    def _place(self, count: int) -> None:
        """Below the line, or above it where there is more room; within the window's sides."""
        line, frame = self._line, 2 * self.frameWidth()
        screen = line.screen().availableGeometry()
        top_left = line.mapToGlobal(QPoint(0, 0))
        below = screen.bottom() - top_left.y() - line.height() - theme.px(_GAP)
        above = top_left.y() - screen.top() - theme.px(_GAP)
        row = max(self.sizeHintForRow(0), 1)
        wanted = min(count, _MOST) * row + frame
        height = min(wanted, max(below, above))
        wide = self.sizeHintForColumn(0) + frame + self.verticalScrollBar().sizeHint().width()
        window = line.window().geometry() & screen
        width = min(max(line.width(), wide), theme.px(_WIDEST), window.width())
        goes_below = wanted <= below or below >= above
        top = (
            top_left.y() + line.height() + theme.px(_GAP)
            if goes_below
            else top_left.y() - theme.px(_GAP) - height
        )
        left = max(window.left(), min(top_left.x(), window.right() + 1 - width))
        self.setGeometry(left, top, width, height)
