"""Visitation: agenda, letters, participants, deputies; and follow-ups with what was agreed about them."""

import sqlalchemy as sa
from alembic import op

revision = "data_2026_11_27_visitation"
down_revision = "data_2026_11_27_answer_sets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_agenda_items()
    create_decision_letters()
    create_meeting_participants()
    create_deputies()
    create_follow_ups()
    create_follow_up_consents()


def downgrade() -> None:
    for table in (
        "follow_up_consents",
        "follow_ups",
        "deputies",
        "meeting_participants",
        "decision_letters",
        "agenda_items",
    ):
        op.drop_table(table)


def create_agenda_items() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("put_by", sa.Uuid(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_agenda_items_inquiry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["put_by"], ["staff.id"], name=op.f("fk_agenda_items_put_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    op.create_index(op.f("ix_agenda_items_inquiry_id"), "agenda_items", ["inquiry_id"])
    op.create_index("ix_agenda_items_meeting", "agenda_items", ["centre", "state", "meeting_on"])
    op.create_index(
        "uq_agenda_items_waiting",
        "agenda_items",
        ["inquiry_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def create_decision_letters() -> None:
    op.create_table(
        "decision_letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_decision_letters_inquiry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_decision_letters_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_decision_letters_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_letters")),
        sa.UniqueConstraint("inquiry_id", "number", name="uq_decision_letters_inquiry_id_number"),
        sa.UniqueConstraint("item_id", name=op.f("uq_decision_letters_item_id")),
    )
    op.create_index("ix_decision_letters_meeting", "decision_letters", ["centre", "meeting_on"])


def create_meeting_participants() -> None:
    op.create_table(
        "meeting_participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_participants")),
        sa.UniqueConstraint("centre", "meeting_on", "name", name="uq_meeting_participants_name"),
    )


def create_deputies() -> None:
    op.create_table(
        "deputies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_deputies_staff_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["named_by"], ["staff.id"], name=op.f("fk_deputies_named_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputies")),
    )
    op.create_index(op.f("ix_deputies_centre"), "deputies", ["centre"])


def create_follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_follow_ups_inquiry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_follow_ups_done_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    op.create_index(op.f("ix_follow_ups_inquiry_id"), "follow_ups", ["inquiry_id"])
    op.create_index("ix_follow_ups_due", "follow_ups", ["centre", "state", "due_on"])


def create_follow_up_consents() -> None:
    op.create_table(
        "follow_up_consents",
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("agreed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_follow_up_consents_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("pk_follow_up_consents")),
    )
