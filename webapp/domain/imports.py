"""Reading one row of a file into typed facts, and saying what is wrong or odd about it.

A *fault* of level `error` keeps the row out; a `warning` is taken as given and worth a look; a
`note` says what of a row was left out.  Nothing is changed without one of them.  Messages are
written where they are shown; here stand only their keys.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to report: in which field, which value, why (`reason` is a key), and details."""

    severity: Severity
    field: str
    value: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A cell's value and its faults; an absent value is None, an empty tuple or an empty text."""

    value: object
    faults: tuple[Fault, ...] = ()


Reader = Callable[[str, str], Read]
"""(field, cell without outer spaces) -> Read."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a noun, the headings that name it, and how its cells are read."""

    name: str
    headings: tuple[str, ...]
    reader: Reader
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as understood: its matching key, the facts that it states, what fills a new record.

    `facts` holds only the fields that the file has; a field that is empty there empties the record.
    A new record takes `defaults` for the rest and cannot be made without what is `lacking`.
    """

    line: int
    key: str
    facts: Mapping[str, object]
    defaults: Mapping[str, object] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the row is kept out."""
        return any(fault.severity == "error" for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need to know from outside: the day, and the codes in use here.

    The tables lead from every name that people write, folded by `fold_heading`, to the code.
    """

    today: date
    schemes: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Scheme -> its grades."""
    districts: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Act (`suspend`) -> the reasons that it may have."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What can be imported: its columns, rules across fields, and how a row's key is made.

    The key comes from the fields `identity`: they may be spelled in many ways.
    """

    name: str
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    complete: Callable[[int, dict[str, object], list[Fault], Context], Row]


class RowReader:
    """Reads the rows of one file; remembers which of its headings mean which field."""

    def __init__(self, noun: Noun, context: Context) -> None:
        self.noun = noun
        self.ignored: list[str] = []
        """Headings that name no field of this noun; their cells are not read."""
        self._context = context
        self._columns: dict[str, Column | None] = {}
        self._by_heading = {
            fold_heading(heading): column
            for column in noun.columns
            for heading in (column.name, *column.headings)
        }

    def missing(self, headings: list[str]) -> list[str]:
        """The required fields that no heading names."""
        found = {column.name for column in map(self._column, headings) if column}
        return [c.name for c in self.noun.columns if c.required and c.name not in found]

    def doubled(self, headings: list[str]) -> list[str]:
        """The fields that more than one heading names."""
        names = [column.name for column in map(self._column, headings) if column]
        return sorted({name for name in names if names.count(name) > 1})

    def read(self, line: int, cells: Mapping[str, str]) -> Row:
        """Understand one row; what is wrong with it stands in its faults."""
        facts: dict[str, object] = {}
        faults: list[Fault] = []
        for heading, cell in cells.items():
            column = self._column(heading)
            if column is None:
                continue
            if column.name in facts:
                faults.append(Fault("error", column.name, cell, "field_twice"))
            facts[column.name] = self._cell(column, cell.strip(), faults)
        faults += [
            Fault("error", column.name, "", "required")
            for column in self.noun.columns
            if column.required and column.name not in facts
        ]
        facts = {name: value for name, value in facts.items() if value is not LEFT_OUT}
        if any(fault.severity == "error" for fault in faults):
            return Row(line, "", facts, faults=tuple(faults))
        return self.noun.complete(line, facts, faults, self._context)

    def _column(self, heading: str) -> Column | None:
        try:
            return self._columns[heading]
        except KeyError:
            column = self._columns[heading] = self._by_heading.get(fold_heading(heading))
            if column is None:
                self.ignored.append(heading)
            return column

    def _cell(self, column: Column, cell: str, faults: list[Fault]) -> object:
        if not cell and column.required:
            faults.append(Fault("error", column.name, "", "required"))
            return None
        read = column.reader(column.name, cell)
        faults.extend(read.faults)
        if read.value is LEFT_OUT and column.required:
            faults.append(Fault("error", column.name, cell, "required"))
        return read.value


LEFT_OUT = object()
"""A cell that says something which the record cannot hold: the record's field stays as it is."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-z]+|#\d+);")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?", re.ASCII)
_SHORT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SEPARATOR = re.compile(r"[;；、,，\n]+")


def fold_heading(heading: str) -> str:
    """Headings match whatever their width, case, spaces, dashes and underscores."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\s_\-:*()]+", "", folded)


def text(longest: int, *, lines: bool = False, wordless: bool = False) -> Reader:
    """Text of at most `longest` characters, kept as given.

    `lines` finds line breaks usual, `wordless` a text without any letter or digit.
    """

    def read(name: str, cell: str) -> Read:
        reason = _refusal(cell, longest)
        if reason:
            detail = str(longest) if reason == "too_long" else ""
            return Read(None, (Fault("error", name, cell, reason, detail),))
        oddities = () if not cell or cell.isalnum() else _oddities(cell, lines, wordless)
        return Read(cell, tuple(Fault("warning", name, cell, odd) for odd in oddities))

    return read


def _refusal(cell: str, longest: int) -> str:
    if len(cell) > longest:
        return "too_long"
    if cell.isprintable():
        return ""
    if _SURROGATE.search(cell):
        return "broken_character"
    return "control_character" if _CONTROL.search(cell.replace("\r\n", "\n")) else ""


def _oddities(cell: str, lines: bool, wordless: bool) -> tuple[str, ...]:
    found = [] if lines or "\n" not in cell else ["line_break"]
    if "<" in cell or "&" in cell:
        found += ["markup"] if _MARKUP.search(cell) else []
    if not cell.isascii():
        found += ["invisible_character"] if _INVISIBLE.search(cell) else []
        found += ["garbled"] if "\ufffd" in cell else []
    if not wordless and not any(map(str.isalnum, cell)):
        found.append("no_letters")
    return tuple(found)


def day(name: str, cell: str) -> Read:
    """A calendar day: `2015-05-01`, `2015/5/1`, `20150501`, `2015年5月1日`; empty is None.

    A month or a year alone is no day: it is noted and left out, never filled up.
    """
    if not cell:
        return Read(None)
    folded = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    folded = folded.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    found = _SHORT_DATE.fullmatch(folded) or _DATE.fullmatch(folded)
    if found is None:
        return Read(None, (Fault("error", name, cell, "date_form"),))
    if found[2] is None or found[3] is None:
        return Read(LEFT_OUT, (Fault("note", name, cell, "date_partial"),))
    try:
        value = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return Read(None, (Fault("error", name, cell, "date_impossible"),))
    if not 1900 <= value.year <= 2100:
        return Read(None, (Fault("error", name, cell, "date_range"),))
    return Read(value)


def choice(choices: Mapping[str, str], *, empty: object, strict: bool = True) -> Reader:
    """One of several words, in either language; an empty cell means `empty`.

    Any other word is refused or, where not `strict`, left out with a warning.
    """
    folded = {fold_heading(word): code for word, code in choices.items()}
    words = " / ".join(choices)

    def read(name: str, cell: str) -> Read:
        if not cell:
            return Read(empty)
        code = folded.get(fold_heading(cell))
        if code is not None:
            return Read(code)
        if strict:
            return Read(None, (Fault("error", name, cell, "not_a_choice", words),))
        return Read(LEFT_OUT, (Fault("warning", name, cell, "unknown_choice", words),))

    return read


YES_NO = {"yes": True, "true": True, "1": True, "是": True} | {
    "no": False, "false": False, "0": False, "否": False
}  # fmt: skip


def yes_no(name: str, cell: str) -> Read:
    """`yes`, `是`, `1`, `true` or their opposites; empty is no."""
    value = YES_NO.get(cell.casefold() or "no")
    if value is None:
        return Read(None, (Fault("error", name, cell, "not_a_choice", "yes / no"),))
    return Read(value)


def split_list(cell: str) -> list[str]:
    """The parts of a cell that holds several values, parted by `;` `；` `、` `,` or a new line."""
    return [part.strip() for part in _SEPARATOR.split(cell) if part.strip()]
