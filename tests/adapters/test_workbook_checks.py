"""Workbooks that would fill the memory are refused before anything parses them."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from webapp.adapters import workbook_checks
from webapp.adapters.sheets import SheetRefused, open_sheet
from webapp.adapters.workbook_checks import WorkbookRefused, check_workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, cells: dict[str, object]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for place, value in cells.items():
        sheet[place] = value
    made.save(path)
    return path


def with_sheet(path: Path, xml: bytes) -> Path:
    """The workbook with another first sheet."""
    source = workbook(path.with_suffix(".source"), {"A1": "code"})
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == SHEET else old.read(name))
    return path


def reason_of(path: Path) -> str:
    with pytest.raises(WorkbookRefused) as refused:
        check_workbook(path)
    return refused.value.reason


def test_a_usual_workbook_passes(tmp_path: Path) -> None:
    check_workbook(workbook(tmp_path / "t.xlsx", {"A1": "code", "N9000": "x"}))


def test_one_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    """The parser would ask for 512 GB and abort the process."""
    path = workbook(tmp_path / "t.xlsx", {"A1": "code", "XFD1048576": "x"})
    assert path.stat().st_size < 10_000
    assert reason_of(path) == "workbook_too_wide"
    with pytest.raises(SheetRefused):
        open_sheet(path)


@pytest.mark.parametrize(
    "xml",
    [
        b"<sheetData><row r='1048576'><c><v>1</v></c><c r = \"XFD1\"/></row></sheetData>",
        b'<sheetData><row><c r="xfd0001048576"><v>1</v></c></row></sheetData>',
        b'<row><c r="AAAAAAAAAAAAAAA1"/><c r="A99999999999999999999"/></row>',
        b" " * ((1 << 18) - 12) + b'<c r="XFD1048576"/>',
    ],
)
def test_references_in_unusual_spelling_are_seen(tmp_path: Path, xml: bytes) -> None:
    assert reason_of(with_sheet(tmp_path / "t.xlsx", xml)) == "workbook_too_wide"


def test_a_bomb_is_refused_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_checks, "MOST_UNPACKED", 1_000_000)
    path = with_sheet(tmp_path / "t.xlsx", b"0" * 2_000_000)
    assert path.stat().st_size < 20_000
    assert reason_of(path) == "workbook_too_large"


def test_a_part_that_lies_about_its_size_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_checks, "MOST_UNPACKED", 1_000_000)
    path = with_sheet(tmp_path / "t.xlsx", b"0" * 2_000_000)
    content = path.read_bytes().replace(
        (2_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little")
    )
    path.write_bytes(content)
    assert reason_of(path) == "workbook_too_large"


def test_too_many_parts(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(workbook_checks.MOST_PARTS + 1):
            archive.writestr(str(number), b"")
    assert reason_of(path) == "workbook_too_large"


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", b"hello")
    assert reason_of(path) == "workbook_unknown"


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert reason_of(path) == "workbook_protected"


@pytest.mark.parametrize("cut", [30, 200, 2000, -40])
def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path, cut: int) -> None:
    path = workbook(tmp_path / "t.xlsx", {"A1": "code"})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(SheetRefused) as refused:
        open_sheet(path)
    assert refused.value.reason == "workbook_broken"


def test_broken_sheet_xml_is_refused_in_words(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "t.xlsx", b"<sheetData><row><c r='A1'><v>1</sheetData>")
    with pytest.raises(SheetRefused):
        open_sheet(path)


def test_flipped_bytes_never_break_out(tmp_path: Path) -> None:
    """Any damage is a refusal or a readable sheet, never another error."""
    whole = workbook(tmp_path / "whole.xlsx", {"A1": "code", "A2": "GB 1-2020"}).read_bytes()
    path = tmp_path / "t.xlsx"
    for place in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        path.write_bytes(damaged)
        try:
            with open_sheet(path) as sheet:
                list(sheet.rows)
        except SheetRefused as refused:
            assert refused.reason  # noqa: PT017 - most damage refuses, some does not show


def test_stored_parts_are_measured_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_checks, "MOST_UNPACKED", 1_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", zlib.compress(b"x") * 1_000)
    path = tmp_path / "t.xlsx"
    path.write_bytes(buffer.getvalue())
    assert reason_of(path) == "workbook_too_large"
