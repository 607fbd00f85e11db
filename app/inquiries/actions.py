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
from app.rules.answers import Answers, ForWhom, SafeContact
from app.rules.questions import BEFORE_CONTACT, Step, met, tidied
from app.vault.cases import OpenCase
from app.vault.vault import MintedCode
from app.web.forms import FAULTS, Bound, Errors, Form

EMPTY = Answers()


def first_answers(catalogue: Catalogue, form: Form, for_whom: ForWhom) -> tuple[Answers, Step]:
    """What the way in already tells, and the first question. A door may know the substance or the age (A4);
    the person sees it on the check page and may change it."""
    opened = catalogue.door(form.text("door"))
    if opened is None:
        centre = form.text("centre") if form.text("centre") in catalogue.centres else None
        return met(Answers(for_whom=for_whom, door=centre), Step.FOR_WHOM), Step.PLACE
    centre, door = opened[0].key, opened[1]
    answers = met(Answers(for_whom=for_whom, door=centre, substance=door.substance, age=door.age), Step.FOR_WHOM)
    asked = BEFORE_CONTACT[for_whom]
    for step, told in ((Step.SUBSTANCE, door.substance), (Step.AGE, door.age)):
        if told and step in asked:
            answers = met(answers, step)
    first = door.asks_first
    return answers, first if first in asked and first not in answers.answered else Step.PLACE


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


def with_answer(writing: Writing, step: Step, told: StepForm | None) -> Writing:
    """The draft with one answer more, or with one taken back. A question that is no longer asked changes nothing."""
    if step not in writing.steps:
        return writing
    answers = writing.answers
    return writing.with_answers(told.applied(answers) if told else without(answers, step), step)


def with_known_places(catalogue: Catalogue, bound: Bound[StepForm]) -> Bound[StepForm]:
    """The same, or a fault beside a place that does not exist: places are the catalogue's to know."""
    known = {"municipality": (*catalogue.municipalities, ELSEWHERE), "centre": tuple(catalogue.centres)}
    for name, places in known.items():
        value = getattr(bound.value, name, None)
        if value is not None and value not in places:
            return Bound(None, Errors({name: FAULTS["enum"]}), bound.form)
    return bound


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
