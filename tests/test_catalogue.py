"""The catalogue loads, says what the sources say, and makes nothing up (issue 3)."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.catalogue import Catalogue, Centre, load_catalogue
from app.rules.centre_policy import CentrePolicy, policy_faults
from app.rules.plain_text import lix

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"
NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)
# words.md: never said on the public side, outside the official names of laws and authorities.
NEVER_SAID = {
    "da": r"misbrug\w*|bruger(?:e|en|ne|ens)?|narkoman\w*|alkoholiker\w*|junkie\w*|klient\w*|patient(?:en|er|erne|s)?"
    r"|sagen din|belaste\w*|ren|rene|beskidt\w*",
    "en": r"abus\w*|addict\w*|alcoholics?|users?|clean|dirty|clients?|junkie\w*",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CATALOGUE)


def test_the_catalogue_loads(catalogue: Catalogue) -> None:
    assert list(catalogue.centres) == ["haderslev", "ishoej", "koebenhavn"]
    assert [line.key for line in catalogue.help_lines][:3] == ["alarm", "laegevagt_1813", "alkolinjen"]


@pytest.mark.parametrize(
    ("municipality", "centre"),
    [
        pytest.param("haderslev", "haderslev", id="B1 Haderslev"),
        pytest.param("ishoej", "ishoej", id="C11 Ishøj"),
        pytest.param("vallensbaek", "ishoej", id="C11 Vallensbæk is served by the same centre"),
        pytest.param("koebenhavn", "koebenhavn", id="A1 Copenhagen"),
        pytest.param("aarhus", None, id="A5 a municipality that nobody here serves"),
        pytest.param("elsewhere", None, id="A5 elsewhere"),
        pytest.param(None, None, id="A5 not told"),
    ],
)
def test_which_centre_serves_a_municipality(catalogue: Catalogue, municipality: str | None, centre: str | None) -> None:
    found = catalogue.centre_for(municipality)
    assert (found.key if found else None) == centre


def test_the_served_municipalities_have_names(catalogue: Catalogue) -> None:
    assert catalogue.municipalities == {
        "haderslev": "Haderslev",
        "ishoej": "Ishøj",
        "vallensbaek": "Vallensbæk",
        "koebenhavn": "København",
    }


def test_every_danish_municipality_has_a_key() -> None:
    lines = (CATALOGUE / "municipalities.toml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if " = " in line]) == 98


def test_what_the_sources_state(catalogue: Catalogue) -> None:
    """Row by row against the quality standards (B1-B3, B9, C1, C7, C9)."""
    haderslev, ishoej, copenhagen = (catalogue.centres[key] for key in ("haderslev", "ishoej", "koebenhavn"))
    assert haderslev.address == ("Clausensvej 25", "6100 Haderslev")
    assert (haderslev.policy.youngest_age, haderslev.policy.oldest_age) == (18, 85)
    assert (haderslev.policy.open_counselling_days, haderslev.policy.treatment_days) == (7, 14)
    assert haderslev.policy.doctor_days == 14
    assert (haderslev.policy.plan_review_months, haderslev.policy.follow_up_months_after_end) == (3, (1, 6))
    assert (ishoej.phone, ishoej.address) == ("+4520692833", ("Pitstop, Søstedet", "Ishøj Søvej 1 a", "2635 Ishøj"))
    assert (ishoej.policy.youngest_age, ishoej.policy.complaint_days) == (13, 28)
    assert ishoej.policy.follow_up_days_after_start == (42, 180)
    assert ishoej.policy.follow_up_months_after_end == (3, 9)
    assert copenhagen.policy.treatment_days == 14


def test_what_the_sources_do_not_state_is_not_made_up(catalogue: Catalogue) -> None:
    haderslev, ishoej, copenhagen = (catalogue.centres[key] for key in ("haderslev", "ishoej", "koebenhavn"))
    assert (haderslev.phone, haderslev.email, haderslev.policy.complaint_days) == (None, None, None)
    assert (ishoej.email, ishoej.policy.doctor_days, ishoej.drop_in, ishoej.telephone) == (None, None, None, None)
    assert (copenhagen.phone, copenhagen.address, copenhagen.policy.youngest_age) == (None, None, None)
    for centre in catalogue.centres.values():
        assert centre.policy.anonymous_drug_target_days is None
        assert centre.reading.assumed


def test_every_value_has_a_source_with_a_date_or_says_that_it_is_assumed(catalogue: Catalogue) -> None:
    for centre in catalogue.centres.values():
        assert {"about.name", "promises.treatment_days", "keeping.retention_months"} <= set(centre.stated)
        for stated in centre.stated.values():
            assert stated.assumed is (stated.source is None)
            assert stated.note if stated.assumed else stated.source
    haderslev = catalogue.centres["haderslev"].stated["promises.open_counselling_days"]
    assert haderslev.source is not None
    assert "5.4" in haderslev.source
    assert haderslev.checked == date(2026, 11, 22)
    law = catalogue.centres["koebenhavn"].stated["promises.treatment_days"].source
    assert law == "serviceloven § 101 (as last read 2024; re-check before release)"


def test_no_centre_promises_less_than_the_law(catalogue: Catalogue) -> None:
    for centre in catalogue.centres.values():
        assert isinstance(centre.policy, CentrePolicy)
        assert policy_faults(centre.policy) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_text_is_there_and_says_no_word_that_hurts(catalogue: Catalogue, language: str) -> None:
    """E1, words.md: and no exclamation marks."""
    holders: tuple[Catalogue | Centre, ...] = (catalogue, *catalogue.centres.values())
    for holder in holders:
        for key in holder.texts["da"]:
            text = holder.text(key, language)
            assert text
            assert "!" not in text
            assert not re.search(rf"\b(?:{NEVER_SAID[language]})\b", text, re.IGNORECASE), text
    for line in catalogue.help_lines:
        assert not re.search(rf"\b(?:{NEVER_SAID[language]})\b", line.about(language), re.IGNORECASE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_texts_are_easy_to_read(catalogue: Catalogue, language: str) -> None:
    """D1, B8: LIX at most 30 where people are asked something, 35 over a centre's texts together."""
    holders: tuple[Catalogue | Centre, ...] = (catalogue, *catalogue.centres.values())
    for holder in holders:
        assert lix("\n".join(holder.texts[language].values())) <= 30
    for centre in catalogue.centres.values():
        assert lix(centre.text("complaint", language)) <= 30
        assert lix(centre.text("under_18", language)) <= 30


