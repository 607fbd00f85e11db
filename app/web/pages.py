"""Templates: a page in the visitor's language, with everything a template may call."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import Enum
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.routing import RouteContext, iter_route_contexts
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import NoMatchFound

from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.plain_text import phone_shown
from app.web import cookies, words
from app.web.forms import Errors
from app.web.language import FIRST, LANGUAGES, TEXTS, direction_of
from app.web.protection import form_token, form_token_given
from app.web.same_for_all import KeptPages

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
NAME = "Indgangen"


class Compiled(BytecodeCache):
    """Compiled templates, kept in memory: the second language has them for nothing."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


class Pages:
    """One template environment a language, so that macros speak it too without being told."""

    def __init__(self, app: FastAPI, portal: Portal):
        self.app = app
        self.portal = portal
        self.kept = KeptPages(portal, on=not portal.settings.demo)  # a demonstration's templates may change at any time
        self.environments = {language: self._environment(language) for language in LANGUAGES}

    def render(self, template: str, *, language: str, **context: Any) -> str:
        return self.environments[language].get_template(template).render(**context)

    def address(self, name: str, language: str, **params: Any) -> str:
        """A route's path in a language. Raises ``NoMatchFound`` for a name nobody has."""
        path = self._path(name, **params)
        return path if language == FIRST else f"/{language}{path}".rstrip("/") or "/"

    def _path(self, name: str, **params: Any) -> str:
        for each in self.routes.get(name, ()):
            with suppress(NoMatchFound):
                return str(each.url_path_for(name, **params))
        raise NoMatchFound(name, params)

    @cached_property
    def routes(self) -> Mapping[str, list[RouteContext]]:
        """The routes by name: the framework tries one after the other, for each of a page's thirty links."""
        found: dict[str, list[RouteContext]] = {}
        for each in iter_route_contexts(self.app.routes):
            found.setdefault(str(each.name), []).append(each)
        return found

    def _environment(self, language: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=Compiled(),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=self.portal.settings.demo,
        )
        # Old-style gettext: its newer sibling costs 45 % more a page and gives nothing we use.
        environment.install_gettext_translations(TEXTS[language], newstyle=False)  # type: ignore[attr-defined]
        environment.filters["capitalize_first"] = lambda said: said[:1].upper() + said[1:]
        environment.globals |= {
            "language": language,
            "languages": LANGUAGES,
            "direction": direction_of(language),
            "portal_name": NAME,
            "exit_url": self.portal.settings.exit_url,
            "demo": self.portal.settings.demo,
            "asset": asset,
            "link": partial(self._link, language),
            "words": partial(_words, language),
            "danish_day": danish_day,
            "phone_shown": phone_shown,
            "options": lambda choices: words.options(choices, language),
            "spoken_day": lambda day: words.spoken_day(day, language),
            "short_day": lambda day: words.short_day(day, language),
            "spoken_time": lambda moment: words.spoken_time(moment, language),
            "spoken_moment": lambda moment: words.spoken_moment(moment, self.portal.now(), language),
        }
        return environment

    def _link(self, language: str, name: str, **params: Any) -> str:
        return self.address(name, language, **params)


def _words(language: str, value: Enum | date | datetime) -> str:
    return words.words(value, language) if isinstance(value, Enum) else str(value)


@lru_cache
def asset(path: str) -> str:
    """A static file's address with its content's hash, so that it can be cached for ever and never be stale."""
    file = STATIC / path
    stamp = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "missing"
    return f"/static/{path}?v={stamp}"


def language_of(request: Request) -> str:
    return str(request.scope.get("language", FIRST))


def page(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    keeps: Mapping[str, str] | None = None,
    same_for_all: bool = False,
) -> Response:
    """A rendered page. Gives the browser a form cookie when the page has a form and it had none.

    ``keeps`` is what of the address's query another language must bring along: values of our own, never as sent.
    ``same_for_all`` promises that nothing on it depends on who asks, where they hold no cookie but the form's.
    """
    pages: Pages = request.app.state.pages
    language = language_of(request)
    shown = about_visit(request, pages, keeps or {}) | dict(context or {})
    shown["errors"] = in_words(shown.get("errors", {}), language)
    response = HTMLResponse(pages.render(template, language=language, **shown), status_code=status)
    if seed := getattr(request.state, "form_seed", None):
        cookies.give(response, cookies.FORM, seed)
    response.headers["Content-Language"] = language
    if same_for_all:
        pages.kept.keep(request, response, query=urlencode(keeps or {}), token=form_token_given(request))
    return response


def about_visit(request: Request, pages: Pages, keeps: Mapping[str, str]) -> dict[str, Any]:
    """What every template may ask of the one who asks."""
    return {
        "request": request,
        "csrf_token": lambda: form_token(request),
        "switch_language": lambda code: in_language(request, code, keeps),
        "staff": getattr(request.state, "staff", None),
        "centre": getattr(request.state, "centre", None),
        "now": pages.portal.now(),
    }


def in_words(errors: Mapping[str, str], language: str) -> Errors:
    """Faults are kept in Danish, where they arise, and said in the language of the page."""
    return Errors({name: TEXTS[language].gettext(fault) for name, fault in errors.items()})


def in_language(request: Request, code: str, keeps: Mapping[str, str]) -> str:
    """This page's address in another language, with no more of its query than the page asks to keep.
    One that begins with '//' would lead elsewhere."""
    path = "/" + quote(str(request.scope["path"])).lstrip("/")
    query = f"?{urlencode(keeps)}" if keeps else ""
    return (path if code == FIRST else f"/{code}{path}".rstrip("/")) + query


def address(request: Request, name: str, **params: Any) -> str:
    pages: Pages = request.app.state.pages
    return pages.address(name, language_of(request), **params)


def go(request: Request, name: str, **params: Any) -> RedirectResponse:
    """On to another page, with GET. Only to a route of ours: nothing a visitor sent decides where."""
    return RedirectResponse(address(request, name, **params), status_code=303)
