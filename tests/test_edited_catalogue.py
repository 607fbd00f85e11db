"""A promise that was given stays given, whatever the catalogue says afterwards (issue 3, 'Bad input')."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.main import create_app
from app.portal import Portal, open_portal
from app.settings import Settings
from tests.clock import Clock
from tests.people import Nadia


@contextmanager
def with_other_promises(settings: Settings, clock: Clock, folder: Path) -> Iterator[Portal]:
    """The same stores, opened by a program whose catalogue promises a talk in 3 days and treatment in 5."""
    shutil.copytree(settings.catalogue, folder)
    policy = folder / "haderslev" / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    for promise, days in (("open_counselling_days", 3), ("treatment_days", 5)):
        head, found, tail = text.partition(f"[promises.{promise}]\nvalue = ")
        assert found
        text = f"{head}{found}{days}{tail[tail.index(chr(10)) :]}"
    policy.write_text(text, encoding="utf-8")
    portal = open_portal(replace(settings, catalogue=folder), now=clock)
    yield portal
    portal.dispose()


def test_a_promise_outlives_the_catalogue_it_was_made_by(
    nadia: Nadia, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    nadia.sends()
    before = nadia.writes_it_down().page.text
    assert "1. december" in before  # a talk within 7 days of 24 November
    assert "8. december" in before  # treatment within 14
    with with_other_promises(settings, clock, tmp_path / "catalogue") as edited:
        later = Nadia(create_app(edited), edited)
        later.code = nadia.code
        page = later.comes_back().page.text
        assert "1. december" in page
        assert "8. december" in page
        assert "27. november" not in page
        newcomer = Nadia(create_app(edited), edited).sends().writes_it_down().page.text
        assert "27. november" in newcomer  # who writes now is promised what is promised now
