"""The bench's own logic: lateness is counted, statistics are right, and a short run on a real server works."""

import asyncio
import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.portal import Portal
from app.rules.danish_days import danish_day
from app.triage import queries
from app.triage.queries import Filters, Tab
from tests.bench import filling
from tests.bench.load import Run, closed_loop, go, open_loop
from tests.bench.rounds import Pace, Rounds
from tests.bench.statistics import Bar, Figure, missed, percentile, shown, table

ROOT = Path(__file__).resolve().parents[2]
ANSWER = b"HTTP/1.1 %d OK\r\ncontent-length: 2\r\n\r\nok"


def served(load: Callable[[int], object], *, status: int = 200, stall: float = 0.0) -> tuple[Run, int]:
    """A load on a small server here, which stalls once, before its first answer. Returns how many it was asked too."""
    asked = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        while await reader.read(4096):
            asked += 1
            if asked == 1:
                await asyncio.sleep(stall)
            writer.write(ANSWER % status)
        writer.close()

    async def both() -> Run:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        run: Run = await load(server.sockets[0].getsockname()[1])  # type: ignore[misc]
        server.close()
        return run

    return go(both()), asked


def test_a_server_that_stalls_cannot_hide_it_by_being_asked_less() -> None:
    """Twenty are due within 0.1 s on one connection, and the first answer takes 0.5 s: all the others waited too."""
    run, asked = served(lambda port: open_loop(port, [b"x"] * 20, rate=200, most=1), stall=0.5)
    assert asked == 20
    assert run.ms(0.5) >= 380
    assert run.ms(0.05) >= 380


def test_the_other_kind_of_load_would_have_hidden_it() -> None:
    run, _ = served(lambda port: closed_loop(port, [b"x"] * 20, at_once=1), stall=0.5)
    assert run.ms(0.5) < 100 < run.ms(1)


def test_arrivals_keep_their_pace() -> None:
    run, _ = served(lambda port: open_loop(port, [b"x"] * 30, rate=100))
    assert run.seconds >= 0.29
    assert len(run.good) == 30


def test_what_is_turned_away_is_no_success() -> None:
    run, _ = served(lambda port: open_loop(port, [b"x"] * 10, rate=1_000), status=503)
    assert (run.errors, run.per_second) == (10, 0)
    assert run.ms(0.5, status=503) > 0


def test_where_nobody_answers_everything_is_an_error() -> None:
    run = go(open_loop(1, [b"x"] * 3, rate=1_000))
    assert run.errors == 3
    assert math.isnan(run.ms(0.5))


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100), (0, 1)])
def test_percentiles(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_a_bar_is_met_or_missed() -> None:
    figures = [
        Figure("fast", 150, Bar(at_least=150)),
        Figure("slow", 149.9, Bar(at_least=150)),
        Figure("late", 501, Bar(at_most=500)),
        Figure("none", math.nan, Bar(at_most=500)),
        Figure("free", 7),
    ]
    assert missed(figures) == ["slow", "late", "none"]
    assert "| `slow` | 150 **missed** | ≥ 150 |" in table(figures)
    assert json.loads(json.dumps(figures[0].as_json()))["met"] is True


@pytest.mark.parametrize(("value", "said"), [(0.8834, "0.883"), (12_345.6, "12,300"), (0, "0"), (29.44, "29.4")])
def test_three_digits_that_mean_something(value: float, said: str) -> None:
    assert shown(value) == said


def test_a_ratio_is_the_median_of_the_rounds_own() -> None:
    one, other = iter((10.0, 20.0, 90.0)), iter((10.0, 40.0, 30.0))
    found = Rounds().take(Pace(), {"one": lambda: next(one), "other": lambda: next(other)})
    assert found["one"] == 20
    assert found.ratio("one", "other") == 1.0
    assert found.ratios("one", "other") == (1.0, 0.5, 3.0)


def test_what_is_filled_in_can_be_read_like_what_was_sent(portal: Portal) -> None:
    staff = filling.fill(portal, 60)
    today = danish_day(portal.now())
    with portal.data.reading() as session:
        rows = [row for row, *_ in queries.queue(session, staff, Tab.ALL, Filters(), after=None, today=today).rows]
    opened = portal.vault.open_many_for_staff(row.id for row in rows)
    assert len(rows) == len(opened) > 5
    for row in rows:
        told = opened[row.id].open(row.answers, table="inquiries", column="answers", row_id=row.id)
        assert "lejlighed" in told
    with portal.data.reading() as session:
        from app.chain import first_broken_link

        assert first_broken_link(session) is None


@pytest.mark.slow
def test_two_seconds_on_a_real_server(tmp_path: Path) -> None:
    said = tmp_path / "figures.json"
    words = [sys.executable, "-m", "tests.bench", "--quick", "--only", "start", "--json", str(said)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    figures = json.loads(said.read_text())["figures"]
    assert [each["key"] for each in figures] == ["start_s"], done.stderr
    assert "| `start_s` |" in done.stdout
    assert done.returncode == (0 if figures[0]["met"] else 1)
