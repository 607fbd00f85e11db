"""The desk: reading what was told, holding two tellings beside each other, and a file with the citizen's yes (A2)."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app import timeline
from app.desk import names_of
from app.instruments.responses import response as fhir_response
from app.known_sets import known_sets
from app.questionnaires.desk_case import obstacle_to_write, read_set, readable_case
from app.questionnaires.forms import SetKey
from app.questionnaires.reading import changed_rows, read_context
from app.questionnaires.views import form_title
from app.timeline import What
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, ThisPortal, there

router = APIRouter()


@router.get("/henvendelse/{inquiry_id}/svar/{set_key}")
def read_answers(
    request: Request, inquiry_id: UUID, set_key: SetKey, portal: ThisPortal, staff: Opener, now: Now
) -> Response:
    """Everything that was told in one questionnaire, with what colleagues added beside it."""
    with portal.data.writing() as session:
        dossier = readable_case(session, portal, staff, inquiry_id, now=now)
        if dossier is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        one = read_set(session, portal, staff, dossier, set_key, now=now)
        sets = known_sets(session, portal, dossier.case)
        names = names_of(session, [each.set.row.staff_id for each in sets])
    context = read_context(one, sets, names, language_of(request))
    may_write = obstacle_to_write(staff, dossier) is None and one.set.row.beside_id is None
    return page(
        request, "questionnaires/staff/read_answers.html", {**context, "row": dossier.row, "may_write": may_write}
    )


@router.get("/henvendelse/{inquiry_id}/svar/{set_key}/sammenlign/{other_key}")
def compare_answers(
    request: Request,
    inquiry_id: UUID,
    set_key: SetKey,
    other_key: SetKey,
    portal: ThisPortal,
    staff: Opener,
    now: Now,
) -> Response:
    """Two tellings of one questionnaire: only what is otherwise now. The earlier one stands first, however asked."""
    with portal.data.writing() as session:
        dossier = readable_case(session, portal, staff, inquiry_id, now=now)
        if dossier is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        found = [read_set(session, portal, staff, dossier, each, now=now) for each in (set_key, other_key)]
    before, after = sorted(found, key=lambda each: (each.set.row.sent_at or now, each.set.key))
    there(before if before.filling.key == after.filling.key and before.set.key != after.set.key else None)
    language = language_of(request)
    context = {
        "row": dossier.row,
        "set_key": set_key,
        "title": form_title(after, language),
        "before": before.set.row.sent_at,
        "after": after.set.row.sent_at,
        "rows": changed_rows(before, after, language),
    }
    return page(request, "questionnaires/staff/compare_answers.html", context)


@router.get("/henvendelse/{inquiry_id}/svar/{set_key}/fil")
def export_answers(
    request: Request, inquiry_id: UUID, set_key: SetKey, portal: ThisPortal, staff: Opener, now: Now
) -> Response:
    """A FHIR file for the centre's own record. Only with the citizen's yes, which they can take back."""
    with portal.data.writing() as session:
        dossier = readable_case(session, portal, staff, inquiry_id, now=now)
        if dossier is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        one = read_set(session, portal, staff, dossier, set_key, now=now)
        if not one.filling.may_export:
            return go(request, "read_answers", inquiry_id=inquiry_id, set_key=set_key)
        timeline.record(session, What.ANSWERS_EXPORTED, now=now, inquiry_id=inquiry_id, staff_id=staff.id)
    told = fhir_response(
        one.instrument.form,
        one.filling.answers,
        one.filling.passed,
        authored=one.set.row.sent_at or now,
        status="completed",
    )
    return JSONResponse(told, headers={"Content-Disposition": 'attachment; filename="svar.json"'})
