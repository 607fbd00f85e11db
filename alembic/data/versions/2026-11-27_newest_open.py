"""The newest open inquiries of a centre, found without reading them all."""

import sqlalchemy as sa
from alembic import op

revision = "data_2026_11_27_newest_open"
down_revision = "data_2026_11_27_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("state != 'closed'")
    op.create_index(
        "ix_inquiries_newest_open",
        "inquiries",
        ["centre", "received_at", "id"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def downgrade() -> None:
    op.drop_index("ix_inquiries_newest_open", table_name="inquiries")
