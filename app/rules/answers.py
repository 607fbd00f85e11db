"""What a person may tell us when they write: the choices, and one frozen value that holds them.

Every field may be missing. ``None`` (or an empty tuple) always means "not told",
and what was not told never counts against anybody.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.rules.flags import Flag


class ForWhom(StrEnum):
    """Who asks (requirement A1, B12): each has their own questions and their own words."""

    SELF = "self"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"


class Topic(StrEnum):
    """What fills a person's life. Substances are two among many (A9, A10)."""

    HOUSING = "housing"
    MONEY = "money"
    WORK = "work"
    FAMILY = "family"
    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    BODY = "body"
    MIND = "mind"


class Relation(StrEnum):
    """Who the other person is to a relative. A choice, not a text, so that it names nobody."""

    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    FRIEND = "friend"
    OTHER = "other"


class Workplace(StrEnum):
    """Where a professional asks from. A choice, not a text, so that it names nobody (B12)."""

    SCHOOL = "school"
    HEALTH = "health"
    MUNICIPALITY = "municipality"
    EMPLOYER = "employer"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class Substance(StrEnum):
    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    BOTH = "both"
    OTHER = "other"


class Wish(StrEnum):
    """Advice is not treatment: only a wish for treatment starts the treatment clocks."""

    ADVICE = "advice"
    TREATMENT = "treatment"
    UNDECIDED = "undecided"


class AgeBand(StrEnum):
    """Bands whose edges are the centres' own age limits: 13 (Ishøj), 18 (Haderslev), 30 (MOVE)."""

    UNDER_13 = "under_13"
    FROM_13_TO_17 = "13_17"
    FROM_18_TO_29 = "18_29"
    FROM_30 = "30_plus"

    @property
    def under_18(self) -> bool:
        return self in (AgeBand.UNDER_13, AgeBand.FROM_13_TO_17)


class Danger(StrEnum):
    """Danger right now, to the person or to somebody near them."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


class Home(StrEnum):
    """What the duty to report may turn on (C5). Asked only after the duty has been told (N7)."""

    PREGNANT = "pregnant"
    CHILDREN = "children"
    NEITHER = "neither"


class Rung(StrEnum):
    """The ladder out of anonymity (N2), one step at a time, up or down."""

    CODE_ONLY = "code_only"
    NICKNAME = "nickname"
    SAFE_CONTACT = "safe_contact"
    NAME = "name"


class ContactChannel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


class ContactTime(StrEnum):
    """When a call is safe, in the citizen's own day."""

    MORNING = "morning"  # 8–12
    AFTERNOON = "afternoon"  # 12–16
    EVENING = "evening"  # 16–20


class IfAnotherAnswers(StrEnum):
    """What the counsellor says when somebody else picks up the phone."""

    HANG_UP = "hang_up"
    FIRST_NAME_ONLY = "first_name_only"
    WRONG_NUMBER = "wrong_number"


class Channel(StrEnum):
    """How the inquiry reached us (A1)."""

    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    OUTREACH = "outreach"


class State(StrEnum):
    """Where an inquiry stands. The timeline says who and when."""

    RECEIVED = "received"
    CLAIMED = "claimed"
    CLARIFYING = "clarifying"
    VISITATION = "visitation"
    DECIDED = "decided"
    CLOSED = "closed"

    @property
    def open(self) -> bool:
        return self is not State.CLOSED


OPEN_STATES = tuple(state for state in State if state.open)


@dataclass(frozen=True, kw_only=True)
class SafeContact:
    """The safe-contact card (N4): how we may reach the citizen, and what we must not do."""

    channel: ContactChannel | None = None
    phone: str | None = None
    email: str | None = None
    times: tuple[ContactTime, ...] = ()
    may_leave_message: bool | None = None
    if_another_answers: IfAnotherAnswers | None = None
    code_word: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What the citizen told about who they are. Each rung can be taken back on its own."""

    nickname: str | None = None
    name: str | None = None
    safe: SafeContact = field(default_factory=SafeContact)

    @property
    def rung(self) -> Rung:
        """The highest rung the citizen stands on."""
        if self.name:
            return Rung.NAME
        if self.safe.phone or self.safe.email:
            return Rung.SAFE_CONTACT
        if self.nickname:
            return Rung.NICKNAME
        return Rung.CODE_ONLY

    @property
    def named(self) -> bool:
        return self.name is not None


@dataclass(frozen=True, kw_only=True)
class Return:
    """Back after an ending (D2): on which day, who their contact person was, and whether they want the same again."""

    on: date
    before: UUID | None = None
    same_person: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Application:
    """An application for treatment of drugs without a name (C3). ``social_help``: help with other social problems."""

    on: date
    social_help: bool | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """One person's answers to the inquiry's questions."""

    for_whom: ForWhom = ForWhom.SELF
    municipality: str | None = None  # a municipality's key in the catalogue, or "elsewhere"
    door: str | None = None  # the centre whose own door they came through
    centre: str | None = None  # the centre that will read it
    own_words: str | None = None
    topics: tuple[Topic, ...] = ()  # the citizen's own order, most important first
    relation: Relation | None = None  # relatives only
    workplace: Workplace | None = None  # professionals only
    substance: Substance | None = None
    wish: Wish | None = None
    age: AgeBand | None = None
    danger: Danger | None = None
    home: tuple[Home, ...] = ()
    hypothetical: bool = False  # asked without saying who anybody is (N7): no contact, no clock
    contact_choice: Rung | None = None  # how far up the ladder they chose to stand
    contact: Contact = field(default_factory=Contact)
    flags: tuple[Flag, ...] = ()  # what their questionnaires said that staff must see at once
    answered: tuple[str, ...] = ()  # the steps that were answered or skipped, in order
    back: Return | None = None
    applied: Application | None = None
