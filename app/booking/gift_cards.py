"""Gift cards for young people who turn up, where a centre has them (B5, E6)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import Centre
from app.dossier import Dossier, opened
from app.models import Appointment, Inquiry
from app.rules.answers import AgeBand
from app.rules.appointments import AppointmentState
from app.vault.vault import Vault

YOUNG = frozenset({AgeBand.UNDER_13, AgeBand.FROM_13_TO_17, AgeBand.FROM_18_TO_29})
LOOK_BACK = timedelta(days=90)


def gives(centre: Centre) -> bool:
    return any(service.gift_cards for service in centre.services)


def may_be_due(appointment: Appointment) -> bool:
    """Whether it is worth asking how old somebody is: they came, and have been given nothing."""
    return appointment.state == AppointmentState.ATTENDED and appointment.gift_card_on is None


def entitled(centre: Centre, appointment: Appointment, dossier: Dossier) -> bool:
    """Whether this person came, is under 30, and the centre gives cards. An age that was not told gives none."""
    return gives(centre) and appointment.state == AppointmentState.ATTENDED and dossier.answers.age in YOUNG


def ungiven(session: Session, centre: str, *, now: datetime) -> list[tuple[Appointment, Inquiry]]:
    """Everybody who came lately and was given none, the latest last."""
    query = (
        select(Appointment, Inquiry)
        .join(Inquiry, Inquiry.id == Appointment.inquiry_id)
        .where(
            Appointment.centre == centre,
            Appointment.state == AppointmentState.ATTENDED,
            Appointment.gift_card_on.is_(None),
            Appointment.starts_at > now - LOOK_BACK,
        )
        .order_by(Appointment.starts_at)
    )
    return [(appointment, inquiry) for appointment, inquiry in session.execute(query)]


def young(vault: Vault, centre: Centre, found: list[tuple[Appointment, Inquiry]]) -> list[tuple[Appointment, Inquiry]]:
    """Those of them who are young. Their ages are read to see it, so whoever asks writes down that they looked."""
    cases = vault.open_many_for_staff({inquiry.id for _, inquiry in found})
    under_30: dict[UUID, bool] = {}
    for _, inquiry in found:
        if inquiry.id in cases and inquiry.id not in under_30:
            under_30[inquiry.id] = opened(inquiry, cases[inquiry.id]).answers.age in YOUNG
    return [(appointment, inquiry) for appointment, inquiry in found if gives(centre) and under_30.get(inquiry.id)]
