"""The sample city loads whole, once, and the same on both databases."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import databases
from tests.databases import on_postgresql, on_sqlite
from webapp.adapters.pictures import PictureStore
from webapp.config import Settings
from webapp.definitions.places import load_districts, load_industries
from webapp.definitions.reasons import load_reasons
from webapp.definitions.sample_city import showcase
from webapp.definitions.schemes import load_schemes
from webapp.domain.certificates import check_history
from webapp.domain.gtin import normalise_gtin
from webapp.domain.uscc import check_uscc
from webapp.extensions import db
from webapp.factory import create_app
from webapp.models.certificate import Certificate, ScopeItem, StatusEvent
from webapp.models.code_batch import CodeBatch, CodeVoid
from webapp.models.enterprise import Enterprise
from webapp.models.event import Event, OutboxRow
from webapp.models.notice import Notice
from webapp.models.product import Product, ProductMeasure
from webapp.models.standard import Indicator, IndicatorPeer, Standard
from webapp.queries.histories import fact_of_event
from webapp.queries.showcase import showcase_codes
from webapp.queries.verification import Clock, verify
from webapp.services.sample_city import Loaded, load_sample_city
from webapp.services.steps.sample_rows import Loading

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
STANDINGS = {
    "valid": "valid",
    "suspended": "suspended",
    "withdrawn": "withdrawn",
    "cancelled": "cancelled",
    "expired": "expired",
    "not_yet_valid": "not_yet_valid",
    "not_released": "not_released",
    "voided": "voided",
    "scope_reduced": "cancelled",
    "reinstated": "valid",
    "expiring": "valid",
    "renewed": "expired",
    "successor": "valid",
}


def load(app: Flask, tmp_path: Path, now: datetime = NOW) -> Loaded:
    loading = Loading(now, ZONE, app.extensions["registry.mark_keys"].current)
    return load_sample_city(loading, PictureStore(tmp_path / "pictures"))


def count(what: Any) -> int:
    return db.session.scalar(select(func.count(what))) or 0


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, ids included."""
    return {
        table.name: [
            tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))
        ]
        for table in db.metadata.sorted_tables
    }


@pytest.fixture
def loaded(app: Flask, tmp_path: Path) -> Flask:
    with app.app_context():
        load(app, tmp_path)
    return app


@pytest.fixture(scope="module")
def city(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Path]]:
    """The application on a loaded SQLite that no test changes, and its folder."""
    folder = tmp_path_factory.mktemp("city")
    url = databases.copy_sqlite(sqlite_template, folder / "registry.sqlite")
    app = create_app(Settings.for_tests(folder, url))
    with app.app_context():
        load(app, folder)
        yield app, folder
        db.session.remove()
        db.engine.dispose()


def test_it_has_what_a_city_needs(loaded: Flask) -> None:
    with loaded.app_context():
        made_up = select(func.count(Standard.id)).where(Standard.is_sample)
        assert count(Standard.id) - (db.session.scalar(made_up) or 0) >= 310
        assert count(Enterprise.id) >= 60
        assert count(Product.id) >= 150
        assert count(Certificate.id) >= 150
        assert count(Notice.id) >= 12
        for noun in (Enterprise, Product, Certificate, Notice):
            assert db.session.scalar(select(func.count(noun.id)).where(~noun.is_sample)) == 0
        tiles = db.session.scalar(select(Standard).where(Standard.slug == "gb-t-4100-2015"))
        assert tiles is not None
        assert (tiles.title, tiles.is_sample) == ("陶瓷砖", False)


@pytest.mark.usefixtures("city")
def test_every_code_and_name_is_known() -> None:
    districts, industries, schemes = load_districts(), load_industries(), load_schemes()
    enterprises = db.session.scalars(select(Enterprise)).all()
    assert {row.district for row in enterprises} == set(districts)
    assert {row.industry for row in enterprises} == set(industries)
    assert all(row.name.endswith("（样例）") for row in enterprises)
    assert all(check_uscc(row.uscc).level == "ok" for row in enterprises)
    assert all(row.uscc[2:8] == row.district for row in enterprises)
    gtins = list(db.session.scalars(select(Product.gtin)))
    assert len(set(gtins)) == len(gtins)
    assert all(normalise_gtin(gtin or "") == gtin for gtin in gtins)
    assert all(str(gtin).startswith("0299") for gtin in gtins)  # for internal use only
    certificates = db.session.scalars(select(Certificate)).all()
    assert {row.scheme for row in certificates} == set(schemes)
    for row in certificates:
        assert not row.grade or schemes[row.scheme].grade_named(row.grade)
        assert row.grade or not schemes[row.scheme].grades


@pytest.mark.usefixtures("city")
def test_every_certificate_has_a_possible_history() -> None:
    reasons = load_reasons()
    rows = db.session.scalars(select(Certificate)).all()
    for row in rows:
        history = [fact_of_event(event) for event in row.events]
        assert check_history(history) == row.status
        assert all(event.action in reasons[event.reason].acts for event in row.events)
        assert all(event.decision_number and event.words_en for event in row.events)
        assert all(item.product.enterprise_id == row.holder_id for item in row.scope)
        if row.predecessor:
            assert row.predecessor.holder_id == row.holder_id
            assert (row.valid_from - row.predecessor.valid_until).days == 1
    statuses = Counter(row.status for row in rows)
    assert set(statuses) == {"draft", "issued", "suspended", "withdrawn", "cancelled"}
    assert min(statuses.values()) >= 5
    for void in db.session.scalars(select(CodeVoid)):
        assert "void" in reasons[void.reason].acts
    late = select(func.count(StatusEvent.id)).where(StatusEvent.recorded_at > NOW)
    assert db.session.scalar(late) == 0


