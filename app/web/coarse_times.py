"""Times told coarsely, where the minute would say too much: an hour, a part of the day (security 2.2, rows 2, 28)."""

from datetime import datetime, timedelta

from app.rules.danish_days import danish_day, danish_moment
from app.web.language import TEXTS, mark
from app.web.words import spoken_day

# Parts of the day by the hour in which they begin, the latest first.
PARTS = (
    (18, mark("%(day)s om aftenen")),
    (12, mark("%(day)s om eftermiddagen")),
    (9, mark("%(day)s om formiddagen")),
    (6, mark("%(day)s om morgenen")),
    (0, mark("%(day)s om natten")),
)


def coarse_hour(moment: datetime, now: datetime, language: str) -> str:
    """'i går mellem kl. 13 og 14': enough to know whether it was oneself."""
    hour = danish_moment(moment).hour
    said = mark("%(day)s mellem kl.\u00a0%(from)s og\u00a0%(to)s")
    return TEXTS[language].gettext(said) % {"day": _day(moment, now, language), "from": hour, "to": hour + 1}


def coarse_part(moment: datetime, now: datetime, language: str) -> str:
    """'tirsdag den 24. november om formiddagen'."""
    hour = danish_moment(moment).hour
    said = next(said for begins, said in PARTS if hour >= begins)
    return TEXTS[language].gettext(said) % {"day": _day(moment, now, language)}


def _day(moment: datetime, now: datetime, language: str) -> str:
    texts = TEXTS[language]
    day, today = danish_day(moment), danish_day(now)
    if day == today:
        return texts.gettext(mark("i dag"))
    if day == today - timedelta(days=1):
        return texts.gettext(mark("i går"))
    return spoken_day(day, language)
