"""From loaded rows to the facts that `domain.standing` derives from."""

from webapp.domain.certificates import StatusFact
from webapp.domain.standing import CertificateFacts, ScopeFacts
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
