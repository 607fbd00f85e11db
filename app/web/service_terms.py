"""What a service is, in a few words: its kind, how it is given, what it costs and whether it takes a name."""

from enum import Enum
from itertools import chain

from app.rules.service_reasons import Verdict
from app.rules.services import Access, Anonymity, GroupOf, Mode, Price, ServiceKind, Transport
from app.web.language import TEXTS, mark

VERDICTS: dict[Verdict, str] = {
    Verdict.OPEN: mark("Det kan du få"),
    Verdict.NEED_TO_KNOW: mark("Vi skal vide lidt mere"),
    Verdict.NOT_OPEN: mark("Det er for andre"),
}
VERDICTS_TO_STAFF: dict[Verdict, str] = {
    Verdict.OPEN: mark("Passer"),
    Verdict.NEED_TO_KNOW: mark("Skal afklares"),
    Verdict.NOT_OPEN: mark("Passer ikke"),
}
KINDS: dict[ServiceKind, str] = {
    ServiceKind.ADVICE: mark("Rådgivning"),
    ServiceKind.TALKS: mark("Samtaler"),
    ServiceKind.GROUP: mark("Gruppe"),
    ServiceKind.ONLINE: mark("Hjælp på nettet"),
    ServiceKind.CLINIC: mark("Læge og medicin"),
    ServiceKind.DAY_TREATMENT: mark("Dagbehandling"),
    ServiceKind.DETOX: mark("Ophold for at trappe ned"),
    ServiceKind.RESIDENTIAL: mark("Behandling døgnet rundt"),
    ServiceKind.HOUSING: mark("Et sted at bo"),
    ServiceKind.OUTREACH: mark("Vi kommer ud"),
    ServiceKind.RELATIVES: mark("For pårørende og familie"),
    ServiceKind.COORDINATION: mark("Flere, der hjælper sammen"),
    ServiceKind.SUPPLEMENT: mark("Tillæg"),
}
ACCESSES: dict[Access, str] = {
    Access.MUST: mark("Det møder alle"),
    Access.CAN: mark("Du kan vælge det"),
    Access.CAN_IF_GRANTED: mark("Du kan få det, hvis vi siger ja"),
}
MODES: dict[Mode, str] = {
    Mode.IN_PERSON: mark("Hos os"),
    Mode.PHONE: mark("I telefonen"),
    Mode.ONLINE: mark("På nettet"),
    Mode.WE_COME: mark("Vi kommer til dig"),
}
ANONYMITIES: dict[Anonymity, str] = {
    Anonymity.YES: mark("Uden navn"),
    Anonymity.FOR_ALCOHOL: mark("Uden navn ved alkohol"),
    Anonymity.DECIDED: mark("Uden navn, hvis du søger om det"),
    Anonymity.NO: mark("Med navn"),
}
GROUPS: dict[GroupOf, str] = {
    GroupOf.ALL_AGES: mark("Alle aldre"),
    GroupOf.UNDER_30: mark("Under 30 år"),
    GroupOf.FROM_30: mark("Fra 30 år"),
}
PRICES: dict[Price, str] = {
    Price.FREE: mark("Gratis"),
    Price.FOOD_AND_BED: mark("Du kan skulle betale for mad og seng"),
}
TRANSPORTS: dict[Transport, str] = {
    Transport.FREE_FROM_OUTER_AREAS: mark("Gratis offentlig transport fra kommunens ydre områder"),
    Transport.OWN_EXPENSE: mark("Du betaler selv for turen"),
}
_PAIRS = chain[tuple[Enum, str]](
    VERDICTS.items(),
    KINDS.items(),
    ACCESSES.items(),
    MODES.items(),
    ANONYMITIES.items(),
    GROUPS.items(),
    PRICES.items(),
    TRANSPORTS.items(),
)
_TERMS = {(type(member), member): said for member, said in _PAIRS}  # members of two enums may be equal


def term(member: Enum, language: str) -> str:
    """A kind, a way, a price … in a few words, to the citizen."""
    return TEXTS[language].gettext(_TERMS[type(member), member])
