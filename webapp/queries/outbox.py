"""Reads of the numbered sequence that followers read."""

from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models.event import Follower, OutboxRow


@dataclass(frozen=True, slots=True)
class Change:
    """One place in the sequence: something happened to a record."""

    sequence: int
    kind: str
    id: int


def list_changes(after: int, limit: int) -> list[Change]:
    """Return up to `limit` changes behind position `after`, in order."""
    query = (
        select(OutboxRow.sequence, OutboxRow.subject_kind, OutboxRow.subject_id)
        .where(OutboxRow.sequence > after)
        .order_by(OutboxRow.sequence)
        .limit(limit)
    )
    return [
        Change(sequence, kind, subject_id)
        for sequence, kind, subject_id in db.session.execute(query)
        if sequence is not None
    ]


def last_sequence() -> int:
    """Return the highest number given so far; 0 when there is none."""
    return db.session.scalar(select(func.max(OutboxRow.sequence))) or 0


def count_unnumbered() -> int:
    """Return how many committed rows wait for the drainer."""
    query = select(func.count()).select_from(OutboxRow).where(OutboxRow.sequence.is_(None))
    return db.session.scalar(query) or 0


def list_failing_followers() -> list[tuple[str, int, str]]:
    """Return name, number of failures in a row and last error of followers that fail."""
    query = select(Follower).where(Follower.failures > 0).order_by(Follower.name)
    return [(row.name, row.failures, row.last_error) for row in db.session.scalars(query)]
