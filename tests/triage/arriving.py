"""Inquiries that arrive while nobody watches, for tests about what the desk does with them."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from app.correspondence import write_from_citizen
from app.dossier import find
from app.intake import receive
from app.models import Inquiry
from app.portal import Portal
from app.rules.answers import Answers, Contact, Substance, Wish
from app.vault.tokens import new_token

PLAIN = Answers(
    municipality="haderslev",
    centre="haderslev",
    own_words="Jeg drikker hver aften for at kunne sove.",
    substance=Substance.ALCOHOL,
    wish=Wish.TREATMENT,
    contact=Contact(nickname="Skipper"),
)


@dataclass(frozen=True)
class Arrived:
    id: UUID
    reference: str
    code: str

    @property
    def path(self) -> str:
        return f"/personale/henvendelse/{self.id}"


def arrives(portal: Portal, answers: Answers = PLAIN, *, at: datetime | None = None, **changes: object) -> Arrived:
    """An inquiry from the web, sent at a moment."""
    moment, inquiry_id, minted = at or portal.now(), uuid4(), portal.vault.mint()
    with portal.data.writing() as session:
        receive(
            session,
            portal,
            replace(answers, **changes),
            inquiry_id=inquiry_id,
            minted=minted,
            token=new_token(),
            now=moment,
        )
        reference = session.get_one(Inquiry, inquiry_id).reference
    return Arrived(inquiry_id, reference, minted.code)


def citizen_writes(portal: Portal, arrived: Arrived, text: str) -> None:
    case = portal.vault.open_with_code(arrived.code)
    assert case is not None
    with portal.data.writing() as session:
        dossier = find(session, case, to_change=True)
        assert dossier is not None
        write_from_citizen(session, dossier.row, case, text, now=portal.now())


def row_of(portal: Portal, arrived: Arrived) -> Inquiry:
    with portal.data.reading() as session:
        return session.get_one(Inquiry, arrived.id)
