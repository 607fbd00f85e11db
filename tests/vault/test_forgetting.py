"""Forgetting is real (design §1.2): the key leaves the files and the old backups, whatever crashes in between."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, make_url, select

from app import forgetting, intake, timeline
from app.chain import first_broken_link
from app.forgetting import finish_forgetting, forget_inquiry
from app.models import CaseKey, Event, Forgotten, Inquiry, Message, Note
from app.portal import Portal, open_portal
from app.settings import Settings
from app.timeline import Actor
from app.vault.vault import Vault
from tests import stores
from tests.clock import Clock
from tests.vault.sending import SECRET, noted, sent, words_by_code, words_by_staff


class PowerCut(Exception):
    """The process ends here."""


def forget(portal: Portal, inquiry_id: UUID) -> None:
    with portal.data.writing() as session:
        assert forget_inquiry(session, portal, inquiry_id, actor=Actor.CITIZEN, now=portal.now())


def count(portal: Portal, table: type) -> int:
    store = portal.data if "inquiries" in table.metadata.tables else portal.vault.keystore  # type: ignore[attr-defined]
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def sealed_key(portal: Portal, inquiry_id: UUID) -> bytes:
    with portal.vault.keystore.reading() as session:
        return session.get_one(CaseKey, inquiry_id).sealed


def files_of(url: str) -> list[Path]:
    file = Path(make_url(url).database or "")
    return [
        path for path in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")) if path.exists()
    ]


def raw_bytes(url: str) -> bytes:
    return b"".join(path.read_bytes() for path in files_of(url))


def test_nothing_is_left_but_a_random_id(portal: Portal) -> None:
    one, other = sent(portal), sent(portal)
    noted(portal, one.inquiry_id, "En note")
    forget(portal, one.inquiry_id)
    assert words_by_staff(portal, one.inquiry_id) is None
    assert words_by_code(portal, one.code) is None
    assert (count(portal, Inquiry), count(portal, Message), count(portal, Note), count(portal, CaseKey)) == (1, 1, 0, 1)
    assert count(portal, Forgotten) == 1
    assert words_by_code(portal, other.code) == SECRET
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_the_keys_bytes_leave_the_files(portal: Portal, store_urls: stores.StoreUrls) -> None:
    """Row 9: the wrapped key is in no file of the key store, and the sealed text is of no use without it."""
    one, other = sent(portal), sent(portal)
    sealed, kept = sealed_key(portal, one.inquiry_id), sealed_key(portal, other.inquiry_id)
    assert sealed in raw_bytes(store_urls.keys)
    forget(portal, one.inquiry_id)
    for part in (sealed, sealed[:40], sealed[-40:], sealed[60:100]):
        assert part not in raw_bytes(store_urls.keys)
    assert kept in raw_bytes(store_urls.keys)


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_no_word_is_ever_in_a_file(portal: Portal, store_urls: stores.StoreUrls) -> None:
    """Row 8: what a person wrote stands in no file in any dress."""
    sent(portal)
    raw = raw_bytes(store_urls.data) + raw_bytes(store_urls.keys)
    words = SECRET.split()[0]
    for dress in (words.encode(), words.encode("utf-16-le"), words.encode().hex().encode(), words.lower().encode()):
        assert dress not in raw


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_an_old_backup_of_the_data_brings_nobody_back(
    portal: Portal, store_urls: stores.StoreUrls, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    """R19: the data comes back as it was, the keys do not; then the dead are buried again."""
    gone, stays = sent(portal), sent(portal)
    noted(portal, gone.inquiry_id, "En note")
    backup = tmp_path / "backup.db"
    with portal.data.engine.connect() as connection:
        connection.connection.cursor().execute(f"VACUUM INTO '{backup}'")
    forget(portal, gone.inquiry_id)
    portal.dispose()
    for path in files_of(store_urls.data):
        path.unlink()
    shutil.copy(backup, make_url(store_urls.data).database or "")

    restored = open_portal(settings, now=clock)
    assert count(restored, Inquiry) == 2
    assert words_by_staff(restored, gone.inquiry_id) is None
    assert words_by_code(restored, gone.code) is None
    assert words_by_code(restored, stays.code) == words_by_staff(restored, stays.inquiry_id) == SECRET
    assert finish_forgetting(restored, now=clock()) == 1
    assert finish_forgetting(restored, now=clock()) == 0
    assert (count(restored, Inquiry), count(restored, Note)) == (1, 0)
    restored.dispose()


def cut_before(name: str, on: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*args: object, **kwargs: object) -> None:
        raise PowerCut

    monkeypatch.setattr(on, name, cut)


def cut_after(name: str, on: object, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., object] = getattr(on, name)

    def run_and_cut(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)
        raise PowerCut

    monkeypatch.setattr(on, name, run_and_cut)


SENDING = {
    "before the row": (cut_before, "claim_row", intake),
    "after the row": (cut_after, "claim_row", intake),
    "before the keys": (cut_before, "lock_up", Vault),
    "after the keys": (cut_after, "lock_up", Vault),
    "after the answers": (cut_after, "keep_answers", intake),
    "after the promises": (cut_after, "keep_promises", intake),
    "before the event": (cut_before, "record", timeline),
    "after the event": (cut_after, "record", timeline),
}


@pytest.mark.parametrize("step", SENDING)
def test_a_crash_while_sending_halves_nothing(portal: Portal, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Acknowledged means readable; not acknowledged means not there; and sending again works."""
    chosen = uuid4()
    cut, name, on = SENDING[step]
    with monkeypatch.context() as patched:
        cut(name, on, patched)
        with pytest.raises(PowerCut):
            sent(portal, inquiry_id=chosen)
    assert (count(portal, Inquiry), count(portal, Message), count(portal, Event)) == (0, 0, 0)
    again = sent(portal, inquiry_id=chosen)
    assert words_by_code(portal, again.code) == words_by_staff(portal, chosen) == SECRET
    assert (count(portal, Inquiry), count(portal, CaseKey)) == (1, 1)


