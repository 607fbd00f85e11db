"""The queue: who waits, in which order, and one sentence that says why."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from app.chain import first_broken_link
from app.models import Event, Inquiry
from app.portal import Portal
from app.rules.answers import AgeBand, Contact, Danger, ForWhom, Home, Relation, Substance, Wish, Workplace
from app.timeline import What
from app.triage import queries
from tests.browser import Browser
from tests.clock import TUESDAY, Clock
from tests.people import Colleague, Desk, Nadia
from tests.review import HTML, Page
from tests.triage.arriving import arrives, citizen_writes


def rows(page: Page) -> list[dict[str, str]]:
    """The queue's rows, by column."""
    columns = ("urg", "why", "ref", "left", "who", "act")
    found = []
    for row in page.root.iter(HTML + "tr"):
        cells = [each for each in row if str(each.get("class", "")).startswith("c-") or each.tag == HTML + "th"]
        if len(cells) == len(columns) and cells[0].get("class") == "c-urg":
            found.append(dict(zip(columns, (page.text_of(each) for each in cells), strict=True)))
    return found


def references(page: Page) -> list[str]:
    return [row["ref"].split()[0] for row in rows(page)]


def sees(colleague: Colleague, tab: str = "venter", query: str = "") -> list[str]:
    return references(colleague.go(f"/personale?del={tab}{query}"))


def test_what_nadia_sends_is_in_the_queue(desk: Desk, nadia: Nadia) -> None:
    nadia.sends()
    (row,) = rows(desk.mette.go("/personale"))
    assert row["urg"] == "Almindelig"
    assert row["why"].startswith("Ønsker behandling · ventet 0 minutter")
    assert row["why"].endswith("Kom i dag · nettet")
    assert row["ref"].endswith("Mig selv · alkohol, anonym")
    assert row["left"] == "7 dage senest den 1. december"
    assert row["who"] == "Ingen endnu Modtaget"
    assert row["act"].startswith("Tag")


def test_the_order_is_urgency_then_the_nearest_date(desk: Desk, portal: Portal) -> None:
    today = arrives(portal)
    before = arrives(portal, at=TUESDAY - timedelta(days=2))
    soon_due = arrives(portal, at=TUESDAY - timedelta(days=5))
    pregnant = arrives(portal, home=(Home.PREGNANT,))
    overdue = arrives(portal, at=TUESDAY - timedelta(days=9))
    danger = arrives(portal, danger=Danger.YES)
    hypothetical = arrives(portal, hypothetical=True, for_whom=ForWhom.PROFESSIONAL, wish=None)
    expected = [danger, overdue, soon_due, pregnant, before, today, hypothetical]
    assert sees(desk.mette) == [each.reference for each in expected]


def test_three_days_left_counts_as_soon_and_four_do_not(desk: Desk, portal: Portal) -> None:
    arrives(portal, at=TUESDAY - timedelta(days=3))
    arrives(portal, at=TUESDAY - timedelta(days=4))
    assert [row["urg"] for row in rows(desk.mette.go("/personale"))] == ["Snart", "Almindelig"]


SENTENCES: list[tuple[dict[str, Any], float, str]] = [
    ({"danger": Danger.YES}, 0.2, "Svarede ja til fare nu · ønsker behandling · ventet 12 minutter"),
    ({"danger": Danger.UNSURE}, 1, "Er ikke sikker på, om der er fare nu · ønsker behandling · ventet 1 time"),
    ({"home": (Home.CHILDREN,)}, 5 * 24, "Dag 5 af 7 til første samtale · børn i hjemmet · ønsker behandling"),
    ({}, 9 * 24, "Fristen for første samtale er overskredet · ønsker behandling · ventet 9 dage"),
    ({"home": (Home.PREGNANT, Home.CHILDREN)}, 2, "Gravid · børn i hjemmet · ønsker behandling · ventet 2 timer"),
    ({"age": AgeBand.FROM_13_TO_17, "wish": Wish.ADVICE}, 1, "Under 18 år · ønsker råd"),
    (
        {"for_whom": ForWhom.RELATIVE, "relation": Relation.SIBLING, "wish": None},
        5,
        "Bekymret for sin søster eller bror · ventet 5 timer",
    ),
    (
        {"for_whom": ForWhom.PROFESSIONAL, "workplace": Workplace.SCHOOL, "wish": None},
        25,
        "Spørger fra en skole · ventet 1 dag",
    ),
    ({"hypothetical": True, "wish": None}, 1, "Spørger uden at sige, hvem det er · ventet 1 time"),
    ({"wish": Wish.UNDECIDED}, 1, "Ved ikke endnu, hvad der skal ske · ventet 1 time"),
]


@pytest.mark.parametrize(("changes", "hours", "sentence"), SENTENCES)
def test_the_row_says_why_in_one_sentence(
    desk: Desk, portal: Portal, changes: dict[str, Any], hours: float, sentence: str
) -> None:
    arrives(portal, at=TUESDAY - timedelta(hours=hours), **changes)
    (row,) = rows(desk.mette.go("/personale"))
    assert row["why"].startswith(sentence), row["why"]


