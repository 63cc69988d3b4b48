"""Acts on batches: what is next scanned shows them; quantities hold; one act is one commit."""

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.factories.certificates import AUTHORITY, a_certificate, an_act
from tests.factories.code_batches import a_batch, a_release, a_unit_batch, code_of
from tests.factories.saving import save
from webapp.domain.code_batches import ACTIONS, STATUSES, TRANSITIONS, BatchRefused, Quantities, Run
from webapp.domain.mark_keys import MarkKeys
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.code_batch import CodeBatch, CodeRelease, CodeVoid
from webapp.models.event import Event, OutboxRow
from webapp.queries.lookups import NotFound
from webapp.queries.verification import Clock, verify
from webapp.services.code_batches import (
    Allocation,
    Release,
    Voiding,
    allocate,
    close,
    record_print,
    release,
    void_codes,
    void_key,
)
from webapp.services.transaction import ConflictError

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
MADE = date(2026, 5, 4)
VOIDING = Voiding("destroyed", "销毁", "Destroyed", "〔2026〕8号", AUTHORITY, NOW)
TABLES = (CodeBatch, CodeRelease, CodeVoid, Event, OutboxRow)


def a_lot(first: int, last: int, lot: str = "L1", made_on: date = MADE) -> Release:
    return Release(Run(first, last), lot, made_on, NOW - DAY, AUTHORITY)


def wanted(certificate: Certificate, size: int = 1000, grain: str = "unit") -> Allocation:
    model = certificate.scope[0].product.model
    return Allocation(certificate.number, model, grain, size, AUTHORITY)


def rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in TABLES
        }


def stored(app: Flask, number: int) -> CodeBatch:
    with app.app_context():
        return db.session.scalars(select(CodeBatch).where(CodeBatch.number == number)).one()


def last_facts(app: Flask) -> dict[str, Any]:
    with app.app_context():
        row = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert row is not None
        facts: dict[str, Any] = json.loads(row.canonical)
        return facts


def standing(app: Flask, batch: CodeBatch, index: int) -> str:
    keys: MarkKeys = app.extensions["registry.mark_keys"]
    reader = app.extensions["registry.reader"]
    found = verify(reader, keys, code_of(batch, keys, index), Clock(NOW, ZONE))
    return found.standing.standing


def refusal(act: Any, *given: object) -> str:
    with pytest.raises(BatchRefused) as raised:
        act(*given)
    return raised.value.fault


def test_a_hundred_million_codes_are_one_row(app: Flask) -> None:
    certificate = a_certificate()
    save(app, certificate)
    with app.app_context():
        number = allocate(wanted(certificate, 100_000_000), 0, NOW, ZONE)
    assert rows(app) == {
        "code_batches": 1,
        "code_releases": 0,
        "code_voids": 0,
        "events": 1,
        "outbox": 1,
    }
    batch = stored(app, number)
    assert (batch.size, batch.grain, batch.status) == (100_000_000, "unit", "allocated")
    assert standing(app, batch, 99_999_999) == "not_released"
    facts = last_facts(app)
    assert (facts["tag"], facts["subject"]) == ("office:batch:allocate", ["code_batch", batch.id])
    assert facts["facts"]["size"] == 100_000_000


def test_from_allocated_to_closed(app: Flask) -> None:
    certificate = a_certificate()
    save(app, certificate)
    with app.app_context():
        number = allocate(wanted(certificate), 0, NOW, ZONE)
        assert record_print(number, 600, AUTHORITY, NOW) == Quantities(1000, 600)
        assert release(number, a_lot(0, 99), NOW, ZONE) == Quantities(1000, 600, 100)
        assert record_print(number, 400, AUTHORITY, NOW) == Quantities(1000, 1000, 100)
        assert release(number, a_lot(900, 999, "L2"), NOW, ZONE) == Quantities(1000, 1000, 200)
        assert stored(app, number).status == "released"
        assert close(number, AUTHORITY, NOW) == Quantities(1000, 1000, 200)
    batch = stored(app, number)
    found = [standing(app, batch, index) for index in (0, 99, 100, 899, 900, 999)]
    assert found == ["valid", "valid", "not_released", "not_released", "valid", "valid"]
    assert (batch.status, rows(app)["events"], rows(app)["outbox"]) == ("closed", 6, 6)


def test_what_is_refused_leaves_nothing_behind(app: Flask) -> None:
    batch = a_unit_batch(printed=500, released=10)
    model = a_batch()
    save(app, a_release(batch, last_index=9, lot="L1", made_on=MADE), model)
    before = rows(app)
    tomorrow = NOW.astimezone(ZONE).date() + DAY
    with app.app_context():
        for fault, act in {
            "taken": a_lot(9, 20),
            "not_printed": a_lot(400, 500),
            "run": a_lot(20, 19),
            "lot": a_lot(20, 29, "L1", MADE - DAY),
            "future": a_lot(20, 29, "L2", tomorrow),
        }.items():
            assert refusal(release, batch.number, act, NOW, ZONE) == fault
        late = replace(a_lot(20, 29), released_at=NOW + DAY)
        assert refusal(release, batch.number, late, NOW, ZONE) == "future"
        assert refusal(release, batch.number, a_lot(20, 29, ""), NOW, ZONE) == "lot"
        assert refusal(record_print, batch.number, 501, AUTHORITY, NOW) == "count"
        assert refusal(record_print, model.number, 1, AUTHORITY, NOW) == "grain"
        assert refusal(void_codes, batch.number, Run(0, 1000), VOIDING, NOW) == "run"
        for act in (record_print, close):
            with pytest.raises(NotFound):
                act(*((4711, 1, AUTHORITY, NOW) if act is record_print else (4711, AUTHORITY, NOW)))
    assert rows(app) == before
    assert stored(app, batch.number).version == 1


