"""Words that bring the help strip and one question, and never anything else (N8, design 6)."""

import pytest

from app.rules.danger_words import danger_words_in


@pytest.mark.parametrize(
    "text",
    [
        "Jeg har tænkt på selvmord",
        "SELVMORDSTANKER hele natten",
        "jeg vil  ikke\nleve mere",
        "Jeg har lyst til at dø.",
        "det er bedre uden mig",
        "Han vil tage livet af sig",
        "jeg skærer i mig selv",
        "Min mand slår mig",
        "Der er vold derhjemme",
        "han truer med at slå hunden ihjel",
        "Jeg tror, hun har taget en overdosis",
        "Han har taget for mange piller og er bevidstløs",
        "Jeg får kramper, når jeg stopper",
        "Han kan ikke trække vejret",
        "I want to kill myself",
        "I don't want to live",
        "I don\u2019t want to live anymore",
        "i dont want to live",
        "she is better off without me",
        "My partner hits me",
        "He threatened me",
        "I think he overdosed",
        "She is not breathing",
        "he had a seizure yesterday",
        "Jeg sk\u0061\u0065rer ikke, men jeg tænker på at do\u0308 og på selvmord",
        "jeg vil do\u0338 \u2013 selvmord",
    ],
)
def test_a_text_that_may_mean_danger(text: str) -> None:
    assert danger_words_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Jeg drikker hver aften for at kunne sove",
        "Det er voldsomt meget for mig",
        "Jeg mister måske min lejlighed til nytår",
        "Min mor døde sidste år",
        "Jeg slår græs og går tur",
        "Odense er langt væk, og odderen er sød",
        "I want to live a better life",
        "I drink too much at weekends",
        "We live in Vold\u00e6k",
    ],
)
def test_a_text_that_does_not(text: str) -> None:
    assert not danger_words_in(text)


def test_a_letter_written_in_two_parts_is_the_same_letter() -> None:
    assert danger_words_in("sla\u030ar mig")


def test_a_long_text_is_read_at_once() -> None:
    assert not danger_words_in("vol " * 100_000)
