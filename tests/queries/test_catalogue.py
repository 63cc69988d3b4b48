"""What the home page, standards, notices, cards and the search read."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.factories.certificates import a_certificate, an_act
from tests.factories.notices import a_notice
from tests.factories.products import a_product, declares
from tests.factories.saving import save
from tests.factories.standards import a_peer, a_standard, an_indicator, succeeded_by
from webapp.domain.codes import format_code
from webapp.queries.cards import list_cards
from webapp.queries.lookups import NotFound
from webapp.queries.notices import get_notice, page_notices
from webapp.queries.overview import overview
from webapp.queries.search import Ask, mark_address_of, search
from webapp.queries.standards import get_standard

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 10, tzinfo=UTC)


def test_a_standard_beside_its_peers_editions_and_successors(app: Flask) -> None:
    old = a_standard(base_key="GBT4100", issued_on=date(2006, 1, 1), status="superseded")
    new = a_standard(base_key="GBT4100", issued_on=date(2015, 5, 15))
    iso = a_standard(number="ISO 13006:2018", level="international")
    indicator = an_indicator(new, value=Decimal("0.3"))
    a_peer(indicator, value=Decimal("0.5"))
    a_peer(indicator, level="national", number="GB/T 1-1999", value=Decimal("0.3"))
    unknown = succeeded_by(old, a_standard(number="GB/T 9999-2099"))
    unknown.number_key = "GBT9999-2099"
    products = [a_product() for _ in range(21)]
    save(app, old, new, iso, succeeded_by(old, new), *(declares(p, new) for p in products))
    with app.app_context():
        page, before = (get_standard(slug, NOW, ZONE) for slug in (new.slug, old.slug))
    (compared,) = page.indicators
    assert [(p.number, p.result, p.slug) for p in compared.peers] == [
        ("ISO 13006:2018", "higher", iso.slug),
        ("GB/T 1-1999", "equal", None),
    ]
    assert [edition.slug for edition in page.editions] == [old.slug]
    assert [edition.slug for edition in page.predecessors] == [old.slug]
    assert {(edition.number, edition.slug) for edition in before.successors} == {
        (new.number, new.slug),
        ("GB/T 9999-2099", None),
    }
    assert (len(page.products), page.product_count) == (20, 21)


def test_a_standard_that_is_not_there(app: Flask) -> None:
    with app.app_context(), pytest.raises(NotFound):
        get_standard("none", NOW, ZONE)


def test_cards_keep_the_order_and_leave_out_what_is_gone(app: Flask) -> None:
    certificate, notice = a_certificate(an_act("suspend", MARCH)), a_notice()
    standard = a_standard()
    save(app, certificate, notice, standard)
    product = certificate.scope[0].product_id
    ids = [
        f"notice:{notice.id}",
        "product:4711",
        f"certificate:{certificate.id}",
        "nonsense",
        "standard:x",
        "recall:1",
        f"standard:{standard.id}",
        f"product:{product}",
        f"enterprise:{certificate.holder_id}",
    ]
    with app.app_context():
        cards = list_cards(ids, NOW, ZONE)
    assert [card.kind for card in cards] == [
        "notice",
        "certificate",
        "standard",
        "product",
        "enterprise",
    ]
    assert [card.status for card in cards] == ["", "suspended", "in_force", "", ""]
    assert all(card.is_sample for card in cards)


def test_notices_page_from_newest_to_oldest_without_gap(app: Flask) -> None:
    same_time = [a_notice(published_at=MARCH) for _ in range(4)]
    others = [a_notice(published_at=MARCH + timedelta(days=n)) for n in (-1, 1, 2)]
    save(app, *same_time, *others, a_notice(published_at=NOW + timedelta(days=1)))
    seen: list[int] = []
    before = None
    with app.app_context():
        while True:
            page = page_notices(NOW, before, size=2)
            seen += [item.id for item in page.items]
            before = page.next_before
            if before is None:
                break
    newest_first = sorted([*same_time, *others], key=lambda n: (n.published_at, n.id), reverse=True)
    assert seen == [notice.id for notice in newest_first]


def test_a_notice_is_not_read_before_it_is_published(app: Flask) -> None:
    certificate = a_certificate()
    save(app, certificate)
    notice = a_notice(certificate_id=certificate.id)
    save(app, notice, later := a_notice(published_at=NOW + timedelta(seconds=1)))
    with app.app_context():
        assert get_notice(notice.slug, NOW).certificate == certificate.number
        with pytest.raises(NotFound):
            get_notice(later.slug, NOW)


def test_the_numbers_of_the_home_page(app: Flask) -> None:
    newest = a_certificate(valid_from=date(2025, 2, 1))
    save(
        app,
        a_certificate(),
        newest,
        a_certificate(scheme="forerunner", valid_from=date(2024, 2, 1)),
        a_certificate(an_act("suspend", MARCH)),
        a_certificate(valid_until=date(2026, 4, 30)),
        a_certificate(valid_from=date(2026, 5, 2)),
        a_certificate(granted=False),
        a_standard(),
    )
    with app.app_context():
        found = overview(NOW, ZONE, latest=2)
    assert (found.standards, found.certificates, found.products) == (1, 6, 7)
    assert found.valid_by_scheme == {"foshan-standard": 2, "forerunner": 1}
    assert len(found.latest) == 2
    assert found.latest[0].label == newest.number  # not the one that begins tomorrow


def test_without_an_index_search_answers_from_the_database(app: Flask) -> None:
    draft = a_certificate(granted=False)
    product, notice = a_product(name="100%_地板"), a_notice(title="地板抽查")
    save(app, a_standard(title="实木地板"), product, draft, notice)
    store = app.extensions["registry.search_store"]
    with app.app_context():
        found = search(store, Ask("地板", NOW, ZONE))
        assert (found.degraded, found.facets) == (True, {})
        assert [item.card.kind for item in found.items] == ["standard", "product", "notice"]
        assert {i.card.title for i in search(store, Ask("100%_", NOW, ZONE)).items} == {"100%_地板"}
        only = search(store, Ask("地板", NOW, ZONE, {"kind": ("notice",)}))
        assert [item.card.kind for item in only.items] == ["notice"]
        assert search(store, Ask("地板", NOW, ZONE, {"kind": ("none",)})).items == ()
        assert search(store, Ask(draft.number, NOW, ZONE)).items == ()


def test_hostile_text_without_an_index(app: Flask, shared_data: Path) -> None:
    store = app.extensions["registry.search_store"]
    naughty = json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8"))
    with app.app_context():
        for text in naughty[::6]:
            search(store, Ask(text, NOW, ZONE))


def test_a_code_in_the_search_box_leads_to_its_page() -> None:
    code = format_code(0, 1, 2, 3)
    spaced = " ".join(code[start : start + 5] for start in range(0, 25, 5))
    for typed in (code, code.lower(), spaced):
        assert mark_address_of(typed) == f"/v/{code}"
    for text in (code[:-1] + "0" * (code[-1] != "0"), "瓷砖", "GB/T 4100-2015", "x" * 61):
        assert mark_address_of(text) is None
