"""Who is there and when, in words: who reads what is sent, which lines are open, when one may come by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import get_day_names

from app.catalogue import Catalogue, Centre, LineState
from app.rules.danish_days import danish_day
from app.rules.opening import Opening, OpeningHours, Span
from app.web.language import TEXTS, mark
from app.web.words import clock_time, spoken_day


@dataclass(frozen=True)
class Standing:
    """How a door stands: ``kind`` is a look (open | late | unknown), ``text`` says it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A help line on the front page."""

    name: str
    phone: str
    what: str
    standing: Standing


@dataclass(frozen=True)
class HoursRow:
    """One or more days with the same hours."""

    day: str
    hours: str
    today: bool


def when_read(centre: Centre, now: datetime, language: str) -> str:
    """'Skriver du nu, bliver det læst i dag.'"""
    _ = TEXTS[language].gettext
    day, today = centre.read_on(now), danish_day(now)
    if day is None:
        return _(mark("Ring, hvis det haster. Vi læser det, så snart vi kan."))
    if day == today:
        return _(mark("Skriver du nu, bliver det læst i dag."))
    if day == today + timedelta(days=1):
        return _(mark("Skriver du nu, bliver det læst i morgen."))
    return _(mark("Skriver du nu, bliver det læst %(day)s.")) % {"day": spoken_day(day, language)}


def will_be_read(centre: Centre, now: datetime, language: str) -> str:
    """The same, for what has just been sent: 'Det bliver læst i morgen.'"""
    _ = TEXTS[language].gettext
    day, today = centre.read_on(now), danish_day(now)
    if day is None:
        return _(mark("Vi læser det, så snart vi kan."))
    if day == today:
        return _(mark("Det bliver læst i dag."))
    if day == today + timedelta(days=1):
        return _(mark("Det bliver læst i morgen."))
    return _(mark("Det bliver læst %(day)s.")) % {"day": spoken_day(day, language)}


def when_answered(centre: Centre, now: datetime, language: str) -> str:
    """'Du får svar her på siden, senest torsdag den 26. november.'"""
    _ = TEXTS[language].gettext
    day = centre.reply_by(now)
    if day is None:
        return _(mark("Svaret kommer her på siden."))
    return _(mark("Du får svar her på siden, senest %(day)s.")) % {"day": spoken_day(day, language)}


def who_reads(centre: Centre, now: datetime, language: str) -> str:
    """Beside every button that sends: who, and when."""
    return f"{centre.text('readers', language)} {when_read(centre, now, language)}"


def standing(opening: Opening, now: datetime, language: str) -> Standing:
    """Open until when, or closed until when."""
    _ = TEXTS[language].gettext
    if opening.open_now:
        if opening.until is None:
            return Standing("open", _(mark("Altid åben")))
        said = _(mark("Åben til kl.\u00a0%(time)s"))
        return Standing("open", said % {"time": clock_time(opening.until, language)})
    if opening.opens_at is None:
        return Standing("late", _(mark("Lukket")))
    at, day, today = clock_time(opening.opens_at, language), opening.opens_at.date(), danish_day(now)
    if day == today:
        return Standing("late", _(mark("Åbner kl.\u00a0%(time)s")) % {"time": at})
    if day == today + timedelta(days=1):
        return Standing("late", _(mark("Åbner i morgen kl.\u00a0%(time)s")) % {"time": at})
    return Standing("late", _(mark("Åbner %(day)s kl.\u00a0%(time)s")) % {"day": spoken_day(day, language), "time": at})


def help_lines(catalogue: Catalogue, now: datetime, language: str, *, centre: Centre | None = None) -> list[Line]:
    """The help lines for a place, the open ones first."""
    municipality = centre.municipalities[0] if centre else None
    return [_line(state, now, language) for state in catalogue.lines_at(now, municipality=municipality)]


def _line(state: LineState, now: datetime, language: str) -> Line:
    line = state.line
    # Under 'open now' a line without a word would be read as open.
    nobody_knows = Standing("unknown", TEXTS[language].gettext(mark("Vi kender ikke tiden")))
    said = standing(state.opening, now, language) if state.opening else nobody_knows
    return Line(line.name, line.number, line.about(language), said)


def week_rows(hours: OpeningHours, today: date, language: str) -> list[HoursRow]:
    """A week in as few rows as it needs: days in a row with the same hours share one."""
    _ = TEXTS[language].gettext
    names = get_day_names("wide", locale=language)
    closed = _(mark("Lukket"))
    rows: list[tuple[list[int], str]] = []
    for day, spans in enumerate(hours.week):
        said = ", ".join(_span(span, language) for span in spans) or closed
        alone = today.weekday() in (day, day - 1)
        if rows and rows[-1][1] == said and not alone:
            rows[-1][0].append(day)
        else:
            rows.append(([day], said))
    return [_row(days, said, names, today, language) for days, said in rows]


def _row(days: list[int], said: str, names: Mapping[int, str], today: date, language: str) -> HoursRow:
    _ = TEXTS[language].gettext
    first, last = names[days[0]].capitalize(), names[days[-1]]
    if days == [today.weekday()]:
        return HoursRow(_(mark("%(day)s (i dag)")) % {"day": first}, said, True)
    if len(days) == 1:
        return HoursRow(first, said, False)
    several = mark("%(first)s og %(last)s") if len(days) == 2 else mark("%(first)s til %(last)s")
    return HoursRow(_(several) % {"first": first, "last": last}, said, False)


def _span(span: Span, language: str) -> str:
    return f"{_hour(span.opens, language)}–{_hour(span.closes, language)}"


def _hour(at: time, language: str) -> str:
    hour = 24 if at == time(0) else at.hour
    if language != "da":
        return f"{hour:02}:{at.minute:02}"
    return f"{hour}.{at.minute:02}" if at.minute else str(hour)
