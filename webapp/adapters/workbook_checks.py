"""Looks at an XLSX file before anything parses it: bombs and boundless sheets are refused.

A sheet is held in memory as a full rectangle, so one cell in the last corner of an otherwise empty
sheet asks for half a terabyte; a zip member may say that it is small and unpack without end.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MOST_UNPACKED = 400_000_000
"""Bytes that all parts of a workbook may unpack to."""
MOST_CELLS = 5_000_000
"""Cells of the rectangle that a sheet spans: 32 bytes each in memory."""
MOST_PARTS = 5_000

_PIECE = 1 << 18
_OVERLAP = 64
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)([0-9]+)\s*["']""")


class WorkbookRefused(ValueError):
    """The file is not safe to open, or no XLSX; `reason` is a key (`workbook_…`)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


def check_workbook(path: Path) -> None:
    """Unpack every part once, in bounded memory, and measure it; raises WorkbookRefused."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            _check_parts(archive, raw)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise WorkbookRefused("workbook_broken", str(error)) from error


def _check_parts(archive: zipfile.ZipFile, raw: BinaryIO) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise WorkbookRefused("workbook_too_large", str(len(parts)))
    if "xl/workbook.xml" not in archive.namelist():
        raise WorkbookRefused("workbook_unknown")
    unpacked = 0
    for part in parts:
        extent = _Extent()
        for piece in _unpacked(raw, part):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                raise WorkbookRefused("workbook_too_large", str(MOST_UNPACKED))
            if "worksheets/" in part.filename:
                extent.see(piece)
        if extent.cells > MOST_CELLS:
            raise WorkbookRefused("workbook_too_wide", f"{extent.rows} × {extent.columns}")


def _unpacked(raw: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes that a part really unpacks to, whatever size its header states."""
    if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise WorkbookRefused("workbook_protected")
    raw.seek(part.header_offset)
    header = raw.read(30)
    raw.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = part.compress_size
    inflate = zlib.decompressobj(-15)
    while left > 0 and (packed := raw.read(min(_PIECE, left))):
        left -= len(packed)
        if part.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail


class _Extent:
    """The rectangle that the cell references of a sheet span."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 1
        self._tail = b""

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def see(self, piece: bytes) -> None:
        text = self._tail + piece
        for found in _REFERENCE.finditer(text):
            self.rows = max(self.rows, int(found[2][:12]))
            if found[1]:
                self.columns = max(self.columns, _column_number(found[1]))
        self._tail = text[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number
