"""Reads of mark codes: which code a model carries, and what became of a batch."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row as DatabaseRow
from sqlalchemy import Select, select

from webapp.domain.code_batches import GRAINS, Quantities, Run, covered, name_of
from webapp.domain.mark_keys import MarkKeys
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.code_batch import CodeBatch, CodeRelease, CodeVoid
from webapp.models.product import Product
from webapp.queries.lookups import NotFound

MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as it is listed; `quantities` of a model batch say nothing."""

    number: int
    key_id: int
    grain: str
    status: str
    quantities: Quantities
    issued_at: datetime
    certificate: str
    model: str

    @property
    def name(self) -> str:
        """The six symbols that stand for it in its codes."""
        return name_of(self.number)


@dataclass(frozen=True, slots=True)
class ReleasedRun:
    """Codes that went onto the packages of a lot."""

    run: Run
    lot: str
    made_on: date
    released_at: datetime


@dataclass(frozen=True, slots=True)
class VoidedRun:
    """Codes that are void, and why."""

    run: Run
    reason: str
    decision_number: str
    voided_at: datetime


@dataclass(frozen=True, slots=True)
class BatchDetails:
    """A batch with its releases and voids by index; `voided` counts codes once."""

    batch: BatchRow
    releases: tuple[ReleasedRun, ...]
    voids: tuple[VoidedRun, ...]
    voided: int


def get_mark_code(key: str, product_id: int, keys: MarkKeys) -> str:
    """Return the model code of a product on a certificate; raises NotFound."""
    batch = db.session.execute(
        select(CodeBatch.key_id, CodeBatch.number)
        .join(ScopeItem, ScopeItem.id == CodeBatch.scope_item_id)
        .join(Certificate, Certificate.id == ScopeItem.certificate_id)
        .where(Certificate.number_key == key, Certificate.status != "draft")
        .where(ScopeItem.product_id == product_id, CodeBatch.grain == "model")
        .order_by(CodeBatch.id)
        .limit(1)
    ).first()
    if batch is None or batch.key_id not in keys:
        raise NotFound("mark", f"{key}/{product_id}")
    return keys.mint(batch.key_id, batch.number, 0)


def codes_of_scope(scope_ids: list[int], keys: MarkKeys) -> dict[int, str]:
    """Return the model code of each scope item that has one, by the item's id."""
    batches = db.session.execute(
        select(CodeBatch.scope_item_id, CodeBatch.key_id, CodeBatch.number)
        .where(CodeBatch.scope_item_id.in_(scope_ids), CodeBatch.grain == "model")
        .order_by(CodeBatch.id.desc())
    )
    return {
        batch.scope_item_id: keys.mint(batch.key_id, batch.number, 0)
        for batch in batches
        if batch.key_id in keys
    }


def list_key_ids() -> list[int]:
    """Return the ids of the keys that codes on record were issued with."""
    return list(db.session.scalars(select(CodeBatch.key_id).distinct().order_by(CodeBatch.key_id)))


def list_batches() -> list[BatchRow]:
    """Return the newest lot and unit batches, at most MOST_LISTED."""
    rows = _batches().where(CodeBatch.grain.in_(GRAINS)).limit(MOST_LISTED)
    return [_row_of(row) for row in db.session.execute(rows)]


def get_batch(number: int) -> BatchDetails:
    """Return a batch of any grain with all that became of it; raises NotFound."""
    row = db.session.execute(_batches().where(CodeBatch.number == number)).first()
    if row is None:
        raise NotFound("batch", name_of(number))
    batch_id = row[0].id
    releases = db.session.scalars(
        select(CodeRelease)
        .where(CodeRelease.batch_id == batch_id)
        .order_by(CodeRelease.first_index)
    ).all()
    voids = db.session.scalars(
        select(CodeVoid)
        .where(CodeVoid.batch_id == batch_id)
        .order_by(CodeVoid.first_index, CodeVoid.id)
    ).all()
    return BatchDetails(
        _row_of(row),
        tuple(
            ReleasedRun(Run(r.first_index, r.last_index), r.lot, r.made_on, r.released_at)
            for r in releases
        ),
        tuple(
            VoidedRun(Run(v.first_index, v.last_index), v.reason, v.decision_number, v.voided_at)
            for v in voids
        ),
        covered(Run(void.first_index, void.last_index) for void in voids),
    )


def _batches() -> Select[CodeBatch, str, str]:
    return (
        select(CodeBatch, Certificate.number, Product.model)
        .join(ScopeItem, ScopeItem.id == CodeBatch.scope_item_id)
        .join(Certificate, Certificate.id == ScopeItem.certificate_id)
        .join(Product, Product.id == ScopeItem.product_id)
        .order_by(CodeBatch.issued_at.desc(), CodeBatch.id.desc())
    )


def _row_of(row: DatabaseRow[CodeBatch, str, str]) -> BatchRow:
    batch, certificate, model = row
    return BatchRow(
        batch.number,
        batch.key_id,
        batch.grain,
        batch.status,
        Quantities(batch.size, batch.printed, batch.released),
        batch.issued_at,
        certificate,
        model,
    )
