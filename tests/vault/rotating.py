"""Looking at a portal whose keys are being rotated."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from app.models import CaseKey
from app.portal import Portal
from app.vault.keys import Keys, load_keys
from app.vault.vault import Vault
from tests.vault.sending import SECRET, Sent, sent, words_by_code, words_by_staff

CENTRES = ("haderslev", "ishoej", "koebenhavn")


def many(portal: Portal, number: int) -> list[Sent]:
    return [sent(portal, centre=CENTRES[place % 3], own_words=f"{SECRET} {place}") for place in range(number)]


def unreadable(portal: Portal, all_sent: list[Sent]) -> list[UUID]:
    """Those that either side cannot read, in full, with the keys that lie in the folder now."""
    reopened = with_keys(portal, load_keys(portal.settings.keys, private=True))
    return [
        each.inquiry_id
        for place, each in enumerate(all_sent)
        if not (words_by_code(reopened, each.code) == words_by_staff(reopened, each.inquiry_id) == f"{SECRET} {place}")
    ]


def with_keys(portal: Portal, keys: Keys) -> Portal:
    """The same process after a restart."""
    vault = Vault(portal.vault.keystore, keys, argon2_memory_kib=portal.settings.argon2_memory_kib)
    return replace(portal, vault=vault)


def kids(portal: Portal) -> set[tuple[int, int]]:
    with portal.vault.keystore.reading() as session:
        return {(row.centre_kid, row.store_kid) for row in session.scalars(select(CaseKey))}
