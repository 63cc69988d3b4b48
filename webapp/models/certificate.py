"""Certificates, the models in their scope, and the status events that their standing folds from."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.columns import Instant, MutableRow, Row, SampleMark

if TYPE_CHECKING:
    from webapp.models.enterprise import Enterprise
    from webapp.models.product import Product


class Certificate(MutableRow, SampleMark):
    """A decision of a scheme about products of a holder.  First and last day are inclusive.

    `status` only caches the fold of `events` (see `domain.certificates.status_at`).
    """

    __tablename__ = "certificates"

    number: Mapped[str] = mapped_column(String(60))
    number_key: Mapped[str] = mapped_column(String(60), unique=True)
    scheme: Mapped[str] = mapped_column(String(60), index=True)
    grade: Mapped[str] = mapped_column(String(40), default="")
    holder_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    status: Mapped[str] = mapped_column(String(20), default="draft")
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"), unique=True)

    holder: Mapped["Enterprise"] = relationship()
    predecessor: Mapped["Certificate | None"] = relationship(remote_side="Certificate.id")
    scope: Mapped[list["ScopeItem"]] = relationship(
        back_populates="certificate", cascade="all, delete-orphan", order_by="ScopeItem.id"
    )
    events: Mapped[list["StatusEvent"]] = relationship(
        back_populates="certificate", order_by="StatusEvent.effective_at, StatusEvent.id"
    )


class ScopeItem(Row):
    """One model in the scope of a certificate; `until` is the last day, with its reason."""

    __tablename__ = "scope_items"
    __table_args__ = (UniqueConstraint("certificate_id", "product_id"),)

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    left_as: Mapped[str] = mapped_column(String(20), default="")

    certificate: Mapped[Certificate] = relationship(back_populates="scope")
    product: Mapped["Product"] = relationship()


class StatusEvent(Row):
    """What was done to a certificate.  Rows are only ever appended.

    `effective_at` is when it counts, `recorded_at` when it became known here; `actor` names an
    organisation, never a person.
    """

    __tablename__ = "status_events"
    __table_args__ = (
        Index("ix_status_events_certificate_id_effective_at", "certificate_id", "effective_at"),
        Index("ix_status_events_effective_at", "effective_at"),
    )

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(1000), default="")
    words_en: Mapped[str] = mapped_column(String(1000), default="")
    decision_number: Mapped[str] = mapped_column(String(100), default="")
    actor: Mapped[str] = mapped_column(String(200))
    effective_at: Mapped[datetime] = mapped_column(Instant)
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    certificate: Mapped[Certificate] = relationship(back_populates="events")
