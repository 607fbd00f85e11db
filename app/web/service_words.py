"""Why somebody can get a service, why not, and what we would need to know: for the citizen and for staff.

Each reason is a whole sentence in both voices. A no says where it leads in a second sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.lists import format_list

from app.rules.service_reasons import MUST_ASK, SAYS_NO, ServiceReason, WayOn, Why
from app.rules.services import Condition
from app.web import condition_words
from app.web.language import TEXTS, mark

# Conditions have sentences of their own in condition_words; theirs here say only what each group of them means.
TO_CITIZEN: dict[Why, str] = {
    Why.NOT_FOR_SELF: mark("Det er for dem, der vil hjælpe en anden."),
    Why.NOT_FOR_RELATIVES: mark("Det er for den, det handler om. Den anden kan selv skrive til os."),
    Why.NOT_FOR_WORK: mark("Det er for borgeren selv. Borgeren kan skrive til os uden at sige sit navn."),
    Why.TOO_YOUNG: mark("Det er for dem, der er fyldt %(youngest)s år."),
    Why.TOO_OLD: mark("Det er for dem, der højst er %(oldest)s år."),
    Why.GROUP_OF_THE_YOUNG: mark("Gruppen er for unge under 30 år."),
    Why.GROUP_OF_THE_GROWN: mark("Gruppen er for dem, der er fyldt 30 år."),
    Why.OTHER_SUBSTANCE: mark("Det er hjælp til noget andet end det, du har skrevet."),
    Why.OTHER_KIND_GRANTED: mark("Du kan vælge frit, men kun hjælp af samme slags som den, du har fået ja til."),
    Why.NO_FREE_CHOICE: mark("Frit valg gælder behandling. Det her er en anden slags hjælp."),
    Why.CONDITION_UNMET: mark("Det er for dem, der står i en anden situation."),
    Why.ASK_AGE: mark("Det kommer an på din alder. Hvor gammel er du?"),
    Why.ASK_SUBSTANCE: mark("Det kommer an på, hvad det handler om. Er det alkohol, stoffer eller begge dele?"),
    Why.ASK_WHICH_PLACE: mark("Det er for dem, der bor i %(places)s. Hvor bor du?"),
    Why.ASK_GRANTED: mark("Har din egen kommune sagt ja til den slags hjælp? Så kan du vælge at få den her."),
    Why.CONDITION_ASKED: mark("Vi skal vide lidt mere. Det kan vi tale om."),
    Why.FOR_YOU: mark("Det er for dig, der skriver."),
    Why.RIGHT_AGE: mark("Din alder passer."),
    Why.RIGHT_SUBSTANCE: mark("Det handler om det, du har skrevet."),
    Why.LIVES_HERE: mark("Du bor et sted, hvor vi hjælper."),
    Why.ALCOHOL_NATIONWIDE: mark("Med alkohol kan du frit vælge et sted i hele landet."),
    Why.SAME_KIND_GRANTED: mark("Du har fået ja til den slags hjælp. Så kan du selv vælge sted."),
    Why.CONDITION_MET: mark("Det passer til det, du har fortalt."),
    Why.OFFERED_TO_THE_YOUNG: mark("Det skal vi tilbyde alle under %(oldest)s år. Du siger selv ja eller nej."),
    Why.PART_OF_EVERY_COURSE: mark("Det er en del af al hjælp her. Du skal ikke søge om det."),
    Why.NEEDS_VISITATION: mark("Vi tager stilling til det på et møde, når vi har talt med dig."),
    Why.CONSENT_UNDER_18: mark("Du er under 18 år. Så skal både du og dem, der har forældremyndigheden, sige ja."),
    Why.ANONYMOUS_POSSIBLE: mark("Du kan få det uden at sige dit navn."),
    Why.ANONYMOUS_FOR_ALCOHOL: mark("Handler det om alkohol, kan du få det uden at sige dit navn."),
    Why.ANONYMOUS_DECIDED: mark("Du kan søge uden at sige dit navn. Vi ser på hver enkelt for sig."),
    Why.NAME_ALREADY_TOLD: mark("Du har sagt dit navn. Du kan tage det tilbage på din side."),
    Why.NAME_NEEDED: mark("Vi skal kende dit navn, før det begynder. Indtil da kan du skrive uden."),
    Why.MIXED_AGES: mark("I gruppen er der folk i alle aldre. Vil du hellere tale alene, så sig det."),
    Why.BESIDE_TREATMENT: mark("Du får det sammen med anden hjælp hos os."),
    Why.IS_SUPPLEMENT: mark("Det er et tillæg. Det står ikke i vejen for anden hjælp."),
    Why.LIVES_ELSEWHERE: mark("Du bor et andet sted. Du er velkommen til at skrive her."),
    Why.HELP_FOR_THE_YOUNG: mark("Du er under %(youngest)s år. Skriv bare. Du får et svar."),
    Why.MUST_BE_APPROVED: mark("Stedet skal være godkendt. Vi hjælper dig med at se efter."),
}
TO_STAFF: dict[Why, str] = {
    Why.NOT_FOR_SELF: mark("Ydelsen er ikke for borgeren selv."),
    Why.NOT_FOR_RELATIVES: mark("Ydelsen er ikke for pårørende."),
    Why.NOT_FOR_WORK: mark("Ydelsen er ikke for fagpersoner."),
    Why.TOO_YOUNG: mark("Borgeren er under aldersgrænsen på %(youngest)s år."),
    Why.TOO_OLD: mark("Borgeren er over aldersgrænsen på %(oldest)s år."),
    Why.GROUP_OF_THE_YOUNG: mark("Gruppen er kun for borgere under 30 år."),
    Why.GROUP_OF_THE_GROWN: mark("Gruppen er kun for borgere fra 30 år."),
    Why.OTHER_SUBSTANCE: mark("Ydelsen handler om et andet rusmiddel."),
    Why.OTHER_KIND_GRANTED: mark("Frit valg gælder kun samme behandlingsform, og borgeren er visiteret til en anden."),
    Why.NO_FREE_CHOICE: mark("Ydelsen er ikke behandling og er ikke omfattet af frit valg."),
    Why.CONDITION_UNMET: mark("En betingelse er ikke opfyldt."),
    Why.ASK_AGE: mark("Spørg om alder. Den er ikke oplyst, eller den er for bred."),
    Why.ASK_SUBSTANCE: mark("Spørg, om det er alkohol, stoffer eller begge dele."),
    Why.ASK_WHICH_PLACE: mark("Spørg, hvor borgeren bor. Ydelsen er for borgere i %(places)s."),
    Why.ASK_GRANTED: mark("Spørg, om borgerens egen kommune har visiteret til samme behandlingsform."),
    Why.CONDITION_ASKED: mark("En betingelse er ikke afklaret."),
    Why.FOR_YOU: mark("Ydelsen er for den, der henvender sig."),
    Why.RIGHT_AGE: mark("Alderen passer."),
    Why.RIGHT_SUBSTANCE: mark("Rusmidlet passer."),
    Why.LIVES_HERE: mark("Borgeren bor i en kommune, som ydelsen er for."),
    Why.ALCOHOL_NATIONWIDE: mark("Alkohol: borgeren kan vælge frit i hele landet."),
    Why.SAME_KIND_GRANTED: mark("Borgeren er visiteret til samme behandlingsform og kan vælge sted."),
    Why.CONDITION_MET: mark("En betingelse er opfyldt."),
    Why.OFFERED_TO_THE_YOUNG: mark("Skal tilbydes alle under %(oldest)s år."),
    Why.PART_OF_EVERY_COURSE: mark("Indgår i alle forløb og kræver ingen visitation."),
    Why.NEEDS_VISITATION: mark("Kræver visitation."),
    Why.CONSENT_UNDER_18: mark("Under 18 år: kræver samtykke fra den unge og fra dem, der har forældremyndigheden."),
    Why.ANONYMOUS_POSSIBLE: mark("Kan gives anonymt."),
    Why.ANONYMOUS_FOR_ALCOHOL: mark("Kan gives anonymt, hvis det handler om alkohol."),
    Why.ANONYMOUS_DECIDED: mark("Anonymt efter en konkret og individuel vurdering."),
    Why.NAME_ALREADY_TOLD: mark("Borgeren har oplyst sit navn og skal selv tage det tilbage først."),
    Why.NAME_NEEDED: mark("Kræver navn, før den begynder."),
    Why.MIXED_AGES: mark("Under 30 år i en gruppe med alle aldre: tilbyd også samtaler alene."),
    Why.BESIDE_TREATMENT: mark("Gives kun sammen med anden behandling her."),
    Why.IS_SUPPLEMENT: mark("Er et tillæg til anden hjælp."),
    Why.LIVES_ELSEWHERE: mark("Borgeren bor i en anden kommune. Ingen afvises."),
    Why.HELP_FOR_THE_YOUNG: mark("Under centrets aldersgrænse på %(youngest)s år: giv råd, og find de rette voksne."),
    Why.MUST_BE_APPROVED: mark("Det valgte sted skal være godkendt."),
}
# Where a no leads. To the citizen it is a thing we do together, never 'go somewhere else'.
WAYS_TO_CITIZEN: dict[WayOn, str] = {
    WayOn.ADVICE: mark("Skriv til os, så taler vi om, hvad du kan få."),
    WayOn.OWN_SERVICES: mark("Se, hvad der er til dig."),
    WayOn.YOUNG_PEOPLE: mark("Skriv alligevel. Vi finder de rette voksne sammen med dig."),
    WayOn.OTHER_AGES: mark("Der er anden hjælp til din alder. Skriv til os."),
    WayOn.ONE_TO_ONE: mark("Du kan få samtaler alene i stedet."),
    WayOn.OTHER_SERVICES: mark("Skriv til os, så finder vi hjælp til det, det handler om for dig."),
    WayOn.WITH_A_NAME: mark("Du kan få hjælp, hvis du siger dit navn. Du bestemmer selv, om og hvornår."),
    WayOn.OWN_MUNICIPALITY: mark("Vi hjælper dig også hen til din egen kommune."),
}
WAYS_TO_STAFF: dict[WayOn, str] = {
    WayOn.ADVICE: mark("Tilbyd en samtale om mulighederne."),
    WayOn.OWN_SERVICES: mark("Vis, hvad der er til den, der henvender sig."),
    WayOn.YOUNG_PEOPLE: mark("Find de rette voksne i kommunen sammen med den unge."),
    WayOn.OTHER_AGES: mark("Tilbyd det, der er til borgerens alder."),
    WayOn.ONE_TO_ONE: mark("Tilbyd samtaler alene."),
    WayOn.OTHER_SERVICES: mark("Find hjælp til det rusmiddel, det handler om, her eller et andet sted."),
    WayOn.WITH_A_NAME: mark("Tilbyd det samme med navn, når borgeren selv vil."),
    WayOn.OWN_MUNICIPALITY: mark("Gå med borgeren til bopælskommunen. Henvendelsen er vores, til den er taget imod."),
}
_CONDITIONS: dict[Why, tuple[dict[Condition, str], dict[Condition, str]]] = {
    Why.CONDITION_MET: (condition_words.MET_TO_CITIZEN, condition_words.MET_TO_STAFF),
    Why.CONDITION_ASKED: (condition_words.ASKED_OF_CITIZEN, condition_words.ASKED_BY_STAFF),
    Why.CONDITION_UNMET: (condition_words.UNMET_TO_CITIZEN, condition_words.UNMET_TO_STAFF),
}


@dataclass(frozen=True, kw_only=True)
class ReasonWords:
    """One reason as a screen says it. ``way_on`` is where it leads, or empty. ``kind``: no, ask or yes."""

    kind: str
    sentence: str
    way_on: str


def reason_words(reason: ServiceReason, *, places: Mapping[str, str], language: str) -> ReasonWords:
    """To the citizen. ``places`` are the municipalities' names by key (``catalogue.places``)."""
    return _words(reason, 0, places, language)


def reason_words_for_staff(reason: ServiceReason, *, places: Mapping[str, str], language: str) -> ReasonWords:
    """To staff: what holds, what to ask, and what to offer instead."""
    return _words(reason, 1, places, language)


_REASONS, _WAYS = (TO_CITIZEN, TO_STAFF), (WAYS_TO_CITIZEN, WAYS_TO_STAFF)


def _words(reason: ServiceReason, voice: int, places: Mapping[str, str], language: str) -> ReasonWords:
    gettext = TEXTS[language].gettext
    said = _CONDITIONS[reason.why][voice][reason.condition] if reason.condition else _REASONS[voice][reason.why]
    values = {
        "youngest": reason.youngest,
        "oldest": reason.oldest,
        "places": format_list([places.get(each, each) for each in reason.places], style="or", locale=language),
    }
    way_on = gettext(_WAYS[voice][reason.way_on]) if reason.way_on else ""
    return ReasonWords(kind=_kind(reason.why), sentence=gettext(said) % values, way_on=way_on)


def _kind(why: Why) -> str:
    if why in SAYS_NO:
        return "no"
    return "ask" if why in MUST_ASK else "yes"
