"""Which inquiry gave this telephone number or e-mail address: kept up by the desk, which alone may read contacts.

The public process only says, on the timeline, that a contact was given or changed. The desk reads the timeline from
where it stopped, opens those contacts, and keeps a mark of each (``vault.marks``). No person sees anything by it.
"""

from collections.abc import Iterable
from itertools import count
from uuid import UUID

from sqlalchemy import select

from app import timeline
from app.dossier import TABLE
from app.models import Event, Inquiry
from app.models.stored import load_contact
from app.portal import Portal
from app.rules.answers import Contact
from app.timeline import What

AT_ONCE = 500  # events: about a tenth of a second
TELLING = (What.RECEIVED, What.REGISTERED, What.CONTACT_CHANGED)


def catch_up(portal: Portal, centre: str, *, rounds: int | None = None) -> bool:
    """Mark every contact that was given since the last time. Whether it came to the end within ``rounds``."""
    return any(_one_round(portal, centre) for _ in (count() if rounds is None else range(rounds)))


def catch_up_everywhere(portal: Portal) -> None:
    """For the watch, so that a search has little left to do."""
    for centre in portal.catalogue.centres:
        catch_up(portal, centre)


def inquiries_with(portal: Portal, centre: str, given: str) -> list[UUID]:
    """A centre's inquiries that gave this number or address, as ``plain_text`` writes it."""
    return portal.vault.marks.find(centre, given)


def contacts_given(contact: Contact) -> tuple[str, ...]:
    return tuple(each for each in (contact.safe.phone, contact.safe.email) if each)


def _one_round(portal: Portal, centre: str) -> bool:
    since = portal.vault.marks.read_to(centre)
    with portal.data.reading() as session:
        newest = timeline.newest(session)
        told = session.execute(
            select(Event.seq, Event.inquiry_id)
            .join(Inquiry, Inquiry.id == Event.inquiry_id)
            .where(Inquiry.centre == centre, Event.seq > since, Event.seq <= newest, Event.what.in_(TELLING))
            .order_by(Event.seq)
            .limit(AT_ONCE)
        ).all()
        sealed = session.execute(
            select(Inquiry.id, Inquiry.contact).where(Inquiry.id.in_({each.inquiry_id for each in told}))
        ).all()
    whole = len(told) < AT_ONCE
    read_to = newest if whole else told[-1].seq
    if read_to > since:
        portal.vault.marks.keep(centre, _opened(portal, sealed), read_to=read_to)
    return whole


def _opened(portal: Portal, sealed: Iterable[tuple[UUID, bytes]]) -> dict[UUID, tuple[str, ...]]:
    contacts = dict(sealed)
    cases = portal.vault.open_many_for_staff(contacts)
    return {
        each: contacts_given(load_contact(case.open(contacts[each], table=TABLE, column="contact", row_id=each)))
        for each, case in cases.items()
    }
