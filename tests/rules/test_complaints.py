"""Which law a decision rests on, and where somebody goes who disagrees: as far as the standards say it."""

import pytest

from app.rules.answers import ForWhom, Substance
from app.rules.complaints import Way, complaint_days, laws_of, laws_open_a_board, ways
from app.rules.services import Access, Service, ServiceKind
from tests.rules.policies import HADERSLEV, ISHOEJ


def service(kind: ServiceKind, *substances: Substance) -> Service:
    return Service(
        key="x",
        kind=kind,
        audience=(ForWhom.SELF,),
        access=Access.CAN,
        intrusiveness=3,
        substances=substances or (Substance.ALCOHOL, Substance.DRUGS),
    )


TALKS, CLINIC = service(ServiceKind.TALKS), service(ServiceKind.CLINIC)


@pytest.mark.parametrize(
    ("substance", "of", "named", "keys", "where"),
    [
        (Substance.DRUGS, TALKS, True, ("sel_101",), (Way.BOARD, Way.HEALTH)),
        (Substance.DRUGS, TALKS, False, ("sel_101_a",), (Way.NO_FURTHER, Way.HEALTH)),
        (Substance.ALCOHOL, TALKS, True, ("sul_141",), (Way.LOOK_AGAIN, Way.HEALTH)),
        (Substance.ALCOHOL, TALKS, False, ("sul_141",), (Way.LOOK_AGAIN, Way.HEALTH)),
        (Substance.BOTH, TALKS, True, ("sel_101", "sul_141"), (Way.BOARD, Way.LOOK_AGAIN, Way.HEALTH)),
        (Substance.DRUGS, CLINIC, True, ("sel_101", "sul_142"), (Way.BOARD, Way.HEALTH)),
        (None, service(ServiceKind.TALKS, Substance.DRUGS), True, ("sel_101",), (Way.BOARD, Way.HEALTH)),
        (None, None, True, ("sel_101", "sul_141"), (Way.BOARD, Way.LOOK_AGAIN, Way.HEALTH)),
        (Substance.DRUGS, service(ServiceKind.ADVICE), True, (), (Way.LOOK_AGAIN,)),
    ],
)
def test_the_law_and_the_way(
    substance: Substance | None, of: Service | None, named: bool, keys: tuple[str, ...], where: tuple[Way, ...]
) -> None:
    laws = laws_of(substance, of, named=named)
    assert tuple(law.key for law in laws) == keys
    assert ways(laws) == where
    assert laws_open_a_board(keys) is (Way.BOARD in where)


def test_four_weeks_by_the_standard_and_by_the_law() -> None:
    assert complaint_days(ISHOEJ) == 28
    assert HADERSLEV.complaint_days is None
    assert complaint_days(HADERSLEV) == 28
