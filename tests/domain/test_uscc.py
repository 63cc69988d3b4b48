"""Unified social credit codes: what is wrong, what is only odd."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.uscc import ALPHABET, check_character, check_uscc, make_uscc, normalise_uscc

REAL = "91110000600037341L"
"""The example in python-stdnum's documentation."""


@pytest.mark.parametrize(
    "written",
    [
        REAL.lower(),
        " 9111 0000 6000 3734 1L ",
        "９１１１００００６０００３７３４１Ｌ",
        "91110000-600037341-L",
    ],
)
def test_a_valid_code_however_written(written: str) -> None:
    assert check_uscc(written) == check_uscc(REAL)
    assert check_uscc(written).level == "ok"
    assert check_uscc(written).value == REAL


@pytest.mark.parametrize(
    ("text", "level", "reason"),
    [
        ("911100006000373410", "warn", "check_digit"),
        ("91110000600037342L", "warn", "check_digit"),
        ("", "error", "empty"),
        ("9111000060003734", "error", "length"),
        (REAL + "1", "error", "length"),
        ("9111000060003734IL", "error", "alphabet"),
        ("91110000600037341é", "error", "alphabet"),
        ("9111000A600037341L", "error", "region"),
        ("9111000\u0660600037341L", "error", "alphabet"),
    ],
)
def test_faults(text: str, level: str, reason: str) -> None:
    check = check_uscc(text)
    assert (check.level, check.reason) == (level, reason)


def test_a_registrar_may_be_a_letter() -> None:
    """GB 32100 gives N to rural collectives and Y to others; python-stdnum knows digits only."""
    assert check_uscc(make_uscc("440604", "MA4UQ1X23", kind="N2")).level == "ok"


@given(st.text(max_size=40))
def test_no_text_breaks_the_check(text: str) -> None:
    check = check_uscc(text)
    assert (check.level == "ok") == (check.reason == "")
    if check.level != "error":
        assert normalise_uscc(check.value) == check.value


@given(
    st.integers(110000, 659999).map(str),
    st.text(ALPHABET, min_size=9, max_size=9),
    st.integers(0, 16),
    st.sampled_from(ALPHABET),
)
def test_made_codes_are_valid_and_one_wrong_character_is_seen(
    region: str, organisation: str, position: int, other: str
) -> None:
    code = make_uscc(region, organisation)
    assert check_uscc(code).level == "ok"
    if code[position] != other:
        wrong = code[:position] + other + code[position + 1 :]
        assert check_uscc(wrong).level != "ok"


@pytest.mark.parametrize("text", ["", "1" * 16, "1" * 18, "I" * 17])
def test_no_check_character_for_what_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="first 17"):
        check_character(text)


@pytest.mark.parametrize(
    ("region", "organisation"), [("44060", "MA4UQ1X23"), ("440604", "MA4"), ("44060A", "MA4UQ1X23")]
)
def test_a_code_is_made_of_its_parts(region: str, organisation: str) -> None:
    with pytest.raises(ValueError, match=r"characters|digits"):
        make_uscc(region, organisation)
