"""What a queue row says, in one sentence: 'Dag 11 af 14 · barn i hjemmet · ventet 6 timer' (N13).

Every word that never changes is translated once a language, not once a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from app.rules.answers import Answers, ForWhom, Relation, Wish, Workplace
from app.rules.clocks import Clock, ClockKind, day_number, nearest_due
from app.rules.danish_days import danish_day
from app.rules.urgency import Assessment, Reason
from app.web.language import TEXTS, mark
from app.web.step_words import at_the_front

REASONS = {
    Reason.DANGER: mark("svarede ja til fare nu"),
    Reason.DANGER_UNSURE: mark("er ikke sikker på, om der er fare nu"),
    Reason.SUICIDAL: mark("har tanker om ikke at ville leve"),
    Reason.WITHDRAWAL: mark("fare for abstinenser"),
    Reason.PREGNANT: mark("gravid"),
    Reason.CHILDREN_AT_HOME: mark("børn i hjemmet"),
    Reason.UNDER_18: mark("under 18 år"),
    Reason.BACK: mark("er tilbage efter et forløb"),
    Reason.INJECTING: mark("har brugt kanyle"),
}
WISHES = {
    Wish.TREATMENT: mark("ønsker behandling"),
    Wish.ADVICE: mark("ønsker råd"),
    Wish.UNDECIDED: mark("ved ikke endnu, hvad der skal ske"),
}
RELATIONS = {
    Relation.PARTNER: mark("bekymret for sin kæreste eller ægtefælle"),
    Relation.CHILD: mark("bekymret for sit barn"),
    Relation.PARENT: mark("bekymret for sin mor eller far"),
    Relation.SIBLING: mark("bekymret for sin søster eller bror"),
    Relation.FRIEND: mark("bekymret for en ven eller kollega"),
    Relation.OTHER: mark("bekymret for en anden"),
}
WORKPLACES = {
    Workplace.SCHOOL: mark("spørger fra en skole"),
    Workplace.HEALTH: mark("spørger fra sundhedsvæsenet"),
    Workplace.MUNICIPALITY: mark("spørger fra en kommune"),
    Workplace.EMPLOYER: mark("spørger fra en arbejdsplads"),
    Workplace.VOLUNTARY: mark("spørger fra en frivillig forening"),
    Workplace.OTHER: mark("spørger gennem sit arbejde"),
}
HYPOTHETICAL = mark("spørger uden at sige, hvem det er")
# How far a clock has come, said only where it is a reason. The days left stand in a column of their own.
FIRST_TALK = (mark("dag %(day)s af %(of)s til første samtale"), mark("fristen for første samtale er overskredet"))
DOCTOR = (mark("dag %(day)s af %(of)s til lægen"), mark("fristen for lægen er overskredet"))
TREATMENT = (mark("dag %(day)s af %(of)s til behandling"), mark("fristen for behandling er overskredet"))


@dataclass(frozen=True)
class Words:
    """One language's fixed words."""

    reasons: dict[Reason, str]
    wishes: dict[Wish, str]
    relations: dict[Relation, str]
    workplaces: dict[Workplace, str]
    hypothetical: str
    first_talk: tuple[str, str]
    doctor: tuple[str, str]
    treatment: tuple[str, str]


@cache
def fixed_words(language: str) -> Words:
    _ = TEXTS[language].gettext
    return Words(
        reasons={each: _(said) for each, said in REASONS.items()},
        wishes={each: _(said) for each, said in WISHES.items()},
        relations={each: _(said) for each, said in RELATIONS.items()},
        workplaces={each: _(said) for each, said in WORKPLACES.items()},
        hypothetical=_(HYPOTHETICAL),
        first_talk=(_(FIRST_TALK[0]), _(FIRST_TALK[1])),
        doctor=(_(DOCTOR[0]), _(DOCTOR[1])),
        treatment=(_(TREATMENT[0]), _(TREATMENT[1])),
    )


@dataclass(frozen=True)
class Sentence:
    """Why a row stands where it stands. ``first`` is the weightiest, ``rest`` follows after a dot."""

    first: str
    rest: tuple[str, ...]


def sentence(
    answers: Answers,
    assessment: Assessment,
    promises: tuple[Clock, ...],
    waits_since: datetime | None,
    *,
    today: date,
    now: datetime,
    language: str,
) -> Sentence:
    """The reasons, the heaviest first; then what they want; then how long they have waited."""
    said = fixed_words(language)
    parts = [
        *_reasons(assessment, promises, said, today),
        *_who(answers, said),
        *([said.wishes[answers.wish]] if answers.wish else ()),
    ]
    if waits_since:
        parts.append(waited(waits_since, now, language))
    first, *rest = parts or [""]
    return Sentence(at_the_front(first), tuple(rest))


def waited(since: datetime, now: datetime, language: str) -> str:
    """'ventet 12 minutter', 'ventet 6 timer', 'ventet 3 dage': days by the calendar, as the row's 'kom' counts them."""
    texts = TEXTS[language]
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 60:
        return texts.ngettext("ventet %(n)s\u00a0minut", "ventet %(n)s\u00a0minutter", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return texts.ngettext("ventet %(n)s\u00a0time", "ventet %(n)s\u00a0timer", minutes // 60) % {"n": minutes // 60}
    days = (danish_day(now) - danish_day(since)).days
    return texts.ngettext("ventet %(n)s\u00a0dag", "ventet %(n)s\u00a0dage", days) % {"n": days}


def _reasons(assessment: Assessment, promises: tuple[Clock, ...], said: Words, today: date) -> Iterator[str]:
    for reason in assessment.reasons:
        if reason in (Reason.FEW_DAYS_LEFT, Reason.OVERDUE):
            yield from _day(nearest_due(promises, today), said, today)
        if reason in said.reasons:
            yield said.reasons[reason]


def _who(answers: Answers, said: Words) -> Iterator[str]:
    if answers.hypothetical:
        yield said.hypothetical
    elif answers.for_whom is ForWhom.RELATIVE and answers.relation:
        yield said.relations[answers.relation]
    elif answers.for_whom is ForWhom.PROFESSIONAL and answers.workplace:
        yield said.workplaces[answers.workplace]


def _day(clock: Clock | None, said: Words, today: date) -> Iterator[str]:
    number = day_number(clock, today) if clock else None
    if clock is None or number is None:
        return
    counted, over = {ClockKind.OPEN_COUNSELLING: said.first_talk, ClockKind.DOCTOR: said.doctor}.get(
        clock.kind, said.treatment
    )
    yield over if number.day > number.of else counted % number._asdict()
