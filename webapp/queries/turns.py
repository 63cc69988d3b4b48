"""When the clock alone will change what the register says: the end of the day, or a queued act."""

from datetime import datetime, timedelta, tzinfo

from webapp.domain.calendar import day_of, start_of
from webapp.queries.verification import RowReader, as_instant

NEXT = """
SELECT MIN(turn) FROM (
    SELECT MIN(effective_at) AS turn FROM status_events WHERE effective_at > ?
    UNION ALL SELECT MIN(released_at) FROM code_batches WHERE released_at > ?
    UNION ALL SELECT MIN(released_at) FROM code_releases WHERE released_at > ?
    UNION ALL SELECT MIN(voided_at) FROM code_voids WHERE voided_at > ?
    UNION ALL SELECT MIN(published_at) FROM notices WHERE published_at > ?
) AS turns
"""


def next_turn(reader: RowReader, now: datetime, zone: tzinfo) -> datetime:
    """Return the next instant at which a standing or a list may change with no commit.

    Terms and scopes change with the day; acts, releases, voids and notices may be queued.
    Raises DatabaseUnavailable.
    """
    midnight = start_of(day_of(now, zone) + timedelta(days=1), zone)
    (queued,) = reader.rows(NEXT, (reader.instant(now),) * 5)[0]
    return midnight if queued is None else min(midnight, as_instant(queued))
