"""Promises and times in words: the law by its name, a target as a target, and never a minute too much."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.rules import clocks, law
from app.rules.answers import AgeBand, ForWhom, Substance, Wish
from app.rules.centre_policy import CentrePolicy
from app.rules.clocks import Clock, ClockKind, promised_clocks
from app.web.clock_words import clock_words, clock_words_for_staff
from app.web.coarse_times import coarse_hour, coarse_part
from app.web.typed_again import typed_again
from tests.own_page.people import plain

TUESDAY = date(2026, 11, 24)
POLICY = CentrePolicy(
    municipalities=("haderslev",),
    youngest_age=18,
    open_counselling_days=7,
    treatment_days=14,
    doctor_days=14,
    anonymous_drug_target_days=14,
    complaint_days=28,
    reply_working_days=1,
    retention_months=3,
    abandoned_months=6,
)


def promised(
    substance: Substance | None, *, named: bool = False, policy: CentrePolicy = POLICY
) -> dict[ClockKind, Clock]:
    found = promised_clocks(
        for_whom=ForWhom.SELF,
        wish=Wish.TREATMENT,
        substance=substance,
        named=named,
        age=AgeBand.FROM_30,
        hypothetical=False,
        sent_on=TUESDAY,
        policy=policy,
    )
    return {clock.kind: clock for clock in found}


def to_citizen(clock: Clock, *, today: date = TUESDAY) -> tuple[str, str, str]:
    said = clock_words(clock, today=today, language="da")
    return plain(said.heading), plain(said.sentence), plain(said.state)


def test_the_law_is_quoted_by_its_name() -> None:
    heading, sentence, _ = to_citizen(promised(Substance.ALCOHOL)[ClockKind.TREATMENT_ALCOHOL])
    assert heading == "Senest den 8. december"
    assert "sundhedsloven § 141" in sentence
    _, sentence, _ = to_citizen(promised(Substance.DRUGS, named=True)[ClockKind.TREATMENT_DRUGS])
    assert "serviceloven § 101." in sentence


def test_a_target_is_not_a_promise() -> None:
    clock = promised(Substance.DRUGS)[ClockKind.TREATMENT_DRUGS_ANONYMOUS]
    heading, sentence, _ = to_citizen(clock)
    assert heading == "Vi sigter efter den 8. december"
    assert "Det er vores mål, ikke et løfte." in sentence
    assert "Senest" not in heading
    assert "ingen garanti" in clock_words_for_staff(clock, today=TUESDAY, language="da").basis


def test_every_clock_there_can_be_has_words_for_both_sides() -> None:
    kinds: list[Clock] = [clocks.integrated_treatment_clock(TUESDAY)]
    complaint = clocks.complaint_clock(TUESDAY, POLICY)
    assert complaint
    kinds.append(complaint)
    without_target = CentrePolicy(**{**POLICY.__dict__, "anonymous_drug_target_days": None})
    for substance in (*Substance, None):
        for named in (True, False):
            for policy in (POLICY, without_target):
                kinds += promised(substance, named=named, policy=policy).values()
    assert {clock.kind for clock in kinds} == set(ClockKind)
    for clock in kinds:
        for said in (
            clock_words(clock, today=TUESDAY, language="da"),
            clock_words_for_staff(clock, today=TUESDAY, language="en"),
        ):
            assert said.heading
            assert said.sentence
            assert said.basis
            assert "%(" not in said.heading + said.sentence + said.basis + said.state


@pytest.mark.parametrize(
    ("passed", "kind", "said"),
    [
        (0, "late", "7 dage tilbage"),
        (3, "late", "4 dage tilbage"),
        (4, "soon", "3 dage tilbage"),
        (6, "soon", "1 dag tilbage"),
        (7, "soon", "Det er i dag"),
        (8, "soon", "Dagen er gået. Har du ikke hørt fra os, så skriv eller ring."),
    ],
)
def test_the_days_are_counted_down(passed: int, kind: str, said: str) -> None:
    clock = promised(None)[ClockKind.OPEN_COUNSELLING]
    found = clock_words(clock, today=TUESDAY + timedelta(days=passed), language="da")
    assert (found.state_kind, found.state) == (kind, said)


def test_staff_see_which_day_it_is() -> None:
    clock = promised(Substance.ALCOHOL)[ClockKind.TREATMENT_ALCOHOL]
    said = clock_words_for_staff(clock, today=date(2026, 12, 5), language="da")
    assert (said.heading, said.state) == ("Behandling, alkohol", "dag 11 af 14")
    assert plain(said.basis) == "Sundhedsloven § 141"
    assert law.ALCOHOL_TREATMENT.paragraph == "sundhedsloven § 141"


NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW - timedelta(hours=4), "i dag mellem kl. 9 og 10"),
        (NOW - timedelta(days=1), "i går mellem kl. 13 og 14"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "i dag mellem kl. 0 og 1"),
        (datetime(2026, 11, 20, 8, 5, tzinfo=UTC), "fredag den 20. november mellem kl. 9 og 10"),
    ],
)
def test_an_hour_is_enough_to_know_oneself(moment: datetime, said: str) -> None:
    assert plain(coarse_hour(moment, NOW, "da")) == said


@pytest.mark.parametrize(
    ("utc_hour", "said"),
    [(3, "om natten"), (6, "om morgenen"), (9, "om formiddagen"), (12, "om eftermiddagen"), (18, "om aftenen")],
)
def test_a_part_of_the_day_is_enough_for_a_list(utc_hour: int, said: str) -> None:
    moment = NOW.replace(hour=utc_hour, minute=0)
    assert plain(coarse_part(moment, NOW, "da")) == f"i dag {said}"


def test_what_is_typed_comes_back_without_what_no_page_may_hold() -> None:
    assert typed_again("før\x00\x1b\ufffe\ud800efter\nny linje 🙂") == "førefter\nny linje 🙂"
