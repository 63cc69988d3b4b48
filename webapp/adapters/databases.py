"""How a database connection is set up, and the raw reader of the verification page."""

import os
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

SQLITE_BUSY_MS = 5_000
CONNECT_SECONDS = 5
LOCK_MS = 5_000
READ_MS = 10_000  # the verification read takes less than one
SILENCE_MS = 10_000  # of a server that has gone without a word


class DatabaseUnavailable(Exception):
    """The database did not answer: gone, locked for too long, or the disk is full."""


def sqlalchemy_url(url: str) -> str:
    """Return `url` with the driver that this project ships: psycopg 3 for PostgreSQL."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url[len(scheme) :]
    return url


def engine_options(url: str) -> dict[str, Any]:
    """Let SQLAlchemy replace dead connections and wait for nothing without end."""
    options: dict[str, Any] = {"pool_pre_ping": True}
    if sqlalchemy_url(url).startswith("postgresql"):
        options["connect_args"] = _patience(url, f"-c lock_timeout={LOCK_MS}")
    return options


def _patience(url: str, limits: str) -> dict[str, Any]:
    """How long libpq waits; the operator's own `options` in the URL stay."""
    given = make_url(url).query.get("options", "")
    return {
        "connect_timeout": CONNECT_SECONDS,
        "tcp_user_timeout": SILENCE_MS,
        "options": f"{given} {limits}".strip(),
    }


def set_up_engine(engine: Engine) -> None:
    """Set SQLite's pragmas and let write transactions begin IMMEDIATE."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        _set_pragmas(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("registry_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_pragmas(cursor: Any) -> None:
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")


class Reader:
    """Runs one prepared SELECT at a time on a connection of the thread's own, without the ORM.

    The verification read goes through here: it costs a fraction of the same read through the
    ORM (`docs/adr/0015`).  Statements use `?` for parameters on both databases.  A connection that
    turns out broken is opened anew once; a new one that fails, or a lock that was waited for long
    enough, raises DatabaseUnavailable at once.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(sqlalchemy_url(url))
        self._sqlite = self._url.get_backend_name() == "sqlite"
        self._local = threading.local()
        self._translated: dict[str, str] = {}
        self._watcher: sqlite3.Connection | None = None
        self._watchers = 0  # numbers of two watchers are not to be compared
        self._watching = threading.Lock()

    def rows(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """Return every row of `statement`; raises DatabaseUnavailable."""
        is_new = "connection" not in self._local.__dict__
        try:
            return self._run(statement, parameters)
        except (sqlite3.Error, psycopg.Error) as error:  # also a plan outdated by a migration
            self.forget()
            if is_new or _has_waited(error):
                raise DatabaseUnavailable(str(error)) from error
        try:
            return self._run(statement, parameters)
        except (sqlite3.Error, psycopg.Error) as error:
            self.forget()
            raise DatabaseUnavailable(str(error)) from error

    def instant(self, at: datetime) -> object:
        """An instant in the form that a statement compares: fixed-width text on SQLite."""
        utc = at.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if self._sqlite else utc

    def state(self) -> str:
        """Return a word that is another one after each commit of anybody; DatabaseUnavailable.

        On SQLite `PRAGMA data_version`, which one connection of the process watches, with the
        file's number in case another file was put in its place; on PostgreSQL the snapshot, which
        moves when a writing transaction ends.
        """
        if not self._sqlite:
            return str(self.rows("SELECT pg_current_snapshot()::text", ())[0][0])
        try:
            with self._watching:
                number = os.stat(self._url.database or "").st_ino
                if self._watcher is None:
                    self._watcher = self._open()
                    self._watchers += 1
                version = self._watcher.execute("PRAGMA data_version").fetchone()[0]
        except (sqlite3.Error, OSError) as error:
            self._watcher = None
            raise DatabaseUnavailable(str(error)) from error
        return f"{number}.{self._watchers}.{version}"

    def forget(self) -> None:
        """Close this thread's connection; the next read opens another."""
        connection = self._local.__dict__.pop("connection", None)
        if connection is not None:
            with suppress(sqlite3.Error, psycopg.Error):
                connection.close()

    def _run(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            connection = self._local.connection
        except AttributeError:
            connection = self._local.connection = self._open()
        if self._sqlite:
            rows: list[tuple[Any, ...]] = connection.execute(statement, parameters).fetchall()
            return rows
        translated = self._translated.get(statement)
        if translated is None:
            translated = self._translated[statement] = statement.replace("?", "%s")
        rows = connection.execute(translated, parameters, prepare=True).fetchall()
        return rows

    def _open(self) -> Any:
        if self._sqlite:
            path = self._url.database or ""
            connection = sqlite3.connect(
                f"file:{path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            connection.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_MS}")
            return connection
        url = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        # Planning eleven joins takes longer than running them, and the best plan never depends on
        # the code asked for; left to itself, the server may plan each time.
        limits = (
            f"-c lock_timeout={LOCK_MS} -c statement_timeout={READ_MS}"
            " -c plan_cache_mode=force_generic_plan"
        )
        return psycopg.connect(url, autocommit=True, **_patience(url, limits))


def _has_waited(error: Exception) -> bool:
    """Whether somebody's lock is the fault: asking again would only wait again."""
    if isinstance(error, sqlite3.Error):
        code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
        return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return isinstance(error, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled)
