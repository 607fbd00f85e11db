"""Rotation: every inquiry comes under new keys, and the old ones are destroyed.

Two steps with a restart between, so that nobody meets a key their process does not have.
``begin`` only makes new keys; both processes are restarted and from then on hold old and new.
``finish`` forbids the old ones in the key store itself, re-wraps what is still under them, reads
every row back with the new ones alone, and destroys the old. Both can be run again wherever they stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, text
from sqlalchemy.orm import Session

from app.database import Store, scrub
from app.models import CaseKey, RetiredKey
from app.vault.cases import open_for_centre, rewrap
from app.vault.destroying import destroy_keys, leftovers
from app.vault.fields import CannotOpen
from app.vault.keys import KeyFault, KeyMissing, Keys, load_keys
from app.vault.making import DESK, DOOR, add_centre_key, add_store_key, centre_names, fill_door, numbers

BATCH = 100  # rows in one transaction: short enough that a visitor never waits
STORE = "store"
Kept = TypeVar("Kept")


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """What a finished rotation did: rows re-wrapped, rows read back, files destroyed."""

    rewrapped: int
    verified: int
    destroyed: int


def begin(folder: Path) -> list[str]:
    """Make a new key for the store and every centre that has only one. Returns their names."""
    fill_door(folder)
    desk, made = folder / DESK, []
    for name in _names(desk):
        existing = numbers(desk, name)
        if len(existing) != 1:
            continue
        kid = existing[0] + 1
        if name == STORE:
            add_store_key(desk, kid)
        else:
            add_centre_key(desk, name.removeprefix("centre-"), kid)
        made.append(f"{name}-{kid}")
    fill_door(folder)
    return made


def finish(folder: Path, keystore: Store) -> Rotated:
    """Bring every row under the newest keys and destroy the others. Raises ``KeyFault`` and keeps every key
    when a single row cannot be read."""
    fill_door(folder)
    keys = load_keys(folder / DESK, private=True)
    old = _old_keys(folder)
    if not old and not leftovers(folder):
        raise KeyFault("There is no rotation to finish. Begin one: python -m app keys rotate FOLDER")
    _retire(keystore, {name: kids[-1] for name, kids in old.items()})
    rewrapped, unreadable = _rewrap_all(keystore, keys)
    verified, lost = _verify_all(keystore, newest_only(keys))
    if unreadable or lost:
        raise KeyFault(
            f"{len(unreadable | lost)} rows cannot be read, the first is {min(unreadable | lost)}. "
            "The old keys are kept. Put those rows right and finish again."
        )
    scrub(keystore)
    return Rotated(rewrapped=rewrapped, verified=verified, destroyed=destroy_keys(folder, old))


def newest_only(keys: Keys) -> Keys:
    """The keys as they will be when the old ones are gone."""
    return replace(
        keys,
        centre_public=_newest(keys, keys.centre_public),
        centre_private=_newest(keys, keys.centre_private),
        store={keys.newest_store_kid: keys.store[keys.newest_store_kid]},
    )


def _newest(keys: Keys, generations: dict[tuple[str, int], Kept]) -> dict[tuple[str, int], Kept]:
    return {name: key for name, key in generations.items() if name[1] == keys.newest_centre_kid(name[0])}


def _old_keys(folder: Path) -> dict[str, list[int]]:
    """Every number but the newest, in either folder: a crash may have destroyed the desk's and left the door's."""
    found = {}
    for name in _names(folder / DESK):
        kids = {*numbers(folder / DESK, name), *numbers(folder / DOOR, name)}
        if old := sorted(kids - {max(kids)}):
            found[name] = old
    return found


def _names(desk: Path) -> list[str]:
    return [STORE, *(f"centre-{centre}" for centre in centre_names(desk))]


def _retire(keystore: Store, kids: dict[str, int]) -> None:
    """Let the database refuse these keys from now on. A process that was not restarted then fails, and says so,
    instead of storing what nobody could ever open. Waits for whoever is writing under an old key right now."""
    with keystore.writing() as session:
        if not keystore.sqlite:
            session.execute(text("LOCK TABLE case_keys IN SHARE ROW EXCLUSIVE MODE"))
        for name, kid in kids.items():
            session.merge(RetiredKey(name=name, kid=kid))


def _rewrap_all(keystore: Store, keys: Keys) -> tuple[int, set[UUID]]:
    rewrapped, unreadable, after = 0, set[UUID](), None
    while True:
        with keystore.writing() as session:
            rows = _next_batch(session, keys, after)
            for row in rows:
                try:
                    rewrap(keys, row)
                    rewrapped += 1
                except (CannotOpen, KeyMissing):
                    unreadable.add(row.inquiry_id)
        if not rows:
            return rewrapped, unreadable
        after = rows[-1].inquiry_id


def _next_batch(session: Session, keys: Keys, after: UUID | None) -> list[CaseKey]:
    query = select(CaseKey).where(_under_old_keys(keys)).order_by(CaseKey.inquiry_id).limit(BATCH).with_for_update()
    return list(session.scalars(query.where(CaseKey.inquiry_id > after) if after else query))


def _under_old_keys(keys: Keys) -> ColumnElement[bool]:
    newest = {centre: keys.newest_centre_kid(centre) for centre, _ in keys.centre_public}
    return or_(
        CaseKey.store_kid != keys.newest_store_kid,
        *(and_(CaseKey.centre == centre, CaseKey.centre_kid != kid) for centre, kid in newest.items()),
    )


def _verify_all(keystore: Store, keys: Keys) -> tuple[int, set[UUID]]:
    """Read every row back from the store. The citizen's wrap is inside what the store key has just proved whole."""
    verified, lost = 0, set[UUID]()
    with keystore.reading() as session:
        for row in _all_rows(session):
            try:
                open_for_centre(keys, row)
                verified += 1
            except (CannotOpen, KeyMissing):
                lost.add(row.inquiry_id)
    return verified, lost


def _all_rows(session: Session) -> Iterator[CaseKey]:
    return session.scalars(select(CaseKey).execution_options(yield_per=1_000))
