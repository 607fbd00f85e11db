"""The desk: filling a questionnaire in with the citizen, at the counter or in a talk, one question at a time (A2)."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import timeline
from app.known_sets import KnownSet, known_set
from app.models import Staff
from app.questionnaires import together_actions
from app.questionnaires.desk_case import readable_case, writing_case
from app.questionnaires.desk_question import Place, item_at, question_page
from app.questionnaires.forms import SetKey, read_page
from app.questionnaires.together_forms import BeginForm
from app.questionnaires.views import form_title, part_title, place_of
from app.questionnaires_in_use import offered
from app.rules.questionnaire import Item
from app.timeline import What
from app.web.answer_words import Row, asked_in_words, told_in_words
from app.web.forms import bind
from app.web.pages import address, go, language_of, page
from app.web.request import Now, Opener, ThisPortal, TypedForm, Writing, there

router = APIRouter()


@router.post("/henvendelse/{inquiry_id}/skema")
def begin_with_citizen(
    request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Begin one at the counter or in a talk. Only what the centre asks of such a person."""
    dossier = writing_case(session, portal, staff, inquiry_id, now=now)
    asked = bind(BeginForm, form).value
    answers = dossier.answers
    forms = offered(session, portal, dossier.row.centre, answers.for_whom, answers.age)
    instrument = next((each for each in forms if asked and each.key == asked.questionnaire), None)
    if asked is None or instrument is None:
        return go(request, "inquiry", inquiry_id=inquiry_id)
    begun = together_actions.begin_together(session, dossier, staff, instrument, asked.how, now=now)
    return go(request, "fill_with_citizen", inquiry_id=inquiry_id, set_key=begun.key)


@router.get("/henvendelse/{inquiry_id}/skema/{set_key}")
def fill_with_citizen(
    request: Request, inquiry_id: UUID, set_key: SetKey, portal: ThisPortal, staff: Opener, now: Now
) -> Response:
    """Every question with its answer so far, and the way to finish."""
    with portal.data.writing() as session:
        dossier = readable_case(session, portal, staff, inquiry_id, now=now, to_write=True)
        if dossier is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        own = there(known_set(session, portal, dossier.case, set_key))
        if own.set.sent:
            return go(request, "read_answers", inquiry_id=inquiry_id, set_key=set_key)
        there(own if own.set.row.staff_id == staff.id else None)
        timeline.record(session, What.ANSWERS_OPENED, now=now, inquiry_id=inquiry_id, staff_id=staff.id)
    language = language_of(request)
    parts = [
        (part_title(own, part, language), [told_row(request, inquiry_id, own, each) for each in questions])
        for part, questions in own.pages.parts
    ]
    context = {
        "row": dossier.row,
        "set_key": set_key,
        "title": form_title(own, language),
        "parts": parts,
        "told": own.pages.told_in(own.pages.questions),
        "of": len(own.pages.questions),
    }
    return page(request, "questionnaires/staff/fill_with_citizen.html", context)


def told_row(request: Request, inquiry_id: UUID, own: KnownSet, item: Item) -> Row:
    language = language_of(request)
    url = address(request, "ask_with_citizen", inquiry_id=inquiry_id, set_key=own.set.key, place=place_of(own, item))
    return Row(asked_in_words(item, language), told_in_words(item, own.filling.told(item.link_id), language), url)


@router.post("/henvendelse/{inquiry_id}/skema/{set_key}/faerdig")
def finish_with_citizen(
    request: Request, inquiry_id: UUID, set_key: SetKey, portal: ThisPortal, staff: Opener, session: Writing, now: Now
) -> Response:
    dossier = writing_case(session, portal, staff, inquiry_id, now=now)
    own = there(known_set(session, portal, dossier.case, set_key, to_change=True))
    there(own if own.set.row.staff_id == staff.id else None)
    together_actions.finish(session, portal, dossier, staff, own, now=now)
    return go(request, "read_answers", inquiry_id=inquiry_id, set_key=set_key)


@router.get("/henvendelse/{inquiry_id}/skema/{set_key}/{place}")
def ask_with_citizen(
    request: Request, inquiry_id: UUID, set_key: SetKey, place: Place, portal: ThisPortal, staff: Opener, now: Now
) -> Response:
    with portal.data.writing() as session:
        dossier = readable_case(session, portal, staff, inquiry_id, now=now, to_write=True)
        if dossier is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        own = there(own_begun(known_set(session, portal, dossier.case, set_key), staff))
    item = there(item_at(own, place))
    return question_page(request, dossier.row, own, item, None, beside=False)


@router.post("/henvendelse/{inquiry_id}/skema/{set_key}/{place}")
def answer_with_citizen(
    request: Request,
    inquiry_id: UUID,
    set_key: SetKey,
    place: Place,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Keep one answer, and go on to the next question that is asked."""
    dossier = writing_case(session, portal, staff, inquiry_id, now=now)
    own = there(own_begun(known_set(session, portal, dossier.case, set_key, to_change=True), staff))
    item = there(item_at(own, place))
    sent = read_page(item, form, language_of(request))
    if sent.fault:
        return question_page(request, dossier.row, own, item, sent, beside=False)
    together_actions.write_answer(dossier, own, item.link_id, sent.told)
    after = there(known_set(session, portal, dossier.case, set_key))
    following = item if sent.more else next_question(after, item)
    if following is None:
        return go(request, "fill_with_citizen", inquiry_id=inquiry_id, set_key=set_key)
    return go(request, "ask_with_citizen", inquiry_id=inquiry_id, set_key=set_key, place=place_of(after, following))


def own_begun(own: KnownSet | None, staff: Staff) -> KnownSet | None:
    """What this person is filling in with the citizen; nobody else's, and nothing that is finished."""
    return own if own and own.set.row.staff_id == staff.id and not own.set.sent else None


def next_question(own: KnownSet, item: Item) -> Item | None:
    questions = own.pages.questions
    at = questions.index(item) + 1 if item in questions else len(questions)
    return questions[at] if at < len(questions) else None
