"""Giving each model in the scope of a certificate its mark code: index 0 of a batch of its own."""

from collections.abc import Sequence
from datetime import datetime
from secrets import randbelow

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.models.code_batch import CodeBatch

_NUMBERS = 1 << 30


def add_model_codes(
    session: Session, scope_ids: Sequence[int], key_id: int, now: datetime, released_at: datetime
) -> None:
    """Insert one released batch of size 1 for each scope item; numbers are random and unused."""
    numbers = unused_numbers(session, len(scope_ids))
    session.execute(
        insert(CodeBatch),
        [
            {
                "number": number,
                "key_id": key_id,
                "grain": "model",
                "scope_item_id": scope_id,
                "size": 1,
                "status": "released",
                "issued_at": now,
                "released_at": released_at,
            }
            for number, scope_id in zip(numbers, scope_ids, strict=True)
        ],
    )


def unused_numbers(session: Session, count: int) -> list[int]:
    """Draw numbers for `count` batches at random; none is on record."""
    numbers: set[int] = set()
    while len(numbers) < count:
        drawn = {randbelow(_NUMBERS) for _ in range(count - len(numbers))}
        used = select(CodeBatch.number).where(CodeBatch.number.in_(drawn))
        numbers |= drawn - set(session.scalars(used))
    return list(numbers)
