"""Batches of mark codes.  A batch is one row however many codes it holds: codes are derived."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.columns import Instant, MutableRow, Row

if TYPE_CHECKING:
    from webapp.models.certificate import ScopeItem


class CodeBatch(MutableRow):
    """A run of codes 0..size-1 for one model of one certificate.

    A model code is index 0 of a batch of its own (`grain` = `model`, `size` = 1), in force from
    `released_at`; it stands on every package, so nothing is counted.  Of a `lot` or `unit` batch
    `printed` codes were printed, always the lowest indices, and `released` of these were bound to
    lots (see `CodeRelease`).  `number` is a random 30-bit number, so that it tells neither order
    nor volume.
    """

    __tablename__ = "code_batches"
    __table_args__ = (
        CheckConstraint("number >= 0 AND number < 1073741824", name="number_30_bits"),
        CheckConstraint("size > 0 AND size <= 1073741824", name="size_30_bits"),
        CheckConstraint("key_id >= 0 AND key_id < 24", name="key_id_slot"),
        CheckConstraint(
            "size >= printed AND printed >= released AND released >= 0", name="quantities"
        ),
    )

    number: Mapped[int] = mapped_column(unique=True)
    key_id: Mapped[int]
    grain: Mapped[str] = mapped_column(String(10))
    scope_item_id: Mapped[int] = mapped_column(ForeignKey("scope_items.id"), index=True)
    size: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(20))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    printed: Mapped[int] = mapped_column(default=0, server_default="0")
    released: Mapped[int] = mapped_column(default=0, server_default="0")

    scope_item: Mapped["ScopeItem"] = relationship()
    releases: Mapped[list["CodeRelease"]] = relationship(back_populates="batch")
    voids: Mapped[list["CodeVoid"]] = relationship(back_populates="batch")


class CodeVoid(Row):
    """A run of codes, by index and both ends inclusive, that was destroyed or cancelled."""

    __tablename__ = "code_voids"
    __table_args__ = (
        Index("ix_code_voids_batch_id_first_index", "batch_id", "first_index"),
        # However many codes were voided one by one, only runs are gone through.
        Index(
            "ix_code_voids_runs",
            "batch_id",
            "first_index",
            sqlite_where=text("last_index > first_index"),
            postgresql_where=text("last_index > first_index"),
        ),
    )

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


class CodeRelease(Row):
    """A run of codes, by index and both ends inclusive, that went onto the packages of a lot.

    Runs of one batch never overlap.  Indices count before the permutation into serials.
    """

    __tablename__ = "code_releases"
    __table_args__ = (
        Index("ix_code_releases_batch_id_first_index", "batch_id", "first_index", unique=True),
        CheckConstraint("first_index >= 0 AND last_index >= first_index", name="run"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batches.id"))
    first_index: Mapped[int]
    last_index: Mapped[int]
    lot: Mapped[str] = mapped_column(String(40), index=True)
    made_on: Mapped[date]
    released_at: Mapped[datetime] = mapped_column(Instant)
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    batch: Mapped[CodeBatch] = relationship(back_populates="releases")
