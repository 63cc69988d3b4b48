"""The real files of standards: every row is taken or told, memory stays flat."""

import csv
import gzip
import time
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.databases import on_sqlite
from tests.importing import ACT, CONTEXT, Told, counts, import_file
from webapp.adapters.sheets import open_sheet
from webapp.cli.imports import TARGETS
from webapp.domain.imports import RowReader
from webapp.extensions import db
from webapp.models.standard import Standard
from webapp.services.imports import Import

MOST_SECONDS = 40
"""Of processor time: other work on the machine does not count.  See docs/imports.md."""
MOST_GROWTH = 12_000_000
"""Bytes of resident memory between row 10,000 and the last."""


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def test_the_chinese_standards(app: Flask, shared_data: Path) -> None:
    with app.app_context():
        tally, told = import_file("standards", shared_data / "standards_cn.csv")
        assert (tally.read, tally.new, tally.repeated, tally.refused) == (2487, 2428, 59, 0)
        reasons = Counter(fault.reason for _line, fault in told.faults)
        assert reasons["not_a_standard"] == 56
        assert reasons["repeated_differently"] == 41
        found = counts()
        assert found["standards"] == found["events"] == found["outbox"] == 2428
        assert found["standard_successors"] == 40
        row = db.session.scalars(select(Standard).where(Standard.slug == "gb-t-22892-2008")).one()
        assert (row.title, row.status, row.implemented_on) == ("足球", "in_force", date(2009, 9, 1))
        db.session.rollback()
        again, _ = import_file("standards", shared_data / "standards_cn.csv")
        assert (again.unchanged, again.new, again.changed) == (2428, 0, 0)
        assert counts() == found


def test_numbers_are_kept_as_given(app: Flask, shared_data: Path) -> None:
    with app.app_context():
        import_file("standards", shared_data / "standards_cn.csv")
        with (shared_data / "standards_cn.csv").open(encoding="utf-8-sig", newline="") as file:
            given = {row["code"] for row in csv.DictReader(file)}
        assert set(db.session.scalars(select(Standard.number))) <= given


@on_sqlite
@pytest.mark.slow
def test_the_iso_catalogue_in_flat_memory(app: Flask, shared_data: Path) -> None:
    seen: dict[int, int] = {}
    with app.app_context(), open_sheet(shared_data / "standards_iso.csv.gz") as sheet:
        reader = RowReader(TARGETS["standards"].noun, CONTEXT)
        task = Import(TARGETS["standards"], reader, ACT, _Silent())
        started = time.process_time()
        tally = task.run(sheet.rows, lambda read: seen.update({read: resident_bytes()}))
        seconds = time.process_time() - started
        assert (tally.read, tally.new, tally.refused) == (61_638, 61_638, 0)
        assert reader.ignored == ["related_editions", "doctype"]
        found = counts()
        assert found["standards"] == found["outbox"] == 61_638
    print(
        f"61,638 standards: {seconds:.1f} s of processor time, {seen[61_638] / 1e6:.0f} MB resident"
    )
    assert seen[61_638] - seen[10_000] < MOST_GROWTH
    assert seconds < MOST_SECONDS


def test_a_part_of_the_iso_catalogue_on_both_databases(
    app: Flask, shared_data: Path, tmp_path: Path
) -> None:
    part = tmp_path / "part.csv"
    with gzip.open(shared_data / "standards_iso.csv.gz", "rt", encoding="utf-8") as whole:
        part.write_text("".join(islice(whole, 3_001)), encoding="utf-8")
    with app.app_context():
        tally, _told = import_file("standards", part)
        assert (tally.new, tally.refused) == (3_000, 0)
        row = db.session.scalars(select(Standard).where(Standard.slug == "iec-31010-2019")).one()
        assert (row.status, row.level, row.issued_on) == ("in_force", "international", None)
        assert row.title == row.title_en == "Risk management - Risk assessment techniques"
        db.session.rollback()
        found = counts()
        assert import_file("standards", part)[0].unchanged == 3_000
        assert counts() == found


class _Silent(Told):
    """Keeps nothing, so that only the import's own memory is measured."""

    def fault(self, line: int, fault: object) -> None:
        """Not kept."""

    def added(self, line: int, key: str, facts: object) -> None:
        """Not kept."""
