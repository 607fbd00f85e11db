"""The access code (security 2.5): every slip is caught before it costs anything, and nothing else is."""

import random
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault.codes import ALPHABET, UNWELCOME, Busy, CodeStretcher, grouped, new_code, read_code

TRIALS = 2_000
VALUES = st.integers(min_value=0, max_value=len(ALPHABET) - 1)


def test_it_reads_its_own_codes_however_they_are_written() -> None:
    for _ in range(200):
        code = new_code()
        for written in (
            code,
            grouped(code),
            code.lower(),
            f"  {grouped(code)}\u00a0",
            grouped(code).replace("-", "\u2011"),
        ):
            assert read_code(written) == code
        assert read_code(code.replace("0", "O").replace("1", "l")) == code


def test_every_single_slip_is_caught() -> None:
    for _ in range(TRIALS // 20):
        code = new_code()
        for place in range(len(code)):
            for symbol in ALPHABET:
                if symbol != code[place]:
                    assert read_code(code[:place] + symbol + code[place + 1 :]) is None


def test_every_swap_of_neighbours_is_caught() -> None:
    for _ in range(TRIALS):
        code = new_code()
        for place in range(len(code) - 1):
            if code[place] != code[place + 1]:
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                assert read_code(swapped) is None


@given(st.text(max_size=80))
def test_it_reads_nothing_into_anything_else(typed: str) -> None:
    found = read_code(typed)
    assert found is None or (len(found) == 16 and set(found) <= set(ALPHABET))


def test_a_long_text_is_refused_before_any_work() -> None:
    assert read_code(f"{new_code()}{' ' * 60}") is None


def test_codes_are_spread_over_every_symbol_and_say_nothing_rude() -> None:
    codes = [new_code() for _ in range(TRIALS)]
    assert len(set(codes)) == TRIALS
    for place in range(15):
        assert {code[place] for code in codes} == set(ALPHABET)
    assert not [code for code in codes if any(word in code for word in UNWELCOME)]


def test_the_same_code_under_another_salt_is_another_key() -> None:
    one, other = (CodeStretcher(salt, 64).stretch("A" * 16) for salt in (b"a" * 32, b"b" * 32))
    assert one.value != other.value
    assert one.lookup(b"k" * 32) not in one.value
    assert one.wrapping_key(b"x") != one.wrapping_key(b"y")


def test_only_so_many_are_tried_at_once() -> None:
    """A flood is told to wait before it costs anything (security 2.5)."""
    stretcher = CodeStretcher(b"s" * 32, 8 * 1024, at_once=1, waiting=1, patience=30)
    results: list[str] = []
    start = threading.Barrier(12)

    def try_one() -> None:
        start.wait()
        try:
            stretcher.stretch(new_code())
            results.append("tried")
        except Busy:
            results.append("busy")

    threads = [threading.Thread(target=try_one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("tried") >= 2
    assert results.count("busy") >= 1
    stretcher.stretch(new_code())  # and afterwards there is room again


def test_a_guess_is_hopeless() -> None:
    """Row 14: a year at the budget of wrong codes, 20 000 live codes, and less than one in a milliard."""
    from app.web.limits import WRONG_CODES_ALL

    guesses = WRONG_CODES_ALL.amount * 60 * 24 * 365
    assert guesses * 20_000 / len(ALPHABET) ** 15 < 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_two_slips_are_mostly_caught(seed: int) -> None:
    """The check symbol promises one slip; of two, it lets one in 31 through, and then no row is found."""
    drawn, missed = random.Random(seed), 0
    for _ in range(TRIALS):
        code = list(new_code())
        for place in drawn.sample(range(16), 2):
            code[place] = drawn.choice([symbol for symbol in ALPHABET if symbol != code[place]])
        missed += read_code("".join(code)) is not None
    assert missed < TRIALS / 31 * 2
