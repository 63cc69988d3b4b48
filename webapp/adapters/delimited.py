"""Reading comma-, tab- or semicolon-separated text row by row."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator

from webapp.adapters.sheet_rows import SheetRow, check_headings, row_of

LONGEST_CELL = 200_000
"""Characters of one field; a quote that is never closed ends here."""

_DELIMITERS = ",\t;"
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def _delimiter_of(first: str) -> str:
    """The mark that parts the first line into most headings."""
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark))))


class _Lines:
    """Lines of a CSV file that can be given back: an open quote must not swallow the next rows."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque([stream.readline(LONGEST_CELL)])
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        waiting = self._waiting
        line = waiting.popleft() if waiting else self._stream.readline(LONGEST_CELL)
        if not line:
            raise StopIteration
        self._taken.append(line)
        self.number += 1
        return line

    def first(self) -> str:
        """The first line, which stays to be read."""
        return self._waiting[0]

    def begin_record(self) -> int:
        """Forget what was taken; return the number of the next line."""
        self._taken.clear()
        return self.number + 1

    def give_back(self) -> None:
        """All lines of the record but its first wait to be read again."""
        rest = self._taken[1:]
        self._waiting.extendleft(reversed(rest))
        self.number -= len(rest)


def read_delimited(stream: io.TextIOWrapper) -> tuple[list[str], Iterator[SheetRow]]:
    """The headings and the rows that follow; raises SheetRefused for unusable headings.

    A record that cannot be read, or is too wide or too narrow, is handed on as a fault of its
    first line, and reading goes on with the next line.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=_delimiter_of(lines.first()))
    headings = [heading.strip() for heading in next(reader)]
    check_headings(headings)

    def rows() -> Iterator[SheetRow]:
        while True:
            line = lines.begin_record()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                row = SheetRow(line, {}, "row_unreadable", str(error))
            else:
                if cells is None:
                    return
                if not any(cells):
                    continue
                row = row_of(line, headings, [_without_guard(cell) for cell in cells])
            if row.fault:
                lines.give_back()
            yield row

    return headings, rows()


def _without_guard(cell: str) -> str:
    """Take away the one apostrophe that `sheet_writers.guarded` put before a formula sign."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell
