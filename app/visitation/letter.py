"""The letter about a decision, in plain words: what, why, by which law, what now, who to ask, and how to complain.

It is written once, in every language, the day it is decided. A later letter takes its place; none is changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.catalogue import Centre
from app.decisions import Letter, Part
from app.rules import law
from app.rules.complaints import Way, complaint_days, ways
from app.rules.law import LAWS, LawText
from app.rules.plain_text import phone_shown
from app.rules.services import OUTPATIENT
from app.rules.visitation import Decision, Ruling, StartWhy
from app.web.language import LANGUAGES, TEXTS, mark
from app.web.words import HARD_SPACE, spoken_day

Say = Callable[[str], str]
BOARD, HEALTH_BOARD = "Ankestyrelsen", "Styrelsen for Patientklager"  # official names, which no language translates
WEEK = 7

WHAT = {
    Ruling.GRANTED: mark("Du kan få hjælpen: %(service)s."),
    Ruling.NOT_GRANTED: mark("Vi kan ikke give dig hjælpen: %(service)s."),
    Ruling.HAND_OVER: mark("Vi hjælper dig videre til %(to)s."),
    Ruling.MORE_KNOWLEDGE: mark("Vi kan ikke svare endnu. Vi har brug for at vide lidt mere."),
    Ruling.NOTHING_MORE: mark("Vi gør ikke mere ved din henvendelse lige nu."),
}
NEXT = {
    Ruling.GRANTED: mark("Vi ses den dag, du begynder. Kan du ikke den dag, så skriv til os på din side."),
    Ruling.NOT_GRANTED: mark("Vi vil gerne tale med dig om, hvad du kan få i stedet. Skriv til os på din side."),
    Ruling.HAND_OVER: mark("Vi slipper dig ikke, før de har sagt ja. Du kan se på din side, hvor langt det er."),
    Ruling.MORE_KNOWLEDGE: mark("Vi skriver til dig på din side om det, vi mangler. Så tager vi stilling igen."),
    Ruling.NOTHING_MORE: mark("Du er altid velkommen igen. Log ind med din kode, så skal du ikke begynde forfra."),
}
STARTS = {
    None: mark("Du begynder %(day)s."),
    StartWhy.ALREADY_BEGUN: mark("Du begyndte %(day)s."),
    StartWhy.FREE_CHOICE: mark("Du begynder %(day)s. Det er senere end fristen, fordi du selv har valgt et sted."),
    StartWhy.CITIZEN_WAITS: mark("Du begynder %(day)s. Det er senere end fristen, fordi du har bedt om at vente."),
    StartWhy.NO_ROOM: mark("Du begynder %(day)s. Det er senere, end vi har lovet dig. Det beklager vi."),
}
COMPLAIN = {
    Way.BOARD: (
        mark("Er du uenig, kan du klage. Skriv eller ring til os senest %(weeks)s uger efter den dag, du fik brevet."),
        mark("Vi ser på det igen. Holder vi fast, sender vi klagen videre til %(board)s."),
    ),
    Way.LOOK_AGAIN: (
        mark("Er du uenig om hjælp med alkohol eller fra lægen, så skriv eller ring til os. Lederen ser på det igen."),
    ),
    Way.NO_FURTHER: (
        mark("Hjælp uden navn med stoffer er noget, vi selv tager stilling til. Du kan ikke klage til andre over det."),
        mark("Er du uenig, så skriv til os. Lederen ser på det igen."),
    ),
    Way.HEALTH: (mark("Handler klagen om lægens eller sygeplejerskens arbejde, går den til %(health)s."),),
}
LOOK_AGAIN_ALONE = mark("Er du uenig, så skriv eller ring til os. Lederen ser på det igen.")


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and to whom: the centre, the contact person's first name, and what the citizen is called where they
    have said a name. An anonymous letter carries none."""

    centre: Centre
    contact_person: str
    called: str | None
    decided_on: date


def letters(decision: Decision, sender: Sender) -> dict[str, Letter]:
    """The same letter in every language."""
    return {language: letter(decision, sender, language) for language in LANGUAGES}


