"""Importing a file: row by row understood, compared, and written chunk by chunk.

Each chunk is one transaction; every record that it adds or changes has its event and outbox row
in the same commit.  A row that cannot be taken is reported and stops nothing; the same file a
second time writes nothing at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from webapp.adapters.seen_rows import SeenRows, as_kept
from webapp.adapters.sheet_rows import SheetRow
from webapp.domain.imports import Fault, Row, RowReader
from webapp.extensions import db
from webapp.services.steps.events import Happening, record_events
from webapp.services.steps.importing import Changes, ImportAct, Target, stated
from webapp.services.transaction import ConflictError, unit_of_work

CHUNK = 1000


class Report(Protocol):
    """Is told of every row as it is dealt with."""

    def fault(self, line: int, fault: Fault) -> None:
        """Something is wrong or odd in the row of this line."""

    def added(self, line: int, key: str, facts: Mapping[str, object]) -> None:
        """The row is (or would be) a new record."""

    def changed(self, line: int, key: str, changes: Changes) -> None:
        """The row changes (or would change) a record."""


@dataclass
class Tally:
    """How many rows came to what; `odd` rows are counted under their outcome as well."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    refused: int = 0
    odd: int = 0


@dataclass
class _Outcome:
    """What one chunk comes to; told to the report only once it is committed."""

    faults: list[tuple[int, Fault]] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Any, Changes]] = field(default_factory=list)
    kept: list[Row] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0

    def note(self, line: int, faults: Iterable[Fault]) -> None:
        self.faults += [(line, fault) for fault in faults]


@dataclass(frozen=True)
class Import:
    """One file on its way into the register; `dry_run` compares and writes nothing."""

    target: Target
    reader: RowReader
    act: ImportAct
    report: Report
    dry_run: bool = False
    chunk: int = CHUNK

    def run(self, rows: Iterable[SheetRow], on_progress: Callable[[int], None]) -> Tally:
        """Take all rows; `on_progress` is told how many were read so far."""
        tally = Tally()
        with SeenRows() as seen:
            for batch in _batches(rows, self.chunk):
                tally.read += len(batch)
                self._take(self._understood(batch, tally), seen, tally)
                on_progress(tally.read)
        return tally

    def _understood(self, batch: Sequence[SheetRow], tally: Tally) -> list[Row]:
        rows = []
        for raw in batch:
            if raw.fault:
                row = Row(raw.line, "", {}, faults=(Fault("error", "", "", raw.fault, raw.detail),))
            else:
                row = self.reader.read(raw.line, raw.cells)
            if row.is_refused:
                self._tell(_Outcome([(row.line, fault) for fault in row.faults]), tally)
            else:
                rows.append(row)
        return rows

    def _take(self, rows: Sequence[Row], seen: SeenRows, tally: Tally) -> None:
        """Write a chunk; if the database refuses it, row by row, so that only the bad one fails."""
        if not rows:
            return
        try:
            with self._session() as session:
                outcome = self._sorted_out(session, rows, seen)
                if not self.dry_run:
                    self._write(session, outcome)
        except (ConflictError, IntegrityError, DataError) as error:
            if len(rows) > 1:
                for row in rows:
                    self._take([row], seen, tally)
                return
            outcome = _Outcome([(rows[0].line, _refused_by_database(error))])
        seen.remember([(row.key, row.line, stated(row)) for row in outcome.kept])
        self._tell(outcome, tally)

    def _session(self) -> AbstractContextManager[Session]:
        return _only_reading() if self.dry_run else unit_of_work()

    def _sorted_out(self, session: Session, rows: Sequence[Row], seen: SeenRows) -> _Outcome:
        outcome = _Outcome()
        linked = self.target.link(session, rows, lambda key: bool(seen.first_of([key])))
        good = [row for row in linked if not row.is_refused]
        first = seen.first_of([row.key for row in good])
        records = self.target.load(session, [row.key for row in good])
        for row in linked:
            if row.is_refused:
                outcome.note(row.line, row.faults)
            elif row.key in first:
                outcome.repeated += 1
                outcome.note(row.line, [self._repetition(row, *first[row.key])])
            elif self._place(row, records.get(row.key), outcome):
                first[row.key] = (row.line, stated(row))
                outcome.kept.append(row)
        return outcome

    def _place(self, row: Row, record: Any, outcome: _Outcome) -> bool:
        """Decide between new, changed and unchanged; return whether the row is taken."""
        if record is None:
            faults = [Fault("error", name, "", "required_for_new") for name in row.lacking]
            changes: Changes = {}
        else:
            changes, faults = self.target.compare(record, row, self.act)
        outcome.note(row.line, (*row.faults, *faults))
        if any(fault.severity == "error" for fault in faults):
            return False
        if record is None:
            outcome.new.append(row)
        elif changes:
            outcome.changed.append((row, record, changes))
        else:
            outcome.unchanged += 1
        return True

    def _repetition(self, row: Row, line: int, first: Mapping[str, object]) -> Fault:
        mine, kept = as_kept(stated(row)), as_kept(first)
        identity = self.target.noun.identity
        differing = [
            name
            for name in sorted({*mine, *kept} - set(identity))
            if mine.get(name) != kept.get(name)
        ]
        if not differing:
            return Fault("note", identity[0], row.key, "repeated", str(line))
        detail = f"{line} ({', '.join(differing)})"
        return Fault("warning", identity[0], row.key, "repeated_differently", detail)

    def _write(self, session: Session, outcome: _Outcome) -> None:
        happenings: list[Happening] = []
        if outcome.new:
            happenings += self.target.add(session, outcome.new, self.act)
        for _row, record, changes in outcome.changed:
            happenings += self.target.change(session, record, changes, self.act)
        record_events(session, happenings, self.act.now)

    def _tell(self, outcome: _Outcome, tally: Tally) -> None:
        for line, fault in outcome.faults:
            self.report.fault(line, fault)
        for row in outcome.new:
            self.report.added(row.line, row.key, stated(row))
        for row, _record, changes in outcome.changed:
            self.report.changed(row.line, row.key, changes)
        refused = {line for line, fault in outcome.faults if fault.severity == "error"}
        tally.new += len(outcome.new)
        tally.changed += len(outcome.changed)
        tally.unchanged += outcome.unchanged
        tally.repeated += outcome.repeated
        tally.refused += len(refused)
        tally.odd += len({line for line, _fault in outcome.faults} - refused)


def _batches(rows: Iterable[SheetRow], size: int) -> Iterator[list[SheetRow]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


@contextmanager
def _only_reading() -> Iterator[Session]:
    with Session(db.engine) as session:
        yield session


def _refused_by_database(error: Exception) -> Fault:
    cause = getattr(error, "orig", None) or error
    return Fault("error", "", "", "refused_by_database", str(cause)[:200])
