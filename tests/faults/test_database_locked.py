"""Somebody else holds the database: reading goes on where it can, waiting ends, writing says so."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import make_url

from tests.databases import on_postgresql, on_sqlite
from tests.faults.answers import assert_problem, assert_readable
from tests.faults.town import Town
from webapp.adapters import databases
from webapp.config import Settings


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter waits than a real installation has; set before the application is built."""
    monkeypatch.setattr(databases, "SQLITE_BUSY_MS", 300)
    monkeypatch.setattr(databases, "LOCK_MS", 1000)


@pytest.fixture
def app(hurried: None, app: Flask) -> Flask:
    """The application, built in a hurry."""
    return app


@contextlib.contextmanager
def held(url: str, *statements: str) -> Iterator[sqlite3.Connection]:
    """Another connection to the SQLite file that has run these statements and not ended."""
    path = make_url(url).database
    connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        for statement in statements:
            connection.execute(statement)
        yield connection
    finally:
        connection.close()


@on_sqlite
def test_readers_do_not_wait_for_a_writer(
    client: FlaskClient, town: Town, settings: Settings
) -> None:
    with held(settings.database_url, "BEGIN EXCLUSIVE", "DELETE FROM code_voids"):
        answer = client.get(f"/v/{town.valid_code}.json").json
        assert answer is not None
        assert answer["standing"] == "valid"
        for page in town.pages:
            assert client.get(page).status_code == 200, page


@on_sqlite
def test_a_file_locked_against_readers_is_said(
    app: Flask, town: Town, settings: Settings, client: FlaskClient
) -> None:
    _let_go(app)
    with held(
        settings.database_url,
        "PRAGMA locking_mode = EXCLUSIVE",
        "BEGIN EXCLUSIVE",
        "UPDATE notices SET title = title",
    ):
        assert_readable(client, f"/v/{town.valid_code}", 503)
        assert_readable(client, "/notices", 503)
        assert client.get("/readyz").status_code == 503
    assert client.get(f"/v/{town.valid_code}").status_code == 200
    assert client.get("/notices").status_code == 200


def _let_go(app: Flask) -> None:
    """Close what the application has open, so that another process can lock the file."""
    app.extensions["registry.reader"].forget()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@on_postgresql
def test_a_locked_table_is_not_waited_for_without_end(
    client: FlaskClient, town: Town, settings: Settings
) -> None:
    assert client.get(f"/v/{town.valid_code}").status_code == 200
    with psycopg.connect(settings.database_url) as other:
        other.execute("LOCK TABLE code_batches, notices IN ACCESS EXCLUSIVE MODE")
        assert_problem(client.get(f"/v/{town.valid_code}.json"), 503)
        assert_readable(client, "/notices", 503)
    assert client.get(f"/v/{town.valid_code}").status_code == 200
    assert client.get("/notices").status_code == 200


def _kill_others(url: str) -> int:
    """End every other connection to the database; return how many there were."""
    database = make_url(url).database
    with psycopg.connect(url, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            (database,),
        ).fetchall()
    return len(ended)


@on_postgresql
def test_connections_that_were_killed_are_replaced_unnoticed(
    client: FlaskClient, town: Town, settings: Settings
) -> None:
    for page in town.pages:
        assert client.get(page).status_code == 200
    assert _kill_others(settings.database_url) >= 2
    for page in town.pages:
        assert client.get(page).status_code == 200, page


@on_postgresql
def test_a_connection_killed_within_a_request_recovers(
    app: Flask, town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The read waits for a lock; its connection is killed; the lock goes; the read is answered."""
    answers: list[int] = []
    asked = threading.Event()

    def scan() -> None:
        client = app.test_client()
        app.extensions["registry.reader"].rows("SELECT 1 WHERE 1 = ? OR 2 = ?", (1, 2))
        asked.set()
        answers.append(client.get(f"/v/{town.valid_code}").status_code)

    visitor = threading.Thread(target=scan)
    with psycopg.connect(settings.database_url) as other:
        other.execute("LOCK TABLE code_batches IN ACCESS EXCLUSIVE MODE")
        visitor.start()
        assert asked.wait(5)
        _wait_until_somebody_waits(settings.database_url)
        _kill_waiting(settings.database_url)
    visitor.join(10)
    assert answers == [200]


def _wait_until_somebody_waits(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        while not connection.execute(f"SELECT 1 {_WAITING}").fetchone():
            connection.execute("SELECT pg_sleep(0.005)")


def _kill_waiting(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"SELECT pg_terminate_backend(pid) {_WAITING}")


_WAITING = (
    "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    " AND query LIKE '%code_batches%' AND pid <> pg_backend_pid()"
)
