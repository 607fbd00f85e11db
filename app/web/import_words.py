"""What an import did with a file, in whole sentences to the staff: refused, simplified or left out, and why."""

from app.instruments.report import Fate, Finding, Said
from app.web.language import TEXTS, mark

FATES: dict[Fate, str] = {
    Fate.REFUSED: mark("Afvist"),
    Fate.DEGRADED: mark("Gjort enklere"),
    Fate.IGNORED: mark("Uden betydning"),
}
TO_STAFF: dict[Said, str] = {
    Said.NOT_JSON: mark("Filen kan ikke læses. Den skal være JSON i UTF-8."),
    Said.TOO_BIG: mark("Filen er for stor. Den må højst fylde %(what)s MB."),
    Said.NO_QUESTIONNAIRE: mark("Filen er ikke et FHIR-spørgeskema (Questionnaire)."),
    Said.NO_ITEMS: mark("Der er ingen spørgsmål i filen."),
    Said.TOO_DEEP: mark("Der ligger for mange grupper inden i hinanden. Højst %(what)s kan læses."),
    Said.TOO_MANY_ITEMS: mark("Der er for mange spørgsmål. Højst %(what)s kan læses."),
    Said.TOO_MANY_OPTIONS: mark("Et spørgsmål har for mange svar at vælge mellem. Højst %(what)s kan læses."),
    Said.TOO_LONG: mark("En tekst er for lang. Den begynder sådan: %(what)s"),
    Said.NO_LINK_ID: mark(
        "Et spørgsmål mangler sit nummer (linkId), eller nummeret er for langt. Teksten er: %(what)s"
    ),
    Said.SAME_LINK_ID: mark("To spørgsmål har samme nummer (linkId)."),
    Said.UNKNOWN_TYPE: mark("Spørgsmål af typen %(what)s kan ikke stilles her."),
    Said.NO_OPTIONS: mark("Der er ingen svar at vælge mellem."),
    Said.OPTIONS_ELSEWHERE: mark("Svarene ligger uden for filen: %(what)s. Læg dem ind i filen."),
    Said.MODIFIER: mark("En udvidelse ændrer meningen med det hele (modifierExtension)."),
    Said.EXPRESSION: mark("Spørgsmålet styres af en formel, som ikke bliver kørt: %(what)s"),
    Said.UNKNOWN_CONDITION: mark("Betingelsen for at stille spørgsmålet kan ikke læses: %(what)s"),
    Said.CONDITION_NOWHERE: mark("Spørgsmålet afhænger af %(what)s, som ikke er i filen."),
    Said.ALL_OR_ANY: mark(
        "Filen siger ikke, om alle betingelser skal være opfyldt, eller en er nok. Alle skal være det."
    ),
    Said.RESTS_ON_CALCULATED: mark("Spørgsmålet afhænger af et udregnet felt, som ikke bliver regnet ud: %(what)s"),
    Said.LOOP: mark("Spørgsmålene venter på hinanden i ring: %(what)s"),
    Said.BAD_VALUE: mark("En værdi kan ikke læses."),
    Said.BAD_CHARACTERS: mark("En tekst har tegn, som ikke kan gemmes."),
    Said.OTHER_IN_BUNDLE: mark("Filen har flere spørgeskemaer. Dette er ikke taget med: %(what)s"),
    Said.REPEATING_GROUP: mark("Gruppen kan gentages i filen. Her bliver den stillet en gang."),
    Said.CONTROL: mark("Visningen %(what)s findes ikke her. Spørgsmålet står på sin egen side."),
    Said.MARKUP: mark("Teksten har formatering. Den vises uden."),
    Said.RENDERING: mark("En formateret udgave af teksten bliver ikke vist: %(what)s"),
    Said.CALCULATED: mark("Feltet regnes ud af filen selv. Her bliver det ikke vist: %(what)s"),
    Said.CONSTRAINT: mark("Et krav til svaret bliver ikke kontrolleret: %(what)s"),
    Said.PREFILL: mark("Filen vil udfylde svar på forhånd. Det sker ikke: %(what)s"),
    Said.EXTENSION: mark("En udvidelse er ikke taget med: %(what)s"),
    Said.AND_MORE: mark("Der er flere, end der kan vises."),
    Said.NO_TEXT: mark("Spørgsmålet har ingen tekst."),
    Said.NOT_DANISH: mark("Filen har ingen dansk tekst. Dens sprog er: %(what)s"),
    Said.OTHER_NUMBER: mark("Filen har et andet antal spørgsmål, der tæller (fil / vores): %(what)s"),
    Said.OTHER_OPTIONS: mark("Svarene tæller noget andet end i vores udgave."),
}


def finding_words(finding: Finding, language: str) -> str:
    """One finding as a sentence."""
    return TEXTS[language].gettext(TO_STAFF[finding.said]) % {"what": finding.what}


def fate_words(fate: Fate, language: str) -> str:
    return TEXTS[language].gettext(FATES[fate])
