"""``keys``: make, check and rotate the key folders."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.catalogue import load_catalogue
from app.commands import CommandFault
from app.commands.stores import key_store
from app.settings import catalogue_folder, settings_from
from app.vault import rotation
from app.vault.keys import KeyFault, Keys, load_keys
from app.vault.making import DESK, DOOR, make_keys

CUSTODY = """Give 'door' to the public process and 'desk' to the staff process, and nobody else.
Keep a copy of 'desk' locked away, apart from every backup: without it nobody can read an inquiry."""
RESTART = """New keys are made; nothing is re-wrapped yet, and nobody notices anything.
Give both processes their folders and restart both. Then run: python -m app keys rotate {folder} --finish"""
AFTERWARDS = """Destroy every other copy of the old keys, and take a new backup of the key store:
from now on its older backups open for nobody."""


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    init = deeds.add_parser("init", help="make the keys that are missing; nothing is overwritten")
    init.add_argument("--demo", action="store_true", help="mark them as a demonstration's; production refuses them")
    check = deeds.add_parser("check", help="check what lies in the folder")
    rotate = deeds.add_parser("rotate", help="make new keys; with --finish, destroy the old ones")
    rotate.add_argument("--finish", action="store_true", help="re-wrap every inquiry and destroy the old keys")
    for each in (init, check, rotate):
        each.add_argument("folder", type=Path, help="the folder that holds 'door' and 'desk'")


def run(arguments: Namespace) -> None:
    folder: Path = arguments.folder
    match arguments.deed:
        case "init":
            init(folder, demo=arguments.demo)
        case "check":
            print(check(folder))
        case "rotate" if arguments.finish:
            finish(folder)
        case "rotate":
            begin(folder)


def init(folder: Path, *, demo: bool) -> None:
    made = make_keys(folder, centres=centres(), demo=demo)
    print(f"{folder}: {', '.join(made)}" if made else f"{folder}: nothing was missing")
    print(CUSTODY)


def centres() -> list[str]:
    """The catalogue's centres. Read by itself: keys are made before there is a store to name."""
    return list(load_catalogue(catalogue_folder()).centres)


def check(folder: Path) -> str:
    """One line when both folders are fit to start with and belong together. Raises ``KeyFault``."""
    desk, door = load_keys(folder / DESK, private=True), load_keys(folder / DOOR, private=False)
    without = [centre for centre in centres() if not any(name == centre for name, _ in desk.centre_public)]
    if without:
        raise KeyFault(f"The centre '{without[0]}' has no key. Run: python -m app keys init {folder}")
    if shared(desk) != shared(door):
        raise KeyFault(f"'door' and 'desk' in {folder} do not belong together. Run: python -m app keys init {folder}")
    kind = "demonstration" if desk.demo else "real"
    return f"keys: {len(centres())} centres, newest store key {desk.newest_store_kid}, {kind}"


def shared(keys: Keys) -> tuple[object, ...]:
    """What both processes must have alike to read each other's rows."""
    public = {name: key.public_bytes_raw() for name, key in keys.centre_public.items()}
    return public, keys.store, keys.code_salt, keys.code_lookup, keys.form, keys.demo


def begin(folder: Path) -> None:
    made = rotation.begin(folder)
    print(f"made: {', '.join(made)}" if made else "A rotation is under way; no new keys were needed.")
    print(RESTART.format(folder=folder))


def finish(folder: Path) -> None:
    settings = settings_from()
    if not folder.is_dir():
        raise CommandFault(f"There is no key folder at {folder}.")
    with key_store(settings) as keystore:
        done = rotation.finish(folder, keystore)
    print(f"{done.rewrapped} inquiries re-wrapped, {done.verified} read back, {done.destroyed} key files destroyed.")
    print(AFTERWARDS)
