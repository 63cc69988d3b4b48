"""Writing tables as CSV, XLSX or JSON lines so that no cell is ever taken for a formula.

CSV guards risky cells with an apostrophe, which `sheets` takes away again; XLSX cells are forced
to be text; rows stream, so that memory stays flat.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMATS = ("csv", "xlsx", "jsonl")
MOST_XLSX_ROWS = 1_048_575
"""Rows below the headings that a sheet can hold."""

_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")

Record = Mapping[str, object]


class TooManyRows(ValueError):
    """More rows than an XLSX sheet holds."""


def write_sheet(path: Path, kind: str, headings: Sequence[str], records: Iterable[Record]) -> int:
    """Write `records` to `path`, packed when it ends in `.gz`; return how many.

    Raises TooManyRows for XLSX.  The file appears only when it is complete.
    """
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("wb") as raw:
            if kind == "xlsx":
                count = _write_xlsx(raw, headings, records)
            elif path.suffix == ".gz":
                with gzip.open(raw, "wb") as packed:
                    count = write_text(cast(BinaryIO, packed), kind, headings, records)
            else:
                count = write_text(raw, kind, headings, records)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def write_text(raw: BinaryIO, kind: str, headings: Sequence[str], records: Iterable[Record]) -> int:
    """Write CSV (UTF-8 with its mark, so that Excel sees it) or JSON lines; return how many."""
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    count = 0
    writer = csv.writer(stream)
    if kind == "csv":
        writer.writerow(headings)
    for record in records:
        if kind == "csv":
            writer.writerow([guarded(text_of(record[heading])) for heading in headings])
        else:
            stream.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
        count += 1
    stream.flush()
    stream.detach()
    return count


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run (OWASP, CSV injection)."""
    return f"'{text}" if _RISKY.match(text) else text


def text_of(value: object) -> str:
    """A value as a cell shows it; several values are parted by `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ";".join(text_of(part) for part in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_xlsx(raw: BinaryIO, headings: Sequence[str], records: Iterable[Record]) -> int:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("registry")
    sheet.append(list(headings))
    count = 0
    try:
        for record in records:
            count += 1
            if count > MOST_XLSX_ROWS:
                raise TooManyRows(str(MOST_XLSX_ROWS))
            sheet.append([_forced_text(sheet, text_of(record[heading])) for heading in headings])
    finally:
        sheet.close()
    workbook.save(raw)
    return count


def _forced_text(sheet: object, text: str) -> object:
    """A cell that is text whatever it starts with; other text needs no cell object."""
    plain = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    if not _RISKY.match(plain):
        return plain
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
