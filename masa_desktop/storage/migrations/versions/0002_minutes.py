"""Formatted minutes, times, declarations, issued versions, corrections, approval"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_table(
        "house_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_word")),
    )
    op.create_table(
        "issued_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_issued_file")),
    )
    op.create_table(
        "place",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("was_left", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_table(
        "issued_minutes",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_shareable", sa.Boolean(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recipients", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_issued_minutes_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_minutes")),
    )
    with op.batch_alter_table("issued_minutes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_minutes_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_issued_minutes_sha256"), ["sha256"], unique=False)

    op.create_table(
        "written_minutes",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_written_minutes_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_minutes")),
    )
    with op.batch_alter_table("written_minutes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_written_minutes_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "minutes_step",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_step_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_step")),
    )
    with op.batch_alter_table("minutes_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_minutes_step_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "set_aside",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_set_aside_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_set_aside_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "agenda_paper",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_paper_item_id_agenda_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_paper")),
    )
    with op.batch_alter_table("agenda_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_paper_item_id"), ["item_id"], unique=False)

    op.create_table(
        "approval",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("approved_at_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_at_id"], ["meeting.id"], name=op.f("fk_approval_approved_at_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_approval_group_id_group")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_approval_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_approval_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_approved_at_id"), ["approved_at_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_approval_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "declaration",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("has_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_declaration_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_declaration_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_declaration_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declaration_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "discussion",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("began_at", sa.Time(), nullable=False),
        sa.Column("ended_at", sa.Time(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_discussion_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_discussion_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
    )
    with op.batch_alter_table("discussion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussion_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussion_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "sitting",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("adjourned_on", sa.Date(), nullable=False),
        sa.Column("adjourned_at", sa.Time(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_sitting_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_sitting_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "quorum_ruling",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_quorum_ruling_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_quorum_ruling_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quorum_ruling")),
    )
    with op.batch_alter_table("quorum_ruling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quorum_ruling_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "correction",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("made_at_id", sa.String(), nullable=True),
        sa.Column("made_item_id", sa.String(), nullable=True),
        sa.Column("entry_id", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_correction_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["made_at_id"], ["meeting.id"], name=op.f("fk_correction_made_at_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["made_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_correction_made_item_id_agenda_item"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_correction_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "sending",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_sending_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending")),
    )
    with op.batch_alter_table("sending", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sending_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "decision_link",
        sa.Column("earlier_id", sa.String(), nullable=False),
        sa.Column("later_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["decision.id"], name=op.f("fk_decision_link_earlier_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["later_id"], ["decision.id"], name=op.f("fk_decision_link_later_id_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_link")),
    )
    op.create_index("ix_decision_link_earlier_id", "decision_link", ["earlier_id"])
    op.create_index("ix_decision_link_later_id", "decision_link", ["later_id"])
    op.create_table(
        "written_procedure",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answers_by", sa.Date(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_note", sa.String(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=True),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_written_procedure_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group.id"], name=op.f("fk_written_procedure_group_id_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_procedure")),
    )
    op.create_index("ix_written_procedure_group_id", "written_procedure", ["group_id"])
    op.create_table(
        "written_answer",
        sa.Column("procedure_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_written_answer_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["written_procedure.id"],
            name=op.f("fk_written_answer_procedure_id_written_procedure"),
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_written_answer_seat_id_seat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_answer")),
    )
    op.create_index("ix_written_answer_procedure_id", "written_answer", ["procedure_id"])
    op.create_table(
        "group_report",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("to_group_id", sa.String(), nullable=False),
        sa.Column("highlights", sa.String(), nullable=False),
        sa.Column("risks", sa.String(), nullable=False),
        sa.Column("decisions_sought", sa.String(), nullable=False),
        sa.Column("challenges", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_group_report_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["to_group_id"], ["group.id"], name=op.f("fk_group_report_to_group_id_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_report")),
    )
    op.create_index("ix_group_report_meeting_id", "group_report", ["meeting_id"])
    op.create_index("ix_group_report_to_group_id", "group_report", ["to_group_id"])

    # Old rows get what a new row begins with.
    op.add_column("agenda_item", sa.Column("carried_from_id", sa.String(), nullable=True))
    op.add_column("agenda_item", sa.Column("taken_position", sa.String(), nullable=True))
    op.create_index("ix_agenda_item_carried_from_id", "agenda_item", ["carried_from_id"])
    op.create_index("ix_meeting_group_id_on", "meeting", ["group_id", "on"])
    op.create_index("ix_action_group_id_status", "action", ["group_id", "status"])
    # What was said of an action under a restricted item is in no log that is shared.
    op.add_column("action", sa.Column("said_item_id", sa.String(), nullable=True))
    op.add_column("action_move", sa.Column("item_id", sa.String(), nullable=True))
    op.add_column("action_update", sa.Column("item_id", sa.String(), nullable=True))
    op.add_column("attendance", sa.Column("reply", sa.String(), nullable=False, server_default=""))
    op.add_column("decision", sa.Column("settled_at_id", sa.String(), nullable=True))
    op.add_column("decision", sa.Column("settled_on", sa.Date(), nullable=True))
    op.add_column("decision", sa.Column("condition_on", sa.Date(), nullable=True))
    for column in ("condition_state", "condition_note", "implements"):
        op.add_column("decision", sa.Column(column, sa.String(), nullable=False, server_default=""))
    op.add_column(
        "decision", sa.Column("is_restricted", sa.Boolean(), nullable=False, server_default="0")
    )
    for table in ("entry", "jotting"):
        marks = sa.Column("marks", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        op.add_column(table, marks)
        op.add_column(
            table, sa.Column("is_bullet", sa.Boolean(), nullable=False, server_default="0")
        )
