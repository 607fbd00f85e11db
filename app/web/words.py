"""How things are said: days and times as Danes say them, and words for every choice."""

from datetime import date, datetime, timedelta
from enum import Enum

from babel.dates import format_date

from app.rules.answers import (
    AgeBand,
    Channel,
    ContactChannel,
    ContactTime,
    Danger,
    ForWhom,
    Home,
    IfAnotherAnswers,
    Relation,
    Rung,
    State,
    Substance,
    Topic,
    Wish,
    Workplace,
)
from app.rules.appointments import (
    AppointmentState,
    Attendance,
    NoneFits,
    PlaceState,
    RequestKind,
    ResourceKind,
    WaitingState,
)
from app.rules.danish_days import danish_day, danish_moment
from app.rules.filling import Provenance
from app.rules.flags import Flag
from app.rules.obstacle import Obstacle
from app.rules.open_hours import ExceptionKind, RuleKind
from app.rules.questionnaire import Passed
from app.rules.scoring import Sex
from app.rules.triage import Role
from app.web.language import TEXTS, mark
from app.web.visitation_words import VISITATION_PAIRS

HARD_SPACE = "\u00a0"

# Pairs, not a dict: members of two enums with the same value are equal to each other.
PAIRS: tuple[tuple[Enum, str], ...] = (
    (ForWhom.SELF, mark("Mig selv")),
    (ForWhom.RELATIVE, mark("En, jeg holder af")),
    (ForWhom.PROFESSIONAL, mark("Noget gennem mit arbejde")),
    (Topic.HOUSING, mark("Bolig")),
    (Topic.MONEY, mark("Penge")),
    (Topic.WORK, mark("Job eller uddannelse")),
    (Topic.FAMILY, mark("Familie")),
    (Topic.ALCOHOL, mark("Alkohol")),
    (Topic.DRUGS, mark("Stoffer")),
    (Topic.BODY, mark("Tænder og krop")),
    (Topic.MIND, mark("Tanker og humør")),
    (Relation.PARTNER, mark("Min kæreste eller ægtefælle")),
    (Relation.CHILD, mark("Mit barn")),
    (Relation.PARENT, mark("Min mor eller far")),
    (Relation.SIBLING, mark("Min søster eller bror")),
    (Relation.FRIEND, mark("En ven eller kollega")),
    (Relation.OTHER, mark("En anden")),
    (Workplace.SCHOOL, mark("Skole eller uddannelse")),
    (Workplace.HEALTH, mark("Læge, sygehus eller sundhedspleje")),
    (Workplace.MUNICIPALITY, mark("En kommune")),
    (Workplace.EMPLOYER, mark("En arbejdsplads")),
    (Workplace.VOLUNTARY, mark("En frivillig forening")),
    (Workplace.OTHER, mark("Et andet sted")),
    (Substance.ALCOHOL, mark("Alkohol")),
    (Substance.DRUGS, mark("Stoffer")),
    (Substance.BOTH, mark("Både alkohol og stoffer")),
    (Substance.OTHER, mark("Noget andet")),
    (Wish.ADVICE, mark("Råd og en samtale")),
    (Wish.TREATMENT, mark("Behandling")),
    (Wish.UNDECIDED, mark("Det ved jeg ikke endnu")),
    (AgeBand.UNDER_13, mark("Under 13 år")),
    (AgeBand.FROM_13_TO_17, mark("13 til 17 år")),
    (AgeBand.FROM_18_TO_29, mark("18 til 29 år")),
    (AgeBand.FROM_30, mark("30 år eller mere")),
    (Danger.YES, mark("Ja")),
    (Danger.UNSURE, mark("Jeg er ikke sikker")),
    (Danger.NO, mark("Nej")),
    (Home.PREGNANT, mark("En er gravid")),
    (Home.CHILDREN, mark("Der bor børn i hjemmet")),
    (Home.NEITHER, mark("Ingen af delene")),
    (Rung.CODE_ONLY, mark("Kun med koden")),
    (Rung.NICKNAME, mark("Et kaldenavn")),
    (Rung.SAFE_CONTACT, mark("En sikker telefon eller e-mail")),
    (Rung.NAME, mark("Mit navn")),
    (ContactChannel.PHONE, mark("Telefon")),
    (ContactChannel.EMAIL, mark("E-mail")),
    (ContactTime.MORNING, mark("Formiddag, 8 til 12")),
    (ContactTime.AFTERNOON, mark("Eftermiddag, 12 til 16")),
    (ContactTime.EVENING, mark("Aften, 16 til 20")),
    (IfAnotherAnswers.HANG_UP, mark("Læg på uden at sige noget")),
    (IfAnotherAnswers.FIRST_NAME_ONLY, mark("Sig kun jeres fornavn, og at I prøver igen")),
    (IfAnotherAnswers.WRONG_NUMBER, mark("Sig, at I har ringet forkert")),
    (Channel.WEB, mark("Nettet")),
    (Channel.PHONE, mark("Telefon")),
    (Channel.COUNTER, mark("Fremmøde")),
    (Channel.OUTREACH, mark("Opsøgende")),
    (State.RECEIVED, mark("Modtaget")),
    (State.CLAIMED, mark("Taget")),
    (State.CLARIFYING, mark("I afklaring")),
    (State.VISITATION, mark("Til visitation")),
    (State.DECIDED, mark("Afgjort")),
    (State.CLOSED, mark("Afsluttet")),
    (Role.COUNSELLOR, mark("Rådgiver")),
    (Role.LEADER, mark("Leder")),
    (Role.ADMINISTRATOR, mark("Administrator")),
    (AppointmentState.HELD, mark("Holdes")),
    (AppointmentState.BOOKED, mark("Aftalt")),
    (AppointmentState.CANCELLED, mark("Aflyst")),
    (AppointmentState.ATTENDED, mark("Kom")),
    (AppointmentState.NO_SHOW, mark("Kom ikke")),
    (PlaceState.OFFERED, mark("Tilbudt")),
    (PlaceState.BOOKED, mark("Har plads")),
    (PlaceState.CANCELLED, mark("Meldt fra")),
    (PlaceState.ATTENDED, mark("Kom")),
    (PlaceState.NO_SHOW, mark("Kom ikke")),
    (WaitingState.WAITING, mark("Venter")),
    (WaitingState.OFFERED, mark("Har fået et tilbud")),
    (WaitingState.DONE, mark("Har fået en tid")),
    (WaitingState.LEFT, mark("Venter ikke længere")),
    (ResourceKind.COUNSELLOR, mark("Rådgiver")),
    (ResourceKind.ROOM, mark("Rum")),
    (ResourceKind.PHONE_LINE, mark("Telefonlinje")),
    (ResourceKind.VEHICLE, mark("Bil")),
    (RuleKind.BOOKABLE, mark("Tider til samtaler")),
    (RuleKind.DROP_IN, mark("Åben rådgivning uden tid")),
    (RuleKind.MEETING, mark("Møde")),
    (ExceptionKind.CLOSED, mark("Lukket")),
    (ExceptionKind.EXTRA, mark("Ekstra tider")),
    (ExceptionKind.REPLACE, mark("Andre tider i stedet")),
    (RequestKind.CALL_BACK, mark("Vil ringes op")),
    (RequestKind.NONE_FITS, mark("Ingen tid passer")),
    (RequestKind.DROP_IN, mark("Kommer uden tid")),
    (NoneFits.TOO_LATE, mark("Jeg kan ikke vente så længe")),
    (NoneFits.AT_WORK, mark("Jeg arbejder eller går i skole på de tider")),
    (NoneFits.EVENING, mark("Jeg kan kun om aftenen eller i weekenden")),
    (NoneFits.TOO_FAR, mark("Der er for langt")),
    (NoneFits.ANOTHER, mark("Noget andet")),
    (Attendance.CAME, mark("Kom")),
    (Attendance.STAYED_AWAY, mark("Kom ikke")),
    (Attendance.CALLED_OFF, mark("Meldte afbud")),
    (Obstacle.CLAIMED_BY_COLLEAGUE, mark("En kollega har allerede taget den.")),
    (Obstacle.NOT_YOURS, mark("Den er ikke din. Tag den først, eller tal med din kollega.")),
    (Obstacle.ALREADY_CLOSED, mark("Henvendelsen er afsluttet.")),
    (Obstacle.ROLE_OPENS_NOTHING, mark("Din rolle åbner ikke henvendelser.")),
    (Obstacle.REASON_NEEDED, mark("Skriv kort, hvorfor du åbner en henvendelse, der ikke er din.")),
    (Obstacle.ASKED_HYPOTHETICALLY, mark("Du spurgte uden at sige, hvem det er. Skriv på ny, hvis du vil sige det.")),
    (Obstacle.NOT_ABOUT_YOURSELF, mark("Kun den, det handler om, kan bede om behandling.")),
    (Obstacle.NO_SUCH_APPOINTMENT, mark("Den aftale gælder ikke mere.")),
    (Obstacle.ALREADY_BEGUN, mark("Tiden er allerede begyndt. Skriv til os, hvis du er forhindret.")),
    (Obstacle.NOT_YET, mark("Tiden er ikke begyndt endnu.")),
    (Obstacle.LEADER_ONLY, mark("Det er kun en leder, der kan ændre stedets tider.")),
    (Obstacle.LEADER_CHOOSES_FORMS, mark("Det er kun en leder, der vælger stedets spørgeskemaer.")),
    (Obstacle.NOT_ASKED_OF_YOU, mark("De spørgsmål bliver ikke stillet til dig. Se dem, der gør, på din side.")),
    (Obstacle.GROUP_NOT_FOR_YOU, mark("Gruppen er for andre. Skriv til os, så finder vi noget, der passer.")),
    (Obstacle.LEADER_DECIDES, mark("Kun en leder eller lederens stedfortræder kan det.")),
    (Obstacle.NOT_PUT_FORWARD, mark("Henvendelsen er ikke på dagsordenen. Sæt den på først.")),
    (
        Obstacle.NOTHING_TO_DECIDE,
        mark("Her er der ikke noget at afgøre: den, der spørger, har ikke bedt om hjælp selv."),
    ),
    (Obstacle.STILL_OPEN, mark("Din henvendelse er åben. Skriv til os på din side.")),
    *VISITATION_PAIRS,
    (Passed.SKIPPED, mark("Spring over")),
    (Passed.AT_THE_TALK, mark("Jeg siger det, når vi taler sammen")),
    (Passed.RATHER_NOT, mark("Det vil jeg helst ikke svare på")),
    (Provenance.SELF, mark("Borgeren selv")),
    (Provenance.COUNTER, mark("Sammen ved fremmøde")),
    (Provenance.INTERVIEW, mark("I en samtale")),
    (Flag.SUICIDAL, mark("Tanker om ikke at ville leve")),
    (Flag.INJECTING, mark("Har brugt kanyle")),
    (Flag.WITHDRAWAL, mark("Fare for abstinenser")),
    (Flag.CHILDREN_AT_HOME, mark("Børn under 18 år i hjemmet")),
    (Sex.WOMAN, mark("Kvinde")),
    (Sex.MAN, mark("Mand")),
)
WORDS = {(type(value), value): said for value, said in PAIRS}


