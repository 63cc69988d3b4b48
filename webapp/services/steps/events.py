"""Recording what happened: the audit event and its outbox row, in the writer's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.domain.events import canonical_bytes, digest_of
from webapp.models.event import Event, OutboxRow


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be recorded: `tag` reads `scope:resource:action`; no personal names in `facts`."""

    tag: str
    subject_kind: str
    subject_id: int
    actor: str
    facts: Mapping[str, object] = field(default_factory=dict)


def record_events(session: Session, happenings: Iterable[Happening], recorded_at: datetime) -> int:
    """Append an event and its outbox row for each happening; return how many.  Never commits."""
    rows = [_event_row(happening, recorded_at) for happening in happenings]
    if not rows:
        return 0
    ids = session.scalars(insert(Event).returning(Event.id, sort_by_parameter_order=True), rows)
    session.execute(
        insert(OutboxRow),
        [
            {
                "event_id": event_id,
                "subject_kind": row["subject_kind"],
                "subject_id": row["subject_id"],
            }
            for event_id, row in zip(ids.all(), rows, strict=True)
        ],
    )
    return len(rows)


def _event_row(happening: Happening, recorded_at: datetime) -> dict[str, object]:
    canonical = canonical_bytes(
        {
            "tag": happening.tag,
            "subject": [happening.subject_kind, happening.subject_id],
            "actor": happening.actor,
            "recorded_at": recorded_at,
            "facts": happening.facts,
        }
    )
    return {
        "tag": happening.tag,
        "subject_kind": happening.subject_kind,
        "subject_id": happening.subject_id,
        "actor": happening.actor,
        "recorded_at": recorded_at,
        "canonical": canonical,
        "digest": digest_of(canonical),
    }
