"""The lines that people wait in, first come first served: one for each group meeting, one for each talk and way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Waiting
from app.rules.appointments import WaitingState
from app.rules.danish_days import to_the_minute

STANDING = (WaitingState.WAITING, WaitingState.OFFERED)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one waits for: a place in a meeting, or a talk given in one way at one centre."""

    centre: str
    session_id: UUID | None = None
    talk: str = ""
    mode: str = ""


def line_of(row: Waiting) -> Line:
    return Line(centre=row.centre, session_id=row.session_id, talk=row.talk, mode=row.mode)


def first(session: Session, line: Line, *, but: UUID | None = None) -> Waiting | None:
    """Who has waited longest, held until the transaction ends. ``but`` is an inquiry that is passed over: whoever gives
    up a time does not want it back.

    Whose place in line is being changed this very moment is passed over too: they are served, or leave, or are offered
    something else. To wait for them is how two who each pass something on to the other would wait in a ring.
    """
    query = _in(line).where(Waiting.state == WaitingState.WAITING)
    if but:
        query = query.where(Waiting.inquiry_id != but)
    return session.scalar(query.limit(1).with_for_update(skip_locked=True))


def everybody(session: Session, line: Line) -> list[Waiting]:
    """Who stands in a line, the first first."""
    return list(session.scalars(_in(line).where(Waiting.state.in_(STANDING))))


def standing(session: Session, line: Line, inquiry_id: UUID) -> Waiting | None:
    """Somebody's place in a line. There is one at most: it is asked for while the inquiry's row is held."""
    query = _in(line).where(Waiting.inquiry_id == inquiry_id, Waiting.state.in_(STANDING))
    return session.scalar(query.limit(1))


def own_lines(session: Session, inquiry_id: UUID) -> list[Waiting]:
    """Every line that somebody stands in."""
    query = select(Waiting).where(Waiting.inquiry_id == inquiry_id, Waiting.state.in_(STANDING))
    return list(session.scalars(query.order_by(Waiting.id)))


def talk_lines(session: Session, centre: str) -> list[Line]:
    """The talks that somebody waits for at a centre."""
    query = select(Waiting.talk, Waiting.mode).where(
        Waiting.centre == centre, Waiting.session_id.is_(None), Waiting.state == WaitingState.WAITING
    )
    return [Line(centre=centre, talk=talk, mode=mode) for talk, mode in session.execute(query.distinct())]


def awaited(session: Session, meetings: Iterable[UUID]) -> set[UUID]:
    """Those of these meetings that somebody waits for a place in."""
    query = select(Waiting.session_id).where(
        Waiting.session_id.in_(list(meetings)), Waiting.state == WaitingState.WAITING
    )
    return {each for each in session.scalars(query.distinct()) if each}


def stand(session: Session, line: Line, inquiry_id: UUID, *, now: datetime) -> Waiting:
    """The last place in a line."""
    row = Waiting(
        centre=line.centre,
        inquiry_id=inquiry_id,
        session_id=line.session_id,
        talk=line.talk,
        mode=line.mode,
        since=to_the_minute(now),
        state=WaitingState.WAITING,
    )
    session.add(row)
    session.flush()
    return row


def served(session: Session, line: Line, inquiry_id: UUID, *, offered: bool) -> None:
    """Somebody who waited has it now: they were ``offered`` it, or found it by themselves. In the second case what is
    offered to them already stays theirs to answer."""
    row = standing(session, line, inquiry_id)
    if row and (offered or row.state == WaitingState.WAITING):
        row.state = WaitingState.DONE
        session.flush()


def end(session: Session, line: Line, inquiry_id: UUID, state: WaitingState) -> bool:
    """Take somebody out of a line: they have what they waited for, or no longer wait. Whether they stood in it."""
    row = standing(session, line, inquiry_id)
    if row:
        row.state = state
        session.flush()
    return row is not None


def _in(line: Line) -> Select[Waiting]:
    return (
        select(Waiting)
        .where(
            Waiting.centre == line.centre,
            Waiting.session_id == line.session_id if line.session_id else Waiting.session_id.is_(None),
            Waiting.talk == line.talk,
            Waiting.mode == line.mode,
        )
        .order_by(Waiting.id)
    )
