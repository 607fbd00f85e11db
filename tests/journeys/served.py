"""The portal as it is really served, with the staff that a journey needs."""

import threading
from dataclasses import dataclass, field
from itertools import count

import pyotp
import uvicorn
from fastapi import FastAPI

from app.accounts.actions import add_staff
from app.portal import Portal
from app.rules.triage import Role
from tests.clock import Clock
from tests.people import PASSWORD

EXIT_URL = "https://vejret.test/"
numbers = count(1)


@dataclass(frozen=True)
class Account:
    """A staff member who can sign in: what they know, and the telephone in their pocket."""

    name: str
    email: str
    clock: Clock
    secret: str = field(repr=False)
    password: str = field(default=PASSWORD, repr=False)

    def six_digits(self) -> str:
        """The code on their telephone right now."""
        return pyotp.TOTP(self.secret).at(self.clock())


@dataclass(frozen=True)
class Served:
    """One running server with its stores and its clock."""

    portal: Portal
    app: FastAPI
    clock: Clock
    server: uvicorn.Server = field(repr=False)
    thread: threading.Thread = field(repr=False)

    @property
    def origin(self) -> str:
        return self.portal.settings.origins[0]

    def hires(self, name: str, centre: str = "haderslev", role: Role = Role.COUNSELLOR) -> Account:
        """A new account, with an address nobody else has: the stores are shared by many journeys."""
        email = f"{name.split(maxsplit=1)[0].lower()}{next(numbers)}@{centre}.test"
        with self.portal.data.writing() as session:
            hired = add_staff(session, self.portal, centre=centre, name=name, email=email, role=role, password=PASSWORD)
            return Account(name, email, self.clock, hired[1])

    def stops(self) -> None:
        """End the server as an operator would."""
        self.server.should_exit = True
        self.thread.join(timeout=10)
        assert not self.thread.is_alive(), "the server does not stop"
