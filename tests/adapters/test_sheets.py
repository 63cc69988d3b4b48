"""Reading tables: encodings, separators, workbooks, JSON lines, and what is refused in words."""

import csv
import gzip
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from webapp.adapters.delimited import LONGEST_CELL
from webapp.adapters.sheet_rows import SheetRefused, SheetRow
from webapp.adapters.sheets import open_sheet

TABLE = "标准号,名称\nGB 1-2020,足球\nGB 2-2020,“篮球”\n"
CELLS = [{"标准号": "GB 1-2020", "名称": "足球"}, {"标准号": "GB 2-2020", "名称": "“篮球”"}]


def rows_of(path: Path) -> list[SheetRow]:
    with open_sheet(path) as sheet:
        return list(sheet.rows)


def written(tmp_path: Path, content: bytes, name: str = "table") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_encodings_separators_and_line_ends(
    tmp_path: Path, encoding: str, mark: str, ends: str
) -> None:
    text = TABLE.replace(",", mark).replace("\n", ends)
    if encoding == "utf-16-le":
        text = f"\ufeff{text}"
    path = written(tmp_path, text.encode(encoding))
    assert [dict(row.cells) for row in rows_of(path)] == CELLS
    assert [row.line for row in rows_of(path)] == [2, 3]


@pytest.mark.parametrize("name", ["table.csv.gz", "table"])
def test_packed_files_are_known_by_their_content(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, gzip.compress(TABLE.encode("gb18030")), name)
    assert [dict(row.cells) for row in rows_of(path)] == CELLS


def test_progress_follows_the_file(tmp_path: Path) -> None:
    lines = "".join(f"GB {number}-2020,足球{number}\n" for number in range(200_000))
    path = written(tmp_path, f"code,title\n{lines}".encode())
    with open_sheet(path) as sheet:
        seen = [sheet.fraction_read for _row in sheet.rows]
    assert seen == sorted(seen)
    assert 0.4 < seen[100_000] < 0.6
    assert seen[-1] == 1.0


@pytest.mark.parametrize("name", sorted(["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes",
    "json", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
    "simple_crlf", "utf8"]))  # fmt: skip
def test_awkward_files_are_read_as_expected(shared_data: Path, name: str) -> None:
    folder = shared_data / "hostile/csv/spectrum"
    expected = json.loads((folder / f"json/{name}.json").read_text("utf-8"))
    rows = rows_of(folder / f"csvs/{name}.csv")
    assert [row.fault for row in rows] == [""] * len(expected)
    got = [{k: v.replace("\r\n", "\n") for k, v in row.cells.items()} for row in rows]
    assert got == [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in expected]


def test_a_replacement_character_and_a_missing_last_line_end(shared_data: Path) -> None:
    rows = rows_of(shared_data / "hostile/csv/spectrum/csvs/location_coordinates.csv")
    assert [row.cells["Counties"] for row in rows] == ["Stanislaus"]
    assert rows[0].cells["Location Coordinates"] == "37\ufffd36'37.8\"N 121\ufffd2'17.9\"W"


def test_a_row_of_another_width_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1,2\n3\n4,5,6\n7,8,\n\n9,10\n")
    rows = rows_of(path)
    assert [(row.line, row.fault, row.detail) for row in rows] == [
        (2, "", ""), (3, "cell_count", "1 / 2"), (4, "cell_count", "3 / 2"), (5, "", ""),
        (7, "", ""),
    ]  # fmt: skip
    assert dict(rows[-1].cells) == {"a": "9", "b": "10"}


def test_an_open_quote_does_not_swallow_the_rows_below(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n"1,2\n3,4\n5,"6\n7"\n')
    rows = rows_of(path)
    assert [(row.line, row.fault) for row in rows] == [(2, "cell_count"), (3, ""), (4, "")]
    assert dict(rows[2].cells) == {"a": "5", "b": "6\n7"}


def test_an_endless_cell_is_told_and_bounded(tmp_path: Path) -> None:
    content = b'a,b\n"' + b"x" * (LONGEST_CELL + 10) + b'",1\n2,3\n'
    rows = rows_of(written(tmp_path, content))
    assert rows[0].fault == "row_unreadable"
    assert dict(rows[-1].cells) == {"a": "2", "b": "3"}


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"code": "GB 1-2020", "replaced_by": ["A", "B"], "n": 3.0, "x": null, "ok": true}',
        "",
        "{broken}",
        "[1, 2]",
        '{"code": {"deep": 1}}',
        "[" * 100_000,
        '{"code": "GB 2-2020"}',
    ]
    rows = rows_of(written(tmp_path, "\n".join(lines).encode(), "t.jsonl"))
    assert [(row.line, row.fault) for row in rows] == [
        (1, ""), (3, "row_unreadable"), (4, "row_unreadable"), (5, "cell_nested"),
        (6, "row_unreadable"), (7, ""),
    ]  # fmt: skip
    assert dict(rows[0].cells) == {
        "code": "GB 1-2020", "replaced_by": "A;B", "n": "3", "x": "", "ok": "yes",
    }  # fmt: skip


def test_a_workbook_gives_what_a_person_would_type(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append([])
    sheet.append(["code", "gtin", "day", "at", "yes", "part", None])
    sheet.append(["=1+1", 6900350006025, date(2020, 1, 2), datetime(2020, 1, 2, 3), True, 0.5])
    sheet.append([])
    sheet.append(["x", None, None, None, None, None, "beyond"])
    sheet["A3"].data_type = "s"
    workbook.create_sheet("notes")
    workbook.save(tmp_path / "t.xlsx")
    with open_sheet(tmp_path / "t.xlsx") as opened:
        rows = list(opened.rows)
    assert opened.other_sheets == ["notes"]
    assert rows[0].line == 3
    assert dict(rows[0].cells) == {
        "code": "=1+1", "gtin": "6900350006025", "day": "2020-01-02", "at": "2020-01-02 03:00:00",
        "yes": "yes", "part": "0.5",
    }  # fmt: skip
    assert rows[1].line == 5


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_empty"),
        (b" \r\n\n", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xff\x80", "encoding_unknown"),
        (b"[1, 2]", "json_array"),
        (b"a,b,a\n1,2,3\n", "heading_twice"),
        (b",,\n1,2,3\n", "no_headings"),
        (",".join(map(str, range(501))).encode(), "too_many_columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "workbook_old"),
        (b"PK\x03\x04" + b"\x00" * 100, "workbook_broken"),
        (b"\x1f\x8b\x08\x00broken", "file_unreadable"),
        (gzip.compress(TABLE.encode(), mtime=0)[:-12], "file_unreadable"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(SheetRefused) as refused:
        open_sheet(written(tmp_path, content))
    assert refused.value.reason == reason


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as refused:
        open_sheet(tmp_path / "nothing.csv")
    assert refused.value.reason == "file_unreadable"


def test_many_columns_and_rows_agree_with_the_csv_module(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = [["a", "b"], *([f'x"{n}', "p,q\nr"] for n in range(500))]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    rows = rows_of(path)
    assert [[row.cells["a"], row.cells["b"]] for row in rows] == lines[1:]
    assert [row.line for row in rows][:3] == [2, 4, 6]
