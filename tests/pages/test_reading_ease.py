"""Every page at the door is easy to read: LIX at most 30 where something is filled in, 35 elsewhere (words.md)."""

import sys

import pytest

from app.rules.plain_text import lix
from tests.pages.album import Album, Sheet
from tests.pages.words import has_fields, reading_text

MOST_ON_FORMS = 30
MOST_ELSEWHERE = 35
FOR_BUILDERS = frozenset({"components"})  # the page that shows every component is not read by citizens


def measured(album: Album) -> list[tuple[float, int, Sheet]]:
    """Each Danish page of the door with its LIX and what it may be at most."""
    door = (sheet for sheet in album if sheet.language == "da" and not sheet.at_desk)
    read = (sheet for sheet in door if sheet.route not in FOR_BUILDERS)
    return [
        (lix(reading_text(sheet.page.root)), MOST_ON_FORMS if has_fields(sheet.page.root) else MOST_ELSEWHERE, sheet)
        for sheet in read
    ]


def test_no_page_is_hard_to_read(album: Album, capsys: pytest.CaptureFixture[str]) -> None:
    pages = sorted(measured(album), key=lambda page: page[0], reverse=True)
    hard = [f"{value:.1f} (at most {most}): {sheet}" for value, most, sheet in pages if value > most]
    with capsys.disabled():
        middle = pages[len(pages) // 2][0]
        sys.stderr.write(f"\nLIX of {len(pages)} pages: most {pages[0][0]:.1f}, middle {middle:.1f}\n")
    assert not hard, f"{len(hard)} pages are too hard\n" + "\n".join(hard)
