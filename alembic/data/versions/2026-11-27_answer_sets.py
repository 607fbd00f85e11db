"""Answers to questionnaires."""

import sqlalchemy as sa
from alembic import op

revision = "data_2026_11_27_answer_sets"
down_revision = "data_2026_11_22_the_calendar"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_sets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("beside_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beside_id"], ["answer_sets.id"], name=op.f("fk_answer_sets_beside_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_answer_sets_inquiry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_answer_sets_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sets")),
    )
    op.create_index(op.f("ix_answer_sets_beside_id"), "answer_sets", ["beside_id"])
    op.create_index(op.f("ix_answer_sets_inquiry_id"), "answer_sets", ["inquiry_id"])


def downgrade() -> None:
    op.drop_table("answer_sets")
