"""Signing in and out, and making and ending the accounts that can."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from app import timeline
from app.accounts import one_time_codes, passwords, queries
from app.accounts.forms import SignInForm
from app.models import Inquiry, Staff, StaffSession
from app.portal import Portal
from app.rules.answers import State
from app.rules.triage import Role
from app.timeline import Actor, What
from app.vault.tokens import new_token, token_hash


class NewStaff(NamedTuple):
    """A new account, and what its owner's phone needs. ``secret`` is shown once and kept sealed."""

    staff: Staff
    secret: str
    app_address: str


def sign_in(session: Session, portal: Portal, typed: SignInForm, *, old_token: str | None, now: datetime) -> str | None:
    """A token that was never there before; ``None`` when anything is wrong, and nobody is told what.

    The slow work comes first: ``session`` must not have been used yet.
    """
    with portal.data.reading() as reading:
        staff = queries.account(reading, typed.email)
    fits = passwords.fits(portal.settings, staff.password_hash if staff else passwords.NO_PASSWORD, typed.password)
    secret = one_time_codes.unsealed(portal, staff.id, staff.totp_secret) if staff else one_time_codes.NOBODYS
    step = one_time_codes.fitting_step(secret, typed.code, now=now)
    right = staff is not None and staff.active and fits and step is not None
    if staff is None or step is None or not right or not use_step(session, staff.id, step):
        who = staff.id if staff else None
        timeline.record(session, What.SIGN_IN_FAILED, now=now, actor=Actor.SYSTEM, staff_id=who)
        return None
    token = begin_session(session, staff.id, old_token=old_token, now=now)
    timeline.record(session, What.SIGNED_IN, now=now, staff_id=staff.id)
    return token


def use_step(session: Session, staff_id: UUID, step: int) -> bool:
    """Use a one-time code up. Of two who use the same one at once, one is too late."""
    used = session.execute(
        update(Staff)
        .where(Staff.id == staff_id, Staff.totp_last_step < step)
        .values(totp_last_step=step)
        .returning(Staff.id)
    )
    return used.first() is not None


def begin_session(session: Session, staff_id: UUID, *, old_token: str | None, now: datetime) -> str:
    """Store a new session, and clear away this person's that have run out and whatever this browser had."""
    token = new_token()
    run_out = StaffSession.staff_id == staff_id
    too_old = or_(StaffSession.began_at < now - queries.LONGEST, StaffSession.seen_at < now - queries.IDLE)
    session.execute(delete(StaffSession).where(run_out, too_old))
    if old_token:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(old_token)))
    session.add(StaffSession(token_hash=token_hash(token), staff_id=staff_id, began_at=now, seen_at=now))
    session.flush()
    return token


def touch_session(session: Session, token: str, *, now: datetime) -> None:
    session.execute(update(StaffSession).where(StaffSession.token_hash == token_hash(token)).values(seen_at=now))


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End a session on the server: the cookie is worth nothing from then on."""
    ended = delete(StaffSession).where(StaffSession.token_hash == token_hash(token)).returning(StaffSession.staff_id)
    staff_id = session.scalar(ended)
    if staff_id:
        timeline.record(session, What.SIGNED_OUT, now=now, staff_id=staff_id)


def add_staff(
    session: Session,
    portal: Portal,
    *,
    centre: str,
    name: str,
    email: str,
    role: Role,
    password: str | None,
    demo: bool = False,
) -> NewStaff:
    """A new account. Without a password nobody can sign in to it until ``set_password``.

    Hash before the transaction: ``session`` must not have been used yet where others wait for it.
    Raises ``WeakPassword``, and ``KeyError`` for a centre that the catalogue does not have.
    """
    staff_id, secret = uuid4(), one_time_codes.new_secret()
    staff = Staff(
        id=staff_id,
        centre=portal.catalogue.centres[centre].key,
        name=name,
        email=email.strip().lower(),
        role=role,
        password_hash=passwords.hashed(portal.settings, password) if password else passwords.NO_PASSWORD,
        totp_secret=one_time_codes.sealed(portal, staff_id, secret),
        totp_last_step=0,
        active=True,
        demo=demo,
    )
    session.add(staff)
    session.flush()
    return NewStaff(staff, secret, one_time_codes.app_address(secret, staff.email))


def set_password(session: Session, portal: Portal, staff: Staff, password: str) -> None:
    """Another password: every browser that was signed in is signed out. Raises ``WeakPassword``."""
    staff.password_hash = passwords.hashed(portal.settings, password)
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def deactivate(session: Session, staff: Staff, *, now: datetime) -> int:
    """End an account, now. Their open inquiries go back to the queue, so that nobody waits for who has left.

    Returns how many went back.
    """
    staff.active = False
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
    theirs = (Inquiry.assigned_to == staff.id, Inquiry.state != State.CLOSED)
    session.execute(update(Inquiry).where(*theirs, Inquiry.state == State.CLAIMED).values(state=State.RECEIVED))
    put_back = update(Inquiry).where(*theirs).values(assigned_to=None).returning(Inquiry.id)
    left = list(session.scalars(put_back))
    for inquiry_id in left:
        timeline.record(session, What.RELEASED, now=now, inquiry_id=inquiry_id, actor=Actor.SYSTEM, staff_id=staff.id)
    return len(left)
