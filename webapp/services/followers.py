"""How the followers of the sequence fare, written down for `/readyz`."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models.event import Follower
from webapp.services.transaction import unit_of_work

LONGEST_ERROR = 500


def note_failure(name: str, error: str) -> None:
    """Write down that a try of this follower failed, and why."""
    with unit_of_work() as session:
        row = _row_of(session, name)
        row.failures += 1
        row.last_error = error[:LONGEST_ERROR]


def note_recovery(name: str) -> None:
    """Write down that this follower works again."""
    with unit_of_work() as session:
        row = _row_of(session, name)
        row.failures, row.last_error = 0, ""


def _row_of(session: Session, name: str) -> Follower:
    row = session.scalar(select(Follower).where(Follower.name == name))
    if row is None:
        row = Follower(name=name, failures=0, last_error="")
        session.add(row)
    return row
