"""The page of groups in words: each with its meetings, and how one stands in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from app.appointments.own_groups import Meeting, Room
from app.catalogue import Centre
from app.rules.service_reasons import Why
from app.rules.services import Mode
from app.web.language import TEXTS, mark
from app.web.own_groups import from_to
from app.web.service_terms import term
from app.web.service_words import reason_words

ROOMS: dict[Room, str] = {
    Room.PLENTY: mark("Der er plads"),
    Room.FEW: mark("Få pladser tilbage"),
    Room.FULL: mark("Alle pladser er taget"),
}
# What one may want to know before one comes (A15).
GOOD_TO_KNOW = (Why.MIXED_AGES, Why.CONSENT_UNDER_18, Why.NAME_NEEDED)
TALK_FIRST = mark("Vi taler med dig om gruppen, før den begynder.")  # the centre says yes to it (C12)


@dataclass(frozen=True, kw_only=True)
class MeetingShown:
    """A meeting on the page of groups. ``look`` is place, offered, waiting, room, full or ask."""

    id: UUID
    when: str
    where: str
    with_whom: str
    look: str
    room: str
    waiting_id: int | None


@dataclass(frozen=True, kw_only=True)
class GroupShown:
    """One group with its meetings. ``asked`` are the questions that stand open before it can be had."""

    key: str
    name: str
    about: str
    asked: list[str]
    notes: list[str]
    meetings: list[MeetingShown]


def groups_shown(centre: Centre, meetings: list[Meeting], *, known: bool, language: str) -> list[GroupShown]:
    """Groups with their meetings, in the order in which each meets first: those that can be had (``known``), or those
    that we must know more about."""
    by_service: dict[str, list[Meeting]] = {}
    for each in meetings:
        if (each.open or each.has_place) is known:
            by_service.setdefault(each.row.service, []).append(each)
    return [group_shown(centre, key, each, language) for key, each in by_service.items()]


def group_shown(centre: Centre, key: str, meetings: list[Meeting], language: str) -> GroupShown:
    offer, first = centre.offer(key), meetings[0]
    return GroupShown(
        key=key,
        name=offer.name_in(language),
        about=offer.about_in(language),
        asked=[reason_words(each, places={}, language=language).sentence for each in first.decision.asked],
        notes=list(good_to_know(first, language)),
        meetings=[meeting_shown(each, language) for each in meetings],
    )


def good_to_know(meeting: Meeting, language: str) -> Iterator[str]:
    for each in meeting.decision.reasons:
        if each.why is Why.NEEDS_VISITATION:
            yield TEXTS[language].gettext(TALK_FIRST)
        elif each.why in GOOD_TO_KNOW:
            yield reason_words(each, places={}, language=language).sentence


def meeting_shown(meeting: Meeting, language: str) -> MeetingShown:
    row = meeting.row
    return MeetingShown(
        id=row.id,
        when=from_to(row.starts_at, row.ends_at, language),
        where=term(Mode(row.mode), language),
        with_whom=meeting.with_whom,
        look=look_of(meeting),
        room=TEXTS[language].gettext(ROOMS[meeting.room]),
        waiting_id=meeting.waiting.id if meeting.waiting else None,
    )


def look_of(meeting: Meeting) -> str:
    if meeting.has_place:
        return "place"
    if meeting.waiting:
        return str(meeting.waiting.state)
    if not meeting.open:
        return "ask"
    return {Room.FULL: "full", Room.FEW: "few"}.get(meeting.room, "room")
