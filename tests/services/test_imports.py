"""Importing: what is written, that it is written whole or not at all, and never twice."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.databases import on_postgresql
from tests.importing import counts, import_rows
from webapp.extensions import db
from webapp.models.enterprise import Enterprise
from webapp.models.event import Event
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.services.steps.import_enterprises import EnterpriseTarget
from webapp.services.steps.import_standards import StandardTarget

A = "91110000600037341L"
B = "911100006000373410"
STANDARDS = [
    {
        "code": "GB/T 4100—2015",
        "title": "陶瓷砖",
        "status": "现行",
        "replaced_by": "GB/T 4100-2025",
    },
    {"code": "GB 6952-2015", "title": "卫生陶瓷", "status": "现行"},
]
ENTERPRISES = [{"uscc": A, "name": "样例陶瓷"}, {"uscc": B, "name": "样例卫浴"}]


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def standard(key: str) -> Standard:
    db.session.rollback()
    return db.session.scalars(select(Standard).where(Standard.number_key == key)).one()


def test_new_records_with_event_and_outbox_row_each() -> None:
    tally, told = import_rows("standards", STANDARDS)
    assert (tally.read, tally.new, tally.odd) == (2, 2, 0)
    assert told.faults == []
    row = standard("GB/T 4100-2015")
    assert (row.number, row.slug, row.base_key) == ("GB/T 4100—2015", "gb-t-4100-2015", "GB/T 4100")
    assert (row.level, row.status, row.title_sort) == ("national", "in_force", "tao ci zhuan")
    assert [successor.number_key for successor in row.successors] == ["GB/T 4100-2025"]
    found = counts()
    assert (found["standards"], found["events"], found["outbox"]) == (2, 2, 2)
    event = db.session.scalars(select(Event).order_by(Event.id)).first()
    assert event is not None
    assert (event.tag, event.subject_id) == ("office:standard:add", row.id)
    assert "陶瓷砖" in event.canonical.decode()


def test_the_same_rows_again_write_nothing() -> None:
    import_rows("standards", STANDARDS)
    before = counts()
    tally, told = import_rows("standards", STANDARDS)
    assert (tally.unchanged, tally.new, tally.changed) == (2, 0, 0)
    assert counts() == before
    assert standard("GB 6952-2015").version == 1
    assert told.changes == {}


def test_a_change_is_told_field_by_field_and_recorded_once() -> None:
    import_rows("standards", STANDARDS)
    rows = [{"code": "GB/T 4100-2015", "title": "陶瓷砖（新）", "status": "被代替"}]
    tally, told = import_rows("standards", rows)
    assert tally.changed == 1
    assert told.changes["GB/T 4100-2015"] == {
        "number": ("GB/T 4100—2015", "GB/T 4100-2015"),
        "title": ("陶瓷砖", "陶瓷砖（新）"),
        "status": ("in_force", "superseded"),
    }
    row = standard("GB/T 4100-2015")
    assert (row.title, row.title_sort) == ("陶瓷砖（新）", "tao ci zhuan xin")
    assert (row.slug, row.version) == ("gb-t-4100-2015", 2)
    assert counts()["events"] == counts()["outbox"] == 3


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    import_rows("standards", STANDARDS[:1])
    before = counts()
    rows = [{"code": "GB/T 4100-2015", "title": "砖"}, STANDARDS[1], {"code": "", "title": "x"}]
    dry, dry_told = import_rows("standards", rows, dry_run=True)
    assert counts() == before
    wet, wet_told = import_rows("standards", rows)
    assert dry == wet
    assert (dry_told.new, dry_told.changes) == (wet_told.new, wet_told.changes)
    assert dry_told.faults == wet_told.faults


def test_columns_that_the_file_lacks_stay_and_empty_cells_empty() -> None:
    import_rows("standards", [{**STANDARDS[0], "issuer": "国标委", "issue_date": "2015-05-15"}])
    import_rows("standards", [{"code": "GB/T 4100-2015", "issue_date": ""}])
    row = standard("GB/T 4100-2015")
    assert (row.title, row.issuer, row.issued_on) == ("陶瓷砖", "国标委", None)


def test_bad_rows_stop_nothing_and_odd_ones_are_taken_as_given() -> None:
    rows = [
        {"code": "", "title": "nameless"},
        {"code": "GB 1-2020", "title": "a\x00b"},
        {"code": "GB 2-2020", "title": "x", "issue_date": "2020-13-01"},
        {"code": "GB 3-2020", "title": "好", "issue_date": "2020-05-02",
         "implement_date": "2020-05-01"},
        {"code": "GB 4-2020", "title": "也好"},
    ]  # fmt: skip
    tally, told = import_rows("standards", rows, chunk=2)
    assert (tally.new, tally.refused, tally.odd) == (2, 3, 1)
    assert told.reasons() == [
        (2, "number", "required"),
        (3, "title", "control_character"),
        (4, "issued_on", "date_impossible"),
    ]
    assert standard("GB 3-2020").implemented_on == date(2020, 5, 1)


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_repetitions_are_told_and_the_first_is_kept(chunk: int) -> None:
    rows = [
        {"code": "AQ 1-2020", "title": "一"},
        {"code": "AQ 1—2020", "title": "一"},
        {"code": "aq1-2020", "title": "二", "status": "废止"},
    ]
    tally, told = import_rows("standards", rows, chunk=chunk)
    assert (tally.new, tally.repeated, tally.odd) == (1, 2, 2)
    assert [(line, f.severity, f.reason, f.detail) for line, f in told.faults] == [
        (3, "note", "repeated", "2"),
        (4, "warning", "repeated_differently", "2 (status, title)"),
    ]
    assert (standard("AQ 1-2020").title, counts()["standards"]) == ("一", 1)


def test_a_refused_row_is_not_the_first() -> None:
    rows = [
        {"uscc": A, "name": ""},
        {"uscc": A, "name": "样例陶瓷"},
    ]
    tally, told = import_rows("enterprises", rows)
    assert told.reasons() == [(2, "name", "required_for_new")]
    assert (tally.new, tally.refused, tally.repeated) == (1, 1, 0)


def test_numbers_that_differ_in_punctuation_only_get_slugs_of_their_own() -> None:
    import_rows("standards", [{"code": "Q/AB 1.1-2020", "title": "一"}])
    rows = [{"code": "Q/AB 1-1-2020", "title": "二"}, {"code": "Q-AB-1-1-2020 x", "title": "三"}]
    import_rows("standards", rows)
    slugs = db.session.scalars(select(Standard.slug).order_by(Standard.id)).all()
    assert slugs[:2] == ["q-ab-1-1-2020", "q-ab-1-1-2020-2"]
    assert len(set(slugs)) == 3


def test_successors_are_replaced_by_key() -> None:
    row = {"code": "GB 1-2020", "title": "一"}
    import_rows("standards", [{**row, "replaced_by": "GB 2-2021;GB 3-2021"}])
    _, told = import_rows("standards", [{**row, "replaced_by": "GB 4-2021;GB2—2021"}])
    assert told.changes["GB 1-2020"]["successors"] == (
        ("GB 2-2021", "GB 3-2021"),
        ("GB2—2021", "GB 4-2021"),
    )
    found = sorted(successor.number for successor in standard("GB 1-2020").successors)
    assert found == ["GB 4-2021", "GB2—2021"]


def test_only_the_row_that_the_database_refuses_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A race: another process takes an address between the look and the insert."""
    monkeypatch.setattr(
        "webapp.services.steps.import_standards._free_slugs",
        lambda _session, rows: ["taken" if "13" in row.key else f"free-{row.line}" for row in rows],
    )
    rows = [{"code": f"GB {number}-2020", "title": "x"} for number in range(10, 15)]
    rows.append({"code": "GB 913-2020", "title": "second of the same address"})
    tally, told = import_rows("standards", rows)
    assert (tally.new, tally.refused) == (5, 1)
    assert told.reasons() == [(7, "", "refused_by_database")]
    found = counts()
    assert found["standards"] == found["events"] == found["outbox"] == 5


