"""Reading the demonstration's stories: who wrote what, how long ago, and what happened since."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.models.stored import ANSWERS, CONTACT
from app.rules.answers import Answers, Channel, Contact, ContactChannel, Rung, SafeContact
from app.rules.danish_days import COPENHAGEN, danish_moment
from app.rules.plain_text import phone_number
from app.rules.questions import steps, tidied

HERE = Path(__file__).resolve().parent
CITIZEN = "citizen"
AGO = re.compile(r"(?P<minutes>\d+)m|(?P<hours>\d+)h|((?P<days>\d+)d|wed (?P<weeks>\d+)) (?P<clock>\d+\.\d\d)")
WEDNESDAY = 2
APART = timedelta(minutes=4)  # between two things that happen to one inquiry, at the least
OF_STORY = frozenset({"sent", "then", "code", "channel", "by"})
OF_CARD = frozenset({"phone", "email", "times", "may_leave_message", "if_another_answers", "code_word"})
OF_CONTACT = frozenset({"nickname", "name"})


@dataclass(frozen=True)
class Deed:
    """What somebody did. ``who`` is a key in ``staff.toml`` or 'citizen', ``at`` is how long ago."""

    at: str
    who: str
    does: str
    text: str = field(default="", repr=False)
    service: str = ""
    ruling: str = "granted"
    starts_in: int = 0  # days from then
    filled: str = ""  # what was answered, by its name in ``at_home.toml``


@dataclass(frozen=True)
class Story:
    """One inquiry of the demonstration. ``by`` registered it, ``code`` is a published one."""

    answers: Answers
    sent: str
    deeds: tuple[Deed, ...]
    code: str | None
    channel: Channel
    by: str | None

    def moments(self, now: datetime) -> list[datetime]:
        """When it was sent, and when each deed was done: in order, and all of it past, whatever the hour is."""
        said = [moment(self.sent, now), *(moment(deed.at, now) for deed in self.deeds)]
        latest = [now - APART * left for left in range(len(said) - 1, -1, -1)]
        moments: list[datetime] = []
        for wanted, limit in zip(said, latest, strict=True):
            earliest = moments[-1] + APART if moments else wanted
            moments.append(min(max(wanted, earliest), limit))
        return moments


def moment(ago: str, now: datetime) -> datetime:
    """'35m', '3h', '2d 19.05' on the Danish clock, two days ago, or 'wed 1 13.20', the last Wednesday before today."""
    said = AGO.fullmatch(ago)
    if said is None:
        raise ValueError(f"no moment: {ago}")
    if said["clock"]:
        today = danish_moment(now).date()
        back = (today.weekday() - WEDNESDAY - 1) % 7 + 1 + 7 * (int(said["weeks"] or 1) - 1)
        day = today - timedelta(days=back if said["weeks"] else int(said["days"]))
        hour, minute = map(int, said["clock"].split("."))
        return datetime.combine(day, time(hour, minute), tzinfo=COPENHAGEN).astimezone(UTC)
    return now - timedelta(hours=int(said["hours"] or 0), minutes=int(said["minutes"] or 0))


def stories() -> list[Story]:
    """Every story, in the order of the files."""
    found = []
    for path in sorted((HERE / "told").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [_story(each, document["centre"]) for each in document.get("inquiry", ())]
    return found


def _story(told: Mapping[str, Any], centre: str) -> Story:
    return Story(
        answers=_answers(told, centre),
        sent=told["sent"],
        deeds=tuple(Deed(**deed) for deed in told.get("then", ())),
        code=told.get("code", "").replace("-", "") or None,
        channel=Channel(told.get("channel", Channel.WEB)),
        by=told.get("by"),
    )


def _answers(told: Mapping[str, Any], centre: str) -> Answers:
    """As the questions would have left them: every one met, and only what they ask for."""
    plain = {key: value for key, value in told.items() if key not in OF_STORY | OF_CARD | OF_CONTACT}
    answers = ANSWERS.validate_python({"centre": centre, "door": centre, "municipality": centre, **plain})
    contact = _contact(told)
    answers = replace(answers, contact=contact, contact_choice=None if answers.hypothetical else contact.rung)
    answers = replace(answers, answered=tuple(steps(answers, place_decides=True)))
    kept = tidied(answers)
    # Somebody registered at the counter may have told both a nickname and a number; at the door they are two rungs.
    return replace(kept, contact=contact) if "nickname" in told and contact.rung is Rung.SAFE_CONTACT else kept


def _contact(told: Mapping[str, Any]) -> Contact:
    card = {key: told[key] for key in OF_CARD if key in told}
    if "phone" in card:
        card |= {"phone": phone_number(card["phone"]), "channel": ContactChannel.PHONE}
    elif "email" in card:
        card |= {"channel": ContactChannel.EMAIL}
    named = {key: told[key] for key in OF_CONTACT if key in told}
    return CONTACT.validate_python({**named, "safe": card or SafeContact()})