@on_sqlite
@pytest.mark.parametrize("year", [2024, 2026, 2031])
def test_the_showcase_shows_every_standing_in_any_year(
    app: Flask, tmp_path: Path, year: int
) -> None:
    now = NOW.replace(year=year, month=3)
    with app.app_context():
        load(app, tmp_path, now)
        reader, keys = app.extensions["registry.reader"], app.extensions["registry.mark_keys"]
        codes = showcase_codes(showcase(), keys)
        answers = {
            name: verify(reader, keys, code, Clock(now, ZONE)).standing.standing
            for name, code in codes.items()
        }
    assert answers == STANDINGS


@pytest.mark.usefixtures("city")
def test_every_issued_model_has_one_code_of_its_own() -> None:
    batches = db.session.scalars(select(CodeBatch)).all()
    issued = select(ScopeItem.id).join(Certificate).where(Certificate.status != "draft")
    assert {batch.scope_item_id for batch in batches} == set(db.session.scalars(issued))
    assert {(batch.grain, batch.size) for batch in batches} == {("model", 1)}
    assert {batch.status for batch in batches} == {"released", "allocated"}
    # Spread over the whole 30 bits: each eighth of the range has its share.
    eighths = Counter(batch.number >> 27 for batch in batches)
    assert len(eighths) == 8
    assert max(eighths.values()) < len(batches) / 4


@pytest.mark.usefixtures("city")
def test_indicators_are_compared_and_measured() -> None:
    def compared(level: str) -> set[int]:
        query = (
            select(ProductMeasure.product_id)
            .join(Indicator, Indicator.id == ProductMeasure.indicator_id)
            .join(IndicatorPeer, IndicatorPeer.indicator_id == Indicator.id)
            .where(IndicatorPeer.level == level)
        )
        return set(db.session.scalars(query))

    assert len(compared("national") & compared("international")) >= 20
    tile = select(Indicator).join(Standard).where(Standard.title.startswith("陶瓷砖（"))
    strength = next(row for row in db.session.scalars(tile) if row.name == "断裂模数")
    peers = {peer.level: (peer.number, str(peer.value)) for peer in strength.peers}
    assert peers == {
        "national": ("GB/T 4100-2015", "35"),
        "international": ("ISO 13006:2018", "35"),
    }


def test_a_second_load_writes_nothing(loaded: Flask, tmp_path: Path) -> None:
    with loaded.app_context():
        before = everything()
        db.session.rollback()
        assert load(loaded, tmp_path, NOW.replace(year=2027)) == Loaded()
        assert everything() == before


@on_postgresql
def test_two_databases_get_the_same_rows(
    loaded: Flask, sqlite_template: Path, tmp_path: Path
) -> None:
    with loaded.app_context():
        here = everything()
    url = databases.copy_sqlite(sqlite_template, tmp_path / "other.sqlite")
    other = create_app(Settings.for_tests(tmp_path / "other", url))
    with other.app_context():
        load(other, tmp_path / "other")
        there = everything()
        db.engine.dispose()
    assert here == there
    assert sum(map(len, here.values())) > 3000


@pytest.mark.usefixtures("city")
def test_every_record_has_its_event_and_outbox_row() -> None:
    assert count(Event.id) == count(OutboxRow.id)
    subjects = {
        tuple(row) for row in db.session.execute(select(Event.subject_kind, Event.subject_id))
    }
    for noun in (Standard, Enterprise, Product, Certificate, Notice):
        kind = noun.__name__.lower()
        assert {(kind, key) for key in db.session.scalars(select(noun.id))} <= subjects


@on_sqlite
def test_a_standard_on_record_is_used_as_it_is(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        known = Standard(
            slug="gb-t-4100-2015", number="GBT4100-2015", number_key="GB/T 4100-2015",
            base_key="GB/T 4100", title="陶瓷砖（先到）", title_sort="tao ci zhuan",
            level="national", status="in_force",
        )  # fmt: skip
        db.session.add(known)
        db.session.commit()
        loaded = load(app, tmp_path)
        assert count(Standard.id) == loaded.standards + 1
        db.session.refresh(known)
        assert (known.title, known.version) == ("陶瓷砖（先到）", 1)
        users = select(func.count(Product.id)).where(Product.standards.any(standard_id=known.id))
        assert (db.session.scalar(users) or 0) > 10


@on_sqlite
def test_nothing_is_written_when_a_picture_cannot_be_kept(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file where the folder should be")
    with app.app_context():
        with pytest.raises(OSError, match="pictures"):
            load(app, tmp_path)
        assert {name: len(rows) for name, rows in everything().items() if rows} == {}


def test_every_picture_is_small_and_there(city: tuple[Flask, Path]) -> None:
    _, folder = city
    rows = db.session.execute(
        select(Product.picture, Product.picture_width, Product.picture_height)
    ).all()
    assert {tuple(row[1:]) for row in rows} == {(640, 480)}
    files = [folder / "pictures" / row.picture for row in rows]
    assert max(file.stat().st_size for file in files) <= 12 * 1024
    assert len({file.name for file in files}) > 150  # few look the same
