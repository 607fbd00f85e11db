"""What stands in clear is what the privacy page says, column by column (security 2.2, row 12)."""

import re

from sqlalchemy import DateTime, LargeBinary, MetaData

from app.centres.clear_columns import CLEAR_COLUMNS
from app.models import DataBase, KeyBase

STORES: tuple[MetaData, ...] = (DataBase.metadata, KeyBase.metadata)

# Bytes: sealed under a key that is not in any database, or a sum that says nothing without one. Named, so that a
# new column of bytes is looked at before it is believed.
SEALED = {
    ("inquiries", "answers"),
    ("inquiries", "contact"),
    ("inquiries", "promises"),
    ("messages", "body"),
    ("notes", "body"),
    ("answer_sets", "content"),
    ("events", "detail"),
    ("appointments", "detail"),
    ("time_requests", "detail"),
    ("agenda_items", "proposal"),
    ("decision_letters", "content"),
    ("follow_up_consents", "agreed"),
    ("staff", "totp_secret"),
    ("case_keys", "sealed"),
    ("drafts", "sealed"),
    ("shown_codes", "sealed"),
    ("citizen_sessions", "sealed_key"),
}
SUMS = {
    ("events", "previous"),
    ("events", "hash"),
    ("staff_sessions", "token_hash"),
    ("calendar_feeds", "token_hash"),
    ("case_keys", "lookup"),
    ("contact_marks", "mark"),
    ("drafts", "token_hash"),
    ("shown_codes", "token_hash"),
    ("citizen_sessions", "token_hash"),
}
TELLING = re.compile(r"(^|_)(ip|address|addr|agent|host|browser|referr?er|location|phone|mobile|cpr|birth\w*)($|_)")


def columns() -> set[tuple[str, str]]:
    return {(table.name, column.name) for store in STORES for table in store.tables.values() for column in table.c}


def bytes_columns() -> set[tuple[str, str]]:
    return {
        (table.name, column.name)
        for store in STORES
        for table in store.tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary)
    }


def test_the_clear_columns_are_those_on_the_privacy_page() -> None:
    told = {(table, column) for table, (_, said) in CLEAR_COLUMNS.items() for column in said}
    assert columns() - SEALED - SUMS == told


def test_what_is_bytes_is_known_by_name() -> None:
    assert bytes_columns() == SEALED | SUMS


def test_the_privacy_page_says_why_for_every_column() -> None:
    for table, (what, said) in CLEAR_COLUMNS.items():
        assert what.strip(), table
        assert all(why.strip() for why in said.values()), table


def test_no_column_could_hold_where_somebody_was() -> None:
    """No address of a machine, no browser, no telephone in clear (security 2.2, row 12)."""
    assert not [column for column in columns() if TELLING.search(column[1])]


def test_a_citizens_moments_are_kept_to_the_minute() -> None:
    """A second could tell two people apart, and could be matched with a network's log."""
    moments = {
        (table.name, column.name)
        for store in STORES
        for table in store.tables.values()
        for column in table.c
        if isinstance(getattr(column.type, "impl", column.type), DateTime)
    }
    assert moments == {
        ("inquiries", "received_at"),  # to the minute
        ("messages", "sent_at"),  # to the minute
        ("notes", "written_at"),
        ("answer_sets", "begun_at"),  # to the minute
        ("answer_sets", "sent_at"),  # to the minute
        ("form_versions", "kept_at"),  # to the minute
        ("form_uses", "began_at"),
        ("form_uses", "ended_at"),
        ("appointments", "starts_at"),  # agreed, to the quarter or so
        ("appointments", "ends_at"),
        ("appointments", "held_until"),  # to the minute
        ("group_sessions", "starts_at"),
        ("group_sessions", "ends_at"),
        ("group_places", "held_until"),  # to the minute
        ("waiting", "since"),  # to the minute
        ("time_requests", "made_at"),  # to the minute
        ("first_offers", "recorded_at"),  # to the minute
        ("first_offers", "offered_at"),
        ("offer_alarms", "opened_at"),
        ("offer_alarms", "closed_at"),
        ("calendar_feeds", "made_at"),
        ("decision_letters", "decided_at"),  # to the minute
        ("events", "happened_at"),
        ("staff_sessions", "began_at"),
        ("staff_sessions", "seen_at"),
        ("drafts", "expires_at"),
        ("citizen_sessions", "began_at"),
        ("citizen_sessions", "seen_at"),
        ("shown_codes", "expires_at"),
        ("forgotten", "forgotten_at"),
    }
