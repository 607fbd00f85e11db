"""For tests of what is decided above the database: import ``store_urls`` from here, and they run once."""

import pytest


@pytest.fixture(params=["sqlite"])
def store_urls(store_urls: object) -> object:
    return store_urls


__all__ = ["store_urls"]
