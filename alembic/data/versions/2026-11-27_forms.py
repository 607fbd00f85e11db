"""Which questionnaires a centre asks, and every version that was begun."""

import sqlalchemy as sa
from alembic import op

revision = "data_2026_11_27_forms"
down_revision = "data_2026_11_27_visitation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_versions",
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_form_versions")),
    )
    op.create_index(op.f("ix_form_versions_key"), "form_versions", ["key"])
    op.create_table(
        "form_uses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=True),
        sa.Column("for_whom", sa.String(length=60), nullable=False),
        sa.Column("ages", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_form_uses_staff_id")),
        sa.ForeignKeyConstraint(["version"], ["form_versions.version"], name=op.f("fk_form_uses_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_uses")),
    )
    op.create_index(
        "uq_form_uses_now",
        "form_uses",
        ["centre", "key"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("form_uses")
    op.drop_table("form_versions")
