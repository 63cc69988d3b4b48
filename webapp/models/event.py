"""The trace of every write: an event, and its place in the queue for the followers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.columns import Instant, Row


class Event(Row):
    """What happened, by which organisation; appended only.

    `tag` reads `scope:resource:action`; `canonical` holds the bytes whose SHA-256 is `digest`
    (see `domain.events`).  No personal names.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_subject_kind_subject_id", "subject_kind", "subject_id"),)

    tag: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    actor: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))


class OutboxRow(Row):
    """An event waiting for its number.  The drainer alone sets `sequence`, without gaps."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_unnumbered",
            "id",
            sqlite_where=text("sequence IS NULL"),
            postgresql_where=text("sequence IS NULL"),
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    sequence: Mapped[int | None] = mapped_column(unique=True)


class Follower(Row):
    """How the last tries of a follower ended.  How far it has read it keeps with what it writes."""

    __tablename__ = "followers"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(500), default="")