@pytest.mark.parametrize(("status", "action"), list(itertools.product(STATUSES, ACTIONS)))
def test_every_act_in_every_status_on_record(app: Flask, status: str, action: str) -> None:
    printed = 0 if status == "allocated" else 500
    batch = a_unit_batch(status=status, printed=printed)
    save(app, batch)
    acts = {
        "print": lambda: record_print(batch.number, 1, AUTHORITY, NOW),
        "release": lambda: release(batch.number, a_lot(0, 0), NOW, ZONE),
        "close": lambda: close(batch.number, AUTHORITY, NOW),
        "void": lambda: void_codes(batch.number, Run(0, 0), VOIDING, NOW),
    }
    with app.app_context():
        if (status, action) in TRANSITIONS:
            acts[action]()
        else:
            assert refusal(acts[action]) == "transition"
    assert stored(app, batch.number).status == TRANSITIONS.get((status, action), status)
    assert rows(app)["events"] == ((status, action) in TRANSITIONS)


@pytest.mark.parametrize("act", ["suspend", "withdraw", "cancel"])
def test_no_codes_for_a_model_that_may_not_carry_the_mark(app: Flask, act: str) -> None:
    held = a_certificate(an_act(act, NOW - DAY))
    expired = a_certificate(valid_until=(NOW - 3 * DAY).date())
    save(app, held, expired)
    with app.app_context():
        assert refusal(allocate, wanted(held), 0, NOW, ZONE) == "mark"
        assert refusal(allocate, wanted(expired), 0, NOW, ZONE) == "mark"
        assert refusal(allocate, wanted(held, grain="model"), 0, NOW, ZONE) == "grain"
        with pytest.raises(NotFound):
            allocate(replace(wanted(held), model="no such"), 0, NOW, ZONE)
    assert rows(app)["code_batches"] == 0


def test_one_code_a_run_and_a_batch_are_voided(app: Flask) -> None:
    one, other = a_unit_batch(), a_unit_batch()
    save(app, a_release(one), a_release(other))
    with app.app_context():
        assert void_codes(one.number, Run(7, 7), VOIDING, NOW) == Run(7, 7)
        void_codes(one.number, Run(20, 29), VOIDING, NOW)
        assert void_codes(other.number, None, VOIDING, NOW) == Run(0, 999)
    found = [standing(app, one, index) for index in (6, 7, 8, 19, 20, 29, 30)]
    assert found == ["valid", "voided", "valid", "valid", "voided", "voided", "valid"]
    assert {standing(app, other, index) for index in (0, 500, 999)} == {"voided"}
    assert last_facts(app)["facts"]["run"] == [0, 999]


def test_a_leaked_key_voids_what_was_issued_with_it_before_a_time(app: Flask) -> None:
    early = a_unit_batch(key_id=5, issued_at=NOW - 9 * DAY)
    model = a_batch(key_id=5, issued_at=NOW - 9 * DAY)
    late = a_unit_batch(key_id=5, issued_at=NOW - DAY)
    other = a_unit_batch(key_id=0, issued_at=NOW - 9 * DAY)
    save(app, early, model, late, other)
    with app.app_context():
        void_codes(early.number, Run(0, 998), VOIDING, NOW)
        assert void_key(5, NOW - DAY, VOIDING, NOW) == 2
        assert void_key(5, NOW - DAY, VOIDING, NOW) == 0
        voided = set(db.session.scalars(select(CodeVoid.batch_id)))
    assert voided == {early.id, model.id}
    assert (rows(app)["code_voids"], rows(app)["events"], rows(app)["outbox"]) == (3, 3, 3)


def test_one_act_is_one_commit(app: Flask) -> None:
    batch = a_unit_batch()
    save(app, batch)
    commits: list[Session] = []
    note = commits.append  # a name for it: each look-up makes another listener
    event.listen(Session, "after_commit", note)
    try:
        with app.app_context():
            release(batch.number, a_lot(0, 9), NOW, ZONE)
    finally:
        event.remove(Session, "after_commit", note)
    assert len(commits) == 1


def test_of_many_that_release_the_same_codes_one_wins(app: Flask) -> None:
    batch, ready = a_unit_batch(), Barrier(6)
    save(app, batch)

    def try_it(offset: int) -> str:
        with app.app_context():
            ready.wait(30)
            try:
                release(batch.number, a_lot(offset, offset + 9), NOW, ZONE)
            except (BatchRefused, ConflictError):
                return "refused"
            return "released"

    with ThreadPoolExecutor(6) as threads:
        found = [future.result() for future in [threads.submit(try_it, n) for n in range(6)]]
    assert sorted(found) == ["refused"] * 5 + ["released"]
    assert (stored(app, batch.number).released, rows(app)["code_releases"]) == (10, 1)
