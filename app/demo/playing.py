"""Playing the stories: everything is done by the same actions as in real life, with a clock that is set back."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.accounts import passwords
from app.correspondence import mark_read_by_citizen
from app.demo import at_home, diary, visiting
from app.demo.people import PASSWORD, hire
from app.demo.stories import CITIZEN, Deed, Story, stories
from app.desk import reachable
from app.intake import receive
from app.messages import answering, from_citizen
from app.models import Inquiry, Staff
from app.portal import Portal
from app.timeline import Actor, What
from app.triage import actions
from app.vault.cases import OpenCase
from app.vault.codes import CodeStretcher
from app.vault.sweeping import sweep
from app.vault.tokens import new_token
from app.vault.vault import MintedCode

SEED = 2026
AT_ONCE = 2  # codes stretched side by side; more are no faster


@dataclass(frozen=True)
class Part:
    """One inquiry as it is played. Its keys come when it is received."""

    story: Story
    inquiry_id: UUID
    minted: MintedCode
    moments: list[datetime]


def seed(portal: Portal, *, now: datetime) -> int:
    """Play every story, once for ever. Returns how many inquiries are new.

    All of the data is one transaction, so that a seeding that is killed has not happened. The slow work is done first.
    """
    with portal.data.reading() as session:
        if session.scalar(select(Staff.id).where(Staff.demo.is_(True)).limit(1)):
            return 0
    parts = prepared(portal, now=now)
    password_hash = passwords.hashed(portal.settings, PASSWORD)
    with portal.data.writing() as session:
        staff = hire(session, portal, password_hash)
        diary.open_calendars(session, staff, now=now)
        at_home.lay_words_in(session, portal, staff, now=min(part.moments[0] for part in parts))
        play(session, portal, parts, staff)
        diary.write_down_the_past(session, portal, now=now)
    with portal.vault.keystore.writing() as keys:
        sweep(keys, now=now)  # nobody waits to be shown these codes
    return len(parts)


def prepared(portal: Portal, *, now: datetime) -> list[Part]:
    """Every story with an id, a code and its moments."""
    drawn = random.Random(SEED)
    told = stories()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        minted = list(pool.map(lambda story: mint(portal, story.code), told))
    return [
        Part(story, UUID(bytes=drawn.randbytes(16), version=4), code, story.moments(now))
        for story, code in zip(told, minted, strict=True)
    ]


def mint(portal: Portal, code: str | None) -> MintedCode:
    """A fresh code, or a published one."""
    if code is None:
        return portal.vault.mint()
    salt = portal.vault.keys.code_salt[portal.vault.keys.newest_code_kid]
    return MintedCode(code, CodeStretcher(salt, portal.settings.argon2_memory_kib).stretch(code))


def play(session: Session, portal: Portal, parts: list[Part], staff: dict[str, Staff]) -> None:
    """Everybody's deeds in the order in which they were done, so that the timeline reads as it happened."""
    deeds: list[tuple[datetime, int, Deed | None]] = []
    for number, part in enumerate(parts):
        first, *rest = part.moments
        deeds.append((first, number, None))
        deeds += [(at, number, deed) for at, deed in zip(rest, part.story.deeds, strict=True)]
        if booked_by := agrees_on_a_time(part):
            deeds.append((part.moments[-1], number, Deed("", booked_by, "books")))
    cases: dict[int, OpenCase] = {}
    for at, number, deed in sorted(deeds, key=lambda each: each[:2]):
        part = parts[number]
        if deed is None:
            cases[number] = arrive(session, portal, part, staff, now=at)
        elif deed.who == CITIZEN:
            as_citizen(session, portal, cases[number], deed, now=at)
        else:
            as_staff(session, portal, staff[deed.who], cases[number], deed, now=at)


def agrees_on_a_time(part: Part) -> str | None:
    """Who ends by agreeing on a time with the citizen: whoever answered or clarified last, and did not close."""
    last = part.story.deeds[-1] if part.story.deeds else None
    return last.who if last and last.who != CITIZEN and last.does in ("replies", "clarifies") else None


def arrive(session: Session, portal: Portal, part: Part, staff: dict[str, Staff], *, now: datetime) -> OpenCase:
    by = staff[part.story.by].id if part.story.by else None
    case = receive(
        session,
        portal,
        part.story.answers,
        inquiry_id=part.inquiry_id,
        minted=part.minted,
        token=new_token(),
        now=now,
        channel=part.story.channel,
        staff_id=by,
    )
    if by:
        actions.mark_heard(session, part.inquiry_id)
    return case


def as_citizen(session: Session, portal: Portal, case: OpenCase, deed: Deed, *, now: datetime) -> None:
    """They come back with their code, read what there is, and perhaps write."""
    timeline.record(session, What.CITIZEN_SIGNED_IN, now=now, inquiry_id=case.inquiry_id, actor=Actor.CITIZEN)
    mark_read_by_citizen(session, case.inquiry_id)
    if deed.does == "writes":
        from_citizen.send(session, case, deed.text, now=now)
    elif deed.does == "answers":
        at_home.fill_in(session, portal, case, deed.filled, now=now)
    else:
        visiting.at_home(session, portal, case, deed, now=now)


def as_staff(session: Session, portal: Portal, staff: Staff, case: OpenCase, deed: Deed, *, now: datetime) -> None:
    row = reachable(session, staff, case.inquiry_id, to_change=True)
    assert row is not None
    if deed.does in visiting.AT_DESK:
        contact = session.get(Staff, row.assigned_to) if row.assigned_to else None
        first_name = contact.name.split()[0] if contact else ""
        visiting.at_the_desk(session, portal, staff, case, deed, first_name, now=now)
        return
    if deed.does == "claims":
        actions.claim(session, staff, row, case=case, reason=None, now=now)
    actions.open_inquiry(session, portal, staff, row, now=now)
    do(session, portal, staff, row, case, deed, now=now)


def do(
    session: Session, portal: Portal, staff: Staff, row: Inquiry, case: OpenCase, deed: Deed, *, now: datetime
) -> None:
    match deed.does:
        case "replies":
            answering.reply(session, staff, row, case, deed.text, now=now)
        case "notes":
            answering.note(session, staff, row, case, deed.text, now=now)
        case "clarifies":
            actions.begin_clarifying(session, staff, row, now=now)
        case "releases":
            actions.release(session, staff, row, now=now)
        case "books":
            diary.book_for(session, portal, staff, row, case, now=now)
        case "closes":
            actions.close(session, portal, staff, row, case, deed.text, now=now)
