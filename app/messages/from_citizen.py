"""A citizen's message: stored once, however often the button is pressed."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import timeline
from app.correspondence import messages_of, write_from_citizen
from app.dossier import Dossier, find
from app.rules.answers import State
from app.rules.danish_days import to_the_minute
from app.rules.obstacle import require
from app.rules.own_deeds import obstacle_to_write
from app.timeline import Actor, What
from app.vault.cases import OpenCase
from app.web.request import NoVisit

A_MOMENT = timedelta(minutes=1)


def send(session: Session, case: OpenCase, text: str, *, now: datetime) -> Dossier:
    """Write a message to whoever reads the inquiry, which is returned. Raises ``NoVisit`` when it is forgotten."""
    dossier = find(session, case, to_change=True)
    if dossier is None:
        raise NoVisit
    require(obstacle_to_write(state=State(dossier.row.state)))
    if not sent_just_now(session, case, text, now=now):
        write_from_citizen(session, dossier.row, case, text, now=now)
        timeline.record(session, What.CITIZEN_WROTE, now=now, inquiry_id=case.inquiry_id, actor=Actor.CITIZEN)
    return dossier


def sent_just_now(session: Session, case: OpenCase, text: str, *, now: datetime) -> bool:
    """Whether the citizen's last words are these, and a moment old: the button was pressed twice.

    The inquiry's row is held, so two presses at once come here one after the other.
    """
    last = next((each for each in reversed(messages_of(session, case)) if each.author is None), None)
    return last is not None and last.text == text and to_the_minute(now) - last.written_at <= A_MOMENT
