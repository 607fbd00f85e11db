"""Walks through the whole portal once, in both languages, and keeps every page."""

import fcntl
import os
import pickle
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.routing import iter_route_contexts

from app.main import create_app
from app.portal import open_portal
from app.settings import Mode, Role, Settings
from tests import stores
from tests.browser import ORIGIN
from tests.clock import Clock
from tests.conftest import CHEAP_ARGON2_KIB
from tests.pages.album import Album, Recorder
from tests.pages.answers_walk import AnswersWalk
from tests.pages.booking_walk import BookingWalk
from tests.pages.desk_walk import DeskWalk
from tests.pages.forms_walk import FormsWalk, with_forms
from tests.pages.group_walk import GroupWalk
from tests.pages.in_use_walk import InUseWalk
from tests.pages.visitation_walk import VisitationWalk
from tests.pages.walk import Walk
from tests.people import Desk


@lru_cache(maxsize=1)
def collected(keys: Path, template: stores.StoreUrls) -> Album:
    """Every page in every state and both languages, on stores that nobody else has. Once, also where several processes
    share the tests between them: whoever needs it first walks, and the others wait for the album."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return newly_collected(keys, template)
    kept = keys.parent.parent / f"album-{run}"  # where every process of the run has its folder
    with kept.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(newly_collected(keys, template)))
        album: Album = pickle.loads(kept.read_bytes())  # noqa: S301 - our own, of a moment ago
        return album


def newly_collected(keys: Path, template: stores.StoreUrls) -> Album:
    with TemporaryDirectory() as folder:
        return walked(keys, stores.sqlite_copy(template, Path(folder)))


def walked(keys: Path, urls: stores.StoreUrls) -> Album:
    clock = Clock()
    settings = Settings(
        role=Role.ALL,
        mode=Mode.DEMO,
        database_url=urls.data,
        keystore_url=urls.keys,
        keys=keys / "desk",
        origins=(ORIGIN,),
        argon2_memory_kib=CHEAP_ARGON2_KIB,
    )
    portal = open_portal(settings, now=clock)
    portal = replace(portal, library=with_forms(portal))
    app = create_app(portal)
    gets = (str(route.name) for route in iter_route_contexts(app.routes) if "GET" in (route.methods or ()))
    album = Album(gets=frozenset(gets))
    seen = Recorder(app, album)
    desk = Desk(seen, portal, clock)  # type: ignore[arg-type]
    languages = ("da", "en")
    for language in languages:
        Walk(seen, portal, clock, album, language).walk()
        DeskWalk(seen, portal, clock, album, language, desk=desk).walk()
        VisitationWalk(seen, portal, clock, album, language, desk=desk).walk()
        GroupWalk(seen, portal, clock, album, language, desk=desk).walk()
        FormsWalk(seen, portal, clock, album, language).walk()
        InUseWalk(seen, portal, clock, album, language, desk=desk).walk()
        AnswersWalk(seen, portal, clock, album, language, desk=desk).walk()
    for language in languages:  # last: from here on there are times to be had
        BookingWalk(seen, portal, clock, album, language, desk=desk).walk()
    portal.dispose()
    return album
