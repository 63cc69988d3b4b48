"""Acts on batches of codes: allocate, print, release, close, void.  One commit each, with an event.

However many codes an act covers, it writes one row: codes are derived, never stored.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session, joinedload

from webapp.domain import code_batches as rules
from webapp.domain.calendar import day_of
from webapp.domain.code_batches import BatchRefused, Quantities, Run, name_of
from webapp.domain.matching_keys import certificate_key, model_key
from webapp.domain.standing import standing_of_model
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.code_batch import CodeBatch, CodeRelease, CodeVoid
from webapp.models.product import Product
from webapp.queries.histories import facts_of_certificate, facts_of_scope
from webapp.queries.lookups import NotFound
from webapp.services.steps.events import Happening, record_events
from webapp.services.steps.model_codes import unused_numbers
from webapp.services.transaction import unit_of_work


@dataclass(frozen=True, slots=True)
class Allocation:
    """What codes are wanted for: `size` codes of a grain for a model on a certificate."""

    certificate: str
    model: str
    grain: str
    size: int
    actor: str


@dataclass(frozen=True, slots=True)
class Release:
    """Which codes went onto the packages of which lot, made on which day, and when."""

    run: Run
    lot: str
    made_on: date
    released_at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Voiding:
    """Why codes are void, by whose decision, and from when."""

    reason: str
    words: str
    words_en: str
    decision_number: str
    actor: str
    voided_at: datetime


def allocate(wanted: Allocation, key_id: int, now: datetime, zone: tzinfo) -> int:
    """Put a batch on record and return its number: one row, whatever its size.

    Raises NotFound and BatchRefused, also where the model may not carry new marks: its standing
    must be valid, or will be.
    """
    quantities = rules.check_allocation(wanted.grain, wanted.size)
    with unit_of_work() as session:
        item = _scope_item(session, wanted)
        facts = facts_of_certificate(item.certificate), facts_of_scope(item)
        standing = standing_of_model(*facts, now, zone).standing
        if standing not in ("valid", "not_yet_valid"):
            raise BatchRefused("mark", f"no new marks: the mark of {wanted.model} is {standing}")
        batch = CodeBatch(
            number=unused_numbers(session, 1)[0],
            key_id=key_id,
            grain=wanted.grain,
            scope_item_id=item.id,
            size=quantities.allocated,
            status="allocated",
            issued_at=now,
        )
        session.add(batch)
        session.flush()
        _record(session, batch, "allocate", wanted.actor, now, {**asdict(wanted), "key_id": key_id})
        return batch.number


def record_print(number: int, count: int, actor: str, now: datetime) -> Quantities:
    """Record that the next `count` codes were printed; return the quantities.

    Raises NotFound, BatchRefused and ConflictError.
    """
    with unit_of_work() as session:
        batch = _counted(session, number)
        batch.status = rules.next_status(batch.status, "print")
        quantities = rules.printed(_quantities_of(batch), count)
        batch.printed = quantities.printed
        _record(session, batch, "print", actor, now, {"count": count, **quantities._asdict()})
        return quantities


def release(number: int, given: Release, now: datetime, zone: tzinfo) -> Quantities:
    """Bind a run of printed codes to a lot; return the quantities.

    Raises NotFound, ConflictError and BatchRefused: for codes that are not printed or were
    released before, a time or day to come, a lot of this product known with another day.
    """
    if given.released_at > now or given.made_on > day_of(now, zone):
        raise BatchRefused("future", "a release and a day of manufacture are not to come")
    rules.check_lot(given.lot)
    with unit_of_work() as session:
        batch = _counted(session, number)
        batch.status = rules.next_status(batch.status, "release")
        taken = _released_before(session, batch, given.run)
        quantities = rules.released(_quantities_of(batch), given.run, taken)
        _check_lot(session, batch, given)
        batch.released = quantities.released
        session.add(
            CodeRelease(
                batch_id=batch.id,
                first_index=given.run.first,
                last_index=given.run.last,
                lot=given.lot,
                made_on=given.made_on,
                released_at=given.released_at,
                recorded_at=now,
            )
        )
        _record(session, batch, "release", given.actor, now, asdict(given))
        return quantities


def close(number: int, actor: str, now: datetime) -> Quantities:
    """End a batch: nothing more is printed or released; return the final quantities.

    What was never released stays so; what was goes on being answered.  Raises NotFound,
    BatchRefused and ConflictError.
    """
    with unit_of_work() as session:
        batch = _counted(session, number)
        batch.status = rules.next_status(batch.status, "close")
        quantities = _quantities_of(batch)
        _record(session, batch, "close", actor, now, quantities._asdict())
        return quantities


def void_codes(number: int, run: Run | None, given: Voiding, now: datetime) -> Run:
    """Void a run of codes, or the whole batch for None; return the run.

    Raises NotFound, BatchRefused and ConflictError.
    """
    with unit_of_work() as session:
        batch = _locked(session, number)
        rules.next_status(batch.status, "void")
        quantities = _quantities_of(batch)
        run = run or Run(0, quantities.allocated - 1)
        rules.check_run(quantities, run)
        session.add(CodeVoid(**_void_row(batch.id, run, given, now)))
        _record(session, batch, "void", given.actor, now, {"run": run, **asdict(given)})
        return run


def void_key(key_id: int, issued_before: datetime, given: Voiding, now: datetime) -> int:
    """Void every batch that was issued with a key before a time; return how many.

    Batches that are void as a whole already are left alone, so that the act can be repeated.
    """
    with unit_of_work() as session:
        whole = exists().where(
            CodeVoid.batch_id == CodeBatch.id,
            CodeVoid.first_index == 0,
            CodeVoid.last_index >= CodeBatch.size - 1,
        )
        batches = session.execute(
            select(CodeBatch.id, CodeBatch.number, CodeBatch.size)
            .where(CodeBatch.key_id == key_id, CodeBatch.issued_at < issued_before, ~whole)
            .order_by(CodeBatch.id)
        ).all()
        if not batches:
            return 0
        runs = [(batch, Run(0, batch.size - 1)) for batch in batches]
        session.execute(
            insert(CodeVoid), [_void_row(batch.id, run, given, now) for batch, run in runs]
        )
        record_events(
            session,
            [
                _happening(
                    batch.id, batch.number, "void", given.actor, {"run": run} | asdict(given)
                )
                for batch, run in runs
            ],
            now,
        )
        return len(batches)


def _scope_item(session: Session, wanted: Allocation) -> ScopeItem:
    item: ScopeItem | None = session.scalar(
        select(ScopeItem)
        .join(Certificate, Certificate.id == ScopeItem.certificate_id)
        .join(Product, Product.id == ScopeItem.product_id)
        .where(Certificate.number_key == certificate_key(wanted.certificate))
        .where(Product.model_key == model_key(wanted.model))
        .options(joinedload(ScopeItem.certificate).selectinload(Certificate.events))
    )
    if item is None:
        raise NotFound("model on a certificate", f"{wanted.model} / {wanted.certificate}")
    return item


def _locked(session: Session, number: int) -> CodeBatch:
    batch: CodeBatch | None = session.scalar(
        select(CodeBatch).where(CodeBatch.number == number).with_for_update()
    )
    if batch is None:
        raise NotFound("batch", name_of(number))
    return batch


def _counted(session: Session, number: int) -> CodeBatch:
    batch = _locked(session, number)
    rules.check_counted(batch.grain)
    return batch


def _quantities_of(batch: CodeBatch) -> Quantities:
    return Quantities(batch.size, batch.printed, batch.released)


def _released_before(session: Session, batch: CodeBatch, run: Run) -> Run | None:
    row = session.execute(
        select(CodeRelease.first_index, CodeRelease.last_index)
        .where(CodeRelease.batch_id == batch.id)
        .where(CodeRelease.first_index <= run.last, CodeRelease.last_index >= run.first)
        .order_by(CodeRelease.first_index)
        .limit(1)
    ).first()
    return Run(*row) if row else None


def _check_lot(session: Session, batch: CodeBatch, given: Release) -> None:
    """One lot of a product has one day, on whichever certificate and batch."""
    product = select(ScopeItem.product_id).where(ScopeItem.id == batch.scope_item_id)
    other = session.scalar(
        select(CodeRelease.made_on)
        .join(CodeBatch, CodeBatch.id == CodeRelease.batch_id)
        .join(ScopeItem, ScopeItem.id == CodeBatch.scope_item_id)
        .where(CodeRelease.lot == given.lot, CodeRelease.made_on != given.made_on)
        .where(ScopeItem.product_id == product.scalar_subquery())
        .limit(1)
    )
    if other is not None:
        raise BatchRefused("lot", f"lot {given.lot} of this product was made on {other}")


def _void_row(batch_id: int, run: Run, given: Voiding, now: datetime) -> dict[str, object]:
    facts = asdict(given)
    del facts["actor"]
    return {
        "batch_id": batch_id,
        "first_index": run.first,
        "last_index": run.last,
        "recorded_at": now,
        **facts,
    }


def _record(
    session: Session,
    batch: CodeBatch,
    action: str,
    actor: str,
    now: datetime,
    facts: dict[str, object],
) -> None:
    record_events(session, [_happening(batch.id, batch.number, action, actor, facts)], now)


def _happening(
    batch_id: int, number: int, action: str, actor: str, facts: dict[str, object]
) -> Happening:
    return Happening(
        f"office:batch:{action}", "code_batch", batch_id, actor, {"batch": number, **facts}
    )
