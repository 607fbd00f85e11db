"""The catalogue's values: a centre, a help line, and all of them together. Frozen; shared by every request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import holidays

from app.catalogue.languages import FIRST_LANGUAGE, Texts, Translations, said
from app.catalogue.offers import Door, Offer, Stated
from app.catalogue.talks import BookableTalk
from app.rules.answers import ForWhom
from app.rules.centre_policy import CentrePolicy
from app.rules.danish_days import danish_day
from app.rules.opening import Opening, OpeningHours, reply_by, state_at, when_read
from app.rules.services import Service


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours, and whether the sources state them. ``assumed`` ones are for demonstration."""

    hours: OpeningHours
    assumed: bool
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Centre:
    """One treatment centre (C11: it may serve several municipalities).

    What the sources do not state is ``None``, and the screen then says how to ask. ``phone`` is '+45…'
    (``plain_text.phone_shown`` sets it), ``address`` is its lines, ``own_closed_days`` are (month, day).
    """

    key: str
    name: str
    address: tuple[str, ...] | None
    phone: str | None
    email: str | None
    policy: CentrePolicy
    texts: Texts
    reading: Hours
    telephone: Hours | None
    drop_in: Hours | None
    own_closed_days: tuple[tuple[int, int], ...]
    stated: Mapping[str, Stated]  # by 'group.key' as in policy.toml, for example 'promises.treatment_days'
    offers: tuple[Offer, ...]  # in the order of services.toml
    doors: tuple[Door, ...]
    talks: tuple[BookableTalk, ...]

    @property
    def municipalities(self) -> tuple[str, ...]:
        return self.policy.municipalities

    @property
    def services(self) -> tuple[Service, ...]:
        """What ``app.rules.eligibility`` decides about."""
        return tuple(offer.service for offer in self.offers)

    def offer(self, key: str) -> Offer:
        """A service with its words. Raises ``KeyError`` for one that the centre does not have."""
        return {offer.key: offer for offer in self.offers}[key]

    def talk(self, key: str) -> BookableTalk | None:
        """A talk that can be booked, with its words."""
        return next((each for each in self.talks if each.talk.key == key), None)

    def talk_for(self, who: ForWhom) -> BookableTalk:
        """The talk that this kind of person books for themselves. There is exactly one."""
        return next(each for each in self.talks if who in each.talk.audience)

    def text(self, key: str, language: str) -> str:
        """One of the centre's texts; Danish where a later language lacks it."""
        return _text(self.texts, key, language)

    def closed_dates(self, year: int) -> frozenset[date]:
        """Public holidays and the centre's own closed days, in that year and the next, so that one may look ahead."""
        return _closed_dates(self.own_closed_days, year)

    def reading_at(self, moment: datetime) -> Opening:
        """Whether somebody reads now, until when, or from when."""
        return state_at(self.reading.hours, moment, self._closed_from(moment))

    def telephone_at(self, moment: datetime) -> Opening | None:
        return self._state(self.telephone, moment)

    def drop_in_at(self, moment: datetime) -> Opening | None:
        """Open counselling without an appointment; ``None`` where the sources name no such hours."""
        return self._state(self.drop_in, moment)

    def read_on(self, moment: datetime) -> date | None:
        """The day something written now is read: 'Skriver du nu, bliver det læst …'."""
        return when_read(self.reading.hours, moment, self._closed_from(moment))

    def reply_by(self, moment: datetime) -> date | None:
        """The last day for our answer to something written now."""
        days = self.policy.reply_working_days
        return reply_by(self.reading.hours, moment, self._closed_from(moment), working_days=days)

    def _state(self, hours: Hours | None, moment: datetime) -> Opening | None:
        return state_at(hours.hours, moment, self._closed_from(moment)) if hours else None

    def _closed_from(self, moment: datetime) -> frozenset[date]:
        return self.closed_dates(danish_day(moment).year)


@dataclass(frozen=True, kw_only=True)
class HelpLine:
    """A line somebody can call. ``hours`` is ``None`` where no source states them: show the number, claim no hours.

    ``municipalities`` is empty for the whole country. ``verified`` is false until somebody has asked the line itself.
    """

    key: str
    name: str
    number: str
    what: Translations
    hours: OpeningHours | None
    closed_on_holidays: bool
    municipalities: tuple[str, ...]
    source: str
    checked: date
    verified: bool
    note: str | None

    @property
    def dial(self) -> str:
        """The number as a ``tel:`` link needs it."""
        return self.number.replace(" ", "")

    def about(self, language: str) -> str:
        return said(self.what, language)

    def state_at(self, moment: datetime) -> Opening | None:
        """How the line stands; ``None`` where its hours are not known."""
        closed = _closed_dates((), danish_day(moment).year) if self.closed_on_holidays else frozenset[date]()
        return state_at(self.hours, moment, closed) if self.hours else None


@dataclass(frozen=True, kw_only=True)
class LineState:
    """A help line as it stands at one moment."""

    line: HelpLine
    opening: Opening | None

    @property
    def open_now(self) -> bool:
        return self.opening is not None and self.opening.open_now


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All centres by key, the help lines in their order, and the texts that are the same everywhere."""

    centres: Mapping[str, Centre]
    help_lines: tuple[HelpLine, ...]
    municipalities: Mapping[str, str]  # the served ones: key -> name
    places: Mapping[str, str]  # every municipality in the country
    texts: Texts

    def centre_for(self, municipality: str | None) -> Centre | None:
        """The centre that serves a municipality; ``None`` for 'elsewhere', for one not served, and for not told."""
        return next((centre for centre in self.centres.values() if municipality in centre.municipalities), None)

    def door(self, slug: str) -> tuple[Centre, Door] | None:
        """The door with this address, and the centre that opens it (A4)."""
        doors = ((centre, door) for centre in self.centres.values() for door in centre.doors)
        return next((found for found in doors if found[1].slug == slug), None)

    def text(self, key: str, language: str) -> str:
        """One of the texts that are the same everywhere, such as the duty to report (N7)."""
        return _text(self.texts, key, language)

    def lines_at(self, moment: datetime, *, municipality: str | None = None) -> tuple[LineState, ...]:
        """The help lines for a place as they stand at a moment, the open ones first (N8).

        Without a municipality only those for the whole country.
        """
        here = [line for line in self.help_lines if not line.municipalities or municipality in line.municipalities]
        states = [LineState(line=line, opening=line.state_at(moment)) for line in here]
        return tuple(sorted(states, key=lambda state: not state.open_now))


def _text(texts: Texts, key: str, language: str) -> str:
    return texts.get(language, {}).get(key) or texts[FIRST_LANGUAGE][key]


@cache
def _closed_dates(own: tuple[tuple[int, int], ...], year: int) -> frozenset[date]:
    years = (year, year + 1)
    chosen = {date(each, month, day) for each in years for month, day in own if _exists(each, month, day)}
    return frozenset(chosen | set(holidays.country_holidays("DK", years=years)))


def _exists(year: int, month: int, day: int) -> bool:
    """29 February is a closed day only in the years that have it."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
