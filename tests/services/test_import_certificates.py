"""Imported certificates: decided facts stay, acts are appended, every model gets its code."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.importing import NOW, Told, counts, import_rows
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.code_batch import CodeBatch
from webapp.models.event import Event
from webapp.services.imports import Tally

A = "91110000600037341L"
ROW = {
    "number": "FS-2024-1",
    "scheme": "foshan-standard",
    "holder": A,
    "valid_from": "2024-01-01",
    "valid_until": "2026-12-31",
    "models": "A-10;B20",
}
SUSPENDED = {
    **ROW,
    "status": "暂停",
    "status_on": "2025-05-01",
    "status_reason": "failed_spot_check",
    "status_words": "吸水率不合格",
    "decision_number": "样监〔2025〕1号",
}
REINSTATED = {
    **ROW,
    "status": "有效",
    "status_on": "2025-08-01",
    "status_reason": "corrected",
    "decision_number": "样监〔2025〕9号",
    "actor": "样例区局",
}


@pytest.fixture(autouse=True)
def holder(app: Flask) -> Iterator[None]:
    with app.app_context():
        import_rows("enterprises", [{"uscc": A, "name": "样例陶瓷"}])
        rows = [{"uscc": A, "model": model, "name": "砖"} for model in ("A-10", "B20")]
        import_rows("products", rows)
        yield


def certificate(key: str = "FS-2024-1") -> Certificate:
    db.session.rollback()
    return db.session.scalars(select(Certificate).where(Certificate.number_key == key)).one()


def take(*rows: dict[str, str]) -> tuple[Tally, Told]:
    return import_rows("certificates", rows)


def tags() -> list[str]:
    events = select(Event.tag).where(Event.subject_kind == "certificate").order_by(Event.id)
    return list(db.session.scalars(events))


def test_a_certificate_comes_with_scope_issue_and_codes() -> None:
    tally, told = take(ROW)
    assert (tally.new, told.faults) == (1, [])
    row = certificate()
    assert (row.status, row.holder.uscc) == ("issued", A)
    assert [item.product.model for item in row.scope] == ["A-10", "B20"]
    assert [event.action for event in row.events] == ["issue"]
    assert row.events[0].effective_at == datetime(2023, 12, 31, 16, tzinfo=UTC)
    assert row.events[0].recorded_at == NOW
    batches = db.session.scalars(select(CodeBatch)).all()
    assert {batch.scope_item_id for batch in batches} == {item.id for item in row.scope}
    assert {(batch.grain, batch.size, batch.status) for batch in batches} == {
        ("model", 1, "released")
    }
    assert tags() == ["office:certificate:add", "office:certificate:issue"]


@pytest.mark.parametrize(
    ("word", "reason", "status"),
    [("暂停", "failed_spot_check", "suspended"), ("撤销", "false_material", "withdrawn")],
)
def test_a_status_is_an_act_with_day_reason_and_decision(
    word: str, reason: str, status: str
) -> None:
    take({**SUSPENDED, "status": word, "status_reason": reason})
    row = certificate()
    assert row.status == status
    last = row.events[-1]
    assert (last.reason, last.words, last.decision_number, last.actor) == (
        reason, "吸水率不合格", "样监〔2025〕1号", "样例市场监管局",
    )  # fmt: skip
    assert tags()[-1] == f"office:certificate:{last.action}"


def test_the_same_rows_again_write_nothing() -> None:
    take(SUSPENDED)
    before = counts()
    tally, told = take(SUSPENDED)
    assert (tally.unchanged, told.faults, counts()) == (1, [], before)


def test_a_later_act_is_appended() -> None:
    take(ROW)
    _, told = take(SUSPENDED)
    assert list(told.changes["FS-2024-1"]) == ["acts"]
    assert certificate().status == "suspended"
    take(REINSTATED)
    row = certificate()
    assert row.status == "issued"
    assert [event.action for event in row.events] == ["issue", "suspend", "reinstate"]
    assert row.events[-1].actor == "样例区局"
    before = counts()
    assert take(REINSTATED, ROW)[0].refused == 0
    assert counts() == before


def test_a_suspension_that_the_file_does_not_know_is_not_lifted() -> None:
    take(SUSPENDED)
    tally, told = take(ROW)
    assert told.reasons() == [(2, "status", "act_missing")]
    assert (tally.refused, certificate().status) == (1, "suspended")


def test_an_act_that_the_table_does_not_know_is_refused() -> None:
    take({**SUSPENDED, "status": "撤销", "status_reason": "false_material"})
    before = counts()
    _, told = take({**REINSTATED, "status_on": "2025-09-01"})
    assert told.reasons() == [(2, "status", "act_impossible")]
    assert counts() == before


def test_a_new_certificate_cannot_begin_with_a_reinstatement() -> None:
    tally, told = take(REINSTATED)
    assert told.reasons() == [(2, "status", "act_impossible")]
    assert (tally.new, counts()["certificates"]) == (0, 0)


def test_history_is_never_rewritten() -> None:
    take(SUSPENDED)
    before = counts()
    _, told = take({**SUSPENDED, "decision_number": "other"})
    assert told.reasons("warning") == [(2, "status", "act_recorded_otherwise")]
    assert certificate().events[-1].decision_number == "样监〔2025〕1号"
    assert counts() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [("valid_until", "2030-12-31"), ("valid_from", "2023-01-01"), ("models", "A-10")],
)
def test_what_was_decided_does_not_change_by_import(name: str, value: str) -> None:
    take(ROW)
    before = counts()
    _, told = take({**ROW, name: value, "issued_on": "2024-01-01"})
    assert told.reasons() == [(2, name, "decided_otherwise")]
    assert counts() == before


def test_another_spelling_of_the_number_is_a_change_of_the_number_only() -> None:
    take(ROW)
    _, told = take({**ROW, "number": "fs－2024－1"})
    assert told.changes == {"FS-2024-1": {"number": ("FS-2024-1", "fs－2024－1")}}
    assert tags()[-1] == "office:certificate:change"


def test_a_renewal_names_its_predecessor_also_within_one_file() -> None:
    renewed = {**ROW, "number": "FS-2027-1", "valid_from": "2027-01-01",
               "valid_until": "2029-12-31", "predecessor": "fs-2024-1"}  # fmt: skip
    dry, _ = import_rows("certificates", [ROW, renewed], dry_run=True)
    tally, told = import_rows("certificates", [ROW, renewed])
    assert (dry.new, tally.new, told.faults) == (2, 2, [])
    row = certificate("FS-2027-1")
    assert row.predecessor is not None
    assert row.predecessor.number == "FS-2024-1"
    assert (row.status, row.events[0].reason) == ("issued", "renewed")
    assert take(renewed)[0].unchanged == 1


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"holder": "91440604MA4UQ1X23A"}, ("holder", "unknown_enterprise")),
        ({"models": "A-10;C30"}, ("models", "unknown_model")),
        ({"models": ""}, ("models", "required_for_new")),
        ({"predecessor": "FS-1999-1"}, ("predecessor", "unknown_certificate")),
    ],
)
def test_what_a_row_names_must_be_known(cells: dict[str, str], fault: tuple[str, str]) -> None:
    tally, told = take({**ROW, **cells})
    assert [(name, reason) for _line, name, reason in told.reasons()] == [fault]
    assert (tally.refused, counts()["certificates"], counts()["scope_items"]) == (1, 0, 0)


def test_two_successors_of_one_certificate_are_refused_one_by_one() -> None:
    rows = [{**ROW, "number": f"FS-202{n}-1", "predecessor": "FS-2024-1"} for n in (6, 7)]
    tally, told = take(ROW, *rows)
    assert (tally.new, tally.refused) == (2, 1)
    assert told.reasons() == [(4, "", "refused_by_database")]
    found = counts()
    assert (found["certificates"], found["status_events"], found["code_batches"]) == (2, 2, 4)
