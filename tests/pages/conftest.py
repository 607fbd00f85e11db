"""The album of all pages, for whoever wants to look at every one of them."""

from pathlib import Path

import pytest

from tests import stores
from tests.pages.album import Album
from tests.pages.collecting import collected


@pytest.fixture(scope="session")
def album(keys_folder: Path, sqlite_template: stores.StoreUrls) -> Album:
    """Every page in every state, in Danish and English."""
    return collected(keys_folder, sqlite_template)
