"""The demonstration: believable, respectful, in order, the same every time, and never in production."""

import re
import time
from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import func, select

from app.accounts import one_time_codes, passwords
from app.answer_sets import sets_of
from app.chain import first_broken_link
from app.correspondence import messages_of, notes_of
from app.demo.people import PASSWORD, colleagues
from app.demo.playing import seed
from app.demo.stories import CITIZEN, Story, stories
from app.desk import unlocked
from app.models import Event, Inquiry, Message, ShownCode, Staff
from app.portal import Portal
from app.questionnaires_in_use import by_version
from app.rules.answers import AgeBand, Channel, Danger, ForWhom, Home, Rung, State, Substance, Wish
from app.rules.flags import Flag
from app.settings import Settings
from tests.clock import TUESDAY, Clock
from tests.commands.conftest import Terminal
from tests.review import NEVER_SAID

STORIES = stories()
KEYS = {each.key for each in colleagues()}


def count(portal: Portal, table: type) -> int:
    store = portal.data if "inquiries" in table.metadata.tables else portal.vault.keystore  # type: ignore[attr-defined]
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_kind_of_person_is_there() -> None:
    told = [story.answers for story in STORIES]
    assert len(STORIES) >= 60
    assert Counter(each.centre for each in told).keys() == {"haderslev", "ishoej", "koebenhavn"}
    assert min(Counter(each.centre for each in told).values()) >= 15
    for kind, values in (
        (ForWhom, [each.for_whom for each in told]),
        (Substance, [each.substance for each in told]),
        (Wish, [each.wish for each in told]),
        (Danger, [each.danger for each in told]),
        (Rung, [each.contact.rung for each in told]),
        (Channel, [story.channel for story in STORIES]),
        (Home, [each for answers in told for each in answers.home]),
    ):
        assert set(kind) <= set(values), kind
    assert {AgeBand.FROM_13_TO_17, AgeBand.FROM_18_TO_29, AgeBand.FROM_30} <= {each.age for each in told}
    assert sum(each.hypothetical for each in told) == 3
    assert sum(" I " in (each.own_words or "") for each in told) >= 4  # they write English
    assert sum(not story.deeds for story in STORIES) >= 15  # nobody has touched these
    assert sum(story.deeds[-1].does == "closes" for story in STORIES if story.deeds) >= 8


def test_nothing_is_asked_that_the_questions_do_not_ask() -> None:
    """As if they had come through the pages: a professional names nobody, who asks hypothetically gives no contact."""
    for story in STORIES:
        told = story.answers
        assert told.own_words
        if told.for_whom is ForWhom.PROFESSIONAL:
            assert told.workplace
            assert (told.topics, told.relation, told.wish) == ((), None, None)
        if told.for_whom is ForWhom.RELATIVE:
            assert told.relation
            assert not told.topics
        if told.hypothetical:
            assert told.contact.rung is Rung.CODE_ONLY


def everything_said(story: Story) -> list[tuple[str, str]]:
    return [(CITIZEN, story.answers.own_words or ""), *((deed.who, deed.text) for deed in story.deeds)]


@pytest.mark.parametrize("language", NEVER_SAID)
def test_nobody_is_called_names(language: str) -> None:
    said = [text for story in STORIES for _, text in everything_said(story)]
    never = re.compile(NEVER_SAID[language], re.IGNORECASE)
    assert not [text for text in said if never.search(text)]


def test_staff_do_not_shout_and_sign_with_their_name() -> None:
    for story in STORIES:
        for deed in story.deeds:
            if deed.who == CITIZEN:
                continue
            assert deed.who in KEYS
            assert "!" not in deed.text
            if deed.does == "replies":
                assert deed.who.capitalize() in deed.text, deed.text


def test_every_number_is_made_up_and_every_address_is_nobodys() -> None:
    for story in STORIES:
        safe = story.answers.contact.safe
        assert safe.phone is None or re.fullmatch(r"\+45([2-9]0){4}", safe.phone)
        assert safe.email is None or safe.email.rpartition("@")[2].startswith("example.")
    assert all(each.email.endswith(".example") for each in colleagues())


@pytest.mark.parametrize("hour", range(24))
def test_whatever_the_hour_everything_has_happened_and_in_order(hour: int) -> None:
    now = TUESDAY.replace(hour=hour, minute=3)
    for story in STORIES:
        moments = story.moments(now)
        assert moments == sorted(moments)
        assert len(set(moments)) == len(moments)
        assert now - timedelta(days=120) < moments[0]
        assert moments[-1] <= now


def test_the_same_every_time() -> None:
    assert stories() == STORIES
    assert len({story.answers.own_words for story in STORIES}) == len(STORIES)


def test_sixty_inquiries_come_alive(portal: Portal, clock: Clock) -> None:
    began = time.monotonic()
    assert seed(portal, now=clock()) == len(STORIES)
    assert time.monotonic() - began < 20
    assert (count(portal, Inquiry), count(portal, Staff), count(portal, ShownCode)) == (len(STORIES), 8, 0)
    with portal.data.reading() as session:
        assert first_broken_link(session) is None
        happened = list(session.scalars(select(Event.happened_at).order_by(Event.seq)))
        rows = list(session.scalars(select(Inquiry)))
        for row in rows:
            dossier = unlocked(portal.vault, row)
            assert dossier is not None
            messages_of(session, dossier.case)
            notes_of(session, dossier.case)
    assert happened == sorted(happened)
    assert happened[-1] <= clock()
    assert_a_lively_queue(rows, clock())


