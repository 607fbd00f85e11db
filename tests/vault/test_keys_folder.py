"""The key folder (R25): anything wrong with it is refused with one clear line, and nothing is overwritten."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.portal import open_portal
from app.settings import Mode, Role, Settings, SettingsFault, fault_in, settings_from
from app.vault.keys import KeyFault, load_keys, write_key
from app.vault.making import add_centre_key, make_keys

CENTRES = ("haderslev", "ishoej")


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """Real keys, fresh for every test."""
    folder = tmp_path / "keys"
    make_keys(folder, centres=CENTRES)
    return folder


def overwrite(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    path.chmod(0o400)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_each_process_gets_what_it_needs(vault_folder: Path) -> None:
    public = {"centre-haderslev-1.public", "centre-ishoej-1.public"}
    shared = {"store-1.key", "code-salt-1.key", "code-lookup-1.key", "form.key"}
    private = {"centre-haderslev-1.private", "centre-ishoej-1.private", "totp.key"}
    assert names(vault_folder / "door") == public | shared
    assert names(vault_folder / "desk") == public | shared | private
    assert not load_keys(vault_folder / "door", private=False).opens_inquiries
    assert load_keys(vault_folder / "desk", private=True).opens_inquiries


def test_nobody_else_can_read_them(vault_folder: Path) -> None:
    for place in ("door", "desk"):
        assert (vault_folder / place).stat().st_mode & 0o077 == 0
        assert {path.stat().st_mode & 0o777 for path in (vault_folder / place).iterdir()} == {0o400}


def test_making_again_changes_nothing(vault_folder: Path) -> None:
    before = {path: path.read_bytes() for path in vault_folder.rglob("*.*")}
    assert make_keys(vault_folder, centres=CENTRES) == []
    assert {path: path.read_bytes() for path in vault_folder.rglob("*.*")} == before


def test_a_new_centre_gets_keys_and_the_others_keep_theirs(vault_folder: Path) -> None:
    before = {path: path.read_bytes() for path in vault_folder.rglob("*.*")}
    assert make_keys(vault_folder, centres=(*CENTRES, "koebenhavn")) == ["centre-koebenhavn-1"]
    after = {path: path.read_bytes() for path in vault_folder.rglob("*.*")}
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 3


def test_making_that_is_cut_anywhere_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a crash leaves, the next run makes whole, and no public key ever stands without its private one."""
    cuts = 0
    while True:
        folder, written = tmp_path / f"cut-{cuts}", 0

        def write(path: Path, secret: bytes, limit: int = cuts) -> None:
            nonlocal written
            if written == limit:
                raise InterruptedError
            written += 1
            write_key(path, secret)

        with monkeypatch.context() as patched:
            patched.setattr("app.vault.making.write_key", write)
            try:
                make_keys(folder, centres=CENTRES)
                break
            except InterruptedError:
                pass
        for public in (folder / "desk").glob("*.public"):
            assert public.with_suffix(".private").exists()
        make_keys(folder, centres=CENTRES)
        assert load_keys(folder / "desk", private=True).opens_inquiries
        load_keys(folder / "door", private=False)
        cuts += 1
    assert cuts == 15


Damage = Callable[[Path], object]
FAULTS: dict[str, tuple[Damage, str, str]] = {
    "no folder": (shutil.rmtree, "desk", "There is no key folder"),
    "store key missing": (
        lambda desk: (desk / "store-1.key").unlink(),
        "desk",
        "'store-1.key' or 'form.key' is missing",
    ),
    "form key missing": (lambda desk: (desk / "form.key").unlink(), "desk", "'form.key' is missing"),
    "salt without lookup": (lambda desk: (desk / "code-lookup-1.key").unlink(), "desk", "must come in pairs"),
    "no totp key": (
        lambda desk: (desk / "totp.key").unlink(),
        "desk",
        "needs the centres' private keys and 'totp.key'",
    ),
    "a private key lost": (lambda desk: (desk / "centre-ishoej-1.private").unlink(), "desk", "nobody could read"),
    "a public key lost": (lambda desk: (desk / "centre-ishoej-1.public").unlink(), "desk", "do not belong together"),
    "no public key at all": (
        lambda door: [path.unlink() for path in door.glob("*.public")],
        "door",
        "no centre has a public key",
    ),
    "truncated": (lambda desk: overwrite(desk / "store-1.key", b"x" * 31), "desk", "is 31 bytes long"),
    "too long": (lambda desk: overwrite(desk / "store-1.key", b"x" * 33), "desk", "is 33 bytes long"),
    "empty": (lambda desk: overwrite(desk / "store-1.key", b""), "desk", "is 0 bytes long"),
    "all zero": (lambda desk: overwrite(desk / "store-1.key", bytes(32)), "desk", "empty of randomness"),
    "readable by the group": (lambda desk: (desk / "store-1.key").chmod(0o440), "desk", "can be read by others"),
    "readable by the world": (lambda desk: (desk / "form.key").chmod(0o444), "desk", "can be read by others"),
    "twins": (
        lambda desk: overwrite(desk / "form.key", (desk / "store-1.key").read_bytes()),
        "desk",
        "are the same key",
    ),
    "swapped pairs": (lambda desk: swap(desk, "haderslev", "ishoej"), "desk", "do not belong together"),
    "wrong private key": (
        lambda desk: overwrite(desk / "centre-ishoej-1.private", b"w" * 32),
        "desk",
        "do not belong together",
    ),
    "a private key at the door": (
        lambda door: overwrite(door / "centre-ishoej-1.private", b"w" * 32),
        "door",
        "must not hold 'centre-ishoej-1.private'",
    ),
    "the desk's totp key at the door": (lambda door: overwrite(door / "totp.key", b"t" * 32), "door", "must not hold"),
}


