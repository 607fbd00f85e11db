"""The portal's four cookies: all of them random, none of them readable by scripts, none for anybody else.

``__Host-`` keeps them from other hosts and paths; ``Strict`` keeps them from links on other pages.
None has an end date, so they go when the browser does, except a draft that its owner asked to keep.
"""

from datetime import timedelta

from starlette.responses import Response

DRAFT = "__Host-d"  # an unsent inquiry, and the code page after it
CITIZEN = "__Host-s"  # a citizen who has shown their code
STAFF = "__Host-p"  # a staff member who is signed in
FORM = "__Host-f"  # binds forms to this browser before anybody is signed in


def give(response: Response, name: str, value: str, *, keep: timedelta | None = None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(keep.total_seconds()) if keep else None,
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )


def take(response: Response, *names: str) -> None:
    for name in names:
        response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")
