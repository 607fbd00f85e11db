"""Why and why not, in whole sentences, to the citizen and to staff (A8, D1, E1)."""

import re
from collections.abc import Mapping
from enum import Enum

import pytest

from app.catalogue import Catalogue, load_catalogue
from app.rules.plain_text import lix
from app.rules.service_reasons import ServiceReason, WayOn, Why
from app.rules.services import Access, Anonymity, Condition, GroupOf, Mode, Price, ServiceKind, Transport
from app.web import condition_words, service_terms, service_words
from app.web.language import TEXTS
from app.web.service_terms import term
from app.web.service_words import ReasonWords, reason_words, reason_words_for_staff
from tests.test_catalogue import CATALOGUE, NEVER_SAID

BY_CONDITION = (Why.CONDITION_MET, Why.CONDITION_ASKED, Why.CONDITION_UNMET)
REASONS = [
    *(
        ServiceReason(why=why, way_on=way_on, youngest=18, oldest=30, places=("toender", "aabenraa"))
        for why in Why
        for way_on in WayOn
    ),
    *(
        ServiceReason(why=why, condition=condition, way_on=WayOn.ADVICE)
        for why in BY_CONDITION
        for condition in Condition
    ),
]
TO_CITIZEN: tuple[Mapping[Enum, str], ...] = (
    dict[Enum, str](service_words.TO_CITIZEN),
    dict[Enum, str](service_words.WAYS_TO_CITIZEN),
    dict[Enum, str](condition_words.MET_TO_CITIZEN),
    dict[Enum, str](condition_words.ASKED_OF_CITIZEN),
    dict[Enum, str](condition_words.UNMET_TO_CITIZEN),
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CATALOGUE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_reason_is_a_whole_sentence_in_both_voices(catalogue: Catalogue, language: str) -> None:
    for say in (reason_words, reason_words_for_staff):
        for reason in REASONS:
            said = say(reason, places=catalogue.places, language=language)
            for text in (said.sentence, said.way_on):
                if text:
                    assert re.fullmatch(r"[A-ZÆØÅ].*[.?]", text), text
                    assert "%(" not in text
                    assert "None" not in text
            assert bool(said.way_on) is bool(reason.way_on)


@pytest.mark.parametrize("language", ["da", "en"])
def test_e1_no_reason_says_a_word_that_hurts(language: str) -> None:
    for table in TO_CITIZEN:
        for danish in table.values():
            text = TEXTS[language].gettext(danish)
            assert "!" not in text
            assert not re.search(rf"\b(?:{NEVER_SAID[language]})\b", text, re.IGNORECASE), text


def test_d1_the_reasons_are_easy_to_read() -> None:
    for table in TO_CITIZEN:
        assert lix("\n".join(table.values())) <= 30


def test_a_question_to_the_citizen_asks_and_a_question_to_staff_says_what_to_ask() -> None:
    assert all(text.endswith("?") for text in condition_words.ASKED_OF_CITIZEN.values())
    assert all(text.startswith("Spørg") for text in condition_words.ASKED_BY_STAFF.values())


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        pytest.param(
            ServiceReason(why=Why.TOO_YOUNG, way_on=WayOn.YOUNG_PEOPLE, youngest=18),
            ReasonWords(
                kind="no",
                sentence="Det er for dem, der er fyldt 18 år.",
                way_on="Skriv alligevel. Vi finder de rette voksne sammen med dig.",
            ),
            id="B3 under age leads to the right door",
        ),
        pytest.param(
            ServiceReason(why=Why.ASK_WHICH_PLACE, places=("toender", "soenderborg", "aabenraa", "haderslev")),
            ReasonWords(
                kind="ask",
                sentence="Det er for dem, der bor i Tønder, Sønderborg, Aabenraa eller Haderslev. Hvor bor du?",
                way_on="",
            ),
            id="B5 the places by their names",
        ),
        pytest.param(
            ServiceReason(why=Why.CONDITION_ASKED, condition=Condition.NO_SOCIAL_HELP),
            ReasonWords(
                kind="ask",
                sentence="Får du hjælp fra kommunen til andet, som bolig, penge eller familie?",
                way_on="",
            ),
            id="C3 the question",
        ),
        pytest.param(
            ServiceReason(why=Why.FOR_YOU),
            ReasonWords(kind="yes", sentence="Det er for dig, der skriver.", way_on=""),
            id="A8 why",
        ),
    ],
)
def test_what_is_said_to_the_citizen(catalogue: Catalogue, reason: ServiceReason, words: ReasonWords) -> None:
    assert reason_words(reason, places=catalogue.places, language="da") == words


def test_what_is_said_to_staff(catalogue: Catalogue) -> None:
    reason = ServiceReason(why=Why.CONDITION_UNMET, condition=Condition.NO_SOCIAL_HELP, way_on=WayOn.WITH_A_NAME)
    said = reason_words_for_staff(reason, places=catalogue.places, language="da")
    assert said.sentence == "Borgeren får hjælp til andre sociale problemer (serviceloven § 101 a)."
    assert said.way_on == "Tilbyd det samme med navn, når borgeren selv vil."


def test_a_place_without_a_name_is_its_key() -> None:
    reason = ServiceReason(why=Why.ASK_WHICH_PLACE, places=("nowhere",))
    assert "nowhere" in reason_words(reason, places={}, language="en").sentence


@pytest.mark.parametrize("kind", [ServiceKind, Access, Mode, Anonymity, GroupOf, Price, Transport])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_term_has_words_and_no_two_read_alike(kind: type[Enum], language: str) -> None:
    said = [term(member, language) for member in kind]
    assert len(set(said)) == len(said)


def test_the_verdicts_have_words_for_both_sides() -> None:
    assert set(service_terms.VERDICTS) == set(service_terms.VERDICTS_TO_STAFF)
