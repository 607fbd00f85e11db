"""What the desk's stories have in common: appointments that are there already, and the week's days as they read."""

from dataclasses import dataclass
from uuid import UUID

from app.appointments import booking
from app.dossier import find
from app.models import Inquiry
from app.portal import Portal
from app.rules.appointments import Agreed
from app.vault.cases import OpenCase
from tests.booking.calendar import somebody_writes
from tests.people import Colleague
from tests.review import Page


@dataclass(frozen=True)
class Booked:
    """An appointment, and the inquiry it belongs to."""

    id: UUID
    inquiry_id: UUID
    reference: str
    case: OpenCase

    @property
    def path(self) -> str:
        return f"/personale/aftale/{self.id}"

    @property
    def inquiry_path(self) -> str:
        return f"/personale/henvendelse/{self.inquiry_id}"


def books(
    portal: Portal,
    time_key: str,
    case: OpenCase | None = None,
    *,
    talk: str = "first_talk",
    agreed: Agreed | None = None,
) -> Booked:
    """Somebody at the door has this time, booked while nobody watched."""
    case, centre = case or somebody_writes(portal), portal.catalogue.centres["haderslev"]
    found = centre.talk(talk)
    assert found
    with portal.data.writing() as session:
        dossier = find(session, case, to_change=True)
        assert dossier
        held = booking.hold(session, centre, dossier.row, found.talk, time_key, now=portal.now())
        row = booking.confirm(session, centre, dossier.row, case, held, agreed or Agreed(), now=portal.now())
        return Booked(row.id, case.inquiry_id, session.get_one(Inquiry, case.inquiry_id).reference, case)


def reference_of(portal: Portal, inquiry_id: UUID) -> str:
    with portal.data.reading() as session:
        return session.get_one(Inquiry, inquiry_id).reference


def takes(colleague: Colleague, inquiry_id: UUID) -> Colleague:
    """A colleague becomes contact person, and has the inquiry on the screen."""
    colleague.go("/personale?del=alle")
    colleague.post(f"/personale/henvendelse/{inquiry_id}/tag", {"csrf_token": colleague.token(), "skip": "agreed"})
    return colleague


def sections(page: Page) -> dict[str, str]:
    """Each part of a page by its heading, read aloud: every piece of text with a pause after it."""
    found = {}
    for section in page.all("section"):
        heading = next(each for each in section.iter() if str(each.tag).endswith("}h2"))
        name = page.text_of(heading)
        read = " ".join(" ".join(section.itertext()).split()).replace("\u00ad", "")
        found[name] = read.removeprefix(name).strip()
    return found
