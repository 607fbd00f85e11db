"""What is taken, in cells of five minutes. One primary key stops every double booking, whoever asks (booking §2)."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app.appointments.soon import look_soon
from app.models import Occupied
from app.rules.talks import CELL_MINUTES

WAITED_IN_A_RING = "40P01"  # PostgreSQL's number for it


def taken(session: Session, resources: Iterable[int], *, first: int, last: int, now: int) -> dict[int, int]:
    """What is taken of each resource between two cells, as one number each: bit 0 is ``first``. A hold that has ended
    is free; ``now`` is a minute."""
    ids = list(resources)
    busy = dict.fromkeys(ids, 0)
    query = select(Occupied.resource_id, Occupied.cell).where(
        Occupied.resource_id.in_(ids),
        Occupied.cell >= first,
        Occupied.cell < last,
        or_(Occupied.until.is_(None), Occupied.until > now),
    )
    for resource, cell in session.execute(query):
        busy[resource] |= 1 << (cell - first)
    return busy


def take(
    session: Session,
    cells: Mapping[int, range],
    *,
    now: int,
    until: int | None = None,
    appointment_id: UUID | None = None,
    session_id: UUID | None = None,
) -> None:
    """Take these cells of these resources. Raises ``IntegrityError`` when somebody has one of them.

    Always in the same order, so that two who want the same never wait for each other in a ring. Two who each want
    what the other is letting go of do: one of them is told that it is taken. Call it within a savepoint.
    """
    wanted = sorted(cells.items())
    taken_by = {"appointment_id": appointment_id, "session_id": session_id, "until": until}
    rows = [{"resource_id": resource, "cell": cell, **taken_by} for resource, span in wanted for cell in span]
    try:
        for resource, span in wanted:
            clear_ended(session, resource, span, now=now)
        session.execute(insert(Occupied), rows)
    except OperationalError as error:
        if error.orig is None or getattr(error.orig, "sqlstate", None) != WAITED_IN_A_RING:
            raise
        raise IntegrityError(error.statement, None, error.orig) from error
    look_soon(session)


def clear_ended(session: Session, resource: int, span: range, *, now: int) -> None:
    """Take away what was held until a moment that has passed."""
    ended = (
        Occupied.resource_id == resource,
        Occupied.cell >= span.start,
        Occupied.cell < span.stop,
        Occupied.until <= now,
    )
    hold_in_order(session, *ended)
    session.execute(delete(Occupied).where(*ended))


def hold_in_order(session: Session, *which: ColumnElement[bool]) -> None:
    """Hold rows that somebody else may be clearing away, always in the same order. Whoever touches them without it
    does so in an order of its own, and may wait in a ring."""
    query = select(Occupied.cell).where(*which).order_by(Occupied.resource_id, Occupied.cell)
    session.execute(query.with_for_update()).all()


def free(session: Session, *, appointment_id: UUID) -> None:
    hold_in_order(session, Occupied.appointment_id == appointment_id)
    session.execute(delete(Occupied).where(Occupied.appointment_id == appointment_id))
    look_soon(session)


def free_session(session: Session, *, session_id: UUID) -> None:
    session.execute(delete(Occupied).where(Occupied.session_id == session_id))
    look_soon(session)


def keep(session: Session, *, appointment_id: UUID, until: int | None) -> int:
    """Make a hold firm (``None``) or last until another minute. Returns how many cells it still has."""
    hold_in_order(session, Occupied.appointment_id == appointment_id)
    changed = update(Occupied).where(Occupied.appointment_id == appointment_id).values(until=until)
    return session.connection().execute(changed).rowcount


def cell_of(minute: int) -> int:
    return minute // CELL_MINUTES


def hand_over(session: Session, *, given_by: UUID, to: UUID) -> None:
    """What one appointment has taken is another's from now on."""
    session.execute(update(Occupied).where(Occupied.appointment_id == given_by).values(appointment_id=to, until=None))


def own(session: Session, *, appointment_id: UUID, first: int, last: int) -> dict[int, int]:
    """An appointment's own cells by resource, as in ``taken``: no bar to moving it a little."""
    query = select(Occupied.resource_id, Occupied.cell).where(
        Occupied.appointment_id == appointment_id, Occupied.cell >= first, Occupied.cell < last
    )
    mine: dict[int, int] = {}
    for resource, cell in session.execute(query):
        mine[resource] = mine.get(resource, 0) | 1 << (cell - first)
    return mine