def test_n7_the_duty_is_two_plain_sentences(catalogue: Catalogue) -> None:
    duty = catalogue.text("duty", "da")
    assert duty.count(".") == 2
    assert "pligt" in duty
    assert "anonym" in duty


@pytest.mark.parametrize(
    ("centre", "key", "words"),
    [
        pytest.param("haderslev", "complaint", ["centrets leder", "hjælper dig", "Ankestyrelsen"], id="B8 Haderslev"),
        pytest.param(
            "ishoej", "complaint", ["Center for Socialservice", "4 uger", "sige det", "Patientsikkerhed"], id="C9 Ishøj"
        ),
        pytest.param("haderslev", "transport", ["ydre områder", "gratis"], id="B13 Haderslev"),
        pytest.param("ishoej", "transport", ["betaler selv"], id="Ishøj: one pays for the trip"),
        pytest.param("ishoej", "anonymous", ["3 til 5 samtaler", "søge"], id="C2 C3 Ishøj"),
        pytest.param("haderslev", "relatives", ["3 til 4 samtaler", "gruppe"], id="B5 Haderslev"),
        pytest.param("haderslev", "under_18", ["Skriv", "ikke sendt væk alene"], id="B3 never a dead end"),
        pytest.param("ishoej", "under_18", ["13", "14 dage", "forældremyndigheden"], id="C1 from 13, and under 13"),
        pytest.param("koebenhavn", "elsewhere", ["Skriv alligevel", "hele landet"], id="A5 nobody is turned away"),
        pytest.param("haderslev", "readers", ["læser", "tavshedspligt"], id="design 10: who reads it"),
    ],
)
def test_what_a_centre_says(catalogue: Catalogue, centre: str, key: str, words: list[str]) -> None:
    text = catalogue.centres[centre].text(key, "da")
    assert [word for word in words if word not in text] == []


