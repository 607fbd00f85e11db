"""Whoever takes over the public process can open nothing that was sent before (security 2.2, row 11; design 1.1)."""

import gc
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from app.models import CaseKey, Inquiry
from app.portal import Portal, open_portal
from app.settings import Mode, Role, Settings, SettingsFault, fault_in
from app.vault.cases import SUITE, centre_info, open_for_centre, unseal_row
from app.vault.fields import CannotOpen, Place, derived_key, unseal
from app.vault.keys import KeyFault, KeyMissing, Keys, load_keys
from app.vault.tokens import new_token
from tests.clock import Clock
from tests.security.world import World


@pytest.fixture
def public(settings: Settings, keys_folder: Path, clock: Clock, world: World) -> Iterator[Portal]:
    """The public process on the same stores, after somebody has written."""
    assert world.written
    portal = open_portal(replace(settings, role=Role.PUBLIC, keys=keys_folder / "door"), now=clock)
    yield portal
    portal.dispose()


def secrets_in(keys: Keys) -> list[bytes]:
    """Every secret the process holds, and what could be made of it."""
    held = [value for each in fields(keys) for value in flattened(getattr(keys, each.name)) if len(value) == 32]
    assert len(held) >= 5
    purposes = (b"draft", b"code", b"session", b"dek", b"indgang/centre/1")
    return held + [derived_key(secret, purpose) for secret in held for purpose in purposes]


def flattened(value: object) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from flattened(each)
    elif hasattr(value, "public_bytes_raw"):
        yield value.public_bytes_raw()


def test_public_process_cannot_open(public: Portal, world: World) -> None:
    """Not by asking the vault, and not by trying every secret it holds in every lock."""
    with pytest.raises(KeyMissing):
        public.vault.open_for_staff(world.written.inquiry_id)
    with public.vault.keystore.reading() as session:
        row = session.get_one(CaseKey, world.written.inquiry_id)
    with public.data.reading() as session:
        inquiry = session.get_one(Inquiry, world.written.inquiry_id)
    with pytest.raises(KeyMissing):
        open_for_centre(public.vault.keys, row)
    wrapped = unseal_row(public.vault.keys, row)  # the outer layer is the public process's to lock and unlock
    held = secrets_in(public.vault.keys)
    for secret, sealed in itertools.product(held, (wrapped.for_centre, wrapped.notes_for_centre)):
        for purpose in (b"data", b"notes"):
            info = centre_info(row.inquiry_id, centre=row.centre, kid=row.centre_kid, purpose=purpose)
            with pytest.raises((InvalidTag, ValueError)):
                SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(secret), info=info)
    for secret, column in itertools.product(held, ("answers", "contact", "promises")):
        place = Place(inquiry.id, "inquiries", column, inquiry.id).associated_data()
        with pytest.raises(CannotOpen):
            unseal(secret, getattr(inquiry, column), place)
    for secret in held:
        with pytest.raises(InvalidTag):
            AESGCM(secret).decrypt(wrapped.for_code[:12], wrapped.for_code[12:], None)


def test_no_private_key_lies_anywhere_in_the_public_process(keys_folder: Path) -> None:
    """Not in an object that nothing points to any more, either: the folder it is given has none to read."""
    names = {path.name for path in (keys_folder / "door").iterdir()}
    assert not [name for name in names if name.endswith(".private") or name == "totp.key"]
    desk_only = {path.read_bytes() for path in (keys_folder / "desk").iterdir() if path.name not in names}
    given = {path.read_bytes() for path in (keys_folder / "door").iterdir()}
    assert desk_only
    assert not desk_only & given
    public = load_keys(keys_folder / "door", private=False)
    assert not public.opens_inquiries
    assert public.totp is None
    gc.collect()


def test_the_citizens_own_code_still_opens_it(public: Portal, world: World) -> None:
    """The proof that the test above fails for want of a key, and not for want of a working lock."""
    case = public.vault.open_with_code(world.written.code)
    assert case is not None
    assert case.notes_key is None
    with pytest.raises(CannotOpen):
        case.for_notes()


def test_the_public_process_refuses_the_desks_keys(settings: Settings, keys_folder: Path) -> None:
    with pytest.raises(KeyFault, match="must not hold"):
        open_portal(replace(settings, role=Role.PUBLIC, keys=keys_folder / "desk"))


@pytest.mark.parametrize("smuggled", ["centre-haderslev-1.private", "totp.key", "centre-unknown-7.private"])
def test_one_private_key_among_the_public_ones_is_enough_to_refuse(
    smuggled: str, settings: Settings, keys_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(keys_folder / "door", tmp_path / "door")
    source = keys_folder / "desk" / smuggled
    shutil.copy(source if source.exists() else keys_folder / "desk" / "totp.key", folder / smuggled)
    with pytest.raises(KeyFault, match="must not hold"):
        open_portal(replace(settings, role=Role.PUBLIC, keys=folder))


def test_the_desk_refuses_to_start_without_its_keys(settings: Settings, keys_folder: Path) -> None:
    with pytest.raises(KeyFault, match="private keys"):
        open_portal(replace(settings, role=Role.STAFF, keys=keys_folder / "door"))


def test_production_refuses_what_is_for_demonstration(settings: Settings, keys_folder: Path) -> None:
    real = replace(settings, mode=Mode.PRODUCTION, role=Role.PUBLIC, keys=keys_folder / "door")
    real = replace(real, argon2_memory_kib=Settings.argon2_memory_kib)
    with pytest.raises(KeyFault, match="demonstration"):
        open_portal(real)
    assert "demonstration" in (fault_in(replace(real, role=Role.ALL)) or "")
    assert fault_in(replace(real, argon2_memory_kib=1_024)) is not None
    assert fault_in(replace(real, origins=("http://indgangen.test",))) is not None
    assert fault_in(replace(real, keystore_url=real.database_url)) is not None
    assert SettingsFault


def test_keys_that_others_can_read_are_refused(keys_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(keys_folder / "door", tmp_path / "door")
    (folder / "form.key").chmod(0o440)
    with pytest.raises(KeyFault, match="can be read by others"):
        load_keys(folder, private=False)


def test_drafts_and_sessions_open_for_their_own_token_alone(public: Portal, world: World) -> None:
    from app.vault import browser

    writer = world.writer()
    token = next(each.value for each in writer.client.cookies.jar if each.name == "__Host-d") or ""
    with public.vault.keystore.reading() as session:
        draft = browser.open_draft(session, token, now=public.now())
        assert draft is not None
        assert browser.open_draft(session, new_token(), now=public.now()) is None
        sealed = session.scalar(select(browser.Draft.sealed).where(browser.Draft.inquiry_id == draft.inquiry_id))
    for secret in secrets_in(public.vault.keys):
        with pytest.raises(CannotOpen):
            unseal(secret, sealed or b"", b"draft" + draft.inquiry_id.bytes)
