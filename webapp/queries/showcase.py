"""Reads of the sample city's showcase: one mark code for each standing, to try things with."""

from collections.abc import Mapping

from sqlalchemy import select

from webapp.domain.mark_keys import MarkKeys
from webapp.domain.matching_keys import certificate_key, model_key
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.code_batch import CodeBatch
from webapp.models.product import Product


def showcase_codes(entries: Mapping[str, Mapping[str, str]], keys: MarkKeys) -> dict[str, str]:
    """Return the mark code of each entry (`certificate`, `model`) that is on record."""
    wanted = {
        (certificate_key(entry["certificate"]), model_key(entry["model"])): name
        for name, entry in entries.items()
    }
    rows = db.session.execute(
        select(Certificate.number_key, Product.model_key, CodeBatch.key_id, CodeBatch.number)
        .join(ScopeItem, ScopeItem.certificate_id == Certificate.id)
        .join(Product, Product.id == ScopeItem.product_id)
        .join(CodeBatch, CodeBatch.scope_item_id == ScopeItem.id)
        .where(Certificate.number_key.in_({number for number, _ in wanted}))
        .where(CodeBatch.grain == "model")
    )
    found = {
        wanted[row.number_key, row.model_key]: keys.mint(row.key_id, row.number, 0)
        for row in rows
        if (row.number_key, row.model_key) in wanted and row.key_id in keys
    }
    return {name: found[name] for name in entries if name in found}
