"""What a search finds, always and only among the inquiries of the searcher's own centre (N12)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from app import contact_index
from app.desk import own_centre
from app.dossier import Dossier, opened
from app.models import Inquiry, Staff
from app.portal import Portal
from app.rules.searching import Kind, Sought, mentions
from app.triage.queries import OPEN, order

MOST_READ = 300  # open inquiries a text is looked for in: each must be unsealed, half a millisecond
MOST_FOUND = 50
MARKING_ROUNDS = 2


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found, by what, and how far was looked."""

    rows: list[tuple[Inquiry, str | None]]
    by: Kind
    read: int | None = None  # a text was looked for in so many, and there are more
    behind: bool = False  # some contacts are not marked yet


def search(session: Session, portal: Portal, staff: Staff, readings: tuple[Sought, ...], *, today: date) -> Found:
    """Try each reading of what was typed, until one finds something; else what came of the likeliest.

    Raises ``Busy`` for a code in a rush.
    """
    tried = []
    for sought in readings:
        tried.append(search_one(session, portal, staff, sought, today=today))
        if tried[-1].rows:
            return tried[-1]
    return tried[0]


def search_one(session: Session, portal: Portal, staff: Staff, sought: Sought, *, today: date) -> Found:
    match sought.kind:
        case Kind.TEXT:
            return by_text(session, portal, staff, sought.value, today=today)
        case Kind.PHONE | Kind.EMAIL:
            whole = contact_index.catch_up(portal, staff.centre, rounds=MARKING_ROUNDS)
            ids = contact_index.inquiries_with(portal, staff.centre, sought.value)
            return Found(rows=with_ids(session, staff, ids, today), by=sought.kind, behind=not whole)
        case Kind.CODE:
            one = portal.vault.inquiry_of_code(sought.value, centre=staff.centre)
            return Found(rows=with_ids(session, staff, [one] if one else [], today), by=sought.kind)
        case Kind.REFERENCE:
            return Found(rows=by_reference(session, staff, sought.value, today), by=sought.kind)


def by_reference(session: Session, staff: Staff, value: str, today: date) -> list[tuple[Inquiry, str | None]]:
    """The whole number, or its end in this year or the last: that is what people say aloud."""
    years = (today.year % 100, today.year % 100 - 1)
    whole = (value,) if "-" in value else tuple(f"{year:02}-{value}" for year in years)
    return named(session, staff, Inquiry.reference.in_(whole), today)


def with_ids(session: Session, staff: Staff, ids: list[UUID], today: date) -> list[tuple[Inquiry, str | None]]:
    return named(session, staff, Inquiry.id.in_(ids[:MOST_FOUND]), today) if ids else []


def by_text(session: Session, portal: Portal, staff: Staff, sought: str, *, today: date) -> Found:
    """What the citizen wants to be called and wrote in their own words, in the newest open inquiries."""
    newest = own_centre(staff).where(OPEN).order_by(Inquiry.received_at.desc(), Inquiry.id.desc()).limit(MOST_READ + 1)
    rows = list(session.scalars(newest))
    looked_in = rows[:MOST_READ]
    cases = portal.vault.open_many_for_staff(row.id for row in looked_in)
    ids = [row.id for row in looked_in if row.id in cases and mentions(told(opened(row, cases[row.id])), sought)]
    capped = MOST_READ if len(rows) > MOST_READ else None
    return Found(rows=with_ids(session, staff, ids, today), by=Kind.TEXT, read=capped)


def named(session: Session, staff: Staff, fits: ColumnElement[bool], today: date) -> list[tuple[Inquiry, str | None]]:
    """Rows with their contact person's name: the open ones first, in the queue's order."""
    query = own_centre(staff).where(fits).order_by(OPEN.desc(), *order(today)).limit(MOST_FOUND)
    with_names = query.add_columns(Staff.name).outerjoin(Staff, Staff.id == Inquiry.assigned_to)
    return [(row, name) for row, name in session.execute(with_names)]


def told(dossier: Dossier) -> str:
    contact = dossier.contact
    return "\n".join(each for each in (contact.name, contact.nickname, dossier.answers.own_words) if each)
