"""CSV files of definitions: columns checked, days and lists read, faults with file and line."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from webapp.definitions.documents import Fault

Record = Mapping[str, Any]
"""A row by column: texts, days (`date` or None), lists (tuples); and `line`, where it stands."""


class Table(NamedTuple):
    """A file's name and its columns by kind, each kind as words parted by spaces."""

    name: str
    texts: str
    days: str = ""
    lists: str = ""

    @property
    def columns(self) -> list[str]:
        """Every column that the file must have."""
        return [*self.texts.split(), *self.days.split(), *self.lists.split()]


def read_table(
    folder: Path, table: Table, read_day: Callable[[str], date | None], faults: list[Fault]
) -> tuple[Record, ...]:
    """Read `<name>.csv`; what is wrong is added to `faults` and its row left out."""
    path = folder / f"{table.name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        if sorted(header) != sorted(table.columns):
            words = f"the columns are not {', '.join(table.columns)}"
            faults.append(Fault(path.name, 1, "(header)", words))
            return ()
        records = []
        for cells in lines:
            if len(cells) != len(header):
                words = f"{len(cells)} cells, {len(header)} columns"
                faults.append(Fault(path.name, lines.line_num, "(row)", words))
                continue
            row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
            records.append(_record(table, row, read_day, path.name, lines.line_num, faults))
    return tuple(records)


def _record(
    table: Table,
    row: Mapping[str, str],
    read_day: Callable[[str], date | None],
    file: str,
    line: int,
    faults: list[Fault],
) -> Record:
    days: dict[str, date | None] = {}
    for name in table.days.split():
        try:
            days[name] = read_day(row[name])
        except ValueError as error:
            faults.append(Fault(file, line, name, str(error)))
    texts = {name: _with_year(row[name], list(days.values())) for name in table.texts.split()}
    lists = {
        name: tuple(part.strip() for part in row[name].split(";") if part.strip())
        for name in table.lists.split()
    }
    return {**texts, **days, **lists, "line": line}


def _with_year(text: str, days: Sequence[date | None]) -> str:
    """`{year}` stands for the year of the row's own day."""
    return text.replace("{year}", str(days[0].year)) if days and days[0] else text
