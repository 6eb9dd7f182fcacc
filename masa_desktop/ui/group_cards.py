"""The smaller cards of a group's page: frequency, terms of reference, purpose, names, agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from masa_desktop.domain.groups import link_label
from masa_desktop.domain.meetings import USUAL_ITEMS
from masa_desktop.domain.words import capital, count, short_date
from masa_desktop.services import agenda, names
from masa_desktop.ui import theme
from masa_desktop.ui.date_entry import DayEntry
from masa_desktop.ui.in_place_form import InPlaceForm, TextField
from masa_desktop.ui.parts import Card, Field, body, button, clear, link, secondary, small
from masa_desktop.ui.sourced import SourcedCard

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.groups import GroupPage
    from masa_desktop.domain.structure_view import RulesView, TermsRow
    from masa_desktop.ui.bridge import Bridge


class FrequencyCard(SourcedCard):
    """How often the group meets, how many meetings are planned, and the way to plan them."""

    def __init__(self) -> None:
        super().__init__("Meetings")
        self.words, self.planned = body(), secondary()
        self.meetings_link = link("Show its meetings")
        for part in (self.words, self.planned, self.meetings_link):
            self.body.addWidget(part)

    def show_page(self, page: GroupPage, rules: RulesView) -> None:
        said = capital(page.frequency)
        self.words.setText(said or "How often it meets is not stated.")
        number = count(page.meetings, "meeting") if page.meetings else "No meetings"
        self.planned.setText(f"{number} in this office")
        self.say_source(rules.pattern_source if page.frequency else "")


class TermsCard(Card):
    """The terms of reference in force, and the versions there are."""

    def __init__(self) -> None:
        super().__init__("Terms of reference")
        self.words, self.review, self.versions = body(), secondary(), small()
        for part in (self.words, self.review, self.versions):
            self.body.addWidget(part)

    def show_page(self, page: GroupPage, rules: RulesView) -> None:
        since = f"in force from {short_date(page.terms_from)}" if page.terms_from else ""
        parts = [part for part in (page.terms_version, since, page.terms_text) if part]
        self.words.setText(" · ".join(parts) or "No terms of reference are recorded.")
        self.review.setText(f"Review: {page.review}" if page.review else "Review: not stated")
        older = [_version(row) for row in rules.terms] if len(rules.terms) > 1 else []
        self.versions.setText("\n".join(older))
        self.versions.setVisible(bool(older))


def _version(row: TermsRow) -> str:
    first = short_date(row.from_on) if row.from_on else "the beginning"
    last = f"to {short_date(row.until_on)}" if row.until_on else "on"
    said = f"{row.version or 'rules'} from {first} {last}"
    return f"{said} · in force" if row.in_force else said


class PurposeCard(SourcedCard):
    """What the group is for, what it does, and where it stands among the others."""

    def __init__(self) -> None:
        super().__init__("Purpose and functions")
        self.purpose, self.functions, self.note = body(), body(), secondary()
        self.links = QWidget()
        self._rows = QVBoxLayout(self.links)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        for part in (self.purpose, self.functions, self.note, self.links):
            self.body.addWidget(part)

    def show_page(self, page: GroupPage) -> None:
        said = capital(page.purpose)
        self.purpose.setText(said or "Purpose not stated.")
        self.functions.setText("\n".join(f"• {line}" for line in page.functions))
        self.functions.setVisible(bool(page.functions))
        self.note.setText(page.note)
        self.note.setVisible(bool(page.note))
        self.say_source(page.source)
        self._show_links(page)

    def _show_links(self, page: GroupPage) -> None:
        clear(self._rows)
        for row in page.links:
            label = link_label(row.kind)
            source = f" · {row.source}" if row.source else ""
            self._rows.addWidget(secondary(f"{capital(label)} {row.name}{source}"))
        self.links.setVisible(bool(page.links))


class NamesCard(Card):
    """What else the group is called, and the form that gives it another name from a day."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Also known as")
        self._bridge = bridge
        self.words = body()
        self.rename_button = button("Rename…", compact=True)
        self.form = RenameForm(bridge)
        self._page: GroupPage | None = None
        self._day = bridge.today()
        self.body.addWidget(self.words)
        self.body.addWidget(self.rename_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.rename_button.clicked.connect(self.open_form)
        self.form.closed.connect(self.rename_button.setFocus)

    def show_page(self, page: GroupPage, day: date) -> None:
        if self._page is not None and page.id != self._page.id:
            self.form.hide()
        self._page, self._day = page, day
        self.words.setText("\n".join(page.aliases) or "No other name is recorded.")

    def open_form(self) -> None:
        if self._page is not None:
            self.form.open_for(self._page, self._day)


class RenameForm(InPlaceForm):
    """Another name from a day on; earlier meetings keep the name they were held under."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Rename the group", "Rename")
        self._bridge, self._group_id = bridge, ""
        self.name = TextField("New name", 260)
        self.from_on = DayEntry("From", bridge.today)
        self.add_row(self.name, self.from_on)

    def open_for(self, page: GroupPage, day: date) -> None:
        self._group_id = page.id
        self.name.entry.setText(page.name)
        self.from_on.show_day(day)
        self.open_form(self.name.entry)

    def save(self) -> None:
        day = self.from_on.day
        if not (self.name.needs("A name is needed.") and self.from_on.check()) or day is None:
            return
        self._bridge.workspace.do(names.rename, self._group_id, self.name.text, day)
        self._bridge.tell(f"Renamed: {self.name.text}", undo=True)
        self.close_form()


class StandingCard(Card):
    """The items every new meeting of the group begins with."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Standing agenda", "every new meeting begins with these items")
        self._group_id = ""
        self._titles: list[str] = []
        self._bridge = bridge
        self.words, self.note = body(), secondary()
        self.edit_button = button("Change the items…", compact=True)
        self.form = StandingForm(bridge)
        self.body.addWidget(self.note)
        self.body.addWidget(self.words)
        self.body.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.edit_button.clicked.connect(self.open_form)
        self.form.closed.connect(self.edit_button.setFocus)

    def show_group(self, group_id: str) -> None:
        if group_id != self._group_id:
            self.form.hide()
        self._group_id = group_id
        own = self._bridge.workspace.ask(agenda.standing, group_id)
        self._titles = own or list(USUAL_ITEMS)
        numbered = [f"{place}. {title}" for place, title in enumerate(self._titles, 1)]
        self.words.setText("\n".join(numbered))
        self.note.setText("This group has set none, so the usual items are used.")
        self.note.setVisible(not own)

    def open_form(self) -> None:
        self.form.open_for(self._group_id, self._titles)


class StandingForm(InPlaceForm):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Standing items", "Save items")
        self._bridge, self._group_id = bridge, ""
        self.items = QPlainTextEdit()
        self.items.setTabChangesFocus(True)
        self.items.setMinimumHeight(theme.px(150))
        self.add_widget(Field("Items", self.items, "one on each line, in order"))

    def open_for(self, group_id: str, titles: list[str]) -> None:
        self._group_id = group_id
        self.items.setPlainText("\n".join(titles))
        self.open_form(self.items)

    def save(self) -> None:
        titles = self.items.toPlainText().splitlines()
        self._bridge.workspace.do(agenda.set_standing, self._group_id, titles)
        self._bridge.tell("Standing items saved", undo=True)
        self.close_form()
