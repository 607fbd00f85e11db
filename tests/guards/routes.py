"""Every route an application answers on, asked of the application itself, so that none can hide from a guard."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from app.rules.questions import Step

# What a parameter of an address is filled with when nobody says otherwise.
NOBODY = "00000000-0000-4000-8000-000000000000"
USUAL = {
    "who": "selv",
    "step": Step.OWN_WORDS.value,
    "centre_key": "haderslev",
    "session_id": NOBODY,
    "appointment_id": NOBODY,
    "request_id": NOBODY,
    "rule_id": "1",
    "set_key": "000000",
    "other_key": "000000",
    "place": "1",
    "number": "1",
    "follow_up_id": NOBODY,
    "token": "nobodys",
    "version": "0" * 64,
    "exception_id": "1",
    "resource_id": "1",
}


@dataclass(frozen=True, repr=False)
class Route:
    """One path with one method. ``name`` is its function's."""

    name: str
    path: str
    method: str
    endpoint: Callable[..., Any]
    dependant: Dependant | None = field(compare=False)

    @property
    def at_desk(self) -> bool:
        return self.path.startswith("/personale")

    @property
    def about_an_inquiry(self) -> bool:
        return "inquiry_id}" in self.path

    @property
    def module(self) -> str:
        return self.endpoint.__module__

    def filled(self, *, inquiry_id: UUID | str = "", **more: str) -> str:
        """The path with its parameters. Raises ``KeyError`` for one this test has never heard of."""
        return filled(self.path, {**USUAL, "inquiry_id": str(inquiry_id), **more})

    def __repr__(self) -> str:
        return f"{self.method} {self.path}"


def filled(path: str, values: Mapping[str, str]) -> str:
    return path.replace(":uuid}", "}").replace(":path}", "}").format_map(dict(values))


def every_route(app: FastAPI) -> list[Route]:
    """Every route with each of its methods. Mounted folders of static files are no routes."""
    return sorted(_routes(app), key=lambda route: (route.path, route.method))


def _routes(app: FastAPI) -> Iterator[Route]:
    for found in iter_route_contexts(app.routes):
        if isinstance(found.original_route, Mount):
            continue
        assert found.name is not None, f"a route of a kind this guard cannot read: {found}"
        assert found.path is not None, found.name
        assert found.endpoint is not None, found.name
        for method in sorted(found.methods or {"GET"}):
            if method != "HEAD":
                # The context's, not the route's own: what stands before a whole router counts as well.
                yield Route(found.name, found.path, method, found.endpoint, getattr(found, "dependant", None))


def static_mounts(app: FastAPI) -> list[str]:
    return [str(route.path) for route in app.routes if isinstance(route, Mount)]
