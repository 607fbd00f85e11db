"""Arranging the meeting: who takes part, and who decides in the leader's place."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import timeline
from app.models import Deputy, MeetingParticipant, Staff
from app.rules.obstacle import require
from app.rules.triage import Role
from app.rules.visitation import obstacle_to_name_deputy
from app.timeline import What


def add_participant(session: Session, staff: Staff, *, meeting_on: date, name: str, title: str) -> None:
    """Write down who takes part. The same name twice is one person, with the latest title."""
    found = session.scalar(
        select(MeetingParticipant).where(
            MeetingParticipant.centre == staff.centre,
            MeetingParticipant.meeting_on == meeting_on,
            MeetingParticipant.name == name,
        )
    )
    if found:
        found.title = title
    else:
        session.add(MeetingParticipant(centre=staff.centre, meeting_on=meeting_on, name=name, title=title))
    session.flush()


def remove_participant(session: Session, staff: Staff, participant_id: int) -> None:
    own = (MeetingParticipant.id == participant_id, MeetingParticipant.centre == staff.centre)
    session.execute(delete(MeetingParticipant).where(*own))


def name_deputy(
    session: Session, staff: Staff, colleague: Staff, *, first_day: date, last_day: date, now: datetime
) -> None:
    """Put a colleague in the leader's place for some days."""
    require(obstacle_to_name_deputy(role=Role(staff.role)))
    session.add(
        Deputy(centre=staff.centre, staff_id=colleague.id, named_by=staff.id, first_day=first_day, last_day=last_day)
    )
    session.flush()
    timeline.record(session, What.DEPUTY_NAMED, now=now, staff_id=staff.id)


def end_deputy(session: Session, staff: Staff, deputy_id: int, *, now: datetime) -> None:
    """Take the place back. Pressed twice, it is taken back once."""
    require(obstacle_to_name_deputy(role=Role(staff.role)))
    own = (Deputy.id == deputy_id, Deputy.centre == staff.centre)
    if session.execute(delete(Deputy).where(*own).returning(Deputy.id)).first():
        timeline.record(session, What.DEPUTY_ENDED, now=now, staff_id=staff.id)
