"""Reading rows: what is taken, what is refused, and that nothing is changed unsaid."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.domain.import_certificates import CERTIFICATES
from webapp.domain.import_holders import ENTERPRISES, PRODUCTS
from webapp.domain.import_standards import STANDARDS
from webapp.domain.imports import (
    LEFT_OUT,
    Context,
    Noun,
    RowReader,
    choice,
    day,
    split_list,
    text,
    yes_no,
)

NOUNS = (STANDARDS, ENTERPRISES, PRODUCTS, CERTIFICATES)
CONTEXT = Context(today=date(2026, 11, 21))


def reasons(faults: object) -> list[str]:
    return [fault.reason for fault in faults]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "cell",
    ["2015-05-01", "2015/5/1", "2015.05.01", "20150501", "2015年5月1日", "２０１５－０５－０１",
     "2015-05-01 00:00:00"],
)  # fmt: skip
def test_a_day_in_every_usual_form(cell: str) -> None:
    read = day("issued_on", cell)
    assert read.value == date(2015, 5, 1)
    assert read.faults == ()


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2015-02-30", "date_impossible"),
        ("0000-00-00", "date_impossible"),
        ("1015-05-01", "date_range"),
        ("01/05/2015", "date_form"),
        ("soon", "date_form"),
        ("2015-05-01 12:30:00", "date_form"),
        ("٢٠١٥-٠٥-٠١", "date_form"),
    ],
)
def test_what_is_no_day_is_refused(cell: str, reason: str) -> None:
    read = day("issued_on", cell)
    assert (read.faults[0].severity, read.faults[0].reason) == ("error", reason)


@pytest.mark.parametrize("cell", ["2015", "2015-05", "2015年5月", "2015年"])
def test_a_month_is_noted_and_left_out_never_filled_up(cell: str) -> None:
    read = day("issued_on", cell)
    assert read.value is LEFT_OUT
    assert [(fault.severity, fault.value) for fault in read.faults] == [("note", cell)]


def test_an_empty_day_empties_the_field() -> None:
    assert day("issued_on", "").value is None


@pytest.mark.parametrize(
    ("cell", "reason", "severity"),
    [
        ("x" * 11, "too_long", "error"),
        ("a\x00b", "control_character", "error"),
        ("a\x1b[31m", "control_character", "error"),
        ("a\ud800", "broken_character", "error"),
        ("a\nb", "line_break", "warning"),
        ("a<b>c", "markup", "warning"),
        ("a\u202eb", "invisible_character", "warning"),
        ("a\ufffd", "garbled", "warning"),
        ("）", "no_letters", "warning"),
    ],
)
def test_odd_text(cell: str, reason: str, severity: str) -> None:
    read = text(10)("title", cell)
    assert [(fault.severity, fault.reason) for fault in read.faults] == [(severity, reason)]
    assert read.value == (None if severity == "error" else cell)


@pytest.mark.parametrize("cell", ["", "陶瓷砖", "3 < 4 & 5", "a – b", "〇"])
def test_plain_text_is_not_odd(cell: str) -> None:
    assert text(100)("title", cell).faults == ()


def test_lines_are_usual_where_they_are_meant() -> None:
    assert text(100, lines=True)("description", "a\r\nb\tc").faults == ()


def test_a_choice_in_either_language_and_width() -> None:
    read = choice({"现行": "in_force", "in_force": "in_force"}, empty="unknown")
    assert [read("status", cell).value for cell in ("现行", " 现 行 ", "ＩＮ＿ＦＯＲＣＥ", "")] == [
        "in_force", "in_force", "in_force", "unknown",
    ]  # fmt: skip


def test_an_unknown_word_is_refused_or_left_out_but_always_told() -> None:
    strict = choice({"yes": "yes"}, empty="")("x", "maybe")
    loose = choice({"yes": "yes"}, empty="", strict=False)("x", "maybe")
    assert (strict.value, strict.faults[0].severity) == (None, "error")
    assert (loose.value, loose.faults[0].severity) == (LEFT_OUT, "warning")


def test_yes_and_no() -> None:
    assert [yes_no("x", cell).value for cell in ("yes", "是", "", "0", "FALSE")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert yes_no("x", "perhaps").faults[0].severity == "error"


def test_lists_are_parted_by_any_usual_mark() -> None:
    assert split_list("A;B；C、 D,E\nF;;") == ["A", "B", "C", "D", "E", "F"]


def test_headings_in_chinese_and_english_mean_the_same() -> None:
    rows = [
        {"标准编号": "GB 1-2020", "标准名称": "足球"},
        {"code": "GB 1-2020", "title": "足球"},
        {"Number": "GB 1-2020", " TITLE ": "足球"},
    ]
    read = [RowReader(STANDARDS, CONTEXT).read(2, row) for row in rows]
    assert read[0] == read[1] == read[2]
    assert read[0].facts == {"number": "GB 1-2020", "title": "足球"}


def test_what_is_not_read_is_remembered() -> None:
    reader = RowReader(STANDARDS, CONTEXT)
    reader.read(2, {"code": "GB 1-2020", "colour": "red"})
    assert reader.ignored == ["colour"]


def test_missing_and_doubled_columns_are_found_before_any_row() -> None:
    reader = RowReader(CERTIFICATES, CONTEXT)
    headings = ["number", "证书编号", "scheme"]
    assert reader.doubled(headings) == ["number"]
    assert reader.missing(headings) == ["holder", "valid_from", "valid_until"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"title": "足球"}, "required"),
        ({"code": "  ", "title": "足球"}, "required"),
        ({"code": "GB 1-2020", "标准号": "GB 2-2020"}, "field_twice"),
    ],
)
def test_a_row_without_its_key_or_with_two_is_refused(cells: dict[str, str], reason: str) -> None:
    row = RowReader(STANDARDS, CONTEXT).read(7, cells)
    assert row.is_refused
    assert reason in reasons(row.faults)


CELLS = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    ["2015-05-01", "GB/T 4100-2015", "91110000600037341L", "现行", "暂停", ";;", "6900350006025"]
)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
@settings(max_examples=150)
@given(data=st.data())
def test_no_cells_break_the_reader(noun: Noun, data: st.DataObject) -> None:
    headings = [column.name for column in noun.columns]
    cells = data.draw(st.dictionaries(st.sampled_from(headings), CELLS))
    row = RowReader(noun, CONTEXT).read(2, cells)
    assert row.is_refused or row.key
    assert all(value is not LEFT_OUT for value in row.facts.values())


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
def test_naughty_strings_are_taken_or_refused_in_words(noun: Noun, shared_data: Path) -> None:
    strings = json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8"))
    reader = RowReader(noun, CONTEXT)
    for string in strings:
        row = reader.read(2, {column.name: string for column in noun.columns})
        assert row.is_refused or row.key