def test_a_crash_inside_a_chunk_leaves_whole_chunks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    original = StandardTarget.add

    def failing(self: StandardTarget, session, rows, act):  # type: ignore[no-untyped-def]
        done = original(self, session, rows, act)
        if any(row.key == "GB 7-2020" for row in rows):
            raise RuntimeError("power cut")
        return done

    monkeypatch.setattr(StandardTarget, "add", failing)
    rows = [{"code": f"GB {number}-2020", "title": "x"} for number in range(10)]
    with pytest.raises(RuntimeError, match="power cut"):
        import_rows("standards", rows, chunk=3)
    found = counts()
    assert found["standards"] == found["events"] == found["outbox"] == 6
    monkeypatch.undo()
    tally, _ = import_rows("standards", rows, chunk=3)
    assert (tally.new, tally.unchanged) == (4, 6)


def test_products_need_their_maker_and_standards() -> None:
    import_rows("standards", [*STANDARDS, {"code": "GB 6952-2005", "title": "卫生陶瓷"}])
    import_rows("enterprises", ENTERPRISES)
    rows = [
        {"uscc": A, "model": "A-10", "name": "砖", "standards": "gbt4100-2015", "gtin": "73513537"},
        {"uscc": A, "model": "A-11", "name": "砖", "standards": "GB/T 4100"},
        {"uscc": A, "model": "A-12", "name": "砖", "standards": "GB 6952"},
        {"uscc": A, "model": "A-13", "name": "砖", "standards": "GB 1-1999"},
        {"uscc": "91440604MA4UQ1X23A", "model": "A-14", "name": "砖"},
    ]
    tally, told = import_rows("products", rows)
    assert (tally.new, tally.refused) == (2, 3)
    assert told.reasons() == [
        (4, "standards", "several_editions"),
        (5, "standards", "unknown_standard"),
        (6, "enterprise", "unknown_enterprise"),
    ]
    assert told.reasons("note") == [(3, "standards", "year_added")]
    first = db.session.scalars(select(Product).order_by(Product.id)).first()
    assert first is not None
    assert (first.gtin, first.model_key) == ("00000073513537", "A-10")
    assert [link.standard.number_key for link in first.standards] == ["GB/T 4100-2015"]