@pytest.mark.parametrize(
    ("hours", "came", "waited"),
    [
        (13.5, "i dag", "ventet 13 timer"),
        (14, "i går", "ventet 14 timer"),
        (30, "i går", "ventet 1 dag"),
        (47, "for 2 dage siden", "ventet 2 dage"),
        (6 * 24 + 20, "for 7 dage siden", "ventet 7 dage"),
    ],
)
def test_days_are_counted_alike_in_one_row(desk: Desk, portal: Portal, hours: float, came: str, waited: str) -> None:
    """Since which day, and for how many days: both by the calendar, or one row says two things."""
    arrives(portal, at=TUESDAY - timedelta(hours=hours))
    (row,) = rows(desk.mette.go("/personale"))
    assert f"Kom {came} ·" in row["why"]
    assert waited in row["why"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"substance": Substance.DRUGS, "contact": Contact(name="Nadia Holm")}, "Mig selv · stoffer, med navn"),
        ({"substance": None, "contact": Contact()}, "Mig selv, anonym"),
        ({"for_whom": ForWhom.RELATIVE, "substance": Substance.BOTH}, "Pårørende · både alkohol og stoffer, anonym"),
    ],
)
def test_the_row_says_who_and_what(desk: Desk, portal: Portal, changes: dict[str, Any], said: str) -> None:
    arrives(portal, **changes)
    (row,) = rows(desk.mette.go("/personale"))
    assert row["ref"].endswith(said)


def test_an_acute_row_says_now_and_a_closed_one_says_when_it_goes(desk: Desk, portal: Portal) -> None:
    arrives(portal, danger=Danger.YES)
    (row,) = rows(desk.mette.go("/personale"))
    assert row["left"] == "Svar nu"
    assert "bar--acute" in desk.mette.page.html
    desk.mette.press("Tag")
    desk.mette.post(f"{desk.mette.path}/afslut", {"csrf_token": desk.mette.token(), "outcome": "helped"})
    (row,) = rows(desk.mette.go("/personale?del=afsluttede"))
    assert row["left"] == "Den 24. november slettes den 24. februar"
    assert row["act"].startswith("Åbn")


def test_another_centres_queue_is_not_there(desk: Desk, portal: Portal) -> None:
    ours = arrives(portal)
    theirs = arrives(portal, centre="ishoej", municipality="ishoej")
    assert sees(desk.mette, "alle") == [ours.reference]
    assert sees(desk.aisha, "alle") == [theirs.reference]


def test_the_tabs_hold_what_they_say(desk: Desk, portal: Portal, clock: Clock) -> None:
    waiting = arrives(portal, at=TUESDAY - timedelta(days=5))
    taken = arrives(portal)
    desk.mette.go("/personale?del=alle")
    desk.mette.press(form=f"{taken.id}/tag")
    desk.mette.press("Jeg har talt med borgeren før")
    assert desk.mette.page.h1 == taken.reference
    assert sees(desk.mette) == [waiting.reference]
    assert sees(desk.mette, "mine") == [taken.reference]
    assert sees(desk.mette, "nye-svar") == []
    citizen_writes(portal, taken, "Hvornår kan jeg komme?")
    assert sees(desk.mette, "nye-svar") == [taken.reference]
    assert sees(desk.jens, "nye-svar") == []
    assert sees(desk.mette, "frist") == [waiting.reference]
    assert sees(desk.mette, "alle") == [waiting.reference, taken.reference]
    assert "Venter 1 Mine 1 Nye svar 1 Frist inden 3 dage 1 Alle åbne 2 Afsluttede 0" in desk.mette.page.text


def test_opening_your_own_clears_the_new_answer(desk: Desk, portal: Portal) -> None:
    taken = arrives(portal)
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    citizen_writes(portal, taken, "Hvornår kan jeg komme?")
    (row,) = rows(desk.mette.go("/personale?del=mine"))
    assert "Nyt svar" in row["who"]
    desk.mette.go(taken.path)
    (row,) = rows(desk.mette.go("/personale?del=mine"))
    assert "Nyt svar" not in row["who"]
    assert "ventet" in row["why"]  # read is not answered


def test_filters_narrow_the_queue_and_survive_nonsense(desk: Desk, portal: Portal) -> None:
    danger = arrives(portal, danger=Danger.YES)
    due = arrives(portal, at=TUESDAY - timedelta(days=5))
    calm = arrives(portal)
    assert sees(desk.mette, query="&hast=1") == [danger.reference]
    assert sees(desk.mette, query="&hast=2") == [due.reference]
    assert sees(desk.mette, query="&hast=3&kanal=web&tilstand=received") == [calm.reference]
    assert sees(desk.mette, query="&kanal=phone") == []
    assert "Ingen passer til det" in desk.mette.page.text
    assert len(sees(desk.mette, query="&hast=9&kanal=x&tilstand=%00&kanal=web")) == 3
    assert len(sees(desk.mette, tab="hvad-som-helst")) == 3
    desk.mette.go("/personale?efter=ikke-et-id", expect=404)


