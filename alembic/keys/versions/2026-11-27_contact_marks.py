"""Contacts as sums, so that the desk finds an inquiry by a telephone number or an e-mail address."""

import sqlalchemy as sa
from alembic import op

revision = "keys_2026_11_27_contact_marks"
down_revision = "keys_2026_11_22_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_marks",
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("inquiry_id", "mark", name=op.f("pk_contact_marks")),
    )
    op.create_index(op.f("ix_contact_marks_mark"), "contact_marks", ["mark"])
    op.create_table(
        "marked_to",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marked_to")),
    )


def downgrade() -> None:
    op.drop_table("marked_to")
    op.drop_table("contact_marks")
