"""The tables, one short class each, by noun."""

from masa_desktop.storage.entities.arrangement import (
    ArrangementNote,
    Contribution,
    EscalationStep,
    Milestone,
    Risk,
    ScrutinyPost,
)
from masa_desktop.storage.entities.base import Base, Data, Local, Row, Shared, natural_id, new_id
from masa_desktop.storage.entities.meetings import (
    Action,
    ActionMove,
    ActionOwner,
    ActionUpdate,
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    InTheChair,
    Jotting,
    Meeting,
    Series,
    StandingItem,
)
from masa_desktop.storage.entities.office import (
    ClosureDay,
    Guard,
    LoggedChange,
    LoggedVerb,
    Setting,
    WrittenFile,
)
from masa_desktop.storage.entities.people import ChairTurn, Holding, Person, Seat
from masa_desktop.storage.entities.structure import (
    Agency,
    Group,
    GroupLink,
    GroupPartnership,
    MatrixColumn,
    MatrixColumnGroup,
    MatrixRow,
    MatrixTick,
    Name,
    Partnership,
    StatutoryPartner,
    TermsOfReference,
)

ROWS: dict[str, type[Row]] = {
    str(mapper.local_table): mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Row)
}
"""Every table that verbs write, by its name."""

SHARED = {name: entity for name, entity in ROWS.items() if issubclass(entity, Shared)}

__all__ = [
    "ROWS",
    "SHARED",
    "Action",
    "ActionMove",
    "ActionOwner",
    "ActionUpdate",
    "Agency",
    "AgendaItem",
    "ArrangementNote",
    "Attendance",
    "Base",
    "ChairTurn",
    "ClosureDay",
    "Contribution",
    "Data",
    "Decision",
    "Entry",
    "EscalationStep",
    "Group",
    "GroupLink",
    "GroupPartnership",
    "Guard",
    "Holding",
    "InTheChair",
    "Jotting",
    "Local",
    "LoggedChange",
    "LoggedVerb",
    "MatrixColumn",
    "MatrixColumnGroup",
    "MatrixRow",
    "MatrixTick",
    "Meeting",
    "Milestone",
    "Name",
    "Partnership",
    "Person",
    "Risk",
    "Row",
    "ScrutinyPost",
    "Seat",
    "Series",
    "Setting",
    "Shared",
    "StandingItem",
    "StatutoryPartner",
    "TermsOfReference",
    "WrittenFile",
    "natural_id",
    "new_id",
]
