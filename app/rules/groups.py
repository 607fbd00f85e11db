"""Groups: which services meet as one, who may have a place, and who may open or cancel a meeting."""

from datetime import datetime, timedelta
from uuid import UUID

from app.rules.answers import State
from app.rules.obstacle import Obstacle
from app.rules.service_reasons import Verdict
from app.rules.services import ServiceKind
from app.rules.talks import CELL_MINUTES
from app.rules.triage import Role

GROUP_KINDS = frozenset({ServiceKind.GROUP, ServiceKind.RELATIVES, ServiceKind.ONLINE})
MOST_PLACES = 60
LONGEST = timedelta(hours=8)
FEW_LEFT = 2  # from here on a page says that there are few places left; it never says how many


def obstacle_to_join(
    *, state: State, verdict: Verdict, cancelled: bool, starts_at: datetime, now: datetime
) -> Obstacle | None:
    """Why somebody cannot have a place, nor wait for one: only what is open to them for what they told (A15)."""
    if not state.open:
        return Obstacle.ALREADY_CLOSED
    if verdict is not Verdict.OPEN:
        return Obstacle.GROUP_NOT_FOR_YOU
    return obstacle_to_meet(cancelled=cancelled, starts_at=starts_at, now=now)


def obstacle_to_meet(*, cancelled: bool, starts_at: datetime, now: datetime) -> Obstacle | None:
    """Why nothing more can be changed about a meeting's places."""
    if cancelled:
        return Obstacle.NO_SUCH_APPOINTMENT
    return Obstacle.ALREADY_BEGUN if starts_at <= now else None


def obstacle_to_run(*, role: Role, staff_id: UUID, counsellor: UUID | None) -> Obstacle | None:
    """Why this person may not open or cancel a meeting: it is the leader's, and the counsellor's whose it is."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    return None if role is Role.LEADER or staff_id == counsellor else Obstacle.LEADER_ONLY


def meeting_faults(*, starts_at: datetime, ends_at: datetime, capacity: int, now: datetime) -> set[str]:
    """Which of a new meeting's values cannot be: by name, for the form that asked."""
    faults = set()
    if starts_at <= now or starts_at.minute % CELL_MINUTES:
        faults.add("starts")
    if not starts_at < ends_at <= starts_at + LONGEST or ends_at.minute % CELL_MINUTES:
        faults.add("ends")
    if not 1 <= capacity <= MOST_PLACES:
        faults.add("capacity")
    return faults
