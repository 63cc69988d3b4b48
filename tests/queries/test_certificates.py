"""What the pages of a certificate, a product and a code read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.factories.certificates import a_certificate, an_act, scope_of
from tests.factories.code_batches import a_batch, code_of
from tests.factories.enterprises import an_enterprise
from tests.factories.products import a_measure, a_product, declares
from tests.factories.saving import save
from tests.factories.standards import a_standard, an_indicator
from webapp.domain.mark_keys import MarkKeys
from webapp.queries.certificates import Question, get_certificate
from webapp.queries.code_batches import get_mark_code, list_key_ids
from webapp.queries.enterprises import get_enterprise
from webapp.queries.lookups import NotFound
from webapp.queries.products import get_product

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
KEYS = MarkKeys({0: bytes(range(32))}, current=0)
MARCH = datetime(2026, 3, 10, tzinfo=UTC)
TODAY = Question(NOW, ZONE)
FIFTEENTH = Question(MARCH + timedelta(days=5), ZONE, about_past=True)


def test_a_certificate_with_scope_history_and_neighbours(app: Flask) -> None:
    first, second = a_product(), a_product()
    left = scope_of(second, until_day=date(2025, 3, 31), left_as="cancelled")
    old = a_certificate()
    certificate = a_certificate(
        an_act("suspend", MARCH), scope=[scope_of(first), left], predecessor=old
    )
    batch = a_batch(certificate)
    save(app, batch, renewed := a_certificate(predecessor=certificate))
    with app.app_context():
        page = get_certificate(certificate.number_key, KEYS, TODAY)
    assert (page.number, page.standing.standing) == (certificate.number, "suspended")
    assert [act.action for act in page.history] == ["issue", "suspend"]
    assert [(m.model, m.standing.standing) for m in page.scope] == [
        (first.model, "suspended"),
        (second.model, "cancelled"),
    ]
    assert [model.code for model in page.scope] == [code_of(batch, KEYS), None]
    assert (page.predecessor, page.successor) == (old.number, renewed.number)
    assert page.known_then is None


def test_a_past_day_is_told_as_known_then_and_now(app: Flask) -> None:
    act = an_act("suspend", MARCH, recorded_at=MARCH + timedelta(days=10))
    certificate = a_certificate(act)
    save(app, certificate)
    with app.app_context():
        page = get_certificate(certificate.number_key, KEYS, FIFTEENTH)
        (mark,) = get_product(certificate.scope[0].product_id, KEYS, FIFTEENTH).marks
    for found in (page, mark):
        assert found.standing.standing == "suspended"
        assert found.known_then is not None
        assert found.known_then.standing == "valid"


def test_a_draft_is_public_nowhere(app: Flask) -> None:
    draft = a_certificate(granted=False)
    renewed = a_certificate()
    draft.predecessor = renewed
    save(app, a_batch(draft), renewed)
    product = draft.scope[0].product
    with app.app_context():
        with pytest.raises(NotFound):
            get_certificate(draft.number_key, KEYS, TODAY)
        with pytest.raises(NotFound):
            get_mark_code(draft.number_key, product.id, KEYS)
        assert get_product(product.id, KEYS, TODAY).marks == ()
        holder = get_enterprise(draft.holder.uscc, TODAY)
        assert (holder.certificates, holder.certificate_count) == ((), 0)
        assert get_certificate(renewed.number_key, KEYS, TODAY).successor is None


def test_what_is_not_there_is_not_found(app: Flask) -> None:
    with app.app_context():
        for read in (
            lambda: get_certificate("NONE", KEYS, TODAY),
            lambda: get_product(4711, KEYS, TODAY),
            lambda: get_enterprise("NONE", TODAY),
            lambda: get_mark_code("NONE", 1, KEYS),
        ):
            with pytest.raises(NotFound):
                read()


def test_the_first_model_code_of_a_scope_is_its_mark(app: Flask) -> None:
    certificate = a_certificate()
    unit, first, second = (
        a_batch(certificate, grain=grain, size=size)
        for grain, size in (("unit", 1000), ("model", 1), ("model", 1))
    )
    save(app, unit, first, second)
    key, product = certificate.number_key, certificate.scope[0].product_id
    with app.app_context():
        assert get_mark_code(key, product, KEYS) == code_of(first, KEYS)
        (model,) = get_certificate(key, KEYS, TODAY).scope
        assert model.code == code_of(first, KEYS)


def test_a_mark_of_a_lost_key_is_left_out(app: Flask) -> None:
    certificate = a_certificate()
    save(app, a_batch(certificate, key_id=9), a_batch(key_id=0))
    with app.app_context():
        (model,) = get_certificate(certificate.number_key, KEYS, TODAY).scope
        assert model.code is None
        with pytest.raises(NotFound):
            get_mark_code(certificate.number_key, model.product_id, KEYS)
        assert list_key_ids() == [0, 9]


def test_a_product_with_declared_and_measured_values(app: Flask) -> None:
    product, standard = a_product(), a_standard()
    kept, missed, open_ = (an_indicator(standard) for _ in range(3))
    save(
        app,
        declares(product, standard),
        a_measure(product, kept, declared=Decimal("0.50"), measured=Decimal("0.5")),
        a_measure(product, missed, measured=Decimal("0.51"), laboratory="样例检测院"),
        a_measure(product, open_, declared=Decimal("0.3")),
    )
    with app.app_context():
        page = get_product(product.id, KEYS, TODAY)
    assert [(s.number, s.status) for s in page.standards] == [(standard.number, "in_force")]
    assert [measure.meets for measure in page.measures] == [True, False, None]
    assert [str(m.declared) for m in page.measures] == ["0.50", "None", "0.3"]
    assert page.measures[1].laboratory == "样例检测院"
    assert (page.holder_uscc, page.is_sample) == (product.enterprise.uscc, True)


def test_an_enterprise_with_what_it_holds_and_makes(app: Flask) -> None:
    maker = an_enterprise()
    products = [a_product(enterprise=maker, name=name) for name in ("地砖", "瓷砖")]
    standard = a_standard()
    suspended = a_certificate(an_act("suspend", MARCH), scope=[scope_of(products[1])])
    newer = a_certificate(scope=[scope_of(products[0])], valid_from=date(2025, 1, 1))
    save(app, suspended, newer, *(declares(product, standard) for product in products))
    with app.app_context():
        page = get_enterprise(maker.uscc, TODAY)
    assert [(card.label, card.status) for card in page.certificates] == [
        (newer.number, "valid"),
        (suspended.number, "suspended"),
    ]
    assert [card.title for card in page.products] == ["瓷砖", "地砖"]  # by pinyin
    assert [card.label for card in page.standards] == [standard.number]
    assert (page.certificate_count, page.product_count) == (2, 2)