def words(value: Enum, language: str) -> str:
    """What a choice is called on the screen."""
    return TEXTS[language].gettext(WORDS[type(value), value])


def options(choices: str, language: str) -> list[tuple[str, str]]:
    """A question's choices as (value, words), by the name of their enum, in their own order."""
    return [(str(value), words(value, language)) for value, _ in PAIRS if type(value).__name__ == choices]


def spoken_day(day: date, language: str) -> str:
    """'tirsdag den 24. november'; the year only when it is not understood."""
    if language == "da":
        return format_date(day, f"EEEE 'den' d.'{HARD_SPACE}'MMMM", locale="da")
    return format_date(day, f"EEEE d'{HARD_SPACE}'MMMM", locale=_locale(language))


def short_day(day: date, language: str) -> str:
    """'den 24. november'."""
    if language == "da":
        return format_date(day, f"'den' d.'{HARD_SPACE}'MMMM", locale="da")
    return format_date(day, f"d'{HARD_SPACE}'MMMM", locale=_locale(language))


def spoken_time(moment: datetime, language: str) -> str:
    """'kl. 14.30', in Denmark's own time."""
    local = danish_moment(moment)
    return f"kl.{HARD_SPACE}{local.hour}.{local:%M}" if language == "da" else f"{local:%H:%M}"


def clock_time(moment: datetime, language: str) -> str:
    """The hour alone: '16' or '16.30' in Danish, '16:00' elsewhere."""
    local = danish_moment(moment)
    if language == "da":
        return f"{local.hour}.{local:%M}" if local.minute else str(local.hour)
    return f"{local:%H:%M}"


def spoken_moment(moment: datetime, now: datetime, language: str) -> str:
    """'i dag kl. 8.35', 'i går kl. 13.52', 'fredag den 20. november kl. 9.05'."""
    texts = TEXTS[language]
    day, today = danish_day(moment), danish_day(now)
    if day == today:
        said = texts.gettext(mark("i dag"))
    elif day == today - timedelta(days=1):
        said = texts.gettext(mark("i går"))
    else:
        said = spoken_day(day, language)
    return texts.gettext(mark("%(day)s %(time)s")) % {"day": said, "time": spoken_time(moment, language)}


def _locale(language: str) -> str:
    return {"en": "en_GB"}.get(language, language)
