"""How the values of ``rules`` are kept inside a sealed field: as JSON, checked when it is read back."""

from pydantic import TypeAdapter

from app.rules.answers import Answers, Contact
from app.rules.appointments import Agreed
from app.rules.clocks import Clock
from app.rules.follow_up import FollowUpPlan
from app.rules.visitation import Proposal

ANSWERS = TypeAdapter(Answers)
CONTACT = TypeAdapter(Contact)
PROMISES = TypeAdapter(tuple[Clock, ...])
AGREED = TypeAdapter(Agreed)
PROPOSAL = TypeAdapter(Proposal)
FOLLOW_UP_PLAN = TypeAdapter(FollowUpPlan)


def dump_answers(answers: Answers) -> str:
    return ANSWERS.dump_json(answers).decode()


def load_answers(stored: str) -> Answers:
    return ANSWERS.validate_json(stored)


def dump_contact(contact: Contact) -> str:
    return CONTACT.dump_json(contact).decode()


def load_contact(stored: str) -> Contact:
    return CONTACT.validate_json(stored)


def dump_promises(promises: tuple[Clock, ...]) -> str:
    return PROMISES.dump_json(promises).decode()


def load_promises(stored: str) -> tuple[Clock, ...]:
    return PROMISES.validate_json(stored)


def dump_agreed(agreed: Agreed) -> str:
    return AGREED.dump_json(agreed).decode()


def load_agreed(stored: str) -> Agreed:
    return AGREED.validate_json(stored)
