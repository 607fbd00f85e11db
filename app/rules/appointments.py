"""What may be done with an appointment, by whom and until when. Each rule says no with a reason, or nothing at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.rules.answers import State
from app.rules.obstacle import Obstacle

HOLD = timedelta(minutes=10)  # long enough to read one page and type an address
OFFER = timedelta(hours=24)
LATE_OFFER = timedelta(hours=2)  # when it begins within two days
SOON = timedelta(hours=48)


class NoneFits(StrEnum):
    """Why no time fitted: what would help is different each time."""

    TOO_LATE = "too_late"
    AT_WORK = "at_work"
    EVENING = "evening"
    TOO_FAR = "too_far"
    ANOTHER = "another"


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed about an appointment or a request, in the citizen's own words. Always sealed."""

    where: str | None = None  # where we come to, or the video address staff wrote
    interpreter: str | None = None  # which language
    note: str | None = None  # what else the citizen wants us to know
    why: NoneFits | None = None  # why no time fitted


class AppointmentState(StrEnum):
    """How an appointment stands. ``HELD`` is kept for somebody until a moment, and then free again."""

    HELD = "held"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class PlaceState(StrEnum):
    """How a place in a group stands. Only what is booked or offered counts as taken."""

    OFFERED = "offered"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class WaitingState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    DONE = "done"  # has what they waited for
    LEFT = "left"  # said no, let the offer run out, or no longer waits


class ResourceKind(StrEnum):
    COUNSELLOR = "counsellor"
    ROOM = "room"
    PHONE_LINE = "phone_line"
    VEHICLE = "vehicle"


class RequestKind(StrEnum):
    """What can be asked for when no time fits."""

    CALL_BACK = "call_back"
    NONE_FITS = "none_fits"
    DROP_IN = "drop_in"  # 'I am coming', to an open door


class Attendance(StrEnum):
    """What staff write down afterwards."""

    CAME = "came"
    STAYED_AWAY = "stayed_away"
    CALLED_OFF = "called_off"


def obstacle_to_book(*, state: State) -> Obstacle | None:
    """Why no time can be had: nobody works with an inquiry that is closed."""
    return None if state.open else Obstacle.ALREADY_CLOSED


def obstacle_to_change(*, state: AppointmentState, starts_at: datetime, now: datetime) -> Obstacle | None:
    """Why an appointment can no longer be moved or called off. One that was missed is booked anew instead."""
    if state is not AppointmentState.BOOKED:
        return Obstacle.NO_SUCH_APPOINTMENT
    return Obstacle.ALREADY_BEGUN if starts_at <= now else None


def obstacle_to_write_down(*, state: AppointmentState, starts_at: datetime, now: datetime) -> Obstacle | None:
    """Why attendance cannot be written down: it has not begun. What was written may be put right."""
    if state in (AppointmentState.HELD, AppointmentState.CANCELLED):
        return Obstacle.NO_SUCH_APPOINTMENT
    return Obstacle.NOT_YET if starts_at > now else None


def offer_until(starts_at: datetime, now: datetime) -> datetime | None:
    """How long a freed time is kept for the first who waits; ``None`` when it begins too soon to ask (booking §3)."""
    until = now + (OFFER if starts_at - now > SOON else LATE_OFFER)
    return until if until < starts_at else None
