"""Reading tables that people bring: CSV, XLSX and JSON lines, also packed with gzip.

Every cell arrives as text under its heading.  Rows stream; only XLSX is held in memory.  A row
that cannot be read is handed on as such and never stops the rest.
"""

import codecs
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self, cast

from python_calamine import CalamineError, CalamineWorkbook

from webapp.adapters.delimited import read_delimited
from webapp.adapters.sheet_rows import (
    MOST_COLUMNS,
    SheetRefused,
    SheetRow,
    check_headings,
    row_of,
)
from webapp.adapters.workbook_checks import WorkbookRefused, check_workbook

LONGEST_LINE = 4_000_000
"""Characters of one JSON line."""
MOST_UNPACKED = 4_000_000_000
"""Bytes of text in one file, unpacked."""

_PIECE = 1 << 18

Kind = Literal["csv", "xlsx", "jsonl"]


@dataclass
class Sheet:
    """An open table.  `headings` is empty for JSON lines, where each line names its own."""

    kind: Kind
    encoding: str
    headings: list[str]
    rows: Iterator[SheetRow]
    other_sheets: list[str] = field(default_factory=list)
    _stream: io.TextIOWrapper | None = None
    _raw: BinaryIO | None = None
    _size: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for file in (self._stream, self._raw):
            if file is not None:
                file.close()

    @property
    def fraction_read(self) -> float:
        """How much of the file has been read, 0 to 1; a workbook is read at once."""
        if self._raw is None or self._raw.closed or not self._size:
            return 1.0
        return self._raw.tell() / self._size


def open_sheet(path: Path) -> Sheet:
    """Open a table whatever its name says: the content decides.  Raises SheetRefused."""
    try:
        with path.open("rb") as raw:
            magic = raw.read(8)
        packed = magic.startswith(b"\x1f\x8b")
        if magic.startswith(b"PK\x03\x04"):
            return _open_workbook(path)
        if magic.startswith(b"\xd0\xcf\x11\xe0"):
            raise SheetRefused("workbook_old")
        return _open_text(path, packed)
    except (OSError, EOFError, zlib.error) as error:
        raise SheetRefused("file_unreadable", str(error)) from error


def _open_text(path: Path, packed: bool) -> Sheet:
    encoding = _encoding_of(path, packed)
    raw = path.open("rb")
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
    stream = io.TextIOWrapper(unpacked, encoding=encoding, newline="")
    size = path.stat().st_size
    start = _first_character(path, packed, encoding)
    if start == "[":
        raise SheetRefused("json_array")
    if start == "{":
        rows = _json_rows(stream)
        return Sheet("jsonl", encoding, [], rows, _stream=stream, _raw=raw, _size=size)
    headings, rows = read_delimited(stream)
    return Sheet("csv", encoding, headings, rows, _stream=stream, _raw=raw, _size=size)


def _pieces(path: Path, packed: bool) -> Iterator[bytes]:
    with gzip.open(path, "rb") if packed else path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _encoding_of(path: Path, packed: bool) -> str:
    """UTF-8, UTF-16 by its mark, or GB18030; read through once, in bounded memory."""
    head = next(_pieces(path, packed), b"")
    if not head.strip():
        raise SheetRefused("file_empty")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(_pieces(path, packed), encoding):
            return encoding
    raise SheetRefused("encoding_unknown")


def _decodes(pieces: Iterator[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > MOST_UNPACKED:
                raise SheetRefused("file_too_large", str(MOST_UNPACKED))
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first_character(path: Path, packed: bool, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    for piece in _pieces(path, packed):
        text = decoder.decode(piece).lstrip()
        if text:
            return text[0]
    return ""


def _json_rows(stream: io.TextIOWrapper) -> Iterator[SheetRow]:
    line = 0
    while text := stream.readline(LONGEST_LINE):
        line += 1
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield SheetRow(line, {}, "row_unreadable", str(error))
            continue
        if isinstance(record, dict) and len(record) <= MOST_COLUMNS:
            yield _json_row(line, record)
        else:
            yield SheetRow(line, {}, "row_unreadable", type(record).__name__)


def _json_row(line: int, record: dict[str, object]) -> SheetRow:
    cells = {}
    for heading, value in record.items():
        parts = value if isinstance(value, list) else [value]
        if any(isinstance(part, dict | list) for part in parts):
            return SheetRow(line, {}, "cell_nested", heading[:60])
        cells[heading.strip()] = ";".join(_text_of(part) for part in parts)
    return SheetRow(line, cells)


def _open_workbook(path: Path) -> Sheet:
    try:
        check_workbook(path)
        with CalamineWorkbook.from_path(path) as workbook:
            names = workbook.sheet_names
            rows = enumerate(workbook.get_sheet_by_index(0).iter_rows(), 1)
    except WorkbookRefused as error:
        raise SheetRefused(error.reason, error.detail) from error
    except CalamineError as error:
        raise SheetRefused("workbook_broken", str(error)) from error
    texts = ((line, [_text_of(cell) for cell in cells]) for line, cells in rows)
    filled = ((line, cells) for line, cells in texts if any(cells))
    headings = [cell.strip() for cell in next(filled, (0, []))[1]]
    check_headings(headings)
    rest = (row_of(line, headings, cells) for line, cells in filled)
    return Sheet("xlsx", "", headings, rest, names[1:])


def _text_of(value: object) -> str:
    """A cell's value as a person would type it: 3.0 is `3`, midnight is the day, true is `yes`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        day = value.time() == time.min
        return value.date().isoformat() if day else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
