"""The demonstration's staff: with one published password, and a published secret each."""

import tomllib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts import one_time_codes
from app.accounts.actions import add_staff
from app.demo.stories import HERE
from app.models import Staff
from app.portal import Portal
from app.rules.triage import Role

PASSWORD = "kun til fremvisning"


@dataclass(frozen=True)
class Colleague:
    """One person of ``staff.toml``. ``key`` is what the stories call them."""

    key: str
    name: str
    centre: str
    role: Role
    secret: str

    @property
    def email(self) -> str:
        return f"{self.key}@{self.centre}.example"


def colleagues() -> list[Colleague]:
    document = tomllib.loads((HERE / "staff.toml").read_text(encoding="utf-8"))
    return [
        Colleague(key, told["name"], told["centre"], Role(told["role"]), told["secret"])
        for key, told in document.items()
    ]


def hire(session: Session, portal: Portal, password_hash: str) -> dict[str, Staff]:
    """Make their accounts. Returns them by what the stories call them."""
    hired = {}
    for each in colleagues():
        made = add_staff(
            session,
            portal,
            centre=each.centre,
            name=each.name,
            email=each.email,
            role=each.role,
            password=None,
            demo=True,
        )
        made.staff.password_hash = password_hash
        made.staff.totp_secret = one_time_codes.sealed(portal, made.staff.id, each.secret)
        hired[each.key] = made.staff
    session.flush()
    return hired
