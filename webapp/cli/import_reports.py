"""Where an import tells what it did: a report file, and the terminal."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from flask_babel import gettext as _
from rich.console import Console
from rich.table import Table

from webapp.adapters.sheet_writers import guarded, text_of
from webapp.cli.import_words import more, remark, words_of
from webapp.domain.imports import Fault
from webapp.services.imports import Tally
from webapp.services.steps.importing import Changes

SHOWN = 20
"""How many of each kind of line the terminal shows; the report file has them all."""
COLUMNS = ("line", "level", "field", "value", "fault", "mend")


class ImportReport:
    """Writes every line to the report file and the first of each kind to the terminal."""

    def __init__(self, path: Path | None, console: Console, shows_changes: bool) -> None:
        self._file: TextIO | None = None
        self._console = console
        self._shows_changes = shows_changes
        self._shown: Counter[str] = Counter()
        if path is not None:
            self._file = path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def fault(self, line: int, fault: Fault) -> None:
        """Something is wrong or odd in the row of this line."""
        self._row(line, fault.severity, fault.field, fault.value, *words_of(fault))
        if self._is_shown(fault.severity):
            self._say(remark(line, fault))

    def added(self, line: int, key: str, facts: Mapping[str, object]) -> None:
        """The row is (or would be) a new record."""
        if not self._shows_changes:
            return
        self._row(line, "new", "", key, "", "")
        if self._is_shown("new"):
            self._say(f"+ {line}: {key}")

    def changed(self, line: int, key: str, changes: Changes) -> None:
        """The row changes (or would change) a record."""
        is_shown = self._is_shown("changed")
        for field, (old, new) in changes.items():
            self._row(line, "changed", field, text_of(new), text_of(old), "")
            if is_shown:
                self._say(f"~ {line}: {key}: {field}: {text_of(old)!r} → {text_of(new)!r}")

    def finish(self, tally: Tally, ignored: list[str], dry_run: bool) -> None:
        """Say what all came to."""
        for level, count in self._shown.items():
            if count > SHOWN:
                self._say(more(level, count - SHOWN))
        if ignored:
            self._say(_("Columns not read: %(names)s", names=", ".join(ignored)))
        title = _("Dry run: nothing was written") if dry_run else _("Import")
        table = Table(title=title, show_header=False)
        for words, count in (
            (_("rows read"), tally.read),
            (_("new"), tally.new),
            (_("changed"), tally.changed),
            (_("unchanged"), tally.unchanged),
            (_("repeated in the file"), tally.repeated),
            (_("refused"), tally.refused),
            (_("taken, with remarks"), tally.odd),
        ):
            table.add_row(words, f"{count:,}")
        self._console.print(table)

    def _is_shown(self, level: str) -> bool:
        self._shown[level] += 1
        return self._shown[level] <= SHOWN

    def _row(self, line: int, *cells: str) -> None:
        if self._file is not None:
            self._writer.writerow([line, *(guarded(_printable(cell)) for cell in cells)])

    def _say(self, text: str) -> None:
        self._console.print(_printable(text), markup=False, highlight=False, soft_wrap=True)


def _printable(text: str) -> str:
    """What a file brings must not steer the terminal, nor break the report's encoding."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
