"""A promise in words: until when, what it is, who says so and how far it has come. For citizens and for staff.

The law is quoted by its official Danish name. A target is called a target, and where nothing is promised
the words say that nothing is (N1, design §5).
"""

from dataclasses import dataclass
from datetime import date

from app.rules import law
from app.rules.clocks import PROMISE, Clock, ClockKind, day_number, days_left
from app.rules.law import LAWS
from app.rules.urgency import SOON_DAYS
from app.web.language import TEXTS, mark
from app.web.words import HARD_SPACE, short_day

# To the citizen. What they may count on, who says so, and what could make it firmer.
TO_CITIZEN = {
    ClockKind.OPEN_COUNSELLING: mark("Din første samtale. Det har vi lovet alle, der henvender sig."),
    ClockKind.TREATMENT_ALCOHOL: mark("Din behandling for alkohol begynder, hvis du stadig vil. Det står i %(law)s."),
    ClockKind.TREATMENT_DRUGS: mark("Din behandling for stoffer begynder, hvis du stadig vil. Det står i %(law)s."),
    ClockKind.TREATMENT_UNSPECIFIED: mark("Din behandling begynder, hvis du stadig vil. Det har vi lovet."),
    ClockKind.DOCTOR: mark("Du får tilbudt en samtale med en læge. Det har vi lovet."),
    ClockKind.INTEGRATED_TREATMENT: mark("Regionen begynder din behandling. Det er regionens ansvar efter %(law)s."),
    ClockKind.COMPLAINT: mark("Så længe kan du klage over afgørelsen. Det står i %(law)s."),
}
TARGETS_TO_CITIZEN = {
    ClockKind.TREATMENT_DRUGS_ANONYMOUS: mark(
        "Inden den dag vil vi gerne begynde din behandling for stoffer. Det er vores mål, ikke et løfte. "
        "Loven giver ingen frist, når du er anonym (%(law)s)."
    ),
    ClockKind.TREATMENT_UNSPECIFIED: mark(
        "Inden den dag vil vi gerne begynde din behandling. Det er vores mål, ikke et løfte. "
        "Handler det om alkohol, giver loven en frist. Så skriv det til os."
    ),
}
NO_DATE_TO_CITIZEN = {
    ClockKind.TREATMENT_DRUGS_ANONYMOUS: mark(
        "Loven giver ingen frist for behandling for stoffer, når du er anonym (%(law)s). "
        "Siger du dit navn, er fristen %(days)s dage fra den dag, du bad om det."
    ),
    ClockKind.TREATMENT_UNSPECIFIED: mark(
        "Vi ved ikke, hvad din behandling handler om. "
        "Handler det om alkohol, er fristen %(days)s dage. Så skriv det til os."
    ),
}
# To staff: the promise's name. The date, the basis and the days stand beside it.
TO_STAFF = {
    ClockKind.OPEN_COUNSELLING: mark("Åben rådgivning"),
    ClockKind.TREATMENT_ALCOHOL: mark("Behandling, alkohol"),
    ClockKind.TREATMENT_DRUGS: mark("Behandling, stoffer"),
    ClockKind.TREATMENT_DRUGS_ANONYMOUS: mark("Behandling, stoffer, anonym"),
    ClockKind.TREATMENT_UNSPECIFIED: mark("Behandling, ikke sagt for hvad"),
    ClockKind.DOCTOR: mark("Samtale med læge"),
    ClockKind.INTEGRATED_TREATMENT: mark("Integreret behandling i regionen"),
    ClockKind.COMPLAINT: mark("Borgerens frist for at klage"),
}


@dataclass(frozen=True, kw_only=True)
class ClockWords:
    """One promise as a screen says it. ``state_kind`` is ``late`` (time enough), ``soon`` or empty."""

    heading: str
    sentence: str
    basis: str
    state_kind: str
    state: str


def clock_words(clock: Clock, *, today: date, language: str) -> ClockWords:
    """To the citizen: the date first, then what happens by then and who promised it."""
    return ClockWords(
        heading=due_words(clock, language),
        sentence=_sentence(clock, language),
        basis=basis_words(clock, language),
        state_kind=_state_kind(clock, today),
        state=left_words(clock, today=today, language=language),
    )


def clock_words_for_staff(clock: Clock, *, today: date, language: str) -> ClockWords:
    """To staff: what it is, the date, the basis, and 'dag 11 af 14'."""
    texts = TEXTS[language]
    number = day_number(clock, today)
    counted = texts.gettext(mark("dag %(day)s af %(of)s")) % number._asdict() if number else ""
    return ClockWords(
        heading=texts.gettext(TO_STAFF[clock.kind]),
        sentence=due_words(clock, language),
        basis=basis_words(clock, language),
        state_kind=_state_kind(clock, today),
        state=counted if clock.running else texts.gettext(mark("Står stille")),
    )


def due_words(clock: Clock, language: str) -> str:
    """'Senest den 1. december', 'Vi sigter efter den 8. december', 'Ingen fast dato'."""
    texts = TEXTS[language]
    if clock.due_on is None:
        return texts.gettext(mark("Ingen fast dato"))
    said = mark("Vi sigter efter %(day)s") if clock.is_target else mark("Senest %(day)s")
    return texts.gettext(said) % {"day": short_day(clock.due_on, language)}


def basis_words(clock: Clock, language: str) -> str:
    """Who says so: the law by its name, the centre's own word, or a target that nobody may claim."""
    texts = TEXTS[language]
    if clock.basis == PROMISE:
        return texts.gettext(mark("Vores mål") if clock.is_target else mark("Vores løfte"))
    if clock.is_target:
        return texts.gettext(mark("Mål, ingen garanti (%(law)s)")) % {"law": law_name(clock)}
    name = law_name(clock)
    return name[:1].upper() + name[1:]


def law_name(clock: Clock) -> str:
    """The law's official name, which no language translates, with its sign kept beside its number."""
    return LAWS[clock.basis].paragraph.replace("§ ", f"§{HARD_SPACE}") if clock.basis in LAWS else ""


def left_words(clock: Clock, *, today: date, language: str) -> str:
    """'13 dage tilbage', 'Det er i dag', or that the date has passed and what to do. Empty where nothing is counted."""
    texts = TEXTS[language]
    left = days_left(clock, today)
    if not clock.running:
        return texts.gettext(mark("Står stille"))
    if left is None:
        return ""
    if left == 0:
        return texts.gettext(mark("Det er i dag"))
    if left < 0:
        return texts.gettext(mark("Dagen er gået. Har du ikke hørt fra os, så skriv eller ring."))
    return texts.ngettext("%(left)s dag tilbage", "%(left)s dage tilbage", left) % {"left": left}


def _sentence(clock: Clock, language: str) -> str:
    said = TO_CITIZEN
    if clock.due_on is None:
        said = NO_DATE_TO_CITIZEN
    elif clock.is_target:
        said = TARGETS_TO_CITIZEN
    return TEXTS[language].gettext(said[clock.kind]) % {"law": law_name(clock), "days": law.DRUG_TREATMENT.days}


def _state_kind(clock: Clock, today: date) -> str:
    left = days_left(clock, today)
    if left is None:
        return ""
    return "soon" if clock.running and left <= SOON_DAYS else "late"
