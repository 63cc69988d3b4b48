"""Scans in a SQLite file of their own, so that a scan never touches the catalogue's file."""

import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from webapp.adapters.scan_store.file_lock import FileLock
from webapp.adapters.scan_store.group_commit import ScansUnavailable
from webapp.domain.scans import MOST_OBSERVATIONS, Scan, Tally, added_by, kept_of, tallies_of

# Packed: without row numbers a counter costs some 20 bytes, 29 in half-filled pages.
TABLES = """
CREATE TABLE IF NOT EXISTS scan_counts (
    code INTEGER NOT NULL PRIMARY KEY, count INTEGER NOT NULL, first_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS scan_observations (
    code INTEGER NOT NULL, slot INTEGER NOT NULL, at INTEGER NOT NULL,
    visitor INTEGER NOT NULL, region TEXT NOT NULL, PRIMARY KEY (code, slot)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS scan_salts (day TEXT NOT NULL PRIMARY KEY, salt BLOB NOT NULL);
"""
COUNT = """
INSERT INTO scan_counts (code, count, first_at) VALUES (?, ?, ?)
ON CONFLICT (code) DO UPDATE
SET count = count + excluded.count, first_at = min(first_at, excluded.first_at)
RETURNING count, first_at
"""
# The slots of a code are a ring: what is newest takes the place of what is oldest.
OBSERVE = "INSERT OR REPLACE INTO scan_observations VALUES (?, ?, ?, ?, ?)"
NEXT_STRETCH = "SELECT code FROM scan_observations WHERE code > ? ORDER BY code LIMIT 1 OFFSET ?"
DROP_OLD = "DELETE FROM scan_observations WHERE code > ? AND code <= ? AND at < ?"
STRETCH = 5_000  # observations looked through under one lock
PURGE_PATIENCE = 30.0  # seconds that a purge waits for the lock


class SqliteScans:
    """Writes groups of scans, one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._lock: FileLock | None = None

    def write(self, scans: Sequence[Scan], deadline: float) -> list[Tally]:
        """Commit a group, waiting for others until `deadline`; raises ScansUnavailable."""
        with self._transaction(deadline) as connection:
            totals = {}
            for code, count, first_at in added_by(scans):
                row = connection.execute(COUNT, (code, count, first_at)).fetchall()[0]
                totals[code] = Tally(*row)
            connection.executemany(
                OBSERVE,
                [
                    (k.code, (totals[k.code].count - k.later) % MOST_OBSERVATIONS, *k[2:])
                    for k in kept_of(scans)
                ],
            )
        return tallies_of(scans, totals)

    def salt_of(self, day: str, deadline: float) -> bytes:
        """Return the salt of a day (ISO), made when it is first asked for.

        The salts of earlier days are destroyed with it.  Raises ScansUnavailable.
        """
        with self._transaction(deadline) as connection:
            connection.execute("DELETE FROM scan_salts WHERE day < ?", (day,))
            connection.execute(
                "INSERT OR IGNORE INTO scan_salts VALUES (?, ?)", (day, secrets.token_bytes(32))
            )
            found = connection.execute("SELECT salt FROM scan_salts WHERE day = ?", (day,))
            salt: bytes = found.fetchall()[0][0]
        return salt

    def purge(self, before: int, today: str) -> int:
        """Destroy observations before an instant and salts before a day; return how many looks.

        Scans go on between the stretches.  Raises ScansUnavailable.
        """
        dropped, start = 0, -1
        while True:
            with self._transaction(time.monotonic() + PURGE_PATIENCE) as connection:
                connection.execute("DELETE FROM scan_salts WHERE day < ?", (today,))
                found = connection.execute(NEXT_STRETCH, (start, STRETCH)).fetchone()
                end = found[0] if found else (1 << 62)
                dropped += connection.execute(DROP_OLD, (start, end, before)).rowcount
            if found is None:
                return dropped
            start = end

    @contextmanager
    def _transaction(self, deadline: float) -> Iterator[sqlite3.Connection]:
        if not self._turn.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise ScansUnavailable("another thread is writing")
        try:
            # Not before the first scan: a server may fork before it, and neither may be shared.
            if self._lock is None:
                self._lock = FileLock(self._path.with_suffix(".lock"))
            with self._lock.held(deadline):
                connection = self._opened(deadline)
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
        except TimeoutError as error:
            raise ScansUnavailable(str(error)) from error
        except (sqlite3.Error, OSError) as error:
            self._forget()  # what was begun and not committed goes with the connection
            raise ScansUnavailable(str(error)) from error
        finally:
            self._turn.release()

    def _forget(self) -> None:
        """Close the connection; the next write opens another."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _opened(self, deadline: float) -> sqlite3.Connection:
        connection = self._connection
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._connection = connection
            self._set_wait(connection, deadline)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(TABLES)
        self._set_wait(connection, deadline)
        return connection

    @staticmethod
    def _set_wait(connection: sqlite3.Connection, deadline: float) -> None:
        """Against those who do not know our lock: a backup, an operator's shell."""
        left = max(0, round((deadline - time.monotonic()) * 1000))
        connection.execute(f"PRAGMA busy_timeout = {left}")
