"""Batches of mark codes."""

import random
from datetime import date
from typing import Any

from tests.factories.certificates import GRANTED_AT, a_certificate
from webapp.domain.codes import MAX_30_BITS
from webapp.domain.mark_keys import MarkKeys
from webapp.models.certificate import Certificate
from webapp.models.code_batch import CodeBatch, CodeRelease, CodeVoid

_random = random.Random("numbers of batches in tests")


def a_batch(certificate: Certificate | None = None, **columns: Any) -> CodeBatch:
    """The released batch of the model code of a certificate's first product."""
    certificate = certificate or a_certificate()
    return CodeBatch(
        **{
            "number": _random.randint(0, MAX_30_BITS),
            "key_id": 0,
            "grain": "model",
            "scope_item": certificate.scope[0],
            "size": 1,
            "status": "released",
            "issued_at": GRANTED_AT,
            "released_at": GRANTED_AT,
        }
        | columns
    )


def a_unit_batch(certificate: Certificate | None = None, **columns: Any) -> CodeBatch:
    """A thousand unit codes, all printed, none released unless `releases` are given."""
    quantities = {"size": 1000, "printed": 1000, "status": "printed", "released_at": None}
    return a_batch(certificate, **{"grain": "unit"} | quantities | columns)


def a_release(batch: CodeBatch, **columns: Any) -> CodeRelease:
    """Every code of the batch, bound when it was granted to a lot made that day."""
    released_at = columns.pop("released_at", GRANTED_AT)
    return CodeRelease(
        **{
            "batch": batch,
            "first_index": 0,
            "last_index": batch.size - 1,
            "lot": "L240101",
            "made_on": date(2024, 1, 10),
            "released_at": released_at,
            "recorded_at": released_at,
        }
        | columns
    )


def a_void(batch: CodeBatch, **columns: Any) -> CodeVoid:
    """Every code of the batch, destroyed when it was granted unless `voided_at` says otherwise."""
    voided_at = columns.pop("voided_at", GRANTED_AT)
    return CodeVoid(
        **{
            "batch": batch,
            "first_index": 0,
            "last_index": batch.size - 1,
            "reason": "destroyed",
            "voided_at": voided_at,
            "recorded_at": voided_at,
        }
        | columns
    )


def code_of(batch: CodeBatch, keys: MarkKeys, index: int = 0) -> str:
    """The code printed for an index of the batch."""
    return keys.mint(batch.key_id, batch.number, index)
