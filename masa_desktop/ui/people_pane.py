"""Two lists behind the outline: people with the seats they hold, and agencies with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from masa_desktop.domain.words import count
from masa_desktop.services import groups, people
from masa_desktop.ui.in_place_form import InPlaceForm, TextField
from masa_desktop.ui.parts import Card, EmptyState, PageHeader, button, ground
from masa_desktop.ui.rows import Column, RowsModel, list_table

if TYPE_CHECKING:
    from datetime import date

    from masa_desktop.domain.groups import AgencyRow, PersonRow
    from masa_desktop.ui.bridge import Bridge


class PeoplePane(QWidget):
    """Everybody, with the seats held on the day; add one, or put a name right (F2)."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        ground(self, "bg")
        self.header = PageHeader()
        self.rename_button = button("Put a name right")
        self.add_button = button("Add a person", "plus")
        self.header.buttons.addWidget(self.rename_button)
        self.header.buttons.addWidget(self.add_button)
        self.form = _PersonForm(bridge)
        self.model: RowsModel[PersonRow] = RowsModel(
            [
                Column("Name", lambda row: row.name, strong=True),
                Column("Initials", lambda row: row.initials or "–", tone=lambda _: "text2"),
                Column("Seats", _seats, tone=_seats_tone, wide=True),
            ],
            self,
        )
        self.table = list_table(self.model, "People and their seats")
        self.first_button = button("Add a person", "plus")
        self.empty = EmptyState(
            "people",
            "No people yet",
            "A starter brings posts, never names. Fill a seat on a group’s page, or add a person.",
            (self.first_button,),
        )
        _lay_out(self, self.header, self.form, self.table, self.empty)
        for made in (self.add_button, self.first_button):
            made.clicked.connect(self.add)
        self.rename_button.clicked.connect(self.rename)
        self.table.chosen.connect(self.rename)
        self.form.closed.connect(self.table.setFocus)

    def show_people(self, day: date) -> None:
        rows = self._bridge.workspace.ask(people.everyone, day)
        self.model.show_rows(rows)
        if rows and not self.table.current_id():
            self.table.select(rows[0].id)
        self.header.say("People", count(len(rows), "person", "people"))
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.rename_button.setVisible(bool(rows))

    def add(self) -> None:
        self.form.open_for(None)

    def rename(self) -> None:
        number = self.model.row_of(self.table.current_id())
        if number >= 0:
            self.form.open_for(self.model.rows[number])


class _PersonForm(InPlaceForm):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Person", "Save")
        self._bridge = bridge
        self._person_id = ""
        self.name, self.initials = TextField("Name", 260), TextField("Initials", 110)
        self.add_row(self.name, self.initials)

    def open_for(self, row: PersonRow | None) -> None:
        """A new person, or this one's name put right."""
        self._person_id = row.id if row else ""
        self.heading.setText("Put a name right" if row else "Add a person")
        self.save_button.setText("Save name" if row else "Add person")
        self.name.entry.setText(row.name if row else "")
        self.initials.entry.setText(row.initials if row else "")
        self.name.right()
        self.open_form(self.name.entry)

    def save(self) -> None:
        if not self.name.needs("A person needs a name."):
            return
        name, initials = self.name.text, self.initials.text
        if self._person_id:
            self._bridge.workspace.do(people.rename, self._person_id, name, initials)
            self._bridge.tell(f"Name saved: {name}", undo=True)
        else:
            self._bridge.workspace.do(people.add, name, initials)
            self._bridge.tell(f"Person added: {name}", undo=True)
        self.close_form()


class AgenciesPane(QWidget):
    """Every agency by name, with the other names it goes by and where it is published."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        ground(self, "bg")
        self.header = PageHeader()
        self.add_button = button("Add an agency", "plus")
        self.header.buttons.addWidget(self.add_button)
        self.form = _AgencyForm(bridge)
        self.model: RowsModel[AgencyRow] = RowsModel(
            [
                Column("Agency", lambda row: row.name, second=_kind, wide=True, strong=True),
                Column("Also known as", lambda row: ", ".join(row.aliases)),
                Column("Source", lambda row: row.source, tone=lambda _: "text3"),
            ],
            self,
        )
        self.table = list_table(self.model, "Agencies")
        self.empty = EmptyState(
            "groups", "No agencies yet", "Add the agencies that hold seats on the groups."
        )
        _lay_out(self, self.header, self.form, self.table, self.empty)
        self.add_button.clicked.connect(self.form.open_empty)
        self.form.closed.connect(self.table.setFocus)

    def show_agencies(self, day: date) -> None:
        rows = self._bridge.workspace.ask(groups.agencies, day)
        self.model.show_rows(rows)
        if rows and not self.table.current_id():
            self.table.select(rows[0].id)
        self.header.say("Agencies", count(len(rows), "agency", "agencies"))
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)


class _AgencyForm(InPlaceForm):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__("Add an agency", "Add agency")
        self._bridge = bridge
        self.name, self.short = TextField("Name", 300), TextField("Abbreviation", 120)
        self.add_row(self.name, self.short)

    def open_empty(self) -> None:
        for field in (self.name, self.short):
            field.entry.clear()
            field.right()
        self.open_form(self.name.entry)

    def save(self) -> None:
        if not self.name.needs("An agency needs a name."):
            return
        self._bridge.workspace.do(groups.add_agency, self.name.text, self.short.text)
        self._bridge.tell(f"Agency added: {self.name.text}", undo=True)
        self.close_form()


def _lay_out(pane: QWidget, header: PageHeader, form: InPlaceForm, *shown: QWidget) -> None:
    card = Card()
    card.body.setContentsMargins(1, 1, 1, 1)
    card.body.setSpacing(0)
    for part in shown:
        card.body.addWidget(part, 1)
    inside = QVBoxLayout()
    inside.setContentsMargins(20, 2, 20, 12)
    inside.addWidget(card, 1)
    whole = QVBoxLayout(pane)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(header)
    whole.addWidget(form)
    whole.addLayout(inside, 1)


def _seats(row: PersonRow) -> str:
    return ", ".join(row.seats) or "holds no seat"


def _seats_tone(row: PersonRow) -> str:
    return "" if row.seats else "text3"


def _kind(row: AgencyRow) -> str:
    kind = row.kind.replace("_", " ")
    return f"{kind} · a class of agencies" if row.is_class else kind
