"""Above the page: which partnership this is, who is here, and the lock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from masa_desktop.ui import theme
from masa_desktop.ui.parts import IconLabel, Pill, ground, icon_button, line, text_label
from masa_desktop.ui.small_parts import ShortLine


class TopBar(QWidget):
    def __init__(
        self, office: str, user: str, practice: str = "", parent: QWidget | None = None
    ) -> None:
        """`practice` marks an office of invented records; "" for a real one."""
        super().__init__(parent)
        ground(self, "rail")
        self.office = ShortLine(office, "strong", "text")
        self.help = icon_button("help", "Keys for this page", "F1")
        self.lock = icon_button("lock", "Lock", "Ctrl+L")
        self.user = text_label(initials(user), "smallstrong")
        self.user.setProperty("kind", "avatar")
        self.user.setToolTip(user)
        self.user.setWordWrap(False)
        self.user.setFixedSize(theme.px(28), 28)
        self.user.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setContentsMargins(18, 7, 12, 7)
        row.setSpacing(8)
        row.addWidget(IconLabel("shield", "accent", 16))
        row.addWidget(self.office)
        if practice:
            row.addWidget(Pill(practice, "info", "info"))
        row.addStretch(1)
        for part in (self.help, self.lock, self.user):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line())


def initials(user: str) -> str:
    """ "Priya Nair" is "PN"; an account name such as "pnair" is "P"."""
    return "".join(part[0] for part in user.split()[:2]).upper()
