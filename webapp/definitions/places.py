"""Districts of the city and industries (GB/T 4754-2017): small tables, looked up by code."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from webapp.definitions.documents import DefinitionError, Fault

DISTRICTS = Path(__file__).parent / "districts.csv"
INDUSTRIES = Path(__file__).parent / "industries.csv"
COLUMNS = ["code", "name", "name_en"]


class Entry(NamedTuple):
    """A code and its name in both languages."""

    code: str
    name: str
    name_en: str


def load_districts(path: Path = DISTRICTS) -> Mapping[str, Entry]:
    """Districts by their six-digit code (GB/T 2260); raises DefinitionError."""
    return _load(path, r"\d{6}")


def load_industries(path: Path = INDUSTRIES) -> Mapping[str, Entry]:
    """Industries by section letter and class (GB/T 4754-2017: `C3071`); raises DefinitionError."""
    return _load(path, r"[A-T]\d{4}")


def _load(path: Path, code_form: str) -> Mapping[str, Entry]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        if header != COLUMNS:
            raise DefinitionError([Fault(path.name, 1, "(header)", f"is not {COLUMNS}")])
        rows = [(lines.line_num, row) for row in lines]
    faults: list[Fault] = []
    entries: dict[str, Entry] = {}
    for line, row in rows:
        words = _fault_of(row, code_form, entries)
        if words:
            faults.append(Fault(path.name, line, row[0] if row else "", words))
        else:
            entries[row[0]] = Entry(*row)
    if faults:
        raise DefinitionError(faults)
    return MappingProxyType(entries)


def _fault_of(row: list[str], code_form: str, known: Mapping[str, Entry]) -> str:
    if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
        return f"needs {', '.join(COLUMNS)}"
    if not re.fullmatch(code_form, row[0]):
        return f"the code is not of the form {code_form}"
    return "written twice" if row[0] in known else ""
