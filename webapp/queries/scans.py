"""What was scanned: read past the ORM like the mark itself, since most scans ask for it."""

from typing import Any, Protocol

from webapp.adapters.databases import DatabaseUnavailable
from webapp.domain.copy_signals import Circumstances, CopyRules, Map, Signal, signals_of
from webapp.domain.scans import NOTHING_SEEN, Observation, Seen, Tally, codes_of_batch, seen_of
from webapp.queries.verification import Verification

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


def find_signals(
    reader: ScanReader, answer: Verification, rules: CopyRules, where: Map
) -> tuple[Signal, ...]:
    """Return the signs that a unit code was copied; never raises.

    Most items are scanned a few times: then nothing is read.
    """
    mark, count, fewest = answer.mark, answer.scans.count, rules.fewest
    if mark is None or mark.grain != "unit" or answer.number is None:
        return ()
    if fewest is None or count is None or count < fewest:
        return ()
    try:
        looks = observations_of(reader, answer.number)
    except DatabaseUnavailable:
        return ()
    released = mark.batch.released_at
    voided = min((void.voided_at for void in mark.batch.voids), default=None)
    item = Circumstances(
        int(released.timestamp()) if released else None,
        int(voided.timestamp()) if voided else None,
    )
    return signals_of(looks, item, rules, where)


def count_scanned(reader: ScanReader, batch: int) -> tuple[int, int]:
    """Return how many codes of a batch (by number) were scanned, and how often in all.

    Raises DatabaseUnavailable.
    """
    codes, scans = reader.rows(OF_BATCH, codes_of_batch(batch))[0]
    return int(codes), int(scans)
