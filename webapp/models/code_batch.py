"""Batches of mark codes.  A batch is one row however many codes it holds: codes are derived."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.columns import Instant, MutableRow, Row

if TYPE_CHECKING:
    from webapp.models.certificate import ScopeItem


class CodeBatch(MutableRow):
    """A run of codes 0..size-1 for one model of one certificate.

    A model code is index 0 of a batch of its own (`grain` = `model`, `size` = 1).
    `number` is a random 30-bit number, so that it tells neither order nor volume.
    """

    __tablename__ = "code_batches"
    __table_args__ = (
        CheckConstraint("number >= 0 AND number < 1073741824", name="number_30_bits"),
        CheckConstraint("size > 0 AND size <= 1073741824", name="size_30_bits"),
        CheckConstraint("key_id >= 0 AND key_id < 24", name="key_id_slot"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    key_id: Mapped[int]
    grain: Mapped[str] = mapped_column(String(10))
    scope_item_id: Mapped[int] = mapped_column(ForeignKey("scope_items.id"), index=True)
    size: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(20))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant, index=True)

    scope_item: Mapped["ScopeItem"] = relationship()
    voids: Mapped[list["CodeVoid"]] = relationship(back_populates="batch")


class CodeVoid(Row):
    """A run of codes, by index and both ends inclusive, that was destroyed or cancelled."""

    __tablename__ = "code_voids"
    __table_args__ = (Index("ix_code_voids_batch_id_first_index", "batch_id", "first_index"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batches.id"))
    first_index: Mapped[int]
    last_index: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(1000), default="")
    words_en: Mapped[str] = mapped_column(String(1000), default="")
    decision_number: Mapped[str] = mapped_column(String(100), default="")
    voided_at: Mapped[datetime] = mapped_column(Instant, index=True)
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    batch: Mapped[CodeBatch] = relationship(back_populates="voids")
