"""The keys a process holds: files in a folder, each with one purpose, checked before anything starts.

``keys/door`` is for the public process and holds nothing that opens an inquiry.
``keys/desk`` is for the staff process and holds the centres' private keys besides.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

KEY_BYTES = 32
DEMO_MARK = "DEMO"
CENTRE_KEY = re.compile(r"centre-(?P<centre>[a-z0-9-]+)-(?P<kid>\d+)\.(?P<kind>public|private)")
STORE_KEY = re.compile(r"store-(?P<kid>\d+)\.key")
Loaded = TypeVar("Loaded")
CODE_KEY = re.compile(r"code-(?P<purpose>salt|lookup)-(?P<kid>\d+)\.key")


class KeyFault(Exception):
    """The key folder is not safe to start with. The message says which file and what to do."""


class KeyMissing(KeyFault):
    """A stored row asks for a key that this process does not hold."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What one process may hold. Numbers are key ids ("kid"); the highest seals, all of them open."""

    centre_public: dict[tuple[str, int], X25519PublicKey] = field(default_factory=dict)
    centre_private: dict[tuple[str, int], X25519PrivateKey] = field(default_factory=dict, repr=False)
    store: dict[int, bytes] = field(default_factory=dict, repr=False)
    code_salt: dict[int, bytes] = field(default_factory=dict, repr=False)
    code_lookup: dict[int, bytes] = field(default_factory=dict, repr=False)
    form: bytes = field(default=b"", repr=False)
    totp: bytes | None = field(default=None, repr=False)
    demo: bool = False

    def newest_centre_kid(self, centre: str) -> int:
        kids = [kid for name, kid in self.centre_public if name == centre]
        if not kids:
            raise KeyMissing(f"There is no key for the centre '{centre}'. Run: python -m app keys init FOLDER")
        return max(kids)

    @property
    def newest_store_kid(self) -> int:
        return max(self.store)

    @property
    def newest_code_kid(self) -> int:
        return max(self.code_salt)

    @property
    def opens_inquiries(self) -> bool:
        return bool(self.centre_private)


def load_keys(folder: Path, *, private: bool) -> Keys:
    """Read and check a key folder. ``private`` says whether this process may open inquiries.

    Raises ``KeyFault`` when a key is missing, readable by others, of the wrong length, empty or used twice,
    and when a process that must not open inquiries has been handed something that does.
    """
    if not folder.is_dir():
        raise KeyFault(f"There is no key folder at {folder}. Run: python -m app keys init FOLDER")
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    if not private:
        refuse_private(files)
    secrets = {name: read_key(path) for name, path in files.items() if path.suffix in (".key", ".public", ".private")}
    refuse_twins(secrets)
    keys = Keys(
        centre_public=dict(centre_keys(secrets, "public", X25519PublicKey.from_public_bytes)),
        centre_private=dict(centre_keys(secrets, "private", X25519PrivateKey.from_private_bytes)),
        store={int(found["kid"]): secret for found, secret in matching(STORE_KEY, secrets)},
        code_salt={int(m["kid"]): s for m, s in matching(CODE_KEY, secrets) if m["purpose"] == "salt"},
        code_lookup={int(m["kid"]): s for m, s in matching(CODE_KEY, secrets) if m["purpose"] == "lookup"},
        form=secrets.get("form.key", b""),
        totp=secrets.get("totp.key") if private else None,
        demo=DEMO_MARK in files,
    )
    if fault := fault_in(keys, private=private):
        raise KeyFault(f"{folder}: {fault}")
    return keys


def refuse_private(names: Iterable[str]) -> None:
    """The public process must not be able to open anything, so it does not start near a private key."""
    for name in names:
        if name.endswith(".private") or name == "totp.key":
            raise KeyFault(f"This process is public and must not hold '{name}'. Give it the 'door' folder instead.")


def read_key(path: Path) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFault(f"{path} can be read by others. Run: chmod 400 {path}")
    secret = path.read_bytes()
    if len(secret) != KEY_BYTES:
        raise KeyFault(f"{path} is {len(secret)} bytes long; a key is {KEY_BYTES}. It is damaged or the wrong file.")
    if not any(secret):
        raise KeyFault(f"{path} is empty of randomness. Make new keys: python -m app keys init FOLDER")
    return secret


def refuse_twins(secrets: dict[str, bytes]) -> None:
    seen: dict[bytes, str] = {}
    for name, secret in secrets.items():
        if secret in seen:
            raise KeyFault(f"'{name}' and '{seen[secret]}' are the same key. Each purpose needs a key of its own.")
        seen[secret] = name


def matching(pattern: re.Pattern[str], secrets: dict[str, bytes]) -> Iterable[tuple[re.Match[str], bytes]]:
    return ((found, secret) for name, secret in secrets.items() if (found := pattern.fullmatch(name)))


def centre_keys(
    secrets: dict[str, bytes], kind: str, load: Callable[[bytes], Loaded]
) -> Iterable[tuple[tuple[str, int], Loaded]]:
    for found, secret in matching(CENTRE_KEY, secrets):
        if found["kind"] == kind:
            yield (found["centre"], int(found["kid"])), load(secret)


def fault_in(keys: Keys, *, private: bool) -> str | None:
    if not keys.centre_public:
        return "no centre has a public key."
    if not keys.store or not keys.form:
        return "'store-1.key' or 'form.key' is missing."
    if not keys.code_salt or keys.code_salt.keys() != keys.code_lookup.keys():
        return "'code-salt-N.key' and 'code-lookup-N.key' must come in pairs."
    if private and (keys.totp is None or not keys.centre_private):
        return "the desk needs the centres' private keys and 'totp.key'. Give it the 'desk' folder."
    return fault_in_pairs(keys, private=private)


def fault_in_pairs(keys: Keys, *, private: bool) -> str | None:
    """What is sealed to a public key must open with its private key, so the newest must be here and fit."""
    for centre_kid, secret in keys.centre_private.items():
        public = keys.centre_public.get(centre_kid)
        if public is None or public.public_bytes_raw() != secret.public_key().public_bytes_raw():
            return f"the two keys of centre '{centre_kid[0]}' (number {centre_kid[1]}) do not belong together."
    for centre, _ in keys.centre_public if private else ():
        kid = keys.newest_centre_kid(centre)
        if (centre, kid) not in keys.centre_private:
            return f"'centre-{centre}-{kid}.private' is missing: nobody could read what is sent to that centre."
    return None


def write_key(path: Path, secret: bytes) -> None:
    """Write one key so that nobody else can read it and a crash leaves the old file or the new, never half."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
