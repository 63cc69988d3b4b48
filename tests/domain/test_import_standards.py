"""A standard's row: statuses and kinds in words, and every oddity told, none mended in silence."""

from datetime import date

import pytest

from webapp.domain.import_standards import STANDARDS
from webapp.domain.imports import Context, Row, RowReader

TODAY = date(2026, 11, 21)


def read(**cells: str) -> Row:
    return RowReader(STANDARDS, Context(TODAY)).read(2, {"code": "GB/T 4100-2015", **cells})


def reasons(row: Row) -> list[str]:
    return [fault.reason for fault in row.faults]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("现行", "in_force"), ("即将实施", "upcoming"), ("废止", "abolished"),
        ("被代替", "superseded"), ("", "unknown"), ("in_force", "in_force"),
        ("60.60", "in_force"), ("90.93", "in_force"), ("95.20", "in_force"),
        ("95.99", "abolished"), ("40.60", "unknown"),
    ],
)  # fmt: skip
def test_statuses(word: str, status: str) -> None:
    assert read(status=word).facts["status"] == status


@pytest.mark.parametrize("word", ["有点旧", "None.None", "6060"])
def test_an_unknown_status_is_told_and_left_out(word: str) -> None:
    row = read(status=word)
    assert reasons(row) == ["unknown_choice"]
    assert "status" not in row.facts
    assert not row.is_refused


def test_the_key_is_normalised_and_the_number_kept_as_given() -> None:
    row = read(code="GB／Ｔ 4100—2015")
    assert row.key == "GB/T 4100-2015"
    assert row.facts["number"] == "GB／Ｔ 4100—2015"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"issue_date": "2015-05-15", "implement_date": "2015-05-01"}, "implemented_before_issued"),
        ({"implement_date": "2015-12-01", "abolish_date": "2000-01-01"}, "abolished_before_start"),
        ({"status": "现行", "abolish_date": "2020-01-01"}, "in_force_but_abolished"),
        ({"status": "现行", "implement_date": "2027-01-01"}, "in_force_too_early"),
        ({"status": "即将实施", "implement_date": "2026-11-21"}, "upcoming_but_due"),
        ({"issue_date": "2014-12-31"}, "year_differs"),
        ({"type": "团体标准"}, "level_differs"),
        ({"ics": "91.100.2x"}, "ics_form"),
        ({"ccs": "砖"}, "ccs_form"),
        ({"code": "佛标 A 12"}, "number_form"),
        ({"title": "", "title_en": ""}, "title_missing"),
    ],
)
def test_oddities_are_told_and_taken_as_given(cells: dict[str, str], reason: str) -> None:
    row = read(**cells)
    assert reasons(row) == [reason]
    assert row.faults[0].severity == "warning"
    given = RowReader(STANDARDS, Context(TODAY))
    for column in given.noun.columns:
        for heading, cell in cells.items():
            if heading in (column.name, *column.headings) and cell[:4].isdigit():
                assert str(row.facts[column.name]) == cell


def test_dates_that_agree_are_not_odd() -> None:
    row = read(status="现行", issue_date="2015-05-15", implement_date="2015-12-01", type="国家标准")
    assert row.faults == ()


def test_successors_are_numbers_and_the_rest_is_told() -> None:
    row = read(replaced_by="TC456;GB/T 4100-2020、gbt4100-2020；GB/T 3810-2016")
    assert row.facts["successors"] == ("GB/T 3810-2016", "gbt4100-2020")
    assert [(fault.value, fault.reason) for fault in row.faults] == [("TC456", "not_a_standard")]


def test_a_kind_that_is_not_said_is_no_fact_but_fills_a_new_record() -> None:
    row = read(type="")
    assert "level" not in row.facts
    assert row.defaults["level"] == "national"


def test_an_english_title_stands_in_for_a_new_record_only() -> None:
    row = read(title_en="Ceramic tiles")
    assert "title" not in row.facts
    assert row.defaults["title"] == "Ceramic tiles"


def test_a_number_without_letters_or_digits_is_refused() -> None:
    row = read(code="——")
    assert row.is_refused
    assert reasons(row)[-1] == "number_empty"
