"""Rows of enterprises and products."""

from datetime import date

import pytest

from webapp.domain.import_holders import ENTERPRISES, PRODUCTS
from webapp.domain.imports import Context, Row, RowReader

USCC = "91110000600037341L"
CONTEXT = Context(date(2026, 11, 21), districts={"禅城区": "440604", "chancheng": "440604"})


def enterprise(**cells: str) -> Row:
    return RowReader(ENTERPRISES, CONTEXT).read(2, {"uscc": USCC, "name": "样例", **cells})


def product(**cells: str) -> Row:
    row = {"uscc": USCC, "model": "A-10", "name": "砖", **cells}
    return RowReader(PRODUCTS, CONTEXT).read(2, row)


def told(row: Row) -> list[tuple[str, str]]:
    return [(fault.severity, fault.reason) for fault in row.faults]


def test_a_code_is_folded_and_a_wrong_check_character_only_warns() -> None:
    assert enterprise(uscc=f" {USCC.lower()} ").key == USCC
    odd = enterprise(uscc="911100006000373410")
    assert told(odd) == [("warning", "uscc_check_digit")]
    assert odd.key == "911100006000373410"


@pytest.mark.parametrize("uscc", ["9111", "9111000060003734IL", "9111000A600037341L"])
def test_what_cannot_be_a_code_is_refused(uscc: str) -> None:
    assert enterprise(uscc=uscc).is_refused


@pytest.mark.parametrize("word", ["禅城区", "Chancheng"])
def test_districts_by_name(word: str) -> None:
    assert enterprise(district=word).facts["district"] == "440604"


def test_a_district_elsewhere_is_kept_and_a_place_unknown_is_refused() -> None:
    elsewhere = enterprise(district="440103")
    assert told(elsewhere) == [("note", "district_elsewhere")]
    assert elsewhere.facts["district"] == "440103"
    assert told(enterprise(district="月球")) == [("error", "not_a_choice")]


def test_a_new_record_lacks_what_the_row_does_not_say() -> None:
    assert enterprise(name="").lacking == ("name",)
    assert product(name="").lacking == ("name",)


@pytest.mark.parametrize(("code", "odd"), [("C3071", 0), ("C", 0), ("", 0), ("3071", 1)])
def test_industries(code: str, odd: int) -> None:
    row = enterprise(industry=code)
    assert told(row) == [("warning", "industry_form")] * odd
    assert row.facts["industry"] == code


def test_models_match_whatever_width_case_and_space() -> None:
    assert product(model="ａ－10").key == product(model="A - 10").key == f"{USCC} A-10"
    assert product(model="A10").key != product(model="A-10").key


def test_bar_codes_become_fourteen_digits_and_wrong_ones_are_refused() -> None:
    assert product(gtin="6900350006025").facts["gtin"] == "06900350006025"
    assert product(gtin="").facts["gtin"] is None
    assert told(product(gtin="6900350006026")) == [("error", "gtin_check_digit")]
    assert told(product(gtin="6.90035E+12")) == [("error", "gtin_digits")]


def test_declared_standards_must_be_numbers() -> None:
    assert product(standards="GB/T 4100-2015;Q/FS 1-2020").facts["standards"] == (
        "GB/T 4100-2015",
        "Q/FS 1-2020",
    )
    assert told(product(standards="good quality")) == [("error", "not_a_standard_number")]


def test_a_product_of_the_future_is_odd() -> None:
    assert told(product(introduced_on="2026-11-22")) == [("warning", "in_the_future")]
