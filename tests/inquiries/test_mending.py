"""What is missing or odd is said beside the field, and what was typed stays."""

import pytest


@pytest.fixture
def at(nadia):
    """Bring a browser to a step with every other question answered."""

    def bring(step: str, **answers):
        nadia.writes(**answers)
        nadia.browser.go(f"/skriv/{step}")
        return nadia.browser

    return bring


def test_no_choice_at_all_asks_for_one_or_a_skip(at):
    browser = at("om")
    page = browser.press(form="/skriv/om", substance="", expect=422)
    assert "Vælg et svar, eller spring over." in page.text
    assert page.title.startswith("Fejl:")


def test_a_choice_nobody_offered_is_not_taken(at):
    page = at("om").press(form="/skriv/om", substance="gold", expect=422)
    assert "Vælg et af svarene." in page.text


def test_too_long_a_story_is_kept_on_the_screen(at):
    story = "ord " * 1_300
    page = at("ord").press(form="/skriv/ord", own_words=story, expect=422)
    assert "for langt" in page.text
    assert story.strip() in page.html


def test_the_same_thing_cannot_be_both_first_and_second(at):
    page = at("fylder").press(form="/skriv/fylder", first="mind", second="mind", expect=422)
    assert "Vælg hver ting én gang." in page.text


def test_neither_and_something_cannot_both_be_true(at):
    page = at("hjemme").press(form="/skriv/hjemme", home=["neither", "pregnant"], expect=422)
    assert "ingen af delene" in page.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"phone": "123"}, "8 cifre"),
        ({"phone": "", "email": "nadia"}, "navn@eksempel.dk"),
        ({"phone": "", "email": ""}, "Skriv et telefonnummer eller en e-mail"),
    ],
)
def test_a_way_to_reach_her_must_be_one_that_works(at, sent, said):
    browser = at("sikker", kontakt={"contact_choice": "safe_contact"})
    assert said in browser.press(form="/skriv/sikker", expect=422, **sent).text


def test_a_place_nobody_knows_is_not_taken(at):
    page = at("sted").press(form="/skriv/sted", municipality="narnia", expect=422)
    assert "Vælg et af svarene." in page.text


def test_a_step_that_is_not_hers_leads_on_to_the_next(nadia):
    nadia.writes()
    nadia.browser.go("/skriv/relation")
    assert nadia.browser.path == "/tjek"


def test_a_step_that_does_not_exist_is_no_page(nadia):
    nadia.writes()
    nadia.browser.go("/skriv/hvadsomhelst", expect=404)


@pytest.mark.parametrize(
    ("step", "name", "said", "answers"),
    [
        ("ord", "own_words", "Skriv noget her, eller spring over.", {}),
        ("kaldenavn", "nickname", "Skriv et kaldenavn, eller spring over.", {}),
        ("navn", "name", "Skriv dit navn, eller spring over.", {"kontakt": {"contact_choice": "name"}}),
    ],
)
@pytest.mark.parametrize("typed", ["", "   ", " \n\t "])
def test_nothing_written_asks_for_words_or_a_skip(at, step, name, said, answers, typed):
    page = at(step, **answers).press(form=f"/skriv/{step}", expect=422, **{name: typed})
    assert said in page.text


def test_words_of_nothing_but_spaces_are_no_answer(nadia):
    nadia.browser.go("/begynd/selv")
    nadia.browser.press(form="/begynd/selv")
    nadia.browser.press(form="/skriv/sted", municipality="haderslev")
    nadia.browser.press(form="/skriv/ord", own_words="   ", expect=422)
    nadia.browser.go("/skriv")
    assert nadia.browser.path == "/skriv/ord"


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_number_beside_an_address_is_no_fault(at, blank):
    browser = at("sikker", kontakt={"contact_choice": "safe_contact"})
    browser.press(form="/skriv/sikker", phone=blank, email="nadia@eksempel.dk")
    assert browser.path == "/tjek"
    assert "nadia@eksempel.dk" in browser.page.text


def test_blanks_alone_are_no_way_to_reach_her(at):
    browser = at("sikker", kontakt={"contact_choice": "safe_contact"})
    page = browser.press(form="/skriv/sikker", phone="  ", email=" ", expect=422)
    assert "Skriv et telefonnummer eller en e-mail" in page.text


def test_an_agreed_word_of_spaces_is_none(at):
    browser = at("kort", kontakt={"contact_choice": "safe_contact"})
    browser.press(form="/skriv/kort", code_word="   ")
    assert browser.path == "/tjek"
    assert "Ordet er" not in browser.page.text


def test_no_tick_at_all_is_no_answer_about_home(at):
    page = at("hjemme").press(form="/skriv/hjemme", home=[], expect=422)
    assert "Sæt et kryds, eller spring over." in page.text


def test_nothing_chosen_is_no_answer_about_what_fills_the_days(at):
    page = at("fylder").press(form="/skriv/fylder", first="", second="", third="", expect=422)
    assert "Vælg et svar, eller spring over." in page.text
