"""The one style sheet: borders, padding and colour by token; painting is left to Qt and delegates.

Widgets say what they are by properties (role, kind, tone, ground), never by colours of their own.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES: Mapping[str, tuple[int, int]] = {
    "brand": (27, 600),
    "title": (20, 600),
    "heading": (17, 600),
    "minutes": (15, 400),
    "body": (13, 400),
    "strong": (13, 600),
    "secondary": (13, 400),
    "small": (12, 400),
    "smallstrong": (12, 600),
    "badge": (11, 400),
    "badgestrong": (11, 600),
}
"""Role to design pixels and weight."""

_TONES = ("good", "bad", "warn", "info", "decision")


def font_sheet(zoom: float) -> str:
    """Sizes only; this much also holds in high contrast."""
    return "".join(
        f'QLabel[role="{role}"], QPushButton[role="{role}"] '
        f"{{ font-size: {size * 0.75 * zoom:.2f}pt; font-weight: {weight}; }}\n"
        for role, (size, weight) in ROLES.items()
    )


def colour_sheet(tokens: Mapping[str, str], marks: Mapping[str, str], zoom: float = 1) -> str:
    """`marks`: paths of the check and chevron pictures of this theme, as large as the text."""
    tones = "".join(_tone(tone, tone, f"{tone}soft") for tone in _TONES)
    tones += _tone("accent", "accent", "accentsoft")
    return Template(_SHEET + tones).substitute(tokens, **marks, **_sizes(zoom))


def _sizes(zoom: float) -> dict[str, int]:
    """Boxes, dots and arrows beside words, in pixels; a dot with its rim is as large as without."""
    box, dot, rim = round(15 * zoom), round(16 * zoom), round(5 * zoom)
    return {
        "box": box,
        "inbox": box - 2,
        "dot": dot,
        "round": dot // 2 + 1,
        "rim": rim,
        "indot": dot + 2 - 2 * rim,
        "drop": dot + 10,
    }


def contrast_sheet(tokens: Mapping[str, str], marks: Mapping[str, str], zoom: float = 1) -> str:
    """The same borders in the system's own colours; `tokens` from `theme.in_contrast`."""
    return colour_sheet(tokens, marks, zoom) + Template(_CONTRAST).substitute(tokens)


def _tone(tone: str, text: str, soft: str) -> str:
    return (
        f'QFrame[kind="pill"][tone="{tone}"], QFrame[kind="strip"][tone="{tone}"] '
        f"{{ background: ${soft}; }}\n"
        f'QFrame[kind="pill"][tone="{tone}"] QLabel, QLabel[tone="{tone}"] '
        f"{{ color: ${text}; }}\n"
    )


