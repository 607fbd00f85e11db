"""What has happened to an inquiry, as the desk reads it: the deeds in a line, and everybody who has opened it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.models import Event
from app.rules.answers import Channel
from app.timeline import Actor, What, reason_of
from app.vault.cases import OpenCase
from app.web.language import TEXTS, mark
from app.web.step_words import at_the_front
from app.web.words import spoken_moment, words

DEEDS = {
    What.RECEIVED: mark("Modtaget"),
    What.REGISTERED: mark("Skrevet ned af %(who)s"),
    What.CITIZEN_WROTE: mark("Borgeren skrev"),
    What.CONTACT_CHANGED: mark("Borgeren ændrede sin kontakt"),
    What.WISH_CHANGED: mark("Borgeren ændrede sit ønske"),
    What.MORE_URGENT: mark("Borgeren sagde, at det haster mere"),
    What.ANSWERS_SENT: mark("Borgeren sendte et spørgeskema"),
    What.FLAG_RAISED: mark("Et svar gav en grund til at skynde sig"),
    What.ANSWERS_ADDED: mark("Svar skrevet til af %(who)s"),
    What.ANSWERS_EXPORTED: mark("Svarene hentet som fil af %(who)s"),
    What.EXPORT_ALLOWED: mark("Borgeren sagde ja til, at svarene må gemmes som en fil"),
    What.EXPORT_ENDED: mark("Borgeren tog sit ja til en fil tilbage"),
    What.CODE_CHANGED: mark("Borgeren fik en ny kode"),
    What.OPENED_WITH_REASON: mark("Åbnet af %(who)s"),
    What.CLAIMED: mark("Taget af %(who)s"),
    What.HANDED_ON: mark("Givet videre af %(who)s"),
    What.RELEASED: mark("Lagt tilbage af %(who)s"),
    What.CLARIFYING_BEGAN: mark("Afklaring begyndt af %(who)s"),
    What.NUMBER_SHOWN: mark("%(who)s så nummeret uden for aftalt tid"),
    What.REPLIED: mark("Svar fra %(who)s"),
    What.NOTED: mark("Note af %(who)s"),
    What.TIME_BOOKED: mark("Tid aftalt af %(who)s"),
    What.TIME_MOVED: mark("Tid flyttet af %(who)s"),
    What.TIME_CANCELLED: mark("Tid aflyst af %(who)s"),
    What.TIME_OFFERED: mark("En ledig tid blev tilbudt"),
    What.OFFER_DECLINED: mark("Tilbuddet om en tid blev ikke taget"),
    What.WAITING_BEGAN: mark("Borgeren skrev sig på ventelisten"),
    What.WAITING_ENDED: mark("Taget af ventelisten af %(who)s"),
    What.TIME_ASKED_FOR: mark("Borgeren bad om en anden tid eller et opkald"),
    What.TIME_ARRANGED: mark("Ønsket om en tid er klaret af %(who)s"),
    What.PLACE_BOOKED: mark("Plads i en gruppe taget af %(who)s"),
    What.PLACE_CANCELLED: mark("Plads i en gruppe meldt fra af %(who)s"),
    What.CAME: mark("Kom til tiden. Skrevet af %(who)s"),
    What.STAYED_AWAY: mark("Kom ikke. Skrevet af %(who)s"),
    What.GIFT_CARD: mark("Gavekort udleveret af %(who)s"),
    What.PUT_FORWARD: mark("Sat på visitationsmødet af %(who)s"),
    What.TAKEN_OFF_AGENDA: mark("Taget af visitationsmødet af %(who)s"),
    What.DECIDED: mark("Afgjort af %(who)s"),
    What.LETTER_READ: mark("Borgeren læste afgørelsen"),
    What.LETTER_GIVEN: mark("Afgørelsen givet til borgeren af %(who)s"),
    What.APPLIED: mark("Borgeren søgte om anonym behandling"),
    What.FOLLOW_UP_AGREED: mark("Borgeren sagde ja til opfølgning"),
    What.FOLLOW_UP_DECLINED: mark("Borgeren sagde nej til opfølgning"),
    What.FOLLOWED_UP: mark("Opfølgning holdt af %(who)s"),
    What.NOT_REACHED: mark("%(who)s fik ikke fat på borgeren"),
    What.FOLLOW_UP_REFUSED: mark("Borgeren ville ikke følges op denne gang. Skrevet af %(who)s"),
    What.RETURNED: mark("Borgeren kom tilbage med sin kode"),
    What.CLOSED: mark("Afsluttet af %(who)s"),
}
# What the citizen does on their own page by themselves is theirs: when they look is told to nobody.
OPENINGS = (What.OPENED, What.OPENED_WITH_REASON, What.PROPOSAL_OPENED, What.LETTER_OPENED, What.ANSWERS_OPENED)
SOMEBODY = mark("en tidligere kollega")
CITIZEN = mark("borgeren")


@dataclass(frozen=True)
class Deed:
    """One line of the timeline, as the component ``steps`` wants it."""

    what: str
    when: str
    text: str = field(default="", repr=False)
    state: str = "done"


@dataclass(frozen=True)
class Opening:
    who: str
    when: str


def deeds(
    events: Iterable[Event],
    names: dict[UUID, str],
    case: OpenCase,
    *,
    channel: Channel,
    now: datetime,
    language: str,
) -> list[Deed]:
    """What was done, the oldest first, with the reasons that were given."""
    _ = TEXTS[language].gettext
    told = []
    for event in events:
        said = DEEDS.get(What(event.what))
        if said is None:
            continue
        what = _(said) % {"who": name_of(event, names, language)}
        came = event.what in (What.RECEIVED, What.REGISTERED)
        reason = reason_of(event, case)
        text = words(channel, language) if came else _(reason) if reason else ""
        told.append(Deed(what, at_the_front(spoken_moment(event.happened_at, now, language)), text))
    return told


def openings(events: Iterable[Event], names: dict[UUID, str], now: datetime, language: str) -> list[Opening]:
    """Everybody who opened it, the latest first. Several times in a row by the same person is told once."""
    told: list[Opening] = []
    last: UUID | None = None
    for event in reversed([event for event in events if event.what in OPENINGS]):
        if event.staff_id != last:
            moment = at_the_front(spoken_moment(event.happened_at, now, language))
            told.append(Opening(name_of(event, names, language), moment))
        last = event.staff_id
    return told


def name_of(event: Event, names: dict[UUID, str], language: str) -> str:
    """A colleague's first name, or 'the citizen'."""
    if event.actor == Actor.CITIZEN:
        return TEXTS[language].gettext(CITIZEN)
    name = names.get(event.staff_id) if event.staff_id else None
    return name.split()[0] if name else TEXTS[language].gettext(SOMEBODY)
