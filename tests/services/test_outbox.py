"""The drainer: one sequence without gaps, whoever commits when and however many drain."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.databases import on_postgresql
from tests.services.workers import drain_at_once, run_at_once
from webapp.config import Settings
from webapp.extensions import db
from webapp.models.event import OutboxRow
from webapp.queries.outbox import Change, count_unnumbered, last_sequence, list_changes
from webapp.services.outbox import drain
from webapp.services.steps.events import Happening, record_events
from webapp.services.transaction import unit_of_work

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def happening(subject: int) -> Happening:
    return Happening("office:certificate:suspend", "certificate", subject, "样例")


def record(*subjects: int) -> None:
    with unit_of_work() as session:
        record_events(session, [happening(subject) for subject in subjects], NOW)


def sequences() -> list[int | None]:
    """The numbers in the order of the rows."""
    with Session(db.engine) as session:
        return list(session.scalars(select(OutboxRow.sequence).order_by(OutboxRow.id)))


def test_rows_are_numbered_from_one_in_their_order(app: Flask) -> None:
    with app.app_context():
        assert drain() == 0
        record(7, 8)
        record(9)
        assert (count_unnumbered(), last_sequence()) == (3, 0)
        assert drain() == 3
        assert drain() == 0
        assert sequences() == [1, 2, 3]
        assert list_changes(1, 10) == [Change(2, "certificate", 8), Change(3, "certificate", 9)]
        assert list_changes(0, 2) == [Change(1, "certificate", 7), Change(2, "certificate", 8)]
        assert (count_unnumbered(), last_sequence()) == (0, 3)


def test_a_batch_takes_the_oldest(app: Flask) -> None:
    with app.app_context():
        record(*range(5))
        assert drain(batch=2) == 2
        assert sequences() == [1, 2, None, None, None]
        record(5)
        assert (drain(batch=3), drain(batch=3)) == (3, 1)
        assert sequences() == [1, 2, 3, 4, 5, 6]


def test_what_was_rolled_back_leaves_no_gap(app: Flask) -> None:
    with app.app_context():
        record(1)
        with unit_of_work() as session:
            record_events(session, [happening(2)], NOW)
            session.rollback()
        record(3)
        drain()
        assert [change.id for change in list_changes(0, 10)] == [1, 3]
        assert last_sequence() == 2


@contextmanager
def uncommitted(subject: int) -> Iterator[Session]:
    """A transaction that has recorded something and not yet committed."""
    with Session(db.engine) as session:
        record_events(session, [happening(subject)], NOW)
        session.flush()
        yield session


@on_postgresql
def test_a_late_commit_with_an_early_id_is_not_passed_over(app: Flask) -> None:
    """A follower that reads by row id would have gone past it for ever."""
    with app.app_context():
        with uncommitted(1) as early:
            record(2)
            assert drain() == 1
            position = list_changes(0, 10)[-1].sequence
            early.commit()
        assert drain() == 1
        assert list_changes(position, 10) == [Change(2, "certificate", 1)]
        assert sequences() == [2, 1]


@on_postgresql
def test_an_open_transaction_does_not_hold_up_the_drainer(app: Flask) -> None:
    with app.app_context():
        record(1)
        with uncommitted(2):
            assert drain() == 1
        assert last_sequence() == 1


@on_postgresql
def test_drainers_and_writers_at_once(app: Flask) -> None:
    """Four threads write while four drain; each number is given once and none is left out."""

    def write(first: int) -> int:
        with app.app_context():
            for subject in range(first, first + 25):
                record(subject)
        return 0

    def number(_: int) -> int:
        with app.app_context():
            return sum(drain(batch=5) for _ in range(30))

    with ThreadPoolExecutor(8) as threads:
        writing = [threads.submit(write, first) for first in (0, 100, 200, 300)]
        draining = [threads.submit(number, turn) for turn in range(4)]
        for future in writing:
            future.result()
        numbered = sum(future.result() for future in draining)
    with app.app_context():
        while step := drain(batch=5):
            numbered += step
        assert numbered == 100
        found = list_changes(0, 1000)
    assert [change.sequence for change in found] == list(range(1, 101))
    assert len({change.id for change in found}) == 100


@pytest.mark.slow
def test_processes_that_drain_at_once(app: Flask, settings: Settings) -> None:
    with app.app_context():
        record(*range(200))
        told = run_at_once(2, drain_at_once, settings)
        assert sum(told) == 200
        assert sequences() == list(range(1, 201))
