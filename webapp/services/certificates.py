"""Acts on certificates: suspend, reinstate, withdraw, cancel.  One commit each, with its event."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.domain.certificates import StatusFact, check_history, status_at
from webapp.models.certificate import Certificate, StatusEvent
from webapp.queries.histories import fact_of_event
from webapp.queries.lookups import NotFound
from webapp.services.steps.events import Happening, record_events
from webapp.services.transaction import unit_of_work


@dataclass(frozen=True, slots=True)
class Act:
    """Why something is done to a certificate, by which organisation, and from when it counts."""

    reason: str
    words: str
    words_en: str
    decision_number: str
    actor: str
    effective_at: datetime


def suspend(key: str, act: Act, now: datetime) -> str:
    """Suspend a certificate for the time being; return its status at `now`.

    Raises NotFound, TransitionRefused (also when an act that is queued for later would become
    impossible) and ConflictError.
    """
    return _record("suspend", key, act, now)


def reinstate(key: str, act: Act, now: datetime) -> str:
    """End a suspension; see `suspend`."""
    return _record("reinstate", key, act, now)


def withdraw(key: str, act: Act, now: datetime) -> str:
    """Take a certificate away for cause, for good; see `suspend`."""
    return _record("withdraw", key, act, now)


def cancel(key: str, act: Act, now: datetime) -> str:
    """Cancel a certificate that its holder gives up, for good; see `suspend`."""
    return _record("cancel", key, act, now)


def refresh_status_cache(now: datetime) -> int:
    """Bring cached statuses in step with acts whose time has come; return how many changed."""
    changed = 0
    with unit_of_work() as session:
        queued = (
            select(Certificate)
            .join(StatusEvent, StatusEvent.certificate_id == Certificate.id)
            .where(StatusEvent.effective_at > StatusEvent.recorded_at)
            .distinct()
            .options(selectinload(Certificate.events))
        )
        for row in session.scalars(queued):
            status = status_at(_history_of(row), now).status
            if status != row.status:
                row.status = status
                changed += 1
    return changed


def _record(action: str, key: str, act: Act, now: datetime) -> str:
    with unit_of_work() as session:
        row = session.scalar(
            select(Certificate)
            .where(Certificate.number_key == key)
            .options(selectinload(Certificate.events))
            .with_for_update()
        )
        if row is None:
            raise NotFound("certificate", key)
        fact = StatusFact(action=action, recorded_at=now, **asdict(act))
        history = (*_history_of(row), fact)
        check_history(history)
        session.add(StatusEvent(certificate_id=row.id, **asdict(fact)))
        row.status = status = status_at(history, now).status
        happening = Happening(
            f"office:certificate:{action}", "certificate", row.id, act.actor, asdict(fact)
        )
        record_events(session, [happening], now)
        return status


def _history_of(row: Certificate) -> Sequence[StatusFact]:
    return [fact_of_event(event) for event in row.events]
