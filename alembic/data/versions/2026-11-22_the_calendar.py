"""A calendar: who can be booked and when, what is taken, groups, waiting lists and the promise of a week."""

import sqlalchemy as sa
from alembic import op

revision = "data_2026_11_22_the_calendar"
down_revision = "data_2026_11_22_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_resources()
    create_opening_rules()
    create_opening_exceptions()
    create_appointments()
    create_group_sessions()
    create_occupied()
    create_group_places()
    create_waiting()
    create_time_requests()
    create_first_offers()
    create_offer_alarms()
    create_calendar_feeds()


def downgrade() -> None:
    for table in (
        "calendar_feeds",
        "offer_alarms",
        "first_offers",
        "time_requests",
        "waiting",
        "group_places",
        "occupied",
        "group_sessions",
        "appointments",
        "opening_exceptions",
        "opening_rules",
        "resources",
    ):
        op.drop_table(table)


def create_resources() -> None:
    op.create_table(
        "resources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("gender", sa.String(length=8), nullable=False),
        sa.Column("languages", sa.String(length=80), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_resources_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_resources_staff_id")),
    )
    op.create_index(op.f("ix_resources_centre"), "resources", ["centre"])


def create_opening_rules() -> None:
    op.create_table(
        "opening_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("modes", sa.String(length=60), nullable=False),
        sa.Column("first_talks_only", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_opening_rules_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_rules")),
    )
    op.create_index(op.f("ix_opening_rules_centre"), "opening_rules", ["centre"])


def create_opening_exceptions() -> None:
    op.create_table(
        "opening_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("modes", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_opening_exceptions_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_exceptions")),
    )
    op.create_index(op.f("ix_opening_exceptions_centre"), "opening_exceptions", ["centre"])


def create_appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("talk", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("extra_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("booked_by", sa.Uuid(), nullable=True),
        sa.Column("gift_card_on", sa.Date(), nullable=True),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["booked_by"], ["staff.id"], name=op.f("fk_appointments_booked_by")),
        sa.ForeignKeyConstraint(["counsellor_id"], ["resources.id"], name=op.f("fk_appointments_counsellor_id")),
        sa.ForeignKeyConstraint(["extra_id"], ["resources.id"], name=op.f("fk_appointments_extra_id")),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_appointments_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("uid", name=op.f("uq_appointments_uid")),
    )
    op.create_index("ix_appointments_counsellor", "appointments", ["counsellor_id", "starts_at"])
    op.create_index("ix_appointments_day", "appointments", ["centre", "starts_at"])
    op.create_index(op.f("ix_appointments_inquiry_id"), "appointments", ["inquiry_id"])


def create_group_sessions() -> None:
    op.create_table(
        "group_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("extra_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name=op.f("ck_group_sessions_taken_within_capacity")),
        sa.ForeignKeyConstraint(["counsellor_id"], ["resources.id"], name=op.f("fk_group_sessions_counsellor_id")),
        sa.ForeignKeyConstraint(["extra_id"], ["resources.id"], name=op.f("fk_group_sessions_extra_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_sessions")),
    )
    op.create_index("ix_group_sessions_day", "group_sessions", ["centre", "starts_at"])


def create_occupied() -> None:
    op.create_table(
        "occupied",
        sa.Column("resource_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_occupied_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_occupied_resource_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["group_sessions.id"], name=op.f("fk_occupied_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", "cell", name=op.f("pk_occupied")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_occupied_appointment_id"), "occupied", ["appointment_id"])
    op.create_index(op.f("ix_occupied_session_id"), "occupied", ["session_id"])


def create_group_places() -> None:
    op.create_table(
        "group_places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_group_places_inquiry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["group_sessions.id"], name=op.f("fk_group_places_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_places")),
        sa.UniqueConstraint("session_id", "inquiry_id", name=op.f("uq_group_places_session_id_inquiry_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_group_places_uid")),
    )
    op.create_index(op.f("ix_group_places_inquiry_id"), "group_places", ["inquiry_id"])


def create_waiting() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("talk", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_waiting_inquiry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["group_sessions.id"], name=op.f("fk_waiting_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
    )
    op.create_index(op.f("ix_waiting_inquiry_id"), "waiting", ["inquiry_id"])
    op.create_index("ix_waiting_line", "waiting", ["centre", "state", "id"])
    op.create_index(op.f("ix_waiting_session_id"), "waiting", ["session_id"])


def create_time_requests() -> None:
    op.create_table(
        "time_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_time_requests_done_by")),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_time_requests_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_requests")),
    )
    op.create_index(op.f("ix_time_requests_inquiry_id"), "time_requests", ["inquiry_id"])
    op.create_index("ix_time_requests_open", "time_requests", ["centre", "done_on"])


def create_first_offers() -> None:
    op.create_table(
        "first_offers",
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("chose_later", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name=op.f("fk_first_offers_inquiry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("pk_first_offers")),
    )


def create_offer_alarms() -> None:
    op.create_table(
        "offer_alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=14), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("level", sa.String(length=6), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("remedy", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["seen_by"], ["staff.id"], name=op.f("fk_offer_alarms_seen_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_alarms")),
    )
    op.create_index(
        "uq_offer_alarms_open",
        "offer_alarms",
        ["centre", "audience", "mode"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def create_calendar_feeds() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_calendar_feeds_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_calendar_feeds_staff_id")),
    )
