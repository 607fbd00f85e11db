"""The desk: which questionnaires the centre asks, reading one from a file, and putting it into use (A2)."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.models import Staff
from app.portal import Portal
from app.questionnaires import putting_into_use
from app.questionnaires.in_use_forms import NO_FILE, NOBODY, REFUSED, EndForm, UseForm
from app.questionnaires.in_use_views import list_context, preview_context, report
from app.rules.form_use import obstacle_to_choose_forms
from app.rules.obstacle import require
from app.rules.triage import Role
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there

router = APIRouter()


@router.get("/skemaer")
def forms_in_use(request: Request, portal: ThisPortal, staff: Opener, session: Reading) -> Response:
    """What the centre asks, what it could ask, and the way to read one from a file."""
    return list_page(request, portal, session, staff, Errors())


@router.post("/skemaer/hent")
def import_form(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Read a file, keep its words, and say everything that could not be taken as it stood. Nobody is asked yet."""
    require(obstacle_to_choose_forms(role=Role(staff.role)))
    if not form.file:
        return list_page(request, portal, session, staff, Errors(file=NO_FILE))
    read = putting_into_use.read_file(session, portal, staff, form.file, words_for=form.text("words_for"), now=now)
    errors = Errors() if read.instrument else Errors({"": REFUSED})
    context = {"report": report(read.findings, language_of(request)), "instrument": read.instrument, "errors": errors}
    return page(request, "questionnaires/staff/import_form.html", context, status=422 if errors else 200)


@router.get("/skemaer/{version}")
def form_preview(request: Request, version: str, portal: ThisPortal, staff: Opener, session: Reading) -> Response:
    """One questionnaire, word for word, before anybody is asked it."""
    return preview_page(request, portal, session, staff, version, Form(), Errors())


@router.post("/skemaer/{version}/brug")
def use_form(
    request: Request,
    version: str,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Ask it of these people from now on."""
    require(obstacle_to_choose_forms(role=Role(staff.role)))
    bound = bind(UseForm, form)
    if bound.value is None:
        if not form.texts("for_whom"):
            bound.errors["for_whom"] = NOBODY
        return preview_page(request, portal, session, staff, version, form, bound.errors)
    there(
        putting_into_use.put_into_use(
            session, portal, staff, version, for_whom=bound.value.for_whom, ages=bound.value.age, now=now
        )
        or None
    )
    return go(request, "forms_in_use")


@router.post("/skemaer/slut")
def stop_using_form(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Ask it of nobody new."""
    require(obstacle_to_choose_forms(role=Role(staff.role)))
    ended = bind(EndForm, form).value
    if ended:
        putting_into_use.take_out_of_use(session, portal, staff, ended.key, now=now)
    return go(request, "forms_in_use")


def list_page(request: Request, portal: Portal, session: Session, staff: Staff, errors: Errors) -> Response:
    context = {**list_context(session, portal, staff, language_of(request)), "errors": errors}
    return page(request, "questionnaires/staff/forms_in_use.html", context, status=422 if errors else 200)


def preview_page(
    request: Request, portal: Portal, session: Session, staff: Staff, version: str, form: Form, errors: Errors
) -> Response:
    context = there(preview_context(session, portal, staff, version, language_of(request)))
    if errors:
        context["chosen"] = {"for_whom": form.texts("for_whom"), "age": form.texts("age")}
    context["errors"] = errors
    return page(request, "questionnaires/staff/form_preview.html", context, status=422 if errors else 200)
