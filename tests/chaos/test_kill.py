"""Ten times the process dies under load, at any moment, and nothing is lost, halved or doubled (issue 2; R1, R10)."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import stores
from tests.chaos.senders import Senders, stock
from tests.chaos.stage import Stage
from tests.chaos.verdict import Verdict, judge, told_by

KILLS = 10
LONGEST_LIFE = 3.0  # seconds; a loaded machine gets no further than this between two kills
MOST_THANKS = 30  # in one life, before it ends
DRAFTS = 5_000
FEWEST_THANKED = 30

pytestmark = [pytest.mark.chaos, pytest.mark.slow]


@pytest.fixture
def stage(tmp_path: Path, sqlite_template: stores.StoreUrls, keys_folder: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path, stores.sqlite_copy(sqlite_template, tmp_path), keys_folder / "desk")
    yield stage
    stage.stop()


def kill_again_and_again(stage: Stage, *, kills: int, drafts: int, seed: int) -> tuple[Verdict, Senders]:
    """Start, load, kill, start again. The last life is long enough for everybody to get their thanks."""
    chance = random.Random(seed)
    portal = stage.portal()
    senders = Senders(stage.port, stock(portal, drafts))
    portal.dispose()
    stage.start()
    senders.begin()
    for _ in range(kills):
        live(senders, chance)
        senders.up.clear()
        stage.kill()
        stage.start()
        senders.up.set()
    senders.finish()
    stage.stop()
    portal = stage.portal()
    verdict = judge(portal, senders.history)
    portal.dispose()
    return verdict, senders


def live(senders: Senders, chance: random.Random) -> None:
    """Until some have been thanked, and then a moment more, so that the end comes in the middle of something."""
    enough, latest = senders.thanked + chance.randint(1, MOST_THANKS), time.monotonic() + LONGEST_LIFE
    while senders.thanked < enough and time.monotonic() < latest:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.05))


def test_ten_kills_lose_halve_and_double_nothing(stage: Stage) -> None:
    seed = random.randrange(2**32)
    verdict, senders = kill_again_and_again(stage, kills=KILLS, drafts=DRAFTS, seed=seed)
    print(f"\n{KILLS} kills (seed {seed}): {verdict}; up again after {max(stage.restarts):.1f} s at most")  # noqa: T201
    assert not verdict.faults, f"seed {seed}: {verdict}"
    assert verdict.stored == verdict.thanked == len(senders.history)
    assert verdict.thanked >= FEWEST_THANKED
    assert not told_by(stage.log, senders.history, own_address=stage.origin)
