"""``staff``: add, list and deactivate staff accounts."""

import secrets
from argparse import ArgumentParser, Namespace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts import actions, queries
from app.commands import CommandFault
from app.commands.stores import opened_portal
from app.models import Staff
from app.portal import Portal
from app.rules.triage import Role

SYMBOLS = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter or figure that is read as another
GROUPS, GROUP = 4, 5  # 20 symbols: 99 bits
ONCE = """
{name} · {email} · {role}, {centre}
  password      {password}
  TOTP secret   {secret}
  for an app    {app_address}
This is shown once. Hand it over in person, the password and the secret apart."""


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    add = deeds.add_parser("add", help="make an account; prints its password and TOTP secret once")
    add.add_argument("--name", required=True)
    add.add_argument("--email", required=True)
    add.add_argument("--centre", required=True, help="the centre's key in the catalogue")
    add.add_argument("--role", required=True, choices=[str(role) for role in Role])
    deeds.add_parser("list", help="everybody with an account")
    leave = deeds.add_parser("deactivate", help="end an account; its open inquiries go back to the queue")
    leave.add_argument("email")


def run(arguments: Namespace) -> None:
    with opened_portal(desk=True) as portal:
        match arguments.deed:
            case "add":
                add(portal, arguments)
            case "list":
                show_all(portal)
            case "deactivate":
                deactivate(portal, arguments.email)


def add(portal: Portal, asked: Namespace) -> None:
    if asked.centre not in portal.catalogue.centres:
        raise CommandFault(f"There is no centre '{asked.centre}'. Choose: {', '.join(portal.catalogue.centres)}.")
    if "@" not in asked.email or not asked.name.strip():
        raise CommandFault("A colleague needs a name and an e-mail address.")
    password = new_password()
    try:
        with portal.data.writing() as session:
            made = actions.add_staff(
                session,
                portal,
                centre=asked.centre,
                name=asked.name.strip(),
                email=asked.email,
                role=Role(asked.role),
                password=password,
            )
            staff = made.staff
    except IntegrityError as error:
        raise CommandFault(f"There is already an account for {asked.email}.") from error
    shown = {"name": staff.name, "email": staff.email, "role": staff.role, "centre": staff.centre}
    print(ONCE.format(password=password, secret=made.secret, app_address=made.app_address, **shown))


def new_password() -> str:
    groups = ("".join(secrets.choice(SYMBOLS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def show_all(portal: Portal) -> None:
    with portal.data.reading() as session:
        for staff in session.scalars(select(Staff).order_by(Staff.centre, Staff.name)):
            marks = [*(["demo"] if staff.demo else []), *([] if staff.active else ["deactivated"])]
            print(f"{staff.centre:<12} {staff.role:<14} {staff.name:<24} {staff.email} {' '.join(marks)}".rstrip())


def deactivate(portal: Portal, email: str) -> None:
    with portal.data.writing() as session:
        staff = queries.account(session, email.strip().lower())
        if staff is None:
            raise CommandFault(f"There is no account for {email}. See: python -m app staff list")
        left = actions.deactivate(session, staff, now=portal.now())
    print(f"{email} can no longer sign in. {left} open inquiries went back to the queue.")
