"""An agreement with a time and a place, in a real browser without scripts: chosen, moved and called off (A3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import stores
from tests.booking.calendar import open_haderslev
from tests.journeys import doing
from tests.journeys.conftest import running
from tests.journeys.served import Served
from tests.journeys.visitors import PHONE, Visitor, Visitors


@pytest.fixture(scope="module")
def open_served(
    sqlite_template: stores.StoreUrls, keys_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A portal of our own, where Haderslev's calendar is open: the other journeys meet a centre without times."""
    with running(stores.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("times")), keys_folder) as served:
        with served.portal.data.writing() as session:
            open_haderslev(session)
        yield served


def test_from_the_first_page_to_a_time_that_is_moved_and_called_off(visitors: Visitors, open_served: Served) -> None:
    nadia = visitors.at(open_served, PHONE, scripts=False)
    doing.write(nadia, kontakt={"contact_choice": "code_only"})
    code = doing.send(nadia)
    nadia.sends("/kode", written_down="1")
    assert nadia.path == "/min-side/tider"
    assert nadia.sideways <= 0

    presses_a_time(nadia, "Hos os")
    assert nadia.path == "/min-side/tid"
    assert nadia.sideways <= 0
    chosen = nadia.page.locator(".held h2").inner_text()
    nadia.fills("/min-side/tid", note="Jeg tager min søster med.")
    nadia.presses(nadia.form("/min-side/tid").locator("button"))
    assert nadia.path == "/min-side"
    assert nadia.page.locator(".next .big").inner_text() == chosen
    assert "Clausensvej 25" in nadia.text

    doing.come_back(nadia, code)  # another day: she would like another time
    nadia.presses(nadia.page.locator(".next a", has_text="Flyt tiden"))
    presses_a_time(nadia, "På nettet")
    nadia.presses(nadia.form("/min-side/tid").locator("button"))
    assert nadia.page.locator(".next .big").inner_text() != chosen
    assert "med video på nettet" in nadia.text

    nadia.presses(nadia.page.locator(".next a", has_text="Meld afbud"))
    nadia.presses(nadia.form("/afbud").locator("button"))
    assert "Du har ingen tid nu" in nadia.text
    nadia.presses(nadia.page.locator("main .actions a").first)
    assert nadia.path == "/min-side/tider"


def test_with_scripts_the_pages_change_in_place(visitors: Visitors, open_served: Served) -> None:
    nadia = visitors.at(open_served, PHONE)
    doing.write(nadia)
    doing.send(nadia)
    nadia.sends("/kode", written_down="1")
    presses_a_time(nadia, "På nettet")
    assert nadia.path == "/min-side/tid"
    nadia.presses(nadia.form("/min-side/tid").locator("button"))
    assert nadia.path == "/min-side"
    assert "Din næste aftale" in nadia.text
    assert nadia.sideways <= 0


def presses_a_time(nadia: Visitor, how: str) -> None:
    """The last of the times that are given in this way: nobody else's test is there."""
    nadia.presses(nadia.page.locator("button.slot", has_text=how).last)
