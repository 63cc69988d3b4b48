"""How many wrong codes a client asked about: one count for all processes.

In the database by default: a small SQLite file of its own, or a table of PostgreSQL that is kept
out of the log.  In Redis when the installation has one.  All three count the same way: the first
wrong code of a client opens a window of ten minutes.  A crash of the machine may forget counts.
"""

import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
import redis
from sqlalchemy.engine import make_url

from webapp.adapters.databases import CONNECT_SECONDS
from webapp.adapters.scan_store.file_lock import FileLock

WINDOW = 600  # seconds
FILE = "guesses.sqlite"
TABLE = """
CREATE TABLE IF NOT EXISTS guess_counts (
    client TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, started_at INTEGER NOT NULL
) WITHOUT ROWID
"""
ADD = """
INSERT INTO guess_counts AS g (client, count, started_at) VALUES (?, 1, ?)
ON CONFLICT (client) DO UPDATE SET
    count = CASE WHEN g.started_at <= ? THEN 1 ELSE g.count + 1 END,
    started_at = CASE WHEN g.started_at <= ? THEN excluded.started_at ELSE g.started_at END
RETURNING count, started_at
"""
ADD_POSTGRES = ADD.replace("?", "%s")
SWEEP = "DELETE FROM guess_counts WHERE started_at <= ?"
SWEEP_POSTGRES = """
DELETE FROM guess_counts WHERE client IN (
    SELECT client FROM guess_counts WHERE started_at <= %s LIMIT 100 FOR UPDATE SKIP LOCKED)
"""
REDIS_ADD = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('TTL', KEYS[1])}
"""


class LimitsUnavailable(Exception):
    """The guess could not be counted."""


class Guesses(Protocol):
    """Counts wrong codes."""

    def add(self, client: str, now: int) -> tuple[int, int]:
        """Count one more; return how many in the window, and the seconds until it ends.

        Raises LimitsUnavailable.
        """
        ...


class SqliteGuesses:
    """Counts in a file beside the catalogue."""

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._turn = threading.Lock()
        self._lock: FileLock | None = None
        self._connection: sqlite3.Connection | None = None

    def add(self, client: str, now: int) -> tuple[int, int]:
        """See `Guesses`."""
        if not self._turn.acquire(timeout=self._wait):
            raise LimitsUnavailable("another thread is counting")
        try:
            if self._lock is None:
                self._lock = FileLock(self._path.with_suffix(".lock"))
            with self._lock.held(time.monotonic() + self._wait):
                connection = self._opened()
                old = now - WINDOW
                count, started = connection.execute(ADD, (client, now, old, old)).fetchall()[0]
                if count == 1:
                    connection.execute(SWEEP, (old,))
        except (sqlite3.Error, OSError) as error:
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None
            raise LimitsUnavailable(str(error)) from error
        finally:
            self._turn.release()
        return count, started + WINDOW - now

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(TABLE)
            self._connection = connection
        return self._connection


class PostgresGuesses:
    """Counts in a table of the database, on a connection of the thread's own."""

    def __init__(self, url: str, wait: float) -> None:
        address = make_url(url).set(drivername="postgresql")
        self._url = address.render_as_string(hide_password=False)
        self._options = f"-c statement_timeout={round(wait * 1000)} -c synchronous_commit=off"
        self._local = threading.local()

    def add(self, client: str, now: int) -> tuple[int, int]:
        """See `Guesses`."""
        old = now - WINDOW
        try:
            connection = self._opened()
            values = (client, now, old, old)
            count, started = connection.execute(ADD_POSTGRES, values, prepare=True).fetchall()[0]
            if count == 1:
                connection.execute(SWEEP_POSTGRES, (old,))
        except psycopg.Error as error:
            broken = self._local.__dict__.pop("connection", None)
            if broken is not None:
                with suppress(psycopg.Error):
                    broken.close()
            raise LimitsUnavailable(str(error)) from error
        return count, started + WINDOW - now

    def _opened(self) -> psycopg.Connection[Any]:
        if "connection" not in self._local.__dict__:
            self._local.connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=CONNECT_SECONDS, options=self._options
            )
        connection: psycopg.Connection[Any] = self._local.connection
        return connection


class RedisGuesses:
    """Counts in a Redis that several machines share; the window is Redis's own clock."""

    def __init__(self, url: str, wait: float) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=wait, socket_connect_timeout=wait)
        self._add = self._redis.register_script(REDIS_ADD)

    def add(self, client: str, now: int) -> tuple[int, int]:
        """See `Guesses`."""
        try:
            count, left = self._add(keys=[f"registry:guesses:{client}"], args=[WINDOW])
        except redis.RedisError as error:
            raise LimitsUnavailable(str(error)) from error
        return int(count), max(1, int(left))


def guesses_of(database_url: str, redis_url: str, instance: Path, wait: float) -> Guesses:
    """Where an installation counts; nothing is opened yet."""
    if redis_url:
        return RedisGuesses(redis_url, wait)
    if database_url.startswith("sqlite"):
        return SqliteGuesses(instance / FILE, wait)
    return PostgresGuesses(database_url, wait)
