"""Which law a decision rests on, and where somebody goes who disagrees (B8, C9, D1).

As far as the standards say it: a decision after the law of social service is looked at again by the municipality and
then by Ankestyrelsen. One about anonymous treatment of drugs goes no further. For alcohol the standards name no board
above the centre, so none is promised. The health care itself has a complaint of its own.
"""

from enum import StrEnum

from app.rules import law
from app.rules.answers import Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.law import LawText
from app.rules.services import Service, ServiceKind


class Way(StrEnum):
    """Where a complaint can go, in the order in which a letter says it."""

    BOARD = "board"  # the municipality looks again, then Ankestyrelsen
    LOOK_AGAIN = "look_again"  # the leader looks again; no board is named
    NO_FURTHER = "no_further"  # the law lets it go nowhere else; the leader still listens
    HEALTH = "health"  # about the doctor's or nurse's own work


def laws_of(substance: Substance | None, service: Service | None, *, named: bool) -> tuple[LawText, ...]:
    """The rules of law that a decision about this person and this service rests on.

    What was not told is taken from what the service is for. Help that is no treatment rests on none of them.
    """
    if service is not None and not service.kind.is_treatment:
        return ()
    about = _about(substance, service)
    found: list[LawText] = []
    if Substance.DRUGS in about:
        found.append(law.DRUG_TREATMENT if named else law.ANONYMOUS_DRUG_TREATMENT)
    if Substance.ALCOHOL in about:
        found.append(law.ALCOHOL_TREATMENT)
    if service is not None and service.kind is ServiceKind.CLINIC:
        found.append(law.DOCTOR)
    return tuple(found)


def _about(substance: Substance | None, service: Service | None) -> frozenset[Substance]:
    both = frozenset({Substance.ALCOHOL, Substance.DRUGS})
    served = frozenset(service.substances) & both if service else both
    if substance in (Substance.ALCOHOL, Substance.DRUGS):
        return frozenset({substance})
    return served if substance is not Substance.BOTH else both


def ways(laws: tuple[LawText, ...]) -> tuple[Way, ...]:
    """Where a complaint about a decision after these laws can go."""
    found = {Way.HEALTH} if laws else {Way.LOOK_AGAIN}
    if law.DRUG_TREATMENT in laws:
        found.add(Way.BOARD)
    elif law.ANONYMOUS_DRUG_TREATMENT in laws:
        found.add(Way.NO_FURTHER)
    if law.ALCOHOL_TREATMENT in laws or laws == (law.DOCTOR,):
        found.add(Way.LOOK_AGAIN)
    return tuple(way for way in Way if way in found)


def complaint_days(policy: CentrePolicy) -> int:
    """How long somebody may complain: the centre's own standard where it says so, else the law."""
    assert law.COMPLAINT.days is not None
    return policy.complaint_days or law.COMPLAINT.days


def laws_open_a_board(keys: tuple[str, ...]) -> bool:
    """Whether a decision after these laws, by their keys, can go to a board: only then is there a deadline."""
    return law.DRUG_TREATMENT.key in keys
