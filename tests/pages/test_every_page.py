"""Nothing is left out: a page that nobody looks at is a page nobody has tested."""

from tests.pages.album import Album

# Routes that answer GET and are no page, each with its reason.
NO_PAGE = {
    "healthz": "one word for a probe",
    "readyz": "one word for a probe",
    "leave": "leads away",
    "queue_news": "a stream for the open queue; a page that is asked for there leads to the queue",
    "continue_writing": "leads on to the first question without an answer",
    "back_to_own_page": "leads back, after a reload of what was sent",
    "back_to_messages": "leads back, after a reload of what was sent",
    "back_to_new_code": "leads back, after a reload of what was sent",
    "back_to_times": "leads back, after a reload of what was sent",
    "back_to_follow_up": "leads back, after a reload of what was sent",
    "back_to_groups": "leads back, after a reload of what was sent",
    "back_to_waiting_list": "leads back, after a reload of what was sent",
    "back_to_sent_answers": "leads back, after a reload of what was sent",
    "download_answers": "the citizen's own answers as a file",
    "group_calendar_file": "a file for one's own calendar",
    "export_answers": "a file for the centre's own record",
    "own_calendar_file": "a file for one's own calendar",
    "calendar_feed": "a file that a calendar program fetches",
}


def test_every_route_that_shows_a_page_is_in_the_album_in_both_languages(album: Album) -> None:
    """A new page fails here until the walk (tests/pages/walk.py) goes there."""
    for language in ("da", "en"):
        seen = {sheet.route for sheet in album if sheet.language == language and sheet.method == "GET"}
        missing = album.gets - seen - NO_PAGE.keys()
        assert not missing, f"the walk never comes to {sorted(missing)} in '{language}'"


def test_what_is_no_page_is_still_there(album: Album) -> None:
    assert not NO_PAGE.keys() - album.gets, "NO_PAGE names routes that are gone"
    assert not NO_PAGE.keys() & {sheet.route for sheet in album}, "NO_PAGE names routes that show a page"


def test_personal_pages_say_nothing_in_their_titles(album: Album) -> None:
    """Two pages with the same neutral title are well; one that names its subject is not (security 3.3, 3.15)."""
    for sheet in album:
        if sheet.path.removeprefix("/en").startswith(
            ("/skriv", "/tjek", "/kode", "/min-side", "/log-ind", "/personale")
        ):
            assert "no-store" in sheet.headers["cache-control"], str(sheet)
            assert "noindex" in sheet.headers["x-robots-tag"], str(sheet)
            assert sheet.page.title.endswith("Indgangen"), f"{sheet}: {sheet.page.title}"


def test_error_pages_say_so_in_the_title(album: Album) -> None:
    for sheet in album:
        if sheet.status == 422:
            said = "Fejl:" if sheet.language == "da" else "Error:"
            assert sheet.page.title.startswith(said), f"{sheet}: {sheet.page.title}"
