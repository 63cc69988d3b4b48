"""Writing tables: no cell is ever a formula, and what goes out comes back the same."""

import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.adapters import sheet_writers
from webapp.adapters.sheet_writers import TooManyRows, guarded, text_of, write_sheet, write_text
from webapp.adapters.sheets import open_sheet

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "''-x"]
KINDS = ("csv", "xlsx", "jsonl")


def back(path: Path) -> list[dict[str, str]]:
    with open_sheet(path) as sheet:
        return [dict(row.cells) for row in sheet.rows]


@pytest.mark.parametrize("kind", KINDS)
def test_risky_cells_come_back_as_they_were(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    # XML has one line end only; the register holds no lone carriage return either.
    risky = [text for text in RISKY if kind != "xlsx" or "\r" not in text]
    records = [{"a": text, "b": "足球"} for text in [*risky, "plain", "'tis", "a=b"]]
    assert write_sheet(path, kind, ["a", "b"], records) == len(records)
    assert back(path) == records


@pytest.mark.parametrize("text", RISKY)
def test_no_csv_cell_starts_like_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    write_sheet(path, "csv", ["a"], [{"a": text}])
    with path.open(encoding="utf-8-sig", newline="") as file:
        cell = list(csv.reader(file))[1][0]
    assert cell == f"'{text}"


def test_known_payloads_stay_text(tmp_path: Path, shared_data: Path) -> None:
    lines = (shared_data / "hostile/csv/csv-injection-payloads.txt").read_text("utf-8").splitlines()
    records = [{"a": line} for line in lines]
    write_sheet(tmp_path / "t.xlsx", "xlsx", ["a"], records)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == lines
    assert {cell.data_type for cell in cells} == {"s"}
    write_sheet(tmp_path / "t.csv", "csv", ["a"], records)
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert not any(row[0][0] in "=+-@\t\r" for row in csv.reader(io.StringIO(text)))
    assert back(tmp_path / "t.csv") == records


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_guard_is_always_undone(text: str) -> None:
    buffer = io.BytesIO()
    write_text(buffer, "csv", ["a", "b"], [{"a": text, "b": "x"}])
    cell = list(csv.reader(io.StringIO(buffer.getvalue().decode("utf-8-sig"))))[1][0]
    assert cell[0] not in "=+-@＝＋－＠"
    assert cell in (text, f"'{text}")
    assert guarded(text) == cell


def test_values_as_cells_show_them() -> None:
    values = (None, True, False, ("A", "B"), date(2020, 1, 2), 3)
    assert [text_of(value) for value in values] == ["", "yes", "no", "A;B", "2020-01-02", "3"]


def test_packed_output(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl.gz"
    write_sheet(path, "jsonl", ["a"], [{"a": ["足", "球"]}])
    assert json.loads(gzip.decompress(path.read_bytes())) == {"a": ["足", "球"]}


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old")

    def failing() -> object:
        yield {"a": "1"}
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        write_sheet(path, "csv", ["a"], failing())  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["t.csv"]


def test_a_sheet_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_writers, "MOST_XLSX_ROWS", 2)
    with pytest.raises(TooManyRows):
        write_sheet(tmp_path / "t.xlsx", "xlsx", ["a"], [{"a": "1"}] * 3)
    assert list(tmp_path.iterdir()) == []


def test_control_characters_do_not_break_a_workbook(tmp_path: Path) -> None:
    write_sheet(tmp_path / "t.xlsx", "xlsx", ["a"], [{"a": "x\x07y"}])
    assert back(tmp_path / "t.xlsx") == [{"a": "x\ufffdy"}]
