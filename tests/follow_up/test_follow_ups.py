"""Follow-ups: only with a yes, on the standards' own days, and written down at the desk."""

from datetime import date

from sqlalchemy import select

from app.models import FollowUp, Inquiry
from app.portal import Portal
from app.rules.answers import Contact
from tests.clock import Clock
from tests.people import Desk
from tests.triage.arriving import Arrived, row_of
from tests.triage.reading import aloud
from tests.visitation.meeting import put_forward, sends
from tests.visitation.test_deciding import decides
from tests.visitation.test_own_letter import at_ishoej, reader


def planned(portal: Portal, arrived: Arrived) -> list[tuple[str, date]]:
    with portal.data.reading() as session:
        found = select(FollowUp).where(FollowUp.inquiry_id == arrived.id, FollowUp.state == "planned")
        return [(row.kind, row.due_on) for row in session.scalars(found.order_by(FollowUp.due_on))]


def granted(desk: Desk, portal: Portal) -> Arrived:
    arrived = put_forward(desk, portal)
    decides(desk, arrived)
    return arrived


def test_nothing_is_planned_before_a_yes_and_the_days_are_said_first(desk: Desk, portal: Portal) -> None:
    arrived = granted(desk, portal)
    assert planned(portal, arrived) == []
    browser = reader(desk, arrived).browser
    assert "Onsdag den 3. marts ser vi sammen på, om planen stadig passer til dig" in aloud(browser.page)
    browser.press("Ja, det må I gerne")
    assert planned(portal, arrived) == [("plan_review", date(2027, 3, 3))], "Haderslev: every third month"
    assert "ikke for at holde øje med dig" in aloud(browser.page)
    browser.press("Jeg vil hellere være fri")
    assert planned(portal, arrived) == []
    browser.press("Ja, det må I gerne")
    assert len(planned(portal, arrived)) == 1


def test_the_other_standard_has_other_days(desk: Desk, portal: Portal) -> None:
    arrived = at_ishoej(desk, portal, contact=Contact(name="Nadia Holm"))
    desk.aisha.go(arrived.path)
    desk.aisha.press("Borgeren siger ja")
    assert planned(portal, arrived) == [("after_start", date(2027, 1, 14)), ("after_start", date(2027, 6, 1))]
    assert "Borgeren sagde ja den 24. november." in aloud(desk.aisha.page)


def test_after_the_end_it_is_kept_as_long_as_the_yes_needs(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = granted(desk, portal)
    browser = reader(desk, arrived).browser
    browser.press("Ja, det må I gerne")
    sends(desk.mette, f"{arrived.path}/afslut", outcome="helped")
    assert planned(portal, arrived) == [("after_end", date(2026, 12, 24)), ("after_end", date(2027, 5, 24))]
    assert row_of(portal, arrived).forget_on == date(2027, 6, 24), "one month after the last, not three after the end"
    assert "Derfor gemmer vi din henvendelse til torsdag den 24. juni 2027." in aloud(browser.go("/min-side"))
    browser.press("Jeg vil hellere være fri")
    assert row_of(portal, arrived).forget_on == date(2027, 2, 24)
    del clock


def test_the_list_at_the_desk(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = granted(desk, portal)
    reader(desk, arrived).browser.press("Ja, det må I gerne")
    assert arrived.reference not in aloud(desk.mette.go("/personale/opfoelgning"))
    clock.pass_time(days=99)
    desk.mette.signs_in()
    said = aloud(desk.mette.go("/personale/opfoelgning"))
    assert arrived.reference in said
    assert "Skal holdes nu 1" in said
    for tries in range(1, 4):
        desk.mette.press("Ikke truffet")
        clock.pass_time(days=7)
        desk.mette.signs_in()
        said = aloud(desk.mette.go("/personale/opfoelgning"))
        assert (f"Forsøg før: {tries}" in said) is (tries < 3), "after three tries it rests"
    assert arrived.reference in aloud(desk.mette.go("/personale/opfoelgning?del=klaret"))


def test_a_plan_that_was_looked_at_is_looked_at_again(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = granted(desk, portal)
    reader(desk, arrived).browser.press("Ja, det må I gerne")
    clock.pass_time(days=99)
    desk.mette.signs_in()
    desk.mette.go("/personale/opfoelgning")
    desk.mette.press("Holdt")
    assert planned(portal, arrived) == [("plan_review", date(2027, 6, 3))]
    desk.mette.go("/personale/opfoelgning")
    assert "Der" not in aloud(desk.mette.page) or arrived.reference not in aloud(desk.mette.page)


def test_what_is_pressed_twice_or_made_up_is_written_once(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = granted(desk, portal)
    reader(desk, arrived).browser.press("Ja, det må I gerne")
    with portal.data.reading() as session:
        row = session.scalars(select(FollowUp).where(FollowUp.inquiry_id == arrived.id)).one()
    path = f"{arrived.path}/opfoelgning/{row.id}"
    for how in ("done", "unreached", "x"):
        sends(desk.mette, path, how=how)
    with portal.data.reading() as session:
        assert session.get_one(FollowUp, row.id).state == "done"
    sends(desk.mette, f"{arrived.path}/opfoelgning", follow_up="måske")
    del clock


def test_another_centres_lists_know_nothing_of_it(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = granted(desk, portal)
    reader(desk, arrived).browser.press("Ja, det må I gerne")
    again = put_forward(desk, portal)
    clock.pass_time(days=99)
    for path in ("/personale/opfoelgning", "/personale/opfoelgning?del=kommer", "/personale/visitation"):
        page = desk.aisha.go(path)
        assert arrived.reference not in page.text
        assert again.reference not in page.text


def test_taking_the_yes_back_long_after_the_end_leaves_a_month_to_read_it(
    desk: Desk, portal: Portal, clock: Clock
) -> None:
    arrived = granted(desk, portal)
    reader(desk, arrived).browser.press("Ja, det må I gerne")
    sends(desk.mette, f"{arrived.path}/afslut", outcome="helped")
    clock.pass_time(days=150)
    browser = reader(desk, arrived).browser
    browser.press("Jeg vil hellere være fri")
    assert row_of(portal, arrived).forget_on == date(2027, 5, 23)


def test_forgetting_takes_it_all(desk: Desk, portal: Portal) -> None:
    arrived = granted(desk, portal)
    browser = reader(desk, arrived).browser
    browser.press("Ja, det må I gerne")
    browser.go("/min-side/slet")
    browser.press(form="/min-side/slet", sure="1")
    with portal.data.reading() as session:
        assert session.get(Inquiry, arrived.id) is None
        assert session.scalars(select(FollowUp)).all() == []
