"""What was scanned: read past the ORM like the mark itself, since most scans ask for it."""

from typing import Any, Protocol

from webapp.adapters.databases import DatabaseUnavailable
from webapp.domain.scans import NOTHING_SEEN, Observation, Seen, Tally, codes_of_batch, seen_of

TALLY = "SELECT count, first_at FROM scan_counts WHERE code = ?"
OBSERVATIONS = "SELECT at, visitor, region FROM scan_observations WHERE code = ? ORDER BY at, slot"
OF_BATCH = """
SELECT COUNT(*), COALESCE(SUM(count), 0) FROM scan_counts WHERE code BETWEEN ? AND ?
"""


class ScanReader(Protocol):
    """Runs a prepared SELECT on the tables of scans (see `adapters.databases.Reader`)."""

    def rows(self, statement: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Return every row; raises DatabaseUnavailable."""
        ...


def tally_of(reader: ScanReader, code: int) -> Tally | None:
    """Return how often a code was scanned and when first, or None; raises DatabaseUnavailable."""
    rows = reader.rows(TALLY, (code,))
    return Tally(*rows[0]) if rows else None


def find_seen(reader: ScanReader, code: int) -> Seen:
    """Return what is known of a code's scans without scanning it; never raises."""
    try:
        return seen_of(tally_of(reader, code), recorded=False)
    except DatabaseUnavailable:  # also before the very first scan of an installation
        return NOTHING_SEEN


def observations_of(reader: ScanReader, code: int) -> list[Observation]:
    """Return the newest looks at a unit code, oldest first; raises DatabaseUnavailable."""
    return [Observation(*row) for row in reader.rows(OBSERVATIONS, (code,))]


def count_scanned(reader: ScanReader, batch: int) -> tuple[int, int]:
    """Return how many codes of a batch (by number) were scanned, and how often in all.

    Raises DatabaseUnavailable.
    """
    codes, scans = reader.rows(OF_BATCH, codes_of_batch(batch))[0]
    return int(codes), int(scans)
