"""Check symbols: the two sums hold, and no one or two slips of the pen go unnoticed."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.check_symbols import DATA_SYMBOLS, check_of

LENGTH = DATA_SYMBOLS + 2
symbols = st.binary(min_size=DATA_SYMBOLS, max_size=DATA_SYMBOLS).map(
    lambda data: bytes(byte & 31 for byte in data)
)


def product(a: int, b: int) -> int:
    """Multiply in GF(32) bit by bit, modulo x^5 + x^2 + 1; shares nothing with the module."""
    total = 0
    for bit in range(5):
        if b >> bit & 1:
            total ^= a << bit
    for bit in range(8, 4, -1):
        if total >> bit & 1:
            total ^= 0b100101 << (bit - 5)
    return total


def power(exponent: int) -> int:
    """The root `a` (the polynomial x, so 2) to a power."""
    value = 1
    for _ in range(exponent):
        value = product(value, 2)
    return value


WEIGHTS = [(power(place), power(2 * place)) for place in range(LENGTH)]


def sums(word: bytes) -> tuple[int, int]:
    """Both sums of a word; a code has (0, 0)."""
    first = second = 0
    for symbol, (one, two) in zip(word, WEIGHTS, strict=True):
        first ^= product(symbol, one)
        second ^= product(symbol, two)
    return first, second


def word_of(data: bytes) -> bytes:
    check = check_of(data)
    return data + bytes((check >> 5, check & 31))


def test_the_root_has_order_31() -> None:
    assert len({power(exponent) for exponent in range(31)}) == 31
    assert power(31) == 1


def test_the_weights_of_both_sums_differ_from_place_to_place() -> None:
    for sum_of_two in (0, 1):
        assert len({weights[sum_of_two] for weights in WEIGHTS}) == LENGTH


@given(symbols)
def test_both_sums_of_a_code_are_nought(data: bytes) -> None:
    assert sums(word_of(data)) == (0, 0)


@given(symbols, symbols)
def test_the_check_is_linear(one: bytes, other: bytes) -> None:
    mixed = bytes(a ^ b for a, b in zip(one, other, strict=True))
    assert check_of(mixed) == check_of(one) ^ check_of(other)


def test_no_one_or_two_wrong_symbols_cancel_out() -> None:
    """All of them: the code is linear, so errors alone decide, whatever the word is."""
    faults = [
        [
            (product(error, one) << 5) | product(error, two)  # what an error adds to both sums
            for error in range(1, 32)
        ]
        for one, two in WEIGHTS
    ]
    assert all(effect != 0 for place in faults for effect in place)
    for first, second in itertools.combinations(range(LENGTH), 2):
        assert not set(faults[first]) & set(faults[second]), (first, second)


def test_every_single_error_and_every_swap_of_some_words_is_seen() -> None:
    chance = random.Random("single errors and swaps")
    tried = 0
    for _ in range(40):
        word = word_of(bytes(chance.randrange(32) for _ in range(DATA_SYMBOLS)))
        for place, wrong in itertools.product(range(LENGTH), range(32)):
            if wrong != word[place]:
                tried += 1
                assert not holds(word[:place] + bytes((wrong,)) + word[place + 1 :])
        for one, other in itertools.combinations(range(LENGTH), 2):
            if word[one] != word[other]:
                tried += 1
                swapped = bytearray(word)
                swapped[one], swapped[other] = word[other], word[one]
                assert not holds(bytes(swapped))
    assert tried > 40_000


def holds(word: bytes) -> bool:
    """Whether the last two symbols are the check of the others."""
    return check_of(word[:DATA_SYMBOLS]) == word[23] << 5 | word[24]


@pytest.mark.slow
def test_two_hundred_thousand_pairs_of_errors_are_seen() -> None:
    chance = random.Random("pairs of errors")
    word = word_of(bytes(chance.randrange(32) for _ in range(DATA_SYMBOLS)))
    for _ in range(200_000):
        changed = bytearray(word)
        for place in chance.sample(range(LENGTH), 2):
            changed[place] ^= chance.randrange(1, 32)
        assert not holds(bytes(changed))


def test_three_errors_may_pass_but_seldom() -> None:
    """Honesty about the limit: about one in 1,024, as for any two check symbols."""
    chance = random.Random("three errors")
    word = word_of(bytes(DATA_SYMBOLS))
    passed = 0
    for _ in range(40_000):
        changed = bytearray(word)
        for place in chance.sample(range(LENGTH), 3):
            changed[place] ^= chance.randrange(1, 32)
        passed += holds(bytes(changed))
    assert 10 < passed < 100
