"""Reads of mark codes: which code a model of a certificate carries."""

from sqlalchemy import select

from webapp.domain.mark_keys import MarkKeys
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.code_batch import CodeBatch
from webapp.queries.lookups import NotFound


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