FORGETTING = {
    "before the keys go": (cut_before, "forget", Vault),
    "after the keys went": (cut_after, "forget", Vault),
    "before the event": (cut_before, "record", timeline),
    "after the event": (cut_after, "record", timeline),
}


@pytest.mark.parametrize("step", FORGETTING)
def test_a_crash_while_forgetting_brings_nothing_back(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whoever was told 'deleted' is deleted; where it was cut before that, the next run finishes it."""
    one = sent(portal)
    cut, name, on = FORGETTING[step]
    with monkeypatch.context() as patched:
        cut(name, on, patched)
        with pytest.raises(PowerCut):
            forget(portal, one.inquiry_id)
    keys_went = step != "before the keys go"
    assert (words_by_code(portal, one.code) is None) == keys_went
    assert (words_by_staff(portal, one.inquiry_id) is None) == keys_went
    assert finish_forgetting(portal, now=portal.now()) == keys_went
    if not keys_went:
        forget(portal, one.inquiry_id)
    assert (count(portal, Inquiry), count(portal, Message), count(portal, CaseKey)) == (0, 0, 0)


def test_a_crash_between_the_tombstone_and_its_commit(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the key store it is all or nothing."""
    from app.vault import browser

    one = sent(portal)
    with monkeypatch.context() as patched:
        cut_after("end_all_sessions", browser, patched)
        with pytest.raises(PowerCut):
            forget(portal, one.inquiry_id)
    assert count(portal, Forgotten) == 0
    assert words_by_code(portal, one.code) == SECRET


def test_forgetting_twice_is_forgetting_once(portal: Portal) -> None:
    one = sent(portal)
    forget(portal, one.inquiry_id)
    with portal.data.writing() as session:
        assert not forget_inquiry(session, portal, one.inquiry_id, actor=Actor.CITIZEN, now=portal.now())
    assert forgotten_events(portal) == 1


def forgotten_events(portal: Portal) -> int:
    with portal.data.reading() as session:
        return len(session.scalars(select(Event).where(Event.what == "forgotten")).all())


def test_many_are_finished_in_batches(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    ids = [sent(portal).inquiry_id for _ in range(5)]
    for each in ids:
        portal.vault.forget(each, now=portal.now())
    assert finish_forgetting(portal, now=portal.now()) == 5
    assert count(portal, Inquiry) == 0
