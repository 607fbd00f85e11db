"""The first tables of the key store, and the guard against keys that are no longer kept."""

import sqlalchemy as sa
from alembic import op

revision = "keys_2026_11_22_first_tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_case_keys()
    create_what_browsers_hold()
    guard_retired_keys()


def downgrade() -> None:
    unguard_retired_keys()
    for table in ("forgotten", "shown_codes", "citizen_sessions", "drafts", "retired_keys", "case_keys"):
        op.drop_table(table)


def create_case_keys() -> None:
    op.create_table(
        "case_keys",
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("centre_kid", sa.Integer(), nullable=False),
        sa.Column("store_kid", sa.Integer(), nullable=False),
        sa.Column("code_kid", sa.Integer(), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("pk_case_keys")),
        sa.UniqueConstraint("lookup", name=op.f("uq_case_keys_lookup")),
    )
    op.create_table(
        "retired_keys",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kid", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_retired_keys")),
    )
    op.create_table(
        "forgotten",
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("pk_forgotten")),
    )


def create_what_browsers_hold() -> None:
    op.create_table(
        "drafts",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_drafts")),
        sa.UniqueConstraint("inquiry_id", name=op.f("uq_drafts_inquiry_id")),
    )
    op.create_index(op.f("ix_drafts_expires_at"), "drafts", ["expires_at"])
    op.create_table(
        "citizen_sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_citizen_sessions")),
    )
    op.create_index(op.f("ix_citizen_sessions_inquiry_id"), "citizen_sessions", ["inquiry_id"])
    op.create_table(
        "shown_codes",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_shown_codes")),
    )
    op.create_index(op.f("ix_shown_codes_expires_at"), "shown_codes", ["expires_at"])
    op.create_index(op.f("ix_shown_codes_inquiry_id"), "shown_codes", ["inquiry_id"])


RETIRED = (
    "EXISTS (SELECT 1 FROM retired_keys WHERE (name = 'store' AND kid >= NEW.store_kid)"
    " OR (name = 'centre-' || NEW.centre AND kid >= NEW.centre_kid))"
)


def guard_retired_keys() -> None:
    """A process that was not restarted after a rotation must fail, not store what nobody can ever open."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_retired_keys() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {RETIRED} THEN RAISE EXCEPTION 'this key is retired'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER case_keys_in_use BEFORE INSERT OR UPDATE ON case_keys "
            "FOR EACH ROW EXECUTE FUNCTION refuse_retired_keys()"
        )
        return
    for deed in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER case_keys_in_use_{deed.lower()} BEFORE {deed} ON case_keys WHEN {RETIRED} "
            "BEGIN SELECT RAISE(ABORT, 'this key is retired'); END"
        )


def unguard_retired_keys() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER case_keys_in_use ON case_keys")
        op.execute("DROP FUNCTION refuse_retired_keys()")
        return
    for deed in ("insert", "update"):
        op.execute(f"DROP TRIGGER case_keys_in_use_{deed}")