def assert_a_lively_queue(rows: list[Inquiry], now: datetime) -> None:
    today = now.date()
    still_open = [row for row in rows if row.state != "closed"]
    due = [row.due_on for row in still_open if row.due_on]
    assert {row.state for row in rows} == set(State)
    assert {row.urgency for row in still_open} == {1, 2, 3}
    assert sum(day < today for day in due) >= 2  # too late
    assert sum(today <= day <= today + timedelta(days=1) for day in due) >= 3  # nearly
    assert sum(row.unread_by_staff for row in still_open) >= 10
    assert {row.channel for row in rows} == {"web", "counter", "phone", "outreach"}


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_running_it_twice_adds_nothing(portal: Portal, clock: Clock) -> None:
    seed(portal, now=clock())
    before = (count(portal, Inquiry), count(portal, Message), count(portal, Event), count(portal, Staff))
    clock.pass_time(days=2)
    assert seed(portal, now=clock()) == 0
    assert (count(portal, Inquiry), count(portal, Message), count(portal, Event), count(portal, Staff)) == before


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_a_seeding_that_is_killed_has_not_happened(
    portal: Portal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*arguments: object, **options: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr("app.demo.playing.actions.close", cut)
        with pytest.raises(InterruptedError):
            seed(portal, now=clock())
    assert (count(portal, Inquiry), count(portal, Staff)) == (0, 0)
    assert seed(portal, now=clock()) == len(STORIES)


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_everybody_can_sign_in(portal: Portal, clock: Clock) -> None:
    seed(portal, now=clock())
    with portal.data.reading() as session:
        found = {staff.email: staff for staff in session.scalars(select(Staff))}
    for each in colleagues():
        staff = found[each.email]
        assert (staff.name, staff.centre, staff.role, staff.demo) == (each.name, each.centre, each.role, True)
        assert passwords.fits(portal.settings, staff.password_hash, PASSWORD)
        secret = one_time_codes.unsealed(portal, staff.id, staff.totp_secret)
        assert one_time_codes.fitting_step(secret, pyotp.TOTP(each.secret).at(clock()), now=clock())


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_the_table_says_where_and_as_whom(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    said = terminal("seed")
    assert said.status == 0
    assert said.out.startswith(f"{len(STORIES)} inquiries are new.")
    origin = environment.origins[0]
    for line in (f"{origin}/", f"{origin}/personale/log-ind", f"{origin}/log-ind", PASSWORD):
        assert line in said.out
    for each in colleagues():
        assert re.search(rf"{each.email} +\d{{6}} +{each.secret} +{each.name}", said.out)
    codes = re.findall(r"((?:[0-9A-Y]{4}-){3}[0-9A-Y]{4}) ", said.out)
    assert len(codes) == 3
    assert all(portal.vault.open_with_code(code) for code in codes)
    again = terminal("seed")
    assert again.out.startswith("The demonstration is there already.")
    assert codes == re.findall(r"((?:[0-9A-Y]{4}-){3}[0-9A-Y]{4}) ", again.out)


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_a_published_code_that_no_longer_opens_is_said(
    terminal: Terminal, environment: Settings, portal: Portal
) -> None:
    terminal("seed")
    code = next(story.code for story in STORIES if story.code)
    case = portal.vault.open_with_code(code)
    assert case is not None
    portal.vault.forget(case.inquiry_id, now=portal.now())
    assert "(somebody has changed or deleted it)" in terminal("seed").out


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_production_is_never_seeded(
    terminal: Terminal, environment: Settings, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("INDGANG_MODE", "production"),
        ("INDGANG_ROLE", "staff"),
        ("INDGANG_ORIGINS", "https://indgangen.example.dk"),
        ("INDGANG_DOOR", "https://indgangen.example.dk"),
        ("INDGANG_ARGON2_MEMORY_KIB", "47104"),
    ):
        monkeypatch.setenv(name, value)
    said = terminal("seed")
    assert (said.status, said.out) == (2, "")
    assert "for demonstrations only" in said.err
    assert count(portal, Inquiry) == 0


def test_some_have_answered_at_home(portal: Portal) -> None:
    """Whole questionnaires, half of one, the same one several times, and a reason to hurry."""
    seed(portal, now=TUESDAY)
    sent: Counter[tuple[UUID, str]] = Counter()
    begun, flagged = 0, 0
    with portal.data.reading() as session:
        for row in session.scalars(select(Inquiry)):
            dossier = unlocked(portal.vault, row)
            assert dossier
            flagged += Flag.SUICIDAL in dossier.answers.flags
            for each in sets_of(session, dossier.case):
                instrument = by_version(session, portal, each.filling.version)
                assert instrument
                assert each.filling.answers.keys() <= instrument.form.by_id.keys()
                begun += not each.sent
                sent[row.id, each.filling.key] += each.sent
    assert begun == 1
    assert flagged == 1
    assert {key for _, key in sent} == {"forberedelse", "ung", "taet_paa", "who5"}
    assert max(sent.values()) >= 4, "a curve"