def test_products_again_change_only_what_differs() -> None:
    import_rows("standards", STANDARDS)
    import_rows("enterprises", ENTERPRISES)
    row = {"uscc": A, "model": "A-10", "name": "砖", "standards": "GB/T 4100-2015"}
    import_rows("products", [row])
    before = counts()
    assert import_rows("products", [{**row, "model": "A-10"}])[0].unchanged == 1
    assert counts() == before
    _, told = import_rows("products", [{**row, "standards": "GB 6952-2015", "name": "地砖"}])
    assert set(told.changes[f"{A} A-10"]) == {"standards", "name"}
    product = db.session.scalars(select(Product)).one()
    assert [link.standard.number for link in product.standards] == ["GB 6952-2015"]
    assert product.name_sort == "di zhuan"


def test_enterprises_change_field_by_field() -> None:
    import_rows("enterprises", ENTERPRISES)
    _, told = import_rows(
        "enterprises", [{"uscc": A, "name": "样例瓷业", "founded_on": "1999-1-2"}]
    )
    assert told.changes[A] == {
        "name": ("样例陶瓷", "样例瓷业"),
        "founded_on": (None, date(1999, 1, 2)),
    }
    row = db.session.scalars(select(Enterprise).where(Enterprise.uscc == A)).one()
    assert (row.name_sort, row.version) == ("yang li ci ye", 2)


@on_postgresql
def test_a_writer_meanwhile_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are read without a lock here: the version tells, and the rows are tried once more."""
    import_rows("enterprises", ENTERPRISES)
    change, raced = EnterpriseTarget.change, []

    def racing(self, session, record, changes, act):  # type: ignore[no-untyped-def]
        if not raced:
            raced.append(record.uscc)
            with db.engine.begin() as other:
                other.execute(text("UPDATE enterprises SET version = version + 1"))
        return change(self, session, record, changes, act)

    monkeypatch.setattr(EnterpriseTarget, "change", racing)
    tally, told = import_rows("enterprises", [{"uscc": A, "name": "新"}, {"uscc": B, "name": "旧"}])
    assert (tally.changed, told.reasons()) == (2, [])
    assert counts()["events"] == 4
