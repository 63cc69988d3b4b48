"""Runs an import in a test and keeps what it told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import text

from webapp.adapters.sheet_rows import SheetRow
from webapp.adapters.sheets import open_sheet
from webapp.cli.imports import TARGETS
from webapp.domain.imports import Context, Fault, RowReader, fold_heading
from webapp.extensions import db
from webapp.services.imports import Import, Tally
from webapp.services.steps.importing import Changes, ImportAct

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
ACT = ImportAct("样例市场监管局", NOW, ZONE)
CONTEXT = Context(
    today=NOW.astimezone(ZONE).date(),
    schemes={fold_heading("foshan-standard"): "foshan-standard"},
    reasons={
        "suspend": {fold_heading("failed_spot_check"): "failed_spot_check"},
        "withdraw": {fold_heading("false_material"): "false_material"},
        "reinstate": {fold_heading("corrected"): "corrected"},
    },
)
TABLES = (
    "standards", "standard_successors", "enterprises", "products", "product_standards",
    "certificates", "scope_items", "status_events", "code_batches", "events", "outbox",
)  # fmt: skip


@dataclass
class Told:
    """A report that keeps everything."""

    faults: list[tuple[int, Fault]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changes: dict[str, Changes] = field(default_factory=dict)

    def fault(self, line: int, fault: Fault) -> None:
        self.faults.append((line, fault))

    def added(self, line: int, key: str, facts: Mapping[str, object]) -> None:
        self.new.append(key)

    def changed(self, line: int, key: str, changes: Changes) -> None:
        self.changes[key] = changes

    def reasons(self, severity: str = "error") -> list[tuple[int, str, str]]:
        return [
            (line, fault.field, fault.reason)
            for line, fault in self.faults
            if fault.severity == severity
        ]


def import_rows(
    noun: str, rows: Sequence[Mapping[str, str]], *, dry_run: bool = False, chunk: int = 1000
) -> tuple[Tally, Told]:
    """Import cells by heading, the first in line 2; needs an application context."""
    told = Told()
    reader = RowReader(TARGETS[noun].noun, CONTEXT)
    sheet = [SheetRow(line, cells) for line, cells in enumerate(rows, 2)]
    task = Import(TARGETS[noun], reader, ACT, told, dry_run, chunk)
    return task.run(sheet, lambda _read: None), told


def import_file(noun: str, path: Path, *, dry_run: bool = False) -> tuple[Tally, Told]:
    """Import a file; needs an application context."""
    told = Told()
    task = Import(TARGETS[noun], RowReader(TARGETS[noun].noun, CONTEXT), ACT, told, dry_run)
    with open_sheet(path) as sheet:
        return task.run(sheet.rows, lambda _read: None), told


def counts() -> dict[str, int]:
    """How many rows each table has."""
    assert current_app
    with db.engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in TABLES
        }
