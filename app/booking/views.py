"""The page of times: what there is to choose between, and what else there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from babel import Locale
from fastapi import Request
from starlette.responses import Response

from app.appointments.calendar import CentreCalendar
from app.appointments.free_times import nearest
from app.booking.choosing import Choice, Part
from app.booking.days import ICONS, Listing, day_and_month, times_shown
from app.booking.times import A_WEEK, Times
from app.booking.walk_in import coming_days, hours_said, open_now
from app.rules.clocks import Clock, ClockKind
from app.rules.plain_text import phone_shown
from app.web.forms import Form
from app.web.language import TEXTS, mark
from app.web.pages import address, language_of, page
from app.web.service_terms import term
from app.web.step_words import at_the_front
from app.web.typed_again import form_again
from app.web.words import clock_time, spoken_day

PARTS: dict[Part, str] = {
    Part.MORNING: mark("Formiddag"),
    Part.AFTERNOON: mark("Eftermiddag"),
    Part.EVENING: mark("Aften"),
}
GENDERS = {"woman": mark("En kvinde"), "man": mark("En mand")}
TYPED = ("note", "where", "phone", "may_leave_message", "if_another_answers", "code_word")


@dataclass(frozen=True)
class Pill:
    """A filter: a link, and whether it is the one that counts."""

    words: str
    url: str
    current: bool
    icon: str = ""


def times_page(request: Request, times: Times, *, gone: bool = False, asked: datetime | None = None) -> Response:
    """The page of times. ``gone``: the one that was ``asked`` for could not be had, and the nearest stand first."""
    language = language_of(request)
    context = {
        **the_talk(times, language),
        **the_filters(request, times, language),
        **the_days(request, times, language),
        **the_other_ways(times, language),
        "gone": gone,
        "nearest": times_shown(nearest(times.any_at_all, asked or times.now), language) if gone else [],
        "kept": kept_fields(getattr(request.state, "form", None)) if gone else {},
        "hidden": times.choice.fields,
    }
    return page(request, "booking/citizen/times.html", context, status=409 if gone else 200)


def the_talk(times: Times, language: str) -> dict[str, Any]:
    """What one chooses a time for, what one has already, and what was promised."""
    clock = counselling(times.dossier.promises)
    ahead = times.own.ahead
    return {
        "about": times.talk.about_in(language),
        "has": ahead,
        "wrote_on": clock.starts_on if clock else None,
        "promised_by": clock.due_on if clock and clock.due_on and clock.due_on >= times.today else None,
        "coming_today": any(each.kind == "drop_in" for each in times.own.asked),
    }


def counselling(promises: tuple[Clock, ...]) -> Clock | None:
    return next((each for each in promises if each.kind is ClockKind.OPEN_COUNSELLING and each.running), None)


def the_filters(request: Request, times: Times, language: str) -> dict[str, Any]:
    _, choice, calendar = TEXTS[language].gettext, times.choice, times.calendar
    here = address(request, "times")

    def pill(words: str, icon: str = "", **changed: object) -> Pill:
        (name, value), *_ = changed.items()
        return Pill(words, here + choice.but(**changed).query, getattr(choice, name) == value, icon)

    modes = [pill(term(each, language), ICONS[each], mode=each) for each in times.modes]
    parts = [pill(_(said), part=part) for part, said in PARTS.items()]
    people = [each for each in calendar.counsellors if each.there_on(times.first)]
    spoken = sorted({code for each in people for code in each.languages} - {"da"})
    return {
        "modes": [pill(_(mark("Alle")), mode=None), *modes] if len(modes) > 1 else [],
        "parts": [pill(_(mark("Hele dagen")), part=None), *parts],
        "choice": choice,
        "people": [(str(each.id), each.first_name) for each in people],
        "genders": [(code, _(GENDERS[code])) for code in GENDERS if any(each.gender == code for each in people)],
        "spoken": [(code, at_the_front(language_name(code, language))) for code in spoken],
        "wishes": list(wishes_said(choice, calendar, language)),
        "all_url": here,
        "no_wish_url": here + choice.but(counsellor=None, gender="", language="", interpreter="").query,
    }


def language_name(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(code, code))


def wishes_said(choice: Choice, calendar: CentreCalendar, language: str) -> Iterator[str]:
    """What was wished for, a few words each."""
    _ = TEXTS[language].gettext
    if choice.counsellor:
        yield _(mark("med %(name)s")) % {"name": calendar.resources[choice.counsellor].first_name}
    if choice.gender in GENDERS:
        yield _(GENDERS[choice.gender]).lower()
    if choice.language:
        yield _(mark("på %(language)s")) % {"language": language_name(choice.language, language)}
    if choice.interpreter:
        yield _(mark("tolk: %(language)s")) % {"language": choice.interpreter}


def the_days(request: Request, times: Times, language: str) -> dict[str, Any]:
    here, choice, first = address(request, "times"), times.choice, times.first

    def unfold(day: date) -> str:
        return f"{here}{choice.but(day=day).query}#d-{day}"

    listing = Listing(
        calendar=times.calendar,
        centre=times.centre,
        times=times.found,
        whole=choice.day,
        unfold=unfold,
        now=times.now,
        language=language,
    )
    week = timedelta(days=A_WEEK)
    earlier, later = max(first - week, times.today), min(first + week, times.last)
    return {
        "days": listing.days(first, times.days) if times.found else [],
        "found": bool(times.found),
        "none_at_all": not times.any_at_all,
        "this_week": first == times.today,
        "from_day": day_and_month(first, language),
        "earlier_url": here + choice.but(first=earlier).query if earlier < first else "",
        "later_url": here + choice.but(first=later).query if later > first else "",
    }


def the_other_ways(times: Times, language: str) -> dict[str, Any]:
    """What there is beside a time: an open door, a call, the centre's own number."""
    centre, now = times.centre, times.now
    door = open_now(times.calendar, centre, now)
    coming = [each for each in coming_days(times.calendar, centre, now) if not (door and each[0] == times.today)]
    return {
        "door_until": clock_time(door.ends, language) if door else "",
        "where": ", ".join(centre.address) if centre.address else "",
        "coming_by": [(spoken_day(day, language), hours_said(doors, language)) for day, doors in coming],
        "phone": phone_shown(centre.phone) if centre.phone else "",
        "may_be_called": not times.dossier.answers.hypothetical,
    }


def kept_fields(form: Form | None) -> dict[str, str]:
    """What was typed with a time that could not be had, to be carried to the next."""
    again = form_again(form or Form())
    return {name: again.text(name) for name in TYPED if again.text(name).strip()}
