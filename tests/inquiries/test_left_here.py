"""Who comes back by the front page finds what they left, and nobody else learns that there was anything."""

import pytest

from tests.security.away import away

FRONT_PAGES = ("/", "/haderslev")
NOTES = ("Du har en kladde her", "Din kode venter")


@pytest.mark.parametrize("path", FRONT_PAGES)
def test_a_first_visit_is_told_of_nothing(door, path):
    page = door.go(path)
    assert not [note for note in NOTES if note in page.text]
    assert not list(door.client.cookies.jar)


@pytest.mark.parametrize("path", FRONT_PAGES)
def test_a_draft_is_found_again_and_its_words_are_not_told(nadia, path):
    page = nadia.has_a_draft().browser.go(path)
    assert "Du har en kladde her" in page.text
    assert 'href="/skriv"' in page.html
    for told in ("lejlighed", "Skipper"):
        assert told not in page.html


def test_no_copy_of_it_is_kept_anywhere(nadia):
    nadia.has_a_draft().browser.go("/")
    headers = nadia.browser.response.headers
    assert headers["cache-control"] == "no-store"
    assert "Cookie" in headers["vary"]


def test_a_code_that_is_not_written_down_is_found_again(nadia):
    page = nadia.sends().browser.go("/")
    assert "Din kode venter" in page.text
    assert "Du har en kladde her" not in page.text
    assert nadia.code not in page.text.replace(" ", "")
    assert 'href="/kode"' in page.html


def test_when_it_is_finished_there_is_nothing_more_to_find(nadia):
    nadia.sends().writes_it_down()
    page = nadia.browser.go("/")
    assert not [note for note in NOTES if note in page.text]


def test_leaving_deletes_it_as_the_note_says(nadia):
    nadia.has_a_draft().browser.go("/")
    nadia.browser.client.get("/ud", follow_redirects=False)
    page = nadia.browser.go("/")
    assert not [note for note in NOTES if note in page.text]


@pytest.mark.parametrize("path", FRONT_PAGES)
def test_it_never_keeps_the_front_page_from_coming_up(nadia, portal, path):
    nadia.has_a_draft()
    with away(portal.data, portal.vault.keystore):
        assert "112" in nadia.browser.go(path).html
