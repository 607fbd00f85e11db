"""What a staff member can reach: their own centre's inquiries, and nothing of anybody else's.

Every question the desk asks about inquiries begins with ``own_centre``. What it does not give is not there:
another centre's inquiry, one that never was and one that is forgotten all answer alike (security 2.2, row 5).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import timeline
from app.dossier import Dossier, opened
from app.models import Event, Inquiry, Staff
from app.portal import Portal
from app.rules.obstacle import Obstacle
from app.rules.triage import Role, obstacle_to_open
from app.timeline import SearchedBy, What
from app.vault.vault import Vault

GRANT = timedelta(minutes=15)  # how long a reason opens an inquiry that is not yours
SEEN_STEP = timedelta(minutes=1)
BY_ITSELF = timedelta(minutes=15)  # a page that was opened and goes on by itself shows its opener nothing new to log
LATELY = 200  # events to look back over: they are numbered, so this is one short read at the chain's end


def own_centre(staff: Staff) -> Select[Inquiry]:
    """The inquiries of a staff member's own centre."""
    return select(Inquiry).where(Inquiry.centre == staff.centre)


def reachable(session: Session, staff: Staff, inquiry_id: UUID, *, to_change: bool = False) -> Inquiry | None:
    """One inquiry, its sealed parts still closed. ``to_change`` holds the row until the transaction ends."""
    query = own_centre(staff).where(Inquiry.id == inquiry_id)
    return session.scalar(query.with_for_update(key_share=True) if to_change else query)


def unlocked(vault: Vault, row: Inquiry) -> Dossier | None:
    """The inquiry opened with the centre's key; ``None`` when it has been forgotten."""
    case = vault.open_for_staff(row.id)
    return opened(row, case) if case else None


def opened_lately(session: Session, staff: Staff, inquiry_id: UUID, *, now: datetime) -> bool:
    """Whether this person gave a reason for opening this inquiry a short while ago."""
    return _did_lately(session, staff, inquiry_id, What.OPENED_WITH_REASON, now=now)


def number_shown_lately(session: Session, staff: Staff, inquiry_id: UUID, *, now: datetime) -> bool:
    """Whether this person gave a reason for seeing the telephone number outside its hours."""
    return _did_lately(session, staff, inquiry_id, What.NUMBER_SHOWN, now=now)


def obstacle_to_read(session: Session, staff: Staff, row: Inquiry, *, now: datetime) -> Obstacle | None:
    """Why this person may not read what an inquiry holds: it is not theirs, and no reason was given lately (N12)."""
    given = None if row.assigned_to == staff.id else opened_lately(session, staff, row.id, now=now)
    reason = What.OPENED_WITH_REASON if given else None
    return obstacle_to_open(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, reason=reason)


def _did_lately(session: Session, staff: Staff, inquiry_id: UUID, what: What, *, now: datetime) -> bool:
    done = select(Event.seq).where(
        Event.inquiry_id == inquiry_id,
        Event.staff_id == staff.id,
        Event.what == what,
        Event.happened_at > now - GRANT,
    )
    return session.scalar(done.limit(1)) is not None


def remember_look(portal: Portal, staff: Staff, what: What, now: datetime, *, step: timedelta = SEEN_STEP) -> None:
    """Write down that somebody looked at a list: once a minute at most, for lists are read all day,
    and a chain full of looks would hide the one that matters."""
    with portal.data.reading() as session:
        known = looked_lately(session, staff, what, now=now, step=step)
    if not known:
        with portal.data.writing() as session:
            timeline.record(session, what, now=now, staff_id=staff.id)


def remember_search(portal: Portal, staff: Staff, by: tuple[SearchedBy, ...], now: datetime) -> None:
    """Write down every search, however soon after the last, and what it was by (N12)."""
    with portal.data.writing() as session:
        timeline.record(session, What.SEARCHED, now=now, staff_id=staff.id, by=by)


def looked_lately(session: Session, staff: Staff, what: What, *, now: datetime, step: timedelta = SEEN_STEP) -> bool:
    """Whether this person's look at the lists is in the chain already, less than a ``step`` old."""
    newest = timeline.newest(session)
    seen = select(Event.seq).where(
        Event.seq > newest - LATELY,
        Event.staff_id == staff.id,
        Event.what == what,
        Event.happened_at > now - step,
    )
    return session.scalar(seen.limit(1)) is not None


def names_of(session: Session, staff_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Colleagues' names by id."""
    wanted = {each for each in staff_ids if each}
    found = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row.id: row.name for row in found}