def test_a_language_that_is_not_there_yet_is_danish(catalogue: Catalogue) -> None:
    assert catalogue.text("duty", "pl") == catalogue.text("duty", "da")


def test_the_closed_days_are_the_public_holidays_and_the_centres_own(catalogue: Catalogue) -> None:
    closed = catalogue.centres["haderslev"].closed_dates(2026)
    easter = {date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6)}
    own = {date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)}
    assert closed >= easter | own | {date(2026, 12, 25), date(2027, 1, 1)}
    assert date(2026, 5, 1) not in closed  # store bededag is gone, and 1 May is nobody's choice here


def test_great_prayer_day_is_gone_since_2024(catalogue: Catalogue) -> None:
    centre = catalogue.centres["haderslev"]
    assert date(2023, 5, 5) in centre.closed_dates(2023)
    assert date(2024, 4, 26) not in centre.closed_dates(2024)


def test_when_something_is_read_and_answered(catalogue: Catalogue) -> None:
    centre = catalogue.centres["haderslev"]
    assert centre.reading_at(NOW).open_now
    assert (centre.read_on(NOW), centre.reply_by(NOW)) == (date(2026, 11, 24), date(2026, 11, 25))
    christmas = datetime(2026, 12, 23, 18, 0, tzinfo=UTC)
    assert (centre.read_on(christmas), centre.reply_by(christmas)) == (date(2026, 12, 28), date(2026, 12, 29))
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already 2027 in Denmark
    assert centre.read_on(new_year) == date(2027, 1, 4)


def test_drop_in_hours_where_a_centre_has_them(catalogue: Catalogue) -> None:
    state = catalogue.centres["haderslev"].drop_in_at(NOW)
    assert state is not None
    assert state.until is not None
    assert state.until.hour == 16
    assert catalogue.centres["ishoej"].drop_in_at(NOW) is None
    assert catalogue.centres["ishoej"].telephone_at(NOW) is None


def test_n8_the_lines_that_are_open_now_stand_first(catalogue: Catalogue) -> None:
    states = catalogue.lines_at(NOW, municipality="haderslev")
    assert [state.line.key for state in states if state.open_now] == ["alarm", "alkolinjen", "livslinien", "giftlinjen"]
    assert [state.open_now for state in states] == sorted((state.open_now for state in states), reverse=True)
    closed = next(state for state in states if state.line.key == "blaa_linje")
    assert closed.opening is not None
    assert closed.opening.opens_at is not None
    assert closed.opening.opens_at.hour == 18


def test_n8_a_line_closed_on_holidays_is_closed_at_easter(catalogue: Catalogue) -> None:
    good_friday = datetime(2027, 3, 26, 11, 0, tzinfo=UTC)
    assert [state.line.key for state in catalogue.lines_at(good_friday) if state.open_now] == [
        "alarm",
        "livslinien",
        "giftlinjen",
    ]


def test_n8_lines_for_a_region_are_shown_only_there(catalogue: Catalogue) -> None:
    def lines(municipality: str | None) -> set[str]:
        return {state.line.key for state in catalogue.lines_at(NOW, municipality=municipality)}

    assert {"laegevagt_1813", "dit_rum"} <= lines("ishoej")
    assert not {"laegevagt_1813", "dit_rum"} & (lines("haderslev") | lines(None))
    assert "dit_rum" not in lines("koebenhavn")


def test_a_line_with_hours_nobody_stated_claims_none(catalogue: Catalogue) -> None:
    states = {state.line.key: state for state in catalogue.lines_at(NOW)}
    assert states["lev_uden_vold"].opening is None
    assert not states["lev_uden_vold"].open_now


def test_a_line_is_dialled_without_spaces_and_says_what_it_is_for(catalogue: Catalogue) -> None:
    line = next(line for line in catalogue.help_lines if line.key == "alkolinjen")
    assert (line.number, line.dial) == ("80 200 500", "80200500")
    assert line.about("en") == "About alcohol, for relatives too"
    assert line.about("pl") == line.about("da")
    assert not line.verified