def test_a_long_queue_is_read_in_parts(desk: Desk, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    arrived = [arrives(portal, at=TUESDAY - timedelta(days=day % 3)) for day in range(8)]
    arrived += [arrives(portal, hypothetical=True), arrives(portal, danger=Danger.YES)]
    seen = sees(desk.mette)
    for _ in range(3):
        following = next(each.get("href", "") for each in desk.mette.page.all("a") if each.get("rel") == "next")
        seen += references(desk.mette.go(following))
    assert sorted(seen) == sorted(each.reference for each in arrived)
    assert len(set(seen)) == 10
    assert not [each for each in desk.mette.page.all("a") if each.get("rel") == "next"]


def test_closed_ones_are_read_in_parts_too(desk: Desk, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    arrived = [arrives(portal) for _ in range(5)]
    with portal.data.writing() as session:
        for number, row in enumerate(session.scalars(select(Inquiry))):
            row.state, row.closed_on = "closed", TUESDAY.date() - timedelta(days=number // 2)
    seen = sees(desk.karin, "afsluttede")
    for _ in range(2):
        following = next(each.get("href", "") for each in desk.karin.page.all("a") if each.get("rel") == "next")
        seen += references(desk.karin.go(following))
    assert sorted(seen) == sorted(each.reference for each in arrived)


def looks(portal: Portal, what: What) -> list[str]:
    """What the timeline says of lists that were looked at, the oldest first."""
    with portal.data.reading() as session:
        told = session.scalars(select(Event.what).where(Event.what.startswith(what)).order_by(Event.seq))
        return list(told)


def test_looking_is_written_down_once_a_minute(desk: Desk, portal: Portal, clock: Clock) -> None:
    for part in ("", "?del=mine", "?del=frist", "?del=nye-svar"):
        desk.mette.go(f"/personale{part}")
    assert len(looks(portal, What.QUEUE_SEEN)) == 1
    desk.jens.go("/personale")
    assert len(looks(portal, What.QUEUE_SEEN)) == 2
    clock.pass_time(minutes=2)
    desk.mette.go("/personale")
    assert len(looks(portal, What.QUEUE_SEEN)) == 3
    assert not looks(portal, What.SEARCHED)


def test_every_search_is_written_down_with_what_it_was_by(desk: Desk, portal: Portal) -> None:
    """However soon after the last, and never with what was typed: only the filters' own names (N12)."""
    for query in ("kanal=web", "hast=1", "hast=2", "tilstand=closed&hast=3", "kanal=web", "kanal=Nadia&hast=nu"):
        desk.mette.go(f"/personale?{query}")
    assert looks(portal, What.SEARCHED) == [
        "searched:channel",
        "searched:urgency",
        "searched:urgency",
        "searched:urgency,state",
        "searched:channel",
    ]
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


def test_looking_through_all_of_them_is_a_search(desk: Desk, portal: Portal) -> None:
    """Everybody's open inquiries, and those that have ended, are more than what waits and what is one's own."""
    for part in ("alle", "afsluttede", "afsluttede&kanal=web&hast=1&tilstand=closed"):
        desk.mette.go(f"/personale?del={part}")
    assert looks(portal, What.SEARCHED) == [
        "searched:all",
        "searched:closed",
        "searched:closed,channel,urgency,state",
    ]
    assert not looks(portal, What.QUEUE_SEEN)[1:]


def test_an_empty_queue_says_so(desk: Desk) -> None:
    assert "Ingen venter" in desk.mette.go("/personale").text


def test_an_inquiry_whose_key_is_gone_is_not_shown(desk: Desk, portal: Portal, clock: Clock) -> None:
    gone, kept = arrives(portal), arrives(portal)
    portal.vault.forget(gone.id, now=clock())
    assert sees(desk.mette) == [kept.reference]


def test_the_administrator_sees_no_queue(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    for path in ("/personale", "/personale/koe?del=alle"):
        assert arrived.reference not in desk.soeren.go(path).html
        assert desk.soeren.path == "/personale/din-rolle"


def test_the_queue_is_at_both_addresses(desk: Desk) -> None:
    assert desk.mette.go("/personale/koe").h1 == "Kø"


def test_the_queue_speaks_english_where_asked(desk: Desk, portal: Portal) -> None:
    arrives(portal)
    assert desk.mette.go("/en/personale").language == "en"


def test_sqlite_uses_the_index_of_open_ones(portal: Portal, desk: Desk) -> None:
    if not portal.data.sqlite:
        pytest.skip("about SQLite's planner")
    with portal.data.reading() as session:
        plan = session.execute(
            text("EXPLAIN QUERY PLAN SELECT count(*) FROM inquiries WHERE centre = 'x' AND inquiries.state != 'closed'")
        )
        used = " ".join(str(row) for row in plan)
    # Both hold the open ones of a centre and nothing else; for a count either will do.
    assert "ix_inquiries_open" in used or "ix_inquiries_newest_open" in used


def test_a_stranger_sees_nothing(door: Browser, portal: Portal) -> None:
    arrived = arrives(portal)
    door.go(arrived.path)
    assert door.path == "/personale/log-ind"
