"""The front page: who reads, who is there right now, and three ways in."""

import pytest


@pytest.mark.parametrize("path", ["/", "/haderslev", "/ishoej", "/koebenhavn"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_front_page_is_there_in_both_languages(new_browser, path, language):
    page = new_browser(language).go(path)
    assert page.language == language


def test_a_centre_that_is_not_ours_has_no_page(door):
    door.go("/aarhus", expect=404)


def test_it_says_when_what_is_written_now_is_read(door, clock):
    assert "Skriver du nu, bliver det læst i dag." in door.go("/haderslev").text
    clock.pass_time(hours=6)
    assert "Skriver du nu, bliver det læst i morgen." in door.go("/haderslev").text


def test_lines_that_are_open_stand_first(door):
    page = door.go("/haderslev")
    names = [page.text_of(each) for each in page.all("span") if each.get("class") == "name"]
    states = [page.text_of(each) for each in page.all("span") if "state--" in each.get("class", "")]
    assert names[0] == "Alarmcentralen"
    closed = [at for at, said in enumerate(states) if said.startswith("Åbner")]
    assert closed, "Den Blå Linje opens at 18"
    assert not any(said.startswith("Åben til") for said in states[closed[0] + 1 : -1])


@pytest.mark.parametrize("path", ["/", "/haderslev"])
def test_a_line_whose_hours_nobody_knows_says_so(door, path):
    """Under 'open now' silence would be read as open."""
    page = door.go(path)
    said = [page.text_of(each) for each in page.all("li")]
    for name in ("Børnetelefonen", "Lev Uden Vold"):
        (line,) = (each for each in said if each.startswith(name))
        assert "Vi kender ikke tiden" in line


def test_today_stands_out_in_the_opening_hours(door):
    assert "Tirsdag (i dag)" in door.go("/haderslev").text


def test_a_first_visit_gets_no_cookie(door):
    door.go("/")
    assert not list(door.client.cookies.jar)


def test_the_component_page_is_for_those_who_build(door):
    door.go("/dele")
    door.go("/dele?retning=rtl")
