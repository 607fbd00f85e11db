"""Making the key folders: ``door`` for the public process, ``desk`` for the staff process.

The order of writing is the safety: a private key stands before its public one, so that nothing is ever
sealed to a key that nobody has; the desk's folder is whole before the door's. Whatever a crash leaves
is completed by running it again, and nothing that exists is ever overwritten.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.vault.keys import CENTRE_KEY, CODE_KEY, DEMO_MARK, KEY_BYTES, STORE_KEY, KeyFault, write_key

DOOR, DESK = "door", "desk"
SHARED = ("store-1.key", "code-salt-1.key", "code-lookup-1.key", "form.key", "totp.key")
DEMO_TEXT = b"These keys were made for a demonstration. Production refuses them.\n"


def make_keys(folder: Path, *, centres: Iterable[str], demo: bool = False) -> list[str]:
    """Make what is missing under ``folder`` for these centres. Returns the names of the keys that are new.

    Raises ``KeyFault`` when keys are missing that must once have been there, and when a demonstration and
    real life would be mixed.
    """
    desk = _folder(folder / DESK)
    _refuse_mixing(desk, demo=demo)
    if demo:
        _mark_demo(desk)
    made = [*_make_shared(desk), *_make_centres(desk, centres)]
    _settle(desk)
    fill_door(folder)
    return made


def add_centre_key(desk: Path, centre: str, kid: int) -> None:
    """A new pair for a centre. The public key is read by others, so it is written last."""
    private = X25519PrivateKey.generate()
    write_key(desk / f"centre-{centre}-{kid}.private", private.private_bytes_raw())
    _settle(desk)
    write_key(desk / f"centre-{centre}-{kid}.public", private.public_key().public_bytes_raw())


def add_store_key(desk: Path, kid: int) -> None:
    write_key(desk / f"store-{kid}.key", os.urandom(KEY_BYTES))


def fill_door(folder: Path) -> None:
    """Give the door what it needs and lacks: public keys and what is shared, never what opens an inquiry."""
    desk, door = folder / DESK, _folder(folder / DOOR)
    complete_pairs(desk)
    if (desk / DEMO_MARK).exists():
        _mark_demo(door)
    for source in sorted(desk.iterdir()):
        if _for_door(source.name) and not (door / source.name).exists():
            write_key(door / source.name, source.read_bytes())
    _settle(door)


def complete_pairs(desk: Path) -> None:
    """A crash may have left a private key without its public one, which follows from it."""
    for path in sorted(desk.glob("*.private")):
        public = path.with_suffix(".public")
        if not public.exists():
            private = X25519PrivateKey.from_private_bytes(path.read_bytes())
            write_key(public, private.public_key().public_bytes_raw())


def numbers(desk: Path, name: str, *, kind: str = "public") -> list[int]:
    """The numbers under which a key exists, the oldest first. ``name`` is 'store' or 'centre-<key>'."""
    if name == "store":
        return sorted(int(found["kid"]) for path in desk.iterdir() if (found := STORE_KEY.fullmatch(path.name)))
    found_keys = (CENTRE_KEY.fullmatch(path.name) for path in desk.iterdir())
    wanted = name.removeprefix("centre-")
    return sorted(int(m["kid"]) for m in found_keys if m and m["centre"] == wanted and m["kind"] == kind)


def centre_names(desk: Path) -> list[str]:
    """The centres that have a key of any number."""
    found = (CENTRE_KEY.fullmatch(path.name) for path in desk.iterdir())
    return sorted({each["centre"] for each in found if each})


def _make_shared(desk: Path) -> list[str]:
    missing = [name for name in SHARED if not _exists(desk, name)]
    if missing and centre_names(desk):
        # These are written first. Where a centre has its key and these are gone, somebody has lost them.
        raise KeyFault(f"{desk} has lost '{missing[0]}'. Put it back from the safe copy: a new one opens nothing.")
    for name in missing:
        write_key(desk / name, os.urandom(KEY_BYTES))
    return missing


def _make_centres(desk: Path, centres: Iterable[str]) -> list[str]:
    made = []
    complete_pairs(desk)
    for centre in centres:
        public = numbers(desk, f"centre-{centre}")
        if not public:
            add_centre_key(desk, centre, 1)
            made.append(f"centre-{centre}-1")
        elif public[-1] not in numbers(desk, f"centre-{centre}", kind="private"):
            raise KeyFault(f"{desk} has lost 'centre-{centre}-{public[-1]}.private'. Put it back from the safe copy.")
    return made


def _exists(desk: Path, name: str) -> bool:
    """Whether a shared key is there, also under a later number."""
    if STORE_KEY.fullmatch(name):
        return bool(numbers(desk, "store"))
    if found := CODE_KEY.fullmatch(name):
        return any(desk.glob(f"code-{found['purpose']}-*.key"))
    return (desk / name).exists()


def _for_door(name: str) -> bool:
    if found := CENTRE_KEY.fullmatch(name):
        return found["kind"] == "public"
    return name == "form.key" or bool(STORE_KEY.fullmatch(name) or CODE_KEY.fullmatch(name))


def _refuse_mixing(desk: Path, *, demo: bool) -> None:
    marked = (desk / DEMO_MARK).exists()
    if demo and not marked and any(desk.iterdir()):
        raise KeyFault(f"{desk} holds real keys. Make the demonstration's in a folder of their own.")
    if marked and not demo:
        raise KeyFault(f"{desk} holds a demonstration's keys. Make the real ones in a folder of their own.")


def _mark_demo(place: Path) -> None:
    (place / DEMO_MARK).write_bytes(DEMO_TEXT)


def _folder(place: Path) -> Path:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _settle(place: Path) -> None:
    """Make the names durable too: a key that seals something must outlive the power going a second later."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
