"""The album of all pages, for whoever wants to look at every one of them."""

from pathlib import Path

import pytest

from tests import stores
from tests.pages.album import Album
from tests.pages.collecting import collected


@pytest.fixture(scope="session")
def album_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("album")


@pytest.fixture(scope="session")
def album(keys_folder: Path, sqlite_template: stores.StoreUrls, album_folder: Path) -> Album:
    """Every page in every state, in Danish and English. Collected once."""
    return collected(keys_folder, stores.sqlite_copy(sqlite_template, album_folder))
