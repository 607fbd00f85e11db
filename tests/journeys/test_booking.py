"""An agreement with a time and a place, in a real browser without scripts: chosen, moved and called off (A3)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.appointments import opening
from app.rules.appointments import ResourceKind
from tests import stores
from tests.booking.calendar import open_haderslev
from tests.booking.groups import opens_a_group
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


def test_a_place_in_a_group_from_the_waiting_list(visitors: Visitors, open_served: Served) -> None:
    """Vinter has the last place, Nadia waits; when Vinter gives it up it is held for her, and she says yes."""
    opens_a_meeting(open_served)
    nadia, vinter = (visitors.at(open_served, PHONE, scripts=False) for _ in range(2))
    for visitor in (nadia, vinter):
        doing.write(visitor)
        doing.send(visitor)
        visitor.sends("/kode", written_down="1")
    vinter.goes("/min-side/grupper")
    vinter.presses(vinter.page.get_by_role("button", name="Tag en plads").first)
    assert "Du har en plads" in vinter.text

    nadia.goes("/min-side/grupper")
    assert "Tag en plads" not in nadia.text
    nadia.presses(nadia.page.get_by_role("button", name="venteliste").first)
    assert nadia.sideways <= 0
    vinter.presses(vinter.page.get_by_role("button", name="Meld fra").first)

    nadia.goes("/min-side")
    assert "Der er en plads til dig" in nadia.text
    nadia.presses(nadia.page.get_by_role("button", name="tag pladsen"))
    nadia.goes("/min-side/grupper")
    assert "Du har en plads" in nadia.text
    assert "Tag en plads" not in vinter.goes("/min-side/grupper").text


def opens_a_meeting(served: Served) -> None:
    """A group with one place, in four days, led by somebody who does nothing else."""
    begins = served.portal.now().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=4)
    with served.portal.data.writing() as session:
        leads = opening.add_resource(session, "haderslev", ResourceKind.COUNSELLOR, "Vibe Krag").id
    opens_a_group(served.portal, leads, starts_at=begins, ends_at=begins + timedelta(hours=2))
