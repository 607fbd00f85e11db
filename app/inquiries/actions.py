"""What a person does with a draft: skip a question, and send it all."""

from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.catalogue import Catalogue
from app.catalogue.loading import ELSEWHERE
from app.inquiries.drafts import Writing
from app.inquiries.forms import STEP_FORMS, StepForm
from app.intake import receive
from app.portal import Portal
from app.rules.answers import Answers, SafeContact
from app.rules.questions import Step, tidied
from app.vault.cases import OpenCase
from app.vault.vault import MintedCode

EMPTY = Answers()


def without(answers: Answers, step: Step) -> Answers:
    """The answers as if this question had never been answered: skipping takes back what was said."""
    contact, safe = answers.contact, answers.contact.safe
    match step:
        case Step.NICKNAME:
            return replace(answers, contact=replace(contact, nickname=None))
        case Step.NAME:
            return replace(answers, contact=replace(contact, name=None))
        case Step.SAFE:
            return replace(answers, contact=replace(contact, safe=SafeContact()))
        case Step.CARD:
            kept = SafeContact(channel=safe.channel, phone=safe.phone, email=safe.email)
            return replace(answers, contact=replace(contact, safe=kept))
        case Step.TOPICS:
            return replace(answers, topics=())
        case Step.PLACE:
            return replace(answers, municipality=None, centre=answers.door)
    names = {each.name for each in fields(Answers)} & STEP_FORMS[step].model_fields.keys()
    return replace(answers, **{name: getattr(EMPTY, name) for name in names})


def known_places(catalogue: Catalogue, value: StepForm) -> bool:
    """Whether the places a form names exist: they are the catalogue's to know."""
    municipality, centre = getattr(value, "municipality", None), getattr(value, "centre", None)
    return (municipality is None or municipality in (*catalogue.municipalities, ELSEWHERE)) and (
        centre is None or centre in catalogue.centres
    )


def send(session: Session, portal: Portal, writing: Writing, minted: MintedCode, *, now: datetime) -> OpenCase:
    """Turn the draft into an inquiry. Raises ``AlreadyReceived``."""
    return receive(
        session,
        portal,
        tidied(writing.answers),
        inquiry_id=writing.draft.inquiry_id,
        minted=minted,
        token=writing.token,
        now=now,
    )
