"""An inquiry stored as in real life, without a browser."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from app.correspondence import write_from_citizen, write_note
from app.dossier import find
from app.intake import receive
from app.models import Inquiry, Staff
from app.portal import Portal
from app.rules.answers import Answers, Contact, Danger, Rung, Substance, Wish
from app.vault.cases import OpenCase
from app.vault.tokens import new_token

SECRET = "Kanariefuglen synger om natten"  # what must never be found in a file


@dataclass(frozen=True)
class Sent:
    """One stored inquiry: its id, its owner's code, and the case as it was when it was stored."""

    inquiry_id: UUID
    code: str
    case: OpenCase
    token: str


def answers(centre: str = "haderslev", own_words: str = SECRET) -> Answers:
    return Answers(
        centre=centre,
        municipality=centre,
        own_words=own_words,
        substance=Substance.ALCOHOL,
        wish=Wish.TREATMENT,
        danger=Danger.NO,
        contact_choice=Rung.NICKNAME,
        contact=Contact(nickname="Skipper"),
    )


def sent(portal: Portal, *, centre: str = "haderslev", own_words: str = SECRET, inquiry_id: UUID | None = None) -> Sent:
    """Store one inquiry and one message in it."""
    minted, token, chosen = portal.vault.mint(), new_token(), inquiry_id or uuid4()
    with portal.data.writing() as session:
        case = receive(
            session,
            portal,
            answers(centre, own_words),
            inquiry_id=chosen,
            minted=minted,
            token=token,
            now=portal.now(),
        )
        row = session.get_one(Inquiry, chosen)
        write_from_citizen(session, row, case, f"Besked: {own_words}", now=portal.now())
    return Sent(chosen, minted.code, case, token)


def noted(portal: Portal, inquiry_id: UUID, text: str) -> None:
    """An internal note by a staff member of that centre."""
    case = portal.vault.open_for_staff(inquiry_id)
    assert case is not None
    with portal.data.writing() as session:
        row = session.get_one(Inquiry, inquiry_id)
        staff = hired(row.centre)
        session.add(staff)
        session.flush()
        write_note(session, row, case, text, staff_id=staff.id, now=portal.now())


def hired(centre: str) -> Staff:
    """A row, not an account: nobody signs in here."""
    return Staff(
        id=uuid4(),
        centre=centre,
        name="Mette Lund",
        email=f"{uuid4()}@{centre}.example",
        role="counsellor",
        password_hash="",
        totp_secret=b"",
    )


def words_by_code(portal: Portal, code: str) -> str | None:
    """What the citizen reads with a code; ``None`` when it opens nothing."""
    return _words(portal, portal.vault.open_with_code(code))


def words_by_staff(portal: Portal, inquiry_id: UUID) -> str | None:
    """What the centre reads; ``None`` when the inquiry is forgotten."""
    return _words(portal, portal.vault.open_for_staff(inquiry_id))


def _words(portal: Portal, case: OpenCase | None) -> str | None:
    if case is None:
        return None
    with portal.data.reading() as session:
        dossier = find(session, case)
        return dossier.answers.own_words if dossier else None
