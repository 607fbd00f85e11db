"""Nadia writes: one question at a time, in her own order, skipping what she likes (A1, A9, A10)."""

from sqlalchemy import select

from app.dossier import opened
from app.models import Inquiry
from app.rules.answers import Answers, Danger, ForWhom, Rung, Topic


def stored(portal) -> Answers:
    with portal.data.reading() as session:
        row = session.scalars(select(Inquiry)).one()
        return opened(row, portal.vault.open_for_staff(row.id)).answers


def test_everything_she_tells_reaches_the_counsellors_as_she_told_it(nadia, portal):
    nadia.sends()
    answers = stored(portal)
    assert answers.own_words.startswith("Jeg mister måske min lejlighed")
    assert answers.topics == (Topic.HOUSING, Topic.ALCOHOL)
    assert answers.contact.nickname == "Skipper"
    assert answers.centre == "haderslev"


def test_she_may_skip_every_question_and_still_send(nadia, portal):
    skipped = dict.fromkeys(
        ("ord", "fylder", "om", "oensker", "alder", "lige_nu", "hjemme", "kontakt"),
    )
    nadia.sends(**skipped)
    answers = stored(portal)
    assert answers == Answers(
        for_whom=ForWhom.SELF,
        municipality="haderslev",
        centre="haderslev",
        answered=answers.answered,
    )


def test_who_does_not_say_where_they_live_chooses_who_reads(nadia, portal):
    nadia.sends(sted=None, hvor={"centre": "koebenhavn"})
    assert stored(portal).centre == "koebenhavn"


def test_who_lives_elsewhere_is_told_what_happens_and_is_never_refused(nadia):
    nadia.writes(sted={"municipality": "elsewhere"}, hvor={"centre": "haderslev"})
    assert "Du bor et andet sted" in nadia.browser.page.text


def test_somebody_under_18_is_told_what_happens(nadia):
    nadia.writes(alder={"age": "13_17"})
    assert "Du er under 18 år" in nadia.browser.page.text


def test_a_centres_own_door_decides_who_reads(door):
    door.go("/begynd/selv?centre=koebenhavn")
    door.press(form="/begynd/selv")
    door.press(form="/skriv/sted", skip="1")
    assert door.path == "/skriv/ord", "the door has told us the centre, so nobody asks"


def test_words_of_danger_bring_the_question_at_once_and_block_nothing(nadia, door):
    door.go("/begynd/selv")
    door.press(form="/begynd/selv")
    door.press(form="/skriv/sted", municipality="haderslev")
    door.press(form="/skriv/ord", own_words="Jeg tænker på selvmord")
    assert door.path == "/skriv/lige-nu"
    assert "112" in door.page.text
    door.press(form="/skriv/lige-nu", danger="yes")
    assert door.path == "/skriv/fylder", "she goes on where she was"
    assert "Du er vigtig lige nu" in door.page.text


def test_the_duty_is_told_before_the_question_about_children(door, nadia):
    nadia.writes()
    page = nadia.browser.go("/skriv/hjemme").text
    assert page.index("har vi pligt til") < page.index("Er nogen gravid")


def test_who_asks_without_saying_who_they_are_is_never_asked_for_contact(nadia, portal):
    nadia.sends(hjemme={"home": "children", "hypothetical": "true"})
    answers = stored(portal)
    assert answers.hypothetical
    assert answers.contact.rung is Rung.CODE_ONLY
    assert "kontakt" not in answers.answered
    assert "Senest" not in nadia.browser.page.text, "no clock runs (N7)"


def test_the_check_page_shows_every_answer_and_leads_back_to_each(nadia):
    nadia.writes()
    assert "Skipper" in nadia.browser.page.text
    nadia.browser.go("/skriv/kaldenavn")
    nadia.browser.press(form="/skriv/kaldenavn", nickname="Solsikke")
    assert nadia.browser.path == "/tjek", "one correction leads straight back"
    assert "Solsikke" in nadia.browser.page.text


def test_what_belongs_to_another_way_in_is_not_sent_along(nadia, portal):
    nadia.writes()
    nadia.browser.go("/skriv/hvem")
    nadia.browser.press(form="/skriv/hvem", for_whom="professional")
    nadia.browser.press(form="/skriv/sted-for-arbejde", workplace="school")
    nadia.browser.press(form="/tjek")
    answers = stored(portal)
    assert answers.for_whom is ForWhom.PROFESSIONAL
    assert answers.topics == ()
    assert answers.wish is None


def test_a_lower_rung_drops_what_the_higher_one_held(nadia, portal):
    nadia.writes(kontakt={"contact_choice": "name"})
    nadia.browser.go("/skriv/kontakt")
    nadia.browser.press(form="/skriv/kontakt", contact_choice="code_only")
    nadia.browser.press(form="/tjek")
    assert stored(portal).contact.rung is Rung.CODE_ONLY


def test_the_safe_contact_card_is_kept_as_she_filled_it_in(nadia, portal):
    nadia.sends(kontakt={"contact_choice": "safe_contact"})
    safe = stored(portal).contact.safe
    assert (safe.phone, safe.may_leave_message) == ("+4520304050", False)


def test_danger_is_told_to_the_queue(nadia, portal):
    nadia.sends(lige_nu={"danger": "yes"})
    assert stored(portal).danger is Danger.YES
    with portal.data.reading() as session:
        assert session.scalars(select(Inquiry.urgency)).one() == 1


def test_a_relative_has_words_of_their_own(nadia, portal):
    nadia.sends("paaroerende")
    answers = stored(portal)
    assert answers.for_whom is ForWhom.RELATIVE
    assert answers.relation == "sibling"
    assert answers.topics == ()


def test_a_professional_meets_no_field_that_could_name_the_citizen(nadia):
    fields = set()
    nadia.browser.go("/begynd/arbejde")
    nadia.browser.press(form="/begynd/arbejde")
    while not nadia.browser.path.endswith("/tjek"):
        page = nadia.browser.page
        fields |= {each.get("name") for tag in ("input", "textarea", "select") for each in page.all(tag)}
        step = nadia.browser.path.rpartition("/")[2]
        nadia.browser.press(
            form=f"/skriv/{step}", **({"municipality": "haderslev"} if step == "sted" else {"skip": "1"})
        )
    assert not fields & {"name", "nickname", "relation", "first"}


def test_english_all_the_way(nadia):
    nadia.sends(language="en")
    assert nadia.browser.path == "/en/kode"
    assert nadia.browser.page.language == "en"
