"""Destroying keys that are no longer in use, so that whatever they opened opens for nobody."""

import os
from pathlib import Path

from app.vault.making import DESK, DOOR

GONE = ".gone"


def destroy_keys(folder: Path, old: dict[str, list[int]]) -> int:
    """Destroy these numbers of each key, in both folders. Returns how many files went.

    The private key goes first: wherever a crash stops this, what is left is a folder that loads.
    Other copies of the folders are beyond reach here and must be destroyed by whoever made them.
    """
    endings = {True: (".key",), False: (".private", ".public")}
    destroyed = 0
    for place in (folder / DESK, folder / DOOR):
        for name, kids in old.items():
            for ending in endings[name == "store"]:
                destroyed += sum(_destroy(place / f"{name}-{kid}{ending}") for kid in kids)
    for half_done in leftovers(folder):
        _wipe(half_done)
    return destroyed


def leftovers(folder: Path) -> list[Path]:
    """Keys that a crash caught between their new name and their end."""
    return [path for place in (folder / DESK, folder / DOOR) for path in place.glob(f"*{GONE}")]


def _destroy(path: Path) -> bool:
    """Rename, overwrite, delete: the name goes first, so that half a key is never taken for a whole one."""
    if not path.exists():
        return False
    gone = path.with_name(path.name + GONE)
    path.rename(gone)
    _wipe(gone)
    return True


def _wipe(path: Path) -> None:
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
