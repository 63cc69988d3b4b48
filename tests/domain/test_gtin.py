"""Trade item numbers: four lengths, one form, and a check digit that counts."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.gtin import LENGTHS, GtinError, check_digit, normalise_gtin


@pytest.mark.parametrize(
    ("written", "gtin"),
    [
        ("6900350006025", "06900350006025"),
        ("6 900350 006025", "06900350006025"),
        ("６９００３５０００６０２５", "06900350006025"),
        ("73513537", "00000073513537"),
        ("036000291452", "00036000291452"),
        ("98412345678908", "98412345678908"),
    ],
)
def test_every_length_becomes_fourteen_digits(written: str, gtin: str) -> None:
    assert normalise_gtin(written) == gtin


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("69003500O6025", "digits"),
        ("٦٩٠٠٣٥٠٠٠٦٠٢٥", "digits"),
        ("690035000602", "check_digit"),
        ("69003500060", "length"),
        ("6900350006026", "check_digit"),
        ("6.90035E+12", "digits"),
    ],
)
def test_what_is_no_gtin_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(GtinError) as refused:
        normalise_gtin(text)
    assert refused.value.reason == reason


@given(st.sampled_from(LENGTHS), st.integers(0, 10**13 - 1), st.data())
def test_a_single_wrong_digit_is_refused(length: int, number: int, data: st.DataObject) -> None:
    digits = str(number).zfill(13)[-(length - 1) :]
    gtin = digits + check_digit(digits)
    assert normalise_gtin(gtin) == gtin.zfill(14)
    place = data.draw(st.integers(0, length - 1))
    other = data.draw(st.sampled_from("0123456789".replace(gtin[place], "")))
    with pytest.raises(GtinError):
        normalise_gtin(gtin[:place] + other + gtin[place + 1 :])


def test_real_bar_codes(shared_data: Path) -> None:
    path = shared_data / "barcodes/cn_prefix_690_699.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        numbers = [row["gtin"] for row in csv.DictReader(lines)]
    assert len(numbers) > 1000
    assert all(normalise_gtin(number) == number.zfill(14) for number in numbers)
