"""The page of a partnership: what its published arrangement says, its name and its marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from masa_desktop.domain.markings import Marking, marking_label, printed, read
from masa_desktop.services import groups, structure_view
from masa_desktop.ui.flow import FlowLayout
from masa_desktop.ui.in_place_form import InPlaceForm, TextField
from masa_desktop.ui.parts import Field, PageHeader, button, clear, ground, scrolling
from masa_desktop.ui.sourced import Fact, PublishedCard, SourcedCard

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.structure_view import PartnershipPage
    from masa_desktop.ui.bridge import Bridge


class PartnershipPane(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.partnership_id = ""
        self.page: PartnershipPage | None = None
        ground(self, "bg")
        self.header = PageHeader()
        self.rename_button, self.marking_button = button("Rename…"), button("Set marking…")
        self.header.buttons.addWidget(self.marking_button)
        self.header.buttons.addWidget(self.rename_button)
        self.rename_form, self.marking_form = _NameForm(bridge), _MarkingForm(bridge)
        self.facts = SourcedCard("What the arrangement says")
        self.tables: dict[str, PublishedCard] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 2, 20, 16)
        self._column.setSpacing(12)
        self._column.addWidget(self.facts)
        self._column.addStretch(1)
        self.area = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.header, self.rename_form, self.marking_form):
            whole.addWidget(part)
        whole.addWidget(self.area, 1)
        self.rename_button.clicked.connect(self.open_rename)
        self.marking_button.clicked.connect(self.open_marking)

    def show_partnership(self, partnership_id: str, day: date) -> None:
        """Everything known of this partnership, by the names of `day`."""
        changed = partnership_id != self.partnership_id
        self.partnership_id = partnership_id
        page = self._bridge.workspace.ask(structure_view.partnership, partnership_id, day)
        if page == self.page:
            return
        self.page = page
        marking = printed(read(page.marking) or Marking.NONE, page.handling)
        parts = ("Partnership", page.abbreviation, page.area, marking or "not marked")
        self.header.say(page.name, " · ".join(part for part in parts if part))
        self._show_facts(page)
        self._show_tables(page)
        if changed:
            self.rename_form.hide()
            self.marking_form.hide()
            self.area.verticalScrollBar().setValue(0)

    def open_rename(self) -> None:
        if self.page is not None:
            self.marking_form.hide()
            self.rename_form.open_for(self.page)

    def open_marking(self) -> None:
        if self.page is not None:
            self.rename_form.hide()
            self.marking_form.open_for(self.page)

    def _show_facts(self, page: PartnershipPage) -> None:
        clear(self.facts.body)
        self.facts.say_source(page.source)
        row = QWidget()
        flow = FlowLayout(row, gap=28, row_gap=12)
        for heading, text in page.facts:
            fact = Fact(heading)
            fact.say(text)
            flow.addWidget(fact)
        self.facts.body.addWidget(row)

    def _show_tables(self, page: PartnershipPage) -> None:
        for card in self.tables.values():
            self._column.removeWidget(card)
            card.deleteLater()
        self.tables = {table.key: PublishedCard(table) for table in page.tables}
        for place, card in enumerate(self.tables.values(), 1):
            self._column.insertWidget(place, card)


class _NameForm(InPlaceForm):
    """Puts name, abbreviation and area right, from the beginning."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Name of the partnership", "Rename")
        self._bridge, self._partnership_id = bridge, ""
        self.name = TextField("Name", 320)
        self.abbreviation, self.area = TextField("Abbreviation", 110), TextField("Area", 180)
        self.add_row(self.name, self.abbreviation, self.area)

    def open_for(self, page: PartnershipPage) -> None:
        self._partnership_id = page.id
        for field, text in (
            (self.name, page.name),
            (self.abbreviation, page.abbreviation),
            (self.area, page.area),
        ):
            field.entry.setText(text)
            field.right()
        self.open_form(self.name.entry)

    def save(self) -> None:
        if not self.name.needs("A partnership needs a name."):
            return
        self._bridge.workspace.do(
            groups.rename_partnership,
            self._partnership_id,
            self.name.text,
            self.abbreviation.text,
            self.area.text,
        )
        self._bridge.tell(f"Renamed: {self.name.text}", undo=True)
        self.close_form()


class _MarkingForm(InPlaceForm):
    """The marking new meetings begin with; what is issued keeps its own."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Protective marking", "Set marking")
        self._bridge, self._partnership_id = bridge, ""
        self.marking = QComboBox()
        for marking in Marking:
            self.marking.addItem(marking_label(marking), marking.value)
        self.handling = TextField("Handling, if any", 260)
        self.to_share = TextField("Handling on copies to share, if any", 260)
        self.add_row(Field("New meetings begin with", self.marking), self.handling, self.to_share)

    def open_for(self, page: PartnershipPage) -> None:
        self._partnership_id = page.id
        marking = read(page.marking) or Marking.NONE
        self.marking.setCurrentIndex(self.marking.findData(marking.value))
        self.handling.entry.setText(page.handling)
        self.to_share.entry.setText(page.to_share)
        self.open_form(self.marking)

    def save(self) -> None:
        chosen = self.marking.currentData()
        said = self._partnership_id, chosen, self.handling.text, self.to_share.text
        self._bridge.workspace.do(groups.set_marking, *said)
        marked = printed(Marking(chosen), self.handling.text) or "not marked"
        self._bridge.tell(f"New meetings begin with: {marked}", undo=True)
        self.close_form()
