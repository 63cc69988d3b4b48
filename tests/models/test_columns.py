"""Column types behave alike on both databases: instants in UTC, numbers as written, versions."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from tests.factories.certificates import a_certificate
from tests.factories.code_batches import a_batch, a_void
from tests.factories.enterprises import an_enterprise
from tests.factories.notices import a_notice
from tests.factories.products import a_measure, a_product
from tests.factories.saving import save
from tests.factories.standards import a_standard, an_indicator
from webapp.domain.codes import MAX_30_BITS
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.columns import Row
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import ProductMeasure

INSTANTS = (
    datetime(1949, 10, 1, tzinfo=UTC),
    datetime(2026, 3, 10, 8, 0, 0, 1, tzinfo=timezone(timedelta(hours=8))),
    datetime(2026, 3, 10, 0, 0, 0, 2, tzinfo=UTC),
    datetime(2026, 3, 9, 23, 0, tzinfo=timezone(timedelta(hours=-2))),  # one hour later than that
    datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=UTC),
)


def test_instants_come_back_as_the_same_instant_in_utc(app: Flask) -> None:
    save(app, *(a_notice(published_at=at) for at in INSTANTS))
    with app.app_context():
        found = list(db.session.scalars(select(Notice.published_at).order_by(Notice.id)))
        assert found == list(INSTANTS)
        assert {at.utcoffset() for at in found} == {timedelta()}


def test_instants_sort_and_compare_as_instants_whatever_their_offset(app: Flask) -> None:
    save(app, *(a_notice(published_at=at) for at in reversed(INSTANTS)))
    with app.app_context():
        ordered = select(Notice.published_at).order_by(Notice.published_at)
        assert list(db.session.scalars(ordered)) == sorted(INSTANTS)
        until = ordered.where(Notice.published_at <= INSTANTS[1])
        assert list(db.session.scalars(until)) == sorted(INSTANTS)[:2]


def test_a_naive_instant_is_refused(app: Flask) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        save(app, a_notice(published_at=datetime(2026, 3, 10)))
    with app.app_context(), pytest.raises(StatementError, match="an instant needs a time zone"):
        db.session.scalar(select(Notice).where(Notice.published_at < datetime(2026, 3, 10)))


@pytest.mark.parametrize("digits", ["0.50", "0.5", "-0", "1E+3", "0.000001", "1300"])
def test_numbers_come_back_as_written(app: Flask, digits: str) -> None:
    product, indicator = a_product(), an_indicator(a_standard())
    save(app, a_measure(product, indicator, declared=Decimal(digits)))
    with app.app_context():
        (declared, measured) = db.session.execute(
            select(ProductMeasure.declared, ProductMeasure.measured)
        ).one()
        assert str(declared) == digits
        assert measured is None


def test_days_are_days(app: Flask) -> None:
    save(app, a_certificate(valid_from=date(1949, 10, 1), valid_until=date(9999, 12, 31)))
    with app.app_context():
        row = db.session.scalars(select(Certificate)).one()
        assert (row.valid_from, row.valid_until) == (date(1949, 10, 1), date(9999, 12, 31))


def test_a_change_counts_the_version_up(app: Flask) -> None:
    enterprise = an_enterprise()
    save(app, enterprise)
    with app.app_context(), Session(db.engine) as session:
        row = session.get_one(Enterprise, enterprise.id)
        assert row.version == 1
        row.name = "又名"
        session.commit()
        assert row.version == 2


def test_sample_rows_are_marked_and_real_ones_are_not(app: Flask) -> None:
    save(app, an_enterprise(), an_enterprise(is_sample=False))
    with app.app_context():
        marks = list(db.session.scalars(select(Enterprise.is_sample).order_by(Enterprise.id)))
        assert marks == [True, False]


def test_text_of_any_script_comes_back(app: Flask) -> None:
    name = "佛山𠮷野家「α」e\u0301 😀 ' \" \\ %"
    save(app, an_enterprise(name=name))
    with app.app_context():
        assert db.session.scalars(select(Enterprise.name)).one() == name


def refused(app: Flask, *rows: Row) -> None:
    with pytest.raises(IntegrityError):
        save(app, *rows)


def test_the_database_refuses_codes_outside_the_grammar(app: Flask) -> None:
    for columns in (
        {"number": -1},
        {"number": MAX_30_BITS + 1},
        {"key_id": 24},
        {"key_id": -1},
        {"size": 0},
        {"size": MAX_30_BITS + 2},
        {"size": 5, "printed": 6},
        {"size": 5, "printed": 4, "released": 5},
        {"size": 5, "released": -1},
    ):
        refused(app, a_batch(**columns))


def test_the_database_refuses_twins(app: Flask) -> None:
    maker, batch, first = an_enterprise(), a_batch(), a_certificate()
    save(app, maker, batch, a_certificate(predecessor=first))
    product = batch.scope_item.product
    refused(app, an_enterprise(uscc=maker.uscc))
    refused(app, a_batch(number=batch.number))
    refused(app, a_product(enterprise=product.enterprise, model=product.model))
    refused(app, a_certificate(predecessor=first))
    refused(app, a_standard(slug="same"), a_standard(slug="same"))


def test_what_is_referred_to_cannot_be_deleted(app: Flask) -> None:
    save(app, a_void(a_batch()))
    for table in ("enterprises", "products", "certificates", "scope_items", "code_batches"):
        with app.app_context(), pytest.raises(IntegrityError):
            db.session.execute(text(f"DELETE FROM {table}"))
