"""Why somebody can get a service, why not, and what we would need to know: for the citizen and for staff.

Each reason is a whole sentence in both voices. A no says where it leads in a second sentence.
"""

from collections.abc import Mapping
from enum import Enum

from app.rules.service_reasons import ServiceReason, Verdict, WayOn, Why
from app.rules.services import Access, Anonymity, Condition, GroupOf, Mode, Price, ServiceKind, Transport
from app.web.language import TEXTS, mark

_BY_CONDITION = frozenset({Why.CONDITION_UNMET, Why.CONDITION_ASKED, Why.CONDITION_MET})

# A condition speaks for itself in the tables below; these stand where no condition is named.
TO_CITIZEN: dict[Why, str] = {
    Why.NOT_FOR_SELF: mark("Det er for dem, der vil hjælpe en anden."),
    Why.NOT_FOR_RELATIVES: mark("Det er for den, det handler om. Den anden kan selv skrive til os."),
    Why.NOT_FOR_WORK: mark("Det er for borgeren selv. Borgeren kan skrive til os uden at sige sit navn."),
    Why.TOO_YOUNG: mark("Det er for dig, der er fyldt %(youngest)s år."),
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
    Why.ASK_WHICH_PLACE: mark("Spørg, hvor borgeren bor. Ydelsen deles af %(places)s."),
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
MET_TO_CITIZEN: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Du får ikke hjælp til andre sociale problemer."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Du har ikke andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Du har ikke en psykisk sygdom."),
    Condition.JOB_OR_EDUCATION: mark("Du har job eller er i gang med en uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Du har det også psykisk svært."),
    Condition.PREGNANT_OR_CHILDREN: mark("Du er gravid, eller der bor børn hos dig."),
    Condition.OTHER_IS_ADULT: mark("Den, du holder af, er voksen."),
    Condition.AT_HOME_OR_SHELTER: mark("Du bor på et bosted eller et herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Du kommer på et værested."),
}
ASKED_OF_CITIZEN: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Får du hjælp fra kommunen til andet, som bolig, penge eller familie?"),
    Condition.NO_SOCIAL_PROBLEMS: mark("Er der andet, der er svært, som bolig, penge eller familie?"),
    Condition.NO_MENTAL_ILLNESS: mark("Har du en psykisk sygdom eller har det psykisk svært?"),
    Condition.JOB_OR_EDUCATION: mark("Har du job, eller er du i gang med en uddannelse?"),
    Condition.MENTAL_ILLNESS: mark("Har du også det psykisk svært?"),
    Condition.PREGNANT_OR_CHILDREN: mark("Er du gravid, eller bor der børn hos dig?"),
    Condition.OTHER_IS_ADULT: mark("Er den, du holder af, fyldt 18 år?"),
    Condition.AT_HOME_OR_SHELTER: mark("Bor du på et bosted eller et herberg?"),
    Condition.OFTEN_AT_DROP_IN: mark("Kommer du på et værested?"),
}
UNMET_TO_CITIZEN: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Uden navn kan man få det, hvis man ikke også får hjælp til andre sociale problemer."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Det er for dem, der ikke har andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Det er for dem, der ikke også har det psykisk svært."),
    Condition.JOB_OR_EDUCATION: mark("Det er for dem, der har job eller er i gang med en uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Det er for dem, der også har det psykisk svært."),
    Condition.PREGNANT_OR_CHILDREN: mark("Det er for dem, der er gravide eller har børn hos sig."),
    Condition.OTHER_IS_ADULT: mark("Det er for dem, der holder af en, der er fyldt 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Det er for dem, der bor på et bosted eller et herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Det er for dem, der kommer på et værested."),
}
MET_TO_STAFF: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Borgeren får ikke hjælp til andre sociale problemer."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Borgeren har ikke andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Borgeren har ingen psykisk lidelse."),
    Condition.JOB_OR_EDUCATION: mark("Borgeren har job eller er i uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Borgeren har også en psykisk lidelse."),
    Condition.PREGNANT_OR_CHILDREN: mark("Borgeren er gravid eller har hjemmeboende børn."),
    Condition.OTHER_IS_ADULT: mark("Den, den pårørende er bekymret for, er fyldt 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Borgeren bor på botilbud eller herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Borgeren kommer på et værested."),
}
ASKED_BY_STAFF: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Spørg, om borgeren får hjælp til andre sociale problemer (serviceloven § 101 a)."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Spørg, om borgeren har andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Spørg, om borgeren har en psykisk lidelse, som udelukker gruppen."),
    Condition.JOB_OR_EDUCATION: mark("Spørg, om borgeren har job eller er i uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Spørg, om borgeren også har en psykisk lidelse."),
    Condition.PREGNANT_OR_CHILDREN: mark("Spørg, om borgeren er gravid eller har hjemmeboende børn."),
    Condition.OTHER_IS_ADULT: mark("Spørg, om den, den pårørende er bekymret for, er fyldt 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Spørg, om borgeren bor på botilbud eller herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Spørg, om borgeren kommer på et værested."),
}
UNMET_TO_STAFF: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Borgeren får hjælp til andre sociale problemer (serviceloven § 101 a)."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Borgeren har andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Borgeren har en psykisk lidelse."),
    Condition.JOB_OR_EDUCATION: mark("Borgeren har hverken job eller uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Borgeren har ingen psykisk lidelse."),
    Condition.PREGNANT_OR_CHILDREN: mark("Borgeren er ikke gravid og har ingen hjemmeboende børn."),
    Condition.OTHER_IS_ADULT: mark("Den, den pårørende er bekymret for, er under 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Borgeren bor ikke på botilbud eller herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Borgeren kommer ikke på et værested."),
}