def swap(desk: Path, one: str, other: str) -> None:
    first, second = desk / f"centre-{one}-1.public", desk / f"centre-{other}-1.public"
    contents = first.read_bytes(), second.read_bytes()
    overwrite(first, contents[1])
    overwrite(second, contents[0])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_that_is_not_safe_is_refused_in_one_line(vault_folder: Path, fault: str) -> None:
    damage, place, said = FAULTS[fault]
    damage(vault_folder / place)
    with pytest.raises(KeyFault, match=said) as refused:
        load_keys(vault_folder / place, private=place == "desk")
    assert "\n" not in str(refused.value)


def test_the_desks_folder_is_refused_at_the_door(vault_folder: Path) -> None:
    with pytest.raises(KeyFault, match="This process is public"):
        load_keys(vault_folder / "desk", private=False)


def test_the_doors_folder_is_refused_at_the_desk(vault_folder: Path) -> None:
    with pytest.raises(KeyFault, match="needs the centres' private keys"):
        load_keys(vault_folder / "door", private=True)


def test_a_lost_key_is_asked_for_and_not_made_anew(vault_folder: Path) -> None:
    """A new store key would be another one: everything stored would be lost, and it would look well."""
    (vault_folder / "desk" / "store-1.key").unlink()
    with pytest.raises(KeyFault, match=r"has lost 'store-1\.key'\. Put it back"):
        make_keys(vault_folder, centres=CENTRES)
    assert not (vault_folder / "desk" / "store-1.key").exists()


def test_a_lost_private_key_is_asked_for(vault_folder: Path) -> None:
    (vault_folder / "desk" / "centre-ishoej-1.private").unlink()
    with pytest.raises(KeyFault, match=r"has lost 'centre-ishoej-1\.private'\. Put it back"):
        make_keys(vault_folder, centres=CENTRES)


def test_the_newest_number_seals(vault_folder: Path) -> None:
    add_centre_key(vault_folder / "desk", "ishoej", 2)
    keys = load_keys(vault_folder / "desk", private=True)
    assert (keys.newest_centre_kid("ishoej"), keys.newest_centre_kid("haderslev")) == (2, 1)


def test_demonstration_and_real_life_are_never_mixed(vault_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyFault, match="holds real keys"):
        make_keys(vault_folder, centres=CENTRES, demo=True)
    make_keys(tmp_path / "demo", centres=CENTRES, demo=True)
    with pytest.raises(KeyFault, match="demonstration's keys"):
        make_keys(tmp_path / "demo", centres=CENTRES)
    assert load_keys(tmp_path / "demo" / "door", private=False).demo


def production(settings: Settings, folder: Path, role: Role) -> Settings:
    place = "door" if role is Role.PUBLIC else "desk"
    return replace(
        settings,
        mode=Mode.PRODUCTION,
        role=role,
        keys=folder / place,
        origins=("https://indgangen.example.dk",),
        argon2_memory_kib=Settings.argon2_memory_kib,
    )


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [Role.PUBLIC, Role.STAFF])
def test_production_refuses_demonstration_keys(settings: Settings, tmp_path: Path, role: Role) -> None:
    real, demo = tmp_path / "real", tmp_path / "demo"
    make_keys(real, centres=(*CENTRES, "koebenhavn"))
    make_keys(demo, centres=(*CENTRES, "koebenhavn"), demo=True)
    open_portal(production(settings, real, role)).dispose()
    with pytest.raises(KeyFault, match="made for a demonstration"):
        open_portal(production(settings, demo, role))


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_a_centre_without_a_key_is_refused(settings: Settings, vault_folder: Path) -> None:
    with pytest.raises(KeyFault, match="'koebenhavn' has no key"):
        open_portal(production(settings, vault_folder, Role.STAFF))


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_production_refuses_all_roles_in_one_process(settings: Settings, vault_folder: Path) -> None:
    assert "is for demonstration" in (fault_in(production(settings, vault_folder, Role.ALL)) or "")


def test_production_refuses_the_role_all_from_the_environment() -> None:
    environment = {
        "INDGANG_ROLE": "all",
        "INDGANG_DATABASE_URL": "sqlite:///a.db",
        "INDGANG_KEYSTORE_URL": "sqlite:///b.db",
        "INDGANG_ORIGINS": "https://indgangen.example.dk",
    }
    with pytest.raises(SettingsFault, match="INDGANG_ROLE=all is for demonstration"):
        settings_from(environment)
