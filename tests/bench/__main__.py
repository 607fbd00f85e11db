"""``python3 dev.py bench``: measures, prints each figure beside its bar and its limit, and says which are missed."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bench import desk, pages, peer, stage, submissions
from tests.bench.rounds import Pace
from tests.bench.statistics import Figure, missed, table

Part = Callable[[Pace], Iterator[Figure]]
PG = "_pg"


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure what the portal costs.")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--quick", action="store_true", help="one short round of each: to find out, not to tell")
    parser.add_argument("--only", action="append", default=[], help=f"one of: {', '.join([*PARTS, 'peer'])}")
    parser.add_argument("--peer", action="store_true", help="measure django-helpdesk beside it, in the same run")
    chosen = parser.parse_args()
    pace = Pace(quick=chosen.quick)
    parts = chosen.only or (["peer"] if chosen.peer else list(PARTS))
    figures = []
    for name in parts:
        for figure in (PARTS | {"peer": peer.peer})[name](pace):
            print(table([figure]).splitlines()[-1], flush=True)
            figures.append(figure)
    print(f"\n{machine()}{', quick' if pace.quick else f', median of {pace.rounds} rounds'}\n\n{table(figures)}")
    if chosen.json:
        said = {"machine": machine(), "quick": pace.quick, "figures": [each.as_json() for each in figures]}
        chosen.json.write_text(json.dumps(said, indent=2) + "\n")
    if below := missed(figures):
        print(f"\nmissed: {', '.join(below)}", file=sys.stderr)
    return 1 if missed(figures) else 0


def on_sqlite(name: str, part: Callable[..., Iterator[Figure]]) -> Part:
    return lambda pace: part(stage.fresh_sqlite(name), pace)


def on_postgres(name: str, part: Callable[..., Iterator[Figure]]) -> Part:
    def measured(pace: Pace) -> Iterator[Figure]:
        with stage.postgres() as server:
            for figure in part(stage.postgres_urls(server, name), pace):
                yield figure if figure.key == "two_processes_vs_one" else figure.named(figure.key + PG)

    return measured


def queue_on_postgres(pace: Pace) -> Iterator[Figure]:
    with stage.postgres() as server:
        yield from desk.queue(partial(stage.postgres_urls, server), pace, "PostgreSQL")


PARTS: dict[str, Part] = {
    "pages": on_sqlite("pages", pages.pages),
    "submissions": on_sqlite("submissions", submissions.submissions),
    "submissions_pg": on_postgres("submissions", submissions.submissions),
    "own_page": on_sqlite("own_page", pages.own_page),
    "queue": lambda pace: desk.queue(stage.sqlite_urls, pace, "SQLite"),
    "queue_pg": queue_on_postgres,
    "two_processes": on_postgres("two", pages.two_processes),
    "start": on_sqlite("start", pages.start),
}


def machine() -> str:
    """What it was measured on."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cpu = names[0] if names else platform.processor()
    return f"{os.cpu_count()} cores ({cpu}), Python {platform.python_version()}, load and server on the same machine"


if __name__ == "__main__":
    sys.exit(main())
