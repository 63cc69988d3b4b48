"""The unit of work: all or nothing, one writer at a time, and nobody overwritten unseen."""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.databases import on_sqlite
from tests.factories.enterprises import an_enterprise
from tests.factories.saving import save
from webapp.config import Settings
from webapp.extensions import db
from webapp.models.enterprise import Enterprise
from webapp.models.event import OutboxRow
from webapp.services.transaction import ConflictError, unit_of_work


def count(app: Flask) -> int:
    with app.app_context(), Session(db.engine) as session:
        return session.scalar(select(func.count(Enterprise.id))) or 0


def test_what_is_done_in_it_is_committed_at_its_end(app: Flask) -> None:
    with app.app_context(), unit_of_work() as session:
        session.add(an_enterprise())
        session.flush()
        assert count(app) == 0
    assert count(app) == 1


class Fault(BaseException):
    """One that is no Exception, as an interrupt is none."""


def add_and_fail() -> None:
    with unit_of_work() as session:
        session.add(an_enterprise())
        session.flush()
        raise Fault


def test_any_fault_undoes_all_of_it(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(Fault):
            add_and_fail()
        with unit_of_work() as session:  # nothing of it stands in the way of the next
            session.add(an_enterprise())
    assert count(app) == 1


def rename(enterprise_id: int, name: str) -> None:
    with unit_of_work() as session:
        session.get_one(Enterprise, enterprise_id).name = name


def rename_both(read_before: Enterprise, other_id: int) -> None:
    """Change a row as it was when it was read, and another one beside it."""
    with unit_of_work() as session:
        session.get_one(Enterprise, other_id).name = "also mine"
        session.add(read_before)
        read_before.name = "mine"


def test_a_row_that_somebody_changed_meanwhile_is_a_conflict(app: Flask) -> None:
    enterprise, other = an_enterprise(), an_enterprise()
    save(app, enterprise, other)
    with app.app_context():
        with unit_of_work() as session:
            mine = session.get_one(Enterprise, enterprise.id)
        rename(enterprise.id, "theirs")
        with pytest.raises(ConflictError):
            rename_both(mine, other.id)
        with Session(db.engine) as session:
            assert session.get_one(Enterprise, enterprise.id).name == "theirs"
            assert session.get_one(Enterprise, other.id).name == other.name


@on_sqlite
def test_it_holds_the_right_to_write_from_its_beginning(app: Flask, settings: Settings) -> None:
    """Else two could read the same row, and the later of them would fail at its first write."""
    path = str(make_url(settings.database_url).database)
    with app.app_context(), unit_of_work() as session:
        session.execute(text("SELECT 1"))
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            assert other.execute("SELECT count(*) FROM enterprises").fetchone() == (0,)


@on_sqlite
def test_reading_does_not_stand_in_the_way_of_a_writer(app: Flask) -> None:
    with app.app_context(), Session(db.engine) as reading:
        assert reading.scalar(select(func.count(Enterprise.id))) == 0
        with unit_of_work() as session:
            session.add(an_enterprise())
        assert reading.scalar(select(func.count(Enterprise.id))) == 0  # its snapshot stays
    assert count(app) == 1


@on_sqlite
def test_every_connection_is_set_up(app: Flask) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    with app.app_context(), unit_of_work() as session:
        found = {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted


def point_nowhere() -> None:
    with unit_of_work() as session:
        session.add(OutboxRow(event_id=4711, subject_kind="certificate", subject_id=1))


def test_a_row_that_refers_to_nothing_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError):
        point_nowhere()
