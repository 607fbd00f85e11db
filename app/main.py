"""The whole portal on one page: every feature, and behind which door it stands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.types import ASGIApp

from app.accounts import staff as accounts_staff
from app.booking import (
    appointment_desk,
    asking,
    feed,
    feed_desk,
    finding_desk,
    group_desk,
    groups,
    hours,
    hours_days,
    promise_desk,
)
from app.booking import citizen as booking_citizen
from app.booking import staff as booking_staff
from app.booking.watcher import Watcher
from app.centres import citizen as centres_citizen
from app.centres import health
from app.follow_up import citizen as follow_up_citizen
from app.follow_up import staff as follow_up_staff
from app.inquiries import citizen as inquiries_citizen
from app.inquiries import code as inquiries_code
from app.messages import citizen as messages_citizen
from app.messages import staff as messages_staff
from app.news import News
from app.own_page import citizen as own_page_citizen
from app.portal import Portal
from app.questionnaires import beside, in_use_desk, together
from app.questionnaires import citizen as questionnaires_citizen
from app.questionnaires import staff as questionnaires_staff
from app.services import citizen as services_citizen
from app.triage import handing_on as triage_handing_on
from app.triage import live as triage_live
from app.triage import register as triage_register
from app.triage import search as triage_search
from app.triage import staff as triage_staff
from app.triage import taking as triage_taking
from app.visitation import citizen as visitation_citizen
from app.visitation import deciding as visitation_deciding
from app.visitation import letters as visitation_letters
from app.visitation import putting as visitation_putting
from app.visitation import staff as visitation_staff
from app.web import refusals
from app.web.admission import Admission
from app.web.body_limit import BodyLimit
from app.web.code_line import CodeLine
from app.web.forms import TAKES_A_FILE
from app.web.head import HeadAsGet
from app.web.headers import SecurityHeaders
from app.web.hosts import KnownHosts
from app.web.language import LANGUAGES, LanguagePrefix
from app.web.limits import Limits
from app.web.pages import STATIC, Pages
from app.web.protection import protect
from app.web.same_for_all import SameForAll
from app.web.static import CachedFiles
from app.web.trace import Trace

DOOR = (
    inquiries_citizen.router,
    inquiries_code.router,
    own_page_citizen.router,
    messages_citizen.router,
    questionnaires_citizen.router,
    services_citizen.router,
    booking_citizen.router,
    asking.router,
    groups.router,
    visitation_citizen.router,
    follow_up_citizen.router,
    centres_citizen.router,  # last: '/{centre}' would take every other address
)
DESK_SIGN_IN = (accounts_staff.sign_in_router, feed.router)  # the feed's address is its own key
DESK = (
    accounts_staff.router,
    triage_staff.router,
    triage_live.router,
    triage_search.router,
    triage_taking.router,
    triage_handing_on.router,
    triage_register.router,
    messages_staff.router,
    feed_desk.router,
    booking_staff.router,
    appointment_desk.router,
    finding_desk.router,
    hours.router,
    hours_days.router,
    group_desk.router,
    promise_desk.router,
    in_use_desk.router,
    questionnaires_staff.router,
    together.router,
    beside.router,
    visitation_staff.router,
    visitation_putting.router,
    visitation_deciding.router,
    visitation_letters.router,
    follow_up_staff.router,
)
MOST_BODY_BYTES = 256 * 1024
WITH_A_FILE = {
    prefix + path: most for path, most in TAKES_A_FILE.items() for prefix in ("", *(f"/{each}" for each in LANGUAGES))
}
THREADS = 8  # a slow database must never stall everybody, and more threads than this only fight for the GIL


def create_app(portal: Portal) -> FastAPI:
    """One process's application, with the doors its role opens and no others."""
    app = FastAPI(
        title="Indgangen",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False},
        redirect_slashes=False,
        lifespan=lifespan,
        dependencies=[Depends(protect)],
    )
    app.state.portal = portal
    app.state.limits = Limits()
    app.state.news = News(portal)
    app.state.code_line = CodeLine()
    app.state.pages = Pages(app, portal)
    app.include_router(health.router)
    if portal.settings.opens_desk:
        for router in DESK_SIGN_IN:
            app.include_router(router, prefix="/personale")
        for router in DESK:
            app.include_router(router, prefix="/personale", dependencies=[Depends(accounts_staff.signed_in)])
    for folder in ("vendor", "js", "img"):
        app.router.routes.append(Mount(f"/static/{folder}", static_files(folder)))
    if portal.settings.opens_door:
        for router in DOOR:
            app.include_router(router)
    refusals.install(app)
    # The last added is the outermost. All are plain ASGI: three of the other kind cost six times as much.
    app.add_middleware(Admission)
    app.add_middleware(SameForAll)
    app.add_middleware(LanguagePrefix)
    app.add_middleware(KnownHosts, hosts=portal.settings.hosts)
    app.add_middleware(BodyLimit, most=MOST_BODY_BYTES, more=WITH_A_FILE)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Trace)
    app.add_middleware(SecurityHeaders)
    return app


def static_files(folder: str) -> ASGIApp:
    """Static files, packed on the way: they hold no secret, so packing them tells nobody anything."""
    return GZipMiddleware(CachedFiles(directory=STATIC / folder, check_dir=False), compresslevel=4)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    portal: Portal = app.state.portal
    portal.vault.begin(stock=portal.settings.opens_door)
    watcher = Watcher(portal) if portal.settings.opens_desk else None
    if watcher:
        watcher.start()
    ear = asyncio.create_task(app.state.news.listen()) if portal.settings.opens_desk else None
    yield
    if ear:
        ear.cancel()
    if watcher:
        watcher.stop()
    portal.vault.end()
    portal.dispose()