def letter(decision: Decision, sender: Sender, language: str) -> Letter:
    say: Say = TEXTS[language].gettext
    hello = say(mark("Hej %(name)s")) % {"name": sender.called} if sender.called else say(mark("Hej"))
    parts = (
        (say(mark("Det har vi besluttet")), what(decision, sender, say, language)),
        (say(mark("Derfor")), why(decision, say)),
        (say(mark("Det sker der nu")), what_now(decision, sender, say)),
        (say(mark("Hvis du er uenig")), complain(decision, sender, say)),
    )
    heading = say(mark("Din afgørelse %(day)s")) % {"day": f"{spoken_day(sender.decided_on, language)}"}
    return Letter(
        heading=heading, greeting=hello, parts=tuple(Part(heading=h, lines=tuple(lines)) for h, lines in parts)
    )


def what(decision: Decision, sender: Sender, say: Say, language: str) -> Iterator[str]:
    offer = sender.centre.offer(decision.service) if decision.service else None
    named = {"service": offer.name_in(language) if offer else "", "to": decision.hand_to or ""}
    if decision.ruling is Ruling.NOT_GRANTED and offer is None:
        yield say(mark("Vi kan ikke give dig den hjælp, du bad om."))
    else:
        yield say(WHAT[decision.ruling]) % named
    if decision.ruling is not Ruling.GRANTED:
        return
    if decision.start_on:
        yield say(STARTS[decision.start_why]) % {"day": spoken_day(decision.start_on, language)}
    if decision.free_choice:
        yield say(mark("Du har valgt stedet: %(place)s.")) % {"place": decision.free_choice}
    elif offer and offer.service.kind.is_treatment:
        yield say(free_choice(decision, outpatient=offer.service.kind in OUTPATIENT))


def free_choice(decision: Decision, *, outpatient: bool) -> str:
    """What somebody may choose instead (C6, B7)."""
    if law.ALCOHOL_TREATMENT.key in decision.laws and outpatient:
        return mark("Vil du hellere et andet sted hen med alkohol, kan du vælge frit i hele landet. Vi hjælper dig.")
    return mark("Du kan vælge et andet sted, der giver den samme slags hjælp. Vi hjælper dig med at finde det.")


def why(decision: Decision, say: Say) -> Iterator[str]:
    yield decision.reason
    laws = [quoted(LAWS[key]) for key in decision.laws]
    if laws:
        yield say(mark("Vi har taget stilling efter %(laws)s.")) % {"laws": f" {say(mark('og'))} ".join(laws)}


def quoted(text: LawText) -> str:
    """The law's official name, with its sign kept beside its number."""
    return text.paragraph.replace("§ ", f"§{HARD_SPACE}")


def what_now(decision: Decision, sender: Sender, say: Say) -> Iterator[str]:
    yield say(NEXT[decision.ruling])
    if decision.plan_offered:
        yield say(mark("Du kan også få en plan, der samler hjælpen fra hele kommunen. Sig til, hvis du vil have den."))
    if sender.contact_person:
        yield say(mark("Din kontaktperson er %(name)s.")) % {"name": sender.contact_person}
    if sender.centre.phone:
        yield say(mark("Du kan ringe til os på %(phone)s.")) % {"phone": phone_shown(sender.centre.phone)}


def complain(decision: Decision, sender: Sender, say: Say) -> Iterator[str]:
    """Where to go when one disagrees; a letter that asks for more has decided nothing yet."""
    if decision.ruling is Ruling.MORE_KNOWLEDGE:
        yield say(mark("Her er ikke afgjort noget endnu. Er du utilfreds med ventetiden, så skriv til os."))
        return
    laws = tuple(LAWS[key] for key in decision.laws)
    found = ways(laws)
    weeks = complaint_days(sender.centre.policy) // WEEK
    for way in found:
        if way is Way.LOOK_AGAIN and found in ((Way.LOOK_AGAIN,), (Way.LOOK_AGAIN, Way.HEALTH)):
            yield say(LOOK_AGAIN_ALONE)
        else:
            yield from (say(line) % {"weeks": weeks, "board": BOARD, "health": HEALTH_BOARD} for line in COMPLAIN[way])
    yield say(mark("Vi hjælper dig gerne med ordene."))
