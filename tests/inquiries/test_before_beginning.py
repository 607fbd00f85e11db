"""The page before the first question: true in what it promises, and the same way in in another language."""

import pytest


def in_english(page) -> str:
    return next(each.get("href") for each in page.all("a") if each.get("hreflang") == "en")


def hidden(page) -> dict[str, str]:
    fields = (each for each in page.all("input") if each.get("type") == "hidden")
    return {each.get("name"): each.get("value") for each in fields if each.get("name") != "csrf_token"}


@pytest.mark.parametrize("way_in", [{"centre": "haderslev"}, {"door": "unge-haderslev"}])
def test_another_language_keeps_the_centre_and_the_door(door, way_in):
    ((name, value),) = way_in.items()
    page = door.go(f"/begynd/selv?{name}={value}")
    assert hidden(page) == way_in
    page = door.go(in_english(page))
    assert page.language == "en"
    assert hidden(page) == way_in
    danish = next(each.get("href") for each in page.all("a") if each.get("hreflang") == "da")
    assert hidden(door.go(danish)) == way_in


@pytest.mark.parametrize("query", ["centre=narnia", "door=narnia", "centre=haderslev&next=//evil.example", "x=1"])
def test_nothing_that_a_visitor_sent_is_put_into_the_link(door, query):
    link = in_english(door.go(f"/begynd/selv?{query}"))
    assert link in ("/en/begynd/selv", "/en/begynd/selv?centre=haderslev")


def test_it_promises_no_more_than_is_so(door):
    page = door.go("/begynd/selv")
    assert "springe alt over" not in page.text
    assert "Vi skal vide, hvem der skal læse det" in page.text


@pytest.mark.parametrize("path", ["/begynd/selv", "/trygt"])
def test_a_key_is_named_only_where_a_script_has_seen_that_there_are_keys(door, path):
    page = door.go(path)
    named = [each for each in page.root.iter() if "Skift" in (each.text or "")]
    assert named
    assert all(each.get("class") == "keyboard-only" for each in named)


def test_who_asks_without_saying_who_is_told_so_in_one_voice(nadia):
    nadia.writes(hjemme={"hypothetical": "true"})
    assert "Spørger uden at sige, hvem det er" in nadia.browser.page.text
    assert "hvem I er" not in nadia.browser.page.text