_SHEET = """
QWidget[ground="bg"] { background: $bg; }
QWidget[ground="rail"] { background: $rail; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="surface2"] { background: $surface2; }
QWidget[ground="brand"] { background: #0D5A61; }
QWidget[ground="brand"] QLabel { color: #FFFFFF; }
QToolTip { background: $surface; color: $text; border: 1px solid $ctl; padding: 4px 6px; }
QLabel { color: $text; background: transparent; }
QLabel[role="secondary"] { color: $text2; }
QLabel[role="small"], QLabel[role="badge"], QLabel[tone="quiet"] { color: $text3; }
QLabel[kind="tag"] { border: 1px solid $line2; border-radius: 4px; padding: 1px 6px;
  background: $surface; color: $text2; }
QLabel[kind="key"] { border: 1px solid $line2; border-bottom: 2px solid $line2; border-radius: 4px;
  padding: 0 5px; background: $surface2; color: $text2; }
QLabel[kind="avatar"] { background: $accentsoft; color: $accent; border-radius: 14px; }
QFrame[kind="line"] { background: $line; border: none; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="choice"] { background: $surface; border: 1px solid $ctl; border-radius: 8px;
  padding: 1px; }
QFrame[kind="choice"][on="true"] { border: 2px solid $accent; padding: 0; }
QFrame[kind="word"] { background: $surface2; border: 1px solid $line2; border-radius: 6px; }
QFrame[kind="pill"] { background: $sunken; border-radius: 11px; }
QFrame[kind="pill"] QLabel { color: $text2; }
QFrame[kind="toast"] { background: $text; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $surface; }
QFrame[kind="toast"] QLabel[kind="key"] { color: $text; }
QFrame[kind="toast"] QPushButton { color: $surface; background: transparent; border: none;
  text-decoration: underline; font-weight: 600; padding: 2px 6px; min-height: 20px; }
QPushButton, QToolButton[kind="plain"] { background: $surface; color: $text;
  border: 1px solid $ctl; border-radius: 6px; padding: 5px 12px; min-height: 18px; }
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $sel; }
QPushButton[primary="true"] { background: $accent; border-color: $accent; color: $onaccent;
  font-weight: 600; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:pressed {
  background: $accenthover; border-color: $accenthover; }
QPushButton[off="true"], QPushButton[off="true"]:hover, QPushButton:disabled {
  background: $sunken; border-color: $line2; color: $text3; font-weight: 400; }
QPushButton[compact="true"] { padding: 2px 9px; border-radius: 5px; }
QPushButton[ghost="true"] { background: transparent; border-color: transparent; padding: 5px 8px; }
QPushButton[danger="true"] { color: $bad; border-color: $bad; }
QPushButton[link="true"] { background: transparent; border: none; color: $accent;
  text-decoration: underline; padding: 2px; text-align: left; }
QPushButton[link="true"]:hover { color: $accenthover; }
QToolButton { background: transparent; border: none; border-radius: 6px; padding: 5px;
  color: $text; }
QToolButton[kind="segment"] { background: $surface; border: 1px solid $ctl; border-left: none;
  border-radius: 0; padding: 5px 10px; color: $text2; }
QToolButton[kind="segment"][end="first"] { border-left: 1px solid $ctl;
  border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QToolButton[kind="segment"][end="last"] { border-top-right-radius: 6px;
  border-bottom-right-radius: 6px; }
QToolButton[kind="segment"]:checked { background: $accentsoft; color: $accent; font-weight: 600; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
  background: $surface; color: $text; border: 1px solid $ctl; border-radius: 6px;
  padding: 5px 9px; min-height: 18px; placeholder-text-color: $text3;
  selection-background-color: $accent; selection-color: $onaccent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus, QTimeEdit:focus { border: 2px solid $focus; padding: 4px 8px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $bad; padding: 4px 8px; }
QLineEdit[bare="true"] { border: none; background: transparent; padding: 5px 2px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $ctl; outline: none;
  selection-background-color: $sel; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${dot}px; height: ${dot}px; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; }
QCheckBox::indicator { width: ${box}px; height: ${box}px; border: 1px solid $ctl;
  border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QCheckBox::indicator:focus { border: 2px solid $focus; width: ${inbox}px; height: ${inbox}px; }
QRadioButton[strong="true"] { font-weight: 600; }
QRadioButton::indicator { width: ${dot}px; height: ${dot}px; border: 1px solid $ctl;
  border-radius: ${round}px;
  background: $surface; }
QRadioButton::indicator:checked { border: ${rim}px solid $accent; width: ${indot}px;
  height: ${indot}px; }
QTextEdit[bare="true"] { border: none; padding: 0; }
QRadioButton:focus, QCheckBox:focus { text-decoration: underline; }
QRadioButton::indicator:focus { border-color: $focus; }
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $sel; selection-color: $text; }
QListView#names { border: 1px solid $ctl; }
QListView#names::item { padding: 5px 10px; }
QTreeView::item { min-height: 28px; }
QTreeView::item:hover { background: $hover; }
QTreeView::item:selected { background: $sel; color: $text; }
QHeaderView { background: $surface2; border: none; }
QHeaderView::section { background: $surface2; color: $text2; border: none;
  border-bottom: 1px solid $line2; padding: 6px 8px; font-weight: 600; }
QTabBar::tab { background: transparent; color: $text2; padding: 7px 12px 6px; margin-right: 2px;
  border: none; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $accent; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: 6px; padding: 5px 10px 7px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $ctl; border-radius: 3px; margin: 3px; min-height: 24px;
  min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenuBar { background: $rail; color: $text; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $sel; }
QMenu { background: $surface; color: $text; border: 1px solid $ctl; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { background: $line2; border: none; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_CONTRAST = """
QWidget[ground="brand"] { background: $bg; }
QWidget[ground="brand"] QLabel { color: $text; }
QFrame[kind="pill"], QFrame[kind="strip"], QFrame[kind="toast"] { border: 1px solid $text; }
QTabBar::tab:selected, QToolButton[kind="segment"]:checked {
  background: $accent; color: $onaccent; }
QPushButton[off="true"], QPushButton[off="true"]:hover, QPushButton:disabled {
  border-style: dashed; }
"""
