"""The drainer: numbers what was committed, in one sequence without gaps.

Ids of rows become visible out of order on PostgreSQL; the numbers given here do not, since one
drainer at a time gives them, after the commit.
"""

from sqlalchemy import text

from webapp.extensions import db
from webapp.queries.outbox import count_unnumbered
from webapp.services.transaction import unit_of_work

_LOCK = 727_001  # the drainer's key among PostgreSQL's advisory locks

_NUMBER = text(
    """
    UPDATE outbox
    SET sequence = fresh.number
    FROM (
        SELECT id, (SELECT COALESCE(MAX(sequence), 0) FROM outbox)
                   + ROW_NUMBER() OVER (ORDER BY id) AS number
        FROM outbox WHERE sequence IS NULL ORDER BY id LIMIT :batch
    ) AS fresh
    WHERE outbox.id = fresh.id
    """
)


def drain(batch: int = 5000) -> int:
    """Number up to `batch` committed rows; return how many.  Safe to run in several processes."""
    if not _has_unnumbered():
        return 0
    with unit_of_work() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        numbered = session.execute(_NUMBER, {"batch": batch})
        return int(numbered.rowcount)  # type: ignore[attr-defined]


def _has_unnumbered() -> bool:
    """A look that takes no lock: most of the time there is nothing to number."""
    try:
        return count_unnumbered() > 0
    finally:
        db.session.rollback()
