"""The store as the application sees it: record one scan, ask for the salt of the day, purge."""

import logging
import threading
import time
from pathlib import Path

from sqlalchemy.engine import make_url

from webapp.adapters.databases import Reader
from webapp.adapters.scan_store.group_commit import GroupCommit, ScansUnavailable
from webapp.adapters.scan_store.postgres_tables import PostgresScans
from webapp.adapters.scan_store.sqlite_file import SqliteScans
from webapp.domain.scans import Scan, Tally

logger = logging.getLogger(__name__)
FILE = "scans.sqlite"
RECENT = 600.0  # seconds for which a lost scan keeps the part amber


class ScanStore:
    """The scans of an installation.  `wait` is the bound of waiting, in seconds.

    `reader` reads the tables; `unrecorded` counts the scans that this process answered without
    having recorded them.
    """

    def __init__(self, tables: SqliteScans | PostgresScans, reader: Reader, wait: float) -> None:
        self.reader = reader
        self.unrecorded = 0
        self._lost_at = -RECENT
        self._tables = tables
        self._wait = wait
        self._queue = GroupCommit(tables.write, wait)
        self._salting = threading.Lock()
        self._salt = ("", b"")

    def record(self, scan: Scan) -> Tally | None:
        """Return the tally once the scan is on the disk; None when that was not seen in time.

        A scan whose tally was returned is never lost.  One answered with None may have been
        counted all the same, when the answer came too late.
        """
        tally = self._queue.record(scan)
        if tally is None:
            self.lose()
        return tally

    def salt_of(self, day: str) -> bytes | None:
        """Return the salt of a day (ISO), or None when it cannot be had in time."""
        known, salt = self._salt
        if known == day:
            return salt
        if not self._salting.acquire(timeout=self._wait):
            return None
        try:
            if self._salt[0] != day:
                self._salt = (day, self._fresh_salt(day))
            return self._salt[1]
        except ScansUnavailable as error:
            logger.warning("no salt of the day: %s", error)
            return None
        finally:
            self._salting.release()

    def purge(self, before: int, today: str) -> int:
        """Destroy looks older than `before` and salts of past days; raises ScansUnavailable."""
        return self._tables.purge(before, today)

    def lose(self) -> None:
        """Count a scan that was answered without having been recorded."""
        self.unrecorded += 1
        self._lost_at = time.monotonic()

    @property
    def has_lost_lately(self) -> bool:
        """Whether a scan was lost within the last minutes."""
        return time.monotonic() - self._lost_at < RECENT

    def _fresh_salt(self, day: str) -> bytes:
        return self._tables.salt_of(day, time.monotonic() + self._wait)


def scan_store_of(
    database_url: str, instance: Path, catalogue_reader: Reader, wait: float
) -> ScanStore:
    """The store that belongs to a database; nothing is opened yet."""
    if database_url.startswith("sqlite"):
        path = instance / FILE
        return ScanStore(SqliteScans(path), Reader(f"sqlite:///{path}"), wait)
    address = make_url(database_url).set(drivername="postgresql")
    tables = PostgresScans(address.render_as_string(hide_password=False))
    return ScanStore(tables, catalogue_reader, wait)
