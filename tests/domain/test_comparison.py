"""Which of two values asks more, and whether a measured value keeps a limit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.comparison import compare, meets

values = st.decimals(-1000, 1000, allow_nan=False, places=3)


@pytest.mark.parametrize(
    ("own", "other", "direction", "result"),
    [
        ("1300", "1000", "higher", "higher"),
        ("900", "1000", "higher", "lower"),
        ("0.3", "0.5", "lower", "higher"),
        ("0.6", "0.5", "lower", "lower"),
        ("0.5", "0.50", "lower", "equal"),
        ("0.5", "0.50", "none", "equal"),
        ("3", "4", "none", "none"),
        ("3", "4", "sideways", "none"),
    ],
)
def test_who_asks_more(own: str, other: str, direction: str, result: str) -> None:
    assert compare(Decimal(own), Decimal(other), direction) == result


@pytest.mark.parametrize(
    ("measured", "limit", "direction", "kept"),
    [
        ("0.5", "0.5", "lower", True),
        ("0.500001", "0.5", "lower", False),
        ("1000", "1000.0", "higher", True),
        ("999.9", "1000", "higher", False),
        ("1", "2", "none", None),
    ],
)
def test_a_limit_itself_is_kept(
    measured: str, limit: str, direction: str, kept: bool | None
) -> None:
    assert meets(Decimal(measured), Decimal(limit), direction) is kept


@given(values, values, st.sampled_from(("higher", "lower")))
def test_comparing_from_the_other_side_turns_the_answer(
    own: Decimal, other: Decimal, direction: str
) -> None:
    turned = {"higher": "lower", "lower": "higher", "equal": "equal"}
    assert compare(other, own, direction) == turned[compare(own, other, direction)]


@given(values, values, st.sampled_from(("higher", "lower")))
def test_asking_no_less_than_a_limit_keeps_it(own: Decimal, limit: Decimal, direction: str) -> None:
    assert meets(own, limit, direction) == (compare(own, limit, direction) != "lower")
