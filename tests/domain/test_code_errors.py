"""A million slips of the finger, through the very function that reads codes: all are noticed."""

import random
from collections.abc import Callable

import pytest

from webapp.domain.codes import ALPHABET, LENGTH, Mistyped, parse
from webapp.domain.mark_keys import MarkKeys

KEYS = MarkKeys({0: bytes(range(32))}, current=0)
EACH = 500_000
_random = random.Random("slips of the finger")


def pool() -> list[str]:
    draw = _random.randrange
    return [KEYS.mint(0, draw(1 << 30), draw(1 << 30)) for _ in range(2000)]


def unnoticed(typed: list[str]) -> list[str]:
    """Those that are read as codes, or refused for anything but their check symbols."""
    return [text for text in typed if fault_of(text) != "check"]


def fault_of(text: str) -> str:
    try:
        parse(text)
    except Mistyped as fault:
        return fault.fault
    return ""


def one_wrong(code: str) -> str:
    place = _random.randrange(LENGTH)
    wrong = ALPHABET[(ALPHABET.index(code[place]) + _random.randrange(1, 32)) % 32]
    return code[:place] + wrong + code[place + 1 :]


def swapped(code: str) -> str:
    """Two neighbours that differ, in each other's place."""
    while True:
        place = _random.randrange(LENGTH - 1)
        if code[place] != code[place + 1]:
            return code[:place] + code[place + 1] + code[place] + code[place + 2 :]


@pytest.mark.slow
@pytest.mark.parametrize("slip", [one_wrong, swapped])
def test_half_a_million_slips_are_noticed(slip: Callable[[str], str]) -> None:
    codes = pool()
    assert unnoticed(codes[:50]) == codes[:50]
    for _ in range(EACH // len(codes)):
        assert unnoticed([slip(code) for code in codes]) == []
