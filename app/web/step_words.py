"""'Her er du nu' in words: what has happened, what is going on, and what comes, each with its day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from gettext import NullTranslations

from app.appointments.own import OwnTime
from app.own_view import Ahead, Next, OwnView, Past, Person
from app.rules.clocks import TREATMENT_KINDS, Clock, ClockKind
from app.timeline import What
from app.web.clock_words import due_words
from app.web.language import TEXTS, mark
from app.web.words import short_day, spoken_day, spoken_moment

HAPPENED = {
    What.RECEIVED: mark("Du skrev til os"),
    What.REGISTERED: mark("%(name)s skrev det ned for dig"),
    What.CLAIMED: mark("%(name)s læste det og blev din kontaktperson"),
    What.RELEASED: mark("%(name)s gav plads til en anden kontaktperson"),
    What.HANDED_ON: mark("%(name)s gav plads til en anden kontaktperson"),
    What.CITIZEN_WROTE: mark("Du skrev igen"),
    What.REPLIED: mark("%(name)s svarede dig"),
    What.WISH_CHANGED: mark("Du ændrede dit ønske"),
    What.ANSWERS_SENT: mark("Du sendte et spørgeskema"),
    What.MORE_URGENT: mark("Du sagde, at det haster mere"),
    What.TIME_BOOKED: mark("Der blev aftalt en tid"),
    What.TIME_MOVED: mark("Tiden blev flyttet"),
    What.TIME_CANCELLED: mark("Tiden blev aflyst"),
    What.CAME: mark("I talte sammen"),
    What.PUT_FORWARD: mark("%(name)s satte din henvendelse på vores ugentlige møde"),
    What.DECIDED: mark("Der blev taget stilling til din hjælp"),
    What.RETURNED: mark("Du kom tilbage"),
    What.CLOSED: mark("%(name)s afsluttede henvendelsen"),
}
GOING_ON = {
    Next.READ: mark("%(name)s læser det, du skrev"),
    Next.ANSWER: mark("%(name)s svarer dig"),
    Next.LATE: mark("Vi mangler at svare dig"),
    Next.ANSWERED: mark("Du læser svaret"),
    Next.MEET: mark("Du og %(name)s taler sammen"),
    Next.TALK: mark("Du og %(name)s aftaler en samtale"),
    Next.WRITE: mark("Du og %(name)s skriver sammen"),
}
SOMEBODY = mark("En rådgiver")
SOMEBODY_WITH_YOU = mark("en rådgiver")
NO_LATER_THAN = mark("Senest %(when)s")


@dataclass(frozen=True, kw_only=True)
class StepWords:
    """One step as the screen says it; ``state`` is done, now or todo."""

    what: str
    when: str = ""
    text: str = ""
    state: str = "todo"


def step_words(view: OwnView, *, now: datetime, language: str) -> list[StepWords]:
    """All the steps, the oldest first."""
    done = [_done(step, now, language) for step in view.past]
    if view.ahead.next is Next.CLOSED:
        return done
    return [*done, _now(view, now, language), *_todo(view, now, language)]


def called(person: Person | None, texts: NullTranslations, *, with_you: bool = False) -> str:
    """A staff member's first name, or 'en rådgiver' where there is none."""
    return person.first_name if person else texts.gettext(SOMEBODY_WITH_YOU if with_you else SOMEBODY)


def at_the_front(said: str) -> str:
    """A sentence that begins with a capital letter, whatever word it begins with."""
    return said[:1].upper() + said[1:]


def _done(step: Past, now: datetime, language: str) -> StepWords:
    texts = TEXTS[language]
    return StepWords(
        what=texts.gettext(HAPPENED[step.what]) % {"name": called(step.who, texts)},
        when=at_the_front(spoken_moment(step.at, now, language)),
        state="done",
    )


def _now(view: OwnView, now: datetime, language: str) -> StepWords:
    texts = TEXTS[language]
    if view.ahead.next is Next.MEET and view.times.ahead:
        return replace(_meeting(view.times.ahead, now, language), state="now")
    in_the_middle = view.ahead.next in (Next.TALK, Next.WRITE)
    name = called(view.contact_person, texts, with_you=in_the_middle)
    when = _when(view.ahead, now, language)
    return StepWords(what=texts.gettext(GOING_ON[view.ahead.next]) % {"name": name}, when=when, state="now")


def _meeting(time: OwnTime, now: datetime, language: str) -> StepWords:
    """The time that is had, with whom it is."""
    said = TEXTS[language].gettext(GOING_ON[Next.MEET]) % {"name": time.with_whom}
    return StepWords(what=said, when=at_the_front(spoken_moment(time.starts_at, now, language)))


def _when(ahead: Ahead, now: datetime, language: str) -> str:
    if ahead.next is Next.READ and ahead.read_by:
        return _by(spoken_moment(ahead.read_by, now, language), language)
    day = {Next.ANSWER: ahead.reply_by, Next.TALK: ahead.talk_by}.get(ahead.next)
    return _by_day(day, language)


def _todo(view: OwnView, now: datetime, language: str) -> Iterator[StepWords]:
    texts, ahead = TEXTS[language], view.ahead
    if ahead.next is Next.READ:
        yield StepWords(what=texts.gettext(mark("Du får svar her på siden")), when=_by_day(ahead.reply_by, language))
    if view.times.ahead and ahead.next is not Next.MEET:
        yield _meeting(view.times.ahead, now, language)
    if ahead.talk_by and ahead.next is not Next.TALK:
        by = _by(short_day(ahead.talk_by, language), language)
        yield StepWords(what=texts.gettext(mark("Din første samtale")), when=by)
    if treatment := nearest_treatment(view.dossier.promises):
        yield StepWords(what=texts.gettext(mark("I finder ud af, hvad der passer til dig")))
        when = due_words(treatment, language) if treatment.due_on else ""
        yield StepWords(what=texts.gettext(mark("Hjælpen begynder")), when=when)


def nearest_treatment(promises: tuple[Clock, ...]) -> Clock | None:
    """The treatment clock that is due first; one without a date comes last. The doctor's talk is no treatment."""
    kinds = TREATMENT_KINDS - {ClockKind.DOCTOR}
    running = [clock for clock in promises if clock.kind in kinds and clock.running]
    return min(running, key=lambda clock: clock.due_on or date.max, default=None)


def _by_day(day: date | None, language: str) -> str:
    return _by(spoken_day(day, language), language) if day else ""


def _by(when: str, language: str) -> str:
    return TEXTS[language].gettext(NO_LATER_THAN) % {"when": when}
