"""Everything the environment decides, read once and checked before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent.parent


class Role(StrEnum):
    """Which doors this process opens. Two processes with two key folders in production."""

    PUBLIC = "public"
    STAFF = "staff"
    ALL = "all"


class Mode(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"


class SettingsFault(Exception):
    """The environment asks for something unsafe or impossible. The message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One process's settings. ``argon2_memory_kib`` is in KiB, ``origins`` are scheme://host[:port]."""

    role: Role = Role.PUBLIC
    mode: Mode = Mode.PRODUCTION
    database_url: str = ""
    keystore_url: str = ""
    keys: Path = field(default_factory=Path)
    catalogue: Path = HERE / "catalogue"
    origins: tuple[str, ...] = ()
    door_origin: str = ""
    exit_url: str = "https://www.dmi.dk/"
    argon2_memory_kib: int = 47_104
    trusted_proxy: str = "127.0.0.1"

    @property
    def demo(self) -> bool:
        return self.mode is Mode.DEMO

    @property
    def hosts(self) -> frozenset[str]:
        """The host names this portal answers to; any other Host header is refused."""
        return frozenset(urlsplit(origin).netloc for origin in self.origins)

    @property
    def door(self) -> str:
        """The door's own address: the desk prints it on the code slip, also from a process of its own."""
        return self.door_origin or self.origins[0]

    @property
    def opens_door(self) -> bool:
        return self.role in (Role.PUBLIC, Role.ALL)

    @property
    def opens_desk(self) -> bool:
        return self.role in (Role.STAFF, Role.ALL)


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the ``INDGANG_…`` variables. Raises ``SettingsFault`` with one line on what to do."""
    get = environment.get
    try:
        settings = Settings(
            role=Role(get("INDGANG_ROLE", Role.PUBLIC)),
            mode=Mode(get("INDGANG_MODE", Mode.PRODUCTION)),
            database_url=get("INDGANG_DATABASE_URL", ""),
            keystore_url=get("INDGANG_KEYSTORE_URL", ""),
            keys=Path(get("INDGANG_KEYS") or get("CREDENTIALS_DIRECTORY") or "."),
            catalogue=catalogue_folder(environment),
            origins=tuple(each.strip().rstrip("/") for each in get("INDGANG_ORIGINS", "").split(",") if each.strip()),
            door_origin=get("INDGANG_DOOR", "").rstrip("/"),
            exit_url=get("INDGANG_EXIT_URL", Settings.exit_url),
            argon2_memory_kib=int(get("INDGANG_ARGON2_MEMORY_KIB", str(Settings.argon2_memory_kib))),
            trusted_proxy=get("INDGANG_TRUSTED_PROXY", Settings.trusted_proxy),
        )
    except ValueError as error:
        raise SettingsFault(f"A setting has a value that is not understood: {error}.") from error
    if fault := fault_in(settings):
        raise SettingsFault(fault)
    return settings


def catalogue_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the centres stand. By itself, because keys are made before there is a store to name."""
    return Path(environment.get("INDGANG_CATALOGUE") or HERE / "catalogue")


def fault_in(settings: Settings) -> str | None:
    """The first reason why a process with these settings must not start."""
    if not settings.database_url or not settings.keystore_url:
        return "Set INDGANG_DATABASE_URL and INDGANG_KEYSTORE_URL: inquiries and their keys live apart."
    if settings.database_url == settings.keystore_url:
        return "INDGANG_DATABASE_URL and INDGANG_KEYSTORE_URL are the same. Give the keys a store of their own."
    if not settings.origins:
        return "Set INDGANG_ORIGINS to the addresses people type, for example https://indgangen.example.dk."
    if not settings.exit_url.startswith("https://"):
        return "INDGANG_EXIT_URL must be an https address: it is where 'Forlad siden' leads."
    return None if settings.demo else fault_in_production(settings)


def fault_in_production(settings: Settings) -> str | None:
    """What a demonstration may do and production never."""
    if settings.role is Role.STAFF and not settings.door_origin:
        return "Set INDGANG_DOOR to the public side's address: it is printed on the slip with a citizen's code."
    if settings.role is Role.ALL:
        return "INDGANG_ROLE=all is for demonstration. Run one process as public and one as staff."
    if not all(origin.startswith("https://") for origin in settings.origins):
        return "INDGANG_ORIGINS must be https addresses: cookies are only kept on a safe line."
    if settings.argon2_memory_kib < Settings.argon2_memory_kib:
        return f"INDGANG_ARGON2_MEMORY_KIB must be at least {Settings.argon2_memory_kib}."
    return None
