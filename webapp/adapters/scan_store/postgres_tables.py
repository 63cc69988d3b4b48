"""Scans in PostgreSQL: one statement, and so one commit, for each group."""

import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from webapp.adapters.databases import CONNECT_SECONDS, SILENCE_MS
from webapp.adapters.scan_store.group_commit import ScansUnavailable
from webapp.domain.scans import MOST_OBSERVATIONS, Scan, Tally, added_by, kept_of, tallies_of

WRITE = """
WITH counted AS (
    INSERT INTO scan_counts AS c (code, count, first_at)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])
    ON CONFLICT (code) DO UPDATE SET
        count = c.count + excluded.count, first_at = least(c.first_at, excluded.first_at)
    RETURNING code, count, first_at
), observed AS (
    INSERT INTO scan_observations (code, slot, at, visitor, region)
    SELECT o.code, (counted.count - o.later) %% %s::int, o.at, o.visitor, o.region
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[])
        AS o (code, later, at, visitor, region)
    JOIN counted USING (code)
    ON CONFLICT (code, slot) DO UPDATE SET
        at = excluded.at, visitor = excluded.visitor, region = excluded.region
)
SELECT code, count, first_at FROM counted
"""
NEXT_STRETCH = "SELECT code FROM scan_observations WHERE code > %s ORDER BY code LIMIT 1 OFFSET %s"
DROP_OLD = "DELETE FROM scan_observations WHERE code > %s AND code <= %s AND at < %s"
STRETCH = 20_000
PURGE_PATIENCE = 30.0  # seconds for each stretch


class PostgresScans:
    """Writes groups of scans, one thread at a time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._turn = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None

    def write(self, scans: Sequence[Scan], deadline: float) -> list[Tally]:
        """Commit a group within the time left; raises ScansUnavailable."""
        kept = kept_of(scans)
        columns = [*_columns(added_by(scans), 3), MOST_OBSERVATIONS, *_columns(kept, 5)]
        with self._patient(deadline) as connection:
            rows = connection.execute(WRITE, columns, prepare=True).fetchall()
        return tallies_of(scans, {code: Tally(*rest) for code, *rest in rows})

    def salt_of(self, day: str, deadline: float) -> bytes:
        """As in the SQLite file."""
        with self._patient(deadline) as connection:
            connection.execute("DELETE FROM scan_salts WHERE day < %s", (day,))
            connection.execute(
                "INSERT INTO scan_salts VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (day, secrets.token_bytes(32)),
            )
            found = connection.execute("SELECT salt FROM scan_salts WHERE day = %s", (day,))
            return bytes(found.fetchall()[0][0])

    def purge(self, before: int, today: str) -> int:
        """As in the SQLite file."""
        dropped, start = 0, -1
        while True:
            with self._patient(time.monotonic() + PURGE_PATIENCE) as connection:
                connection.execute("DELETE FROM scan_salts WHERE day < %s", (today,))
                found = connection.execute(NEXT_STRETCH, (start, STRETCH)).fetchone()
                end = found[0] if found else (1 << 62)
                gone = connection.execute(DROP_OLD, (start, end, before))
            dropped += gone.rowcount  # known once the pipeline is through
            if found is None:
                return dropped
            start = end

    @contextmanager
    def _patient(self, deadline: float) -> Iterator[psycopg.Connection[Any]]:
        """A connection whose statements each end by `deadline`."""
        if not self._turn.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise ScansUnavailable("another thread is writing")
        left = max(1, round((deadline - time.monotonic()) * 1000))
        try:
            if self._connection is None:
                self._connection = psycopg.connect(
                    self._url,
                    autocommit=True,
                    connect_timeout=CONNECT_SECONDS,
                    tcp_user_timeout=SILENCE_MS,
                )
            with self._connection.pipeline():
                self._connection.execute(f"SET statement_timeout = {left}")
                yield self._connection
        except psycopg.Error as error:
            self._forget()
            raise ScansUnavailable(str(error)) from error
        finally:
            self._turn.release()

    def _forget(self) -> None:
        """Close the connection; the next write opens another."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Turn rows into columns; no rows give `width` empty ones."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
