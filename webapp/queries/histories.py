"""From loaded rows to the facts that `domain.standing` derives from."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.domain.certificates import StatusFact
from webapp.domain.standing import CertificateFacts, ScopeFacts
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem, StatusEvent


def fact_of_event(row: StatusEvent) -> StatusFact:
    """The act that a status event records."""
    return StatusFact(
        action=row.action,
        effective_at=row.effective_at,
        recorded_at=row.recorded_at,
        reason=row.reason,
        words=row.words,
        words_en=row.words_en,
        decision_number=row.decision_number,
        actor=row.actor,
    )


def facts_of_certificate(row: Certificate) -> CertificateFacts:
    """What the standing of a certificate depends on; load `events` beforehand."""
    history = tuple(fact_of_event(event) for event in row.events)
    return CertificateFacts(row.valid_from, row.valid_until, history)


def facts_of_scope(row: ScopeItem) -> ScopeFacts:
    """What the standing of a model depends on beside its certificate."""
    return ScopeFacts(row.from_day, row.until_day, row.left_as)


def histories_of(certificate_ids: Sequence[int]) -> dict[int, tuple[StatusFact, ...]]:
    """Return the acts on each of these certificates; reads columns, not objects, for lists."""
    query = (
        select(
            StatusEvent.certificate_id,
            StatusEvent.action,
            StatusEvent.effective_at,
            StatusEvent.recorded_at,
        )
        .where(StatusEvent.certificate_id.in_(certificate_ids))
        .order_by(StatusEvent.id)
    )
    found: dict[int, list[StatusFact]] = {}
    for certificate_id, action, effective_at, recorded_at in db.session.execute(query):
        found.setdefault(certificate_id, []).append(StatusFact(action, effective_at, recorded_at))
    return {certificate_id: tuple(facts) for certificate_id, facts in found.items()}
