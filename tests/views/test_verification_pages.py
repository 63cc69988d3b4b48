"""The verification as a page: what a person reads, in both languages, whatever the standing."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, an_act
from tests.factories.code_batches import a_batch
from tests.views.scanning import forged, keys_of, printed

pytestmark = on_sqlite  # the reads are tested on both; words do not depend on the database
MARCH = datetime(2025, 3, 10, 1, 0, tzinfo=UTC)


def read(client: FlaskClient, path: str, language: str = "en") -> TestResponse:
    return client.get(path, headers={"Accept": "text/html", "Accept-Language": language})


def words(response: TestResponse) -> str:
    """What is read on the page, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def test_a_valid_page_shows_what_to_compare(app: Flask, client: FlaskClient) -> None:
    batch = a_batch()
    code = printed(app, batch)
    product = batch.scope_item.product
    page = read(client, f"/v/{code}")
    shown = words(page)
    assert page.status_code == 200
    for fact in (product.model, product.net_content, product.brand, product.name_en):
        assert fact in shown
    assert product.enterprise.name in words(read(client, f"/v/{code}", "zh-CN"))
    assert batch.scope_item.certificate.number in shown
    assert " ".join(re.findall(".{5}", code)) in shown


def test_a_suspension_says_since_when_why_and_by_which_decision(
    app: Flask, client: FlaskClient
) -> None:
    act = an_act("suspend", MARCH, words="停", words_en="It failed", decision_number="〔2025〕7号")
    shown = words(read(client, f"/v/{printed(app, a_batch(a_certificate(act)))}"))
    for fact in ("10 March 2025", "It failed", "〔2025〕7号", act.actor):
        assert fact in shown


def test_a_past_day_tells_both_what_was_known_and_what_is(app: Flask, client: FlaskClient) -> None:
    act = an_act("suspend", MARCH, recorded_at=MARCH + timedelta(days=10))
    shown = words(read(client, f"/v/{printed(app, a_batch(a_certificate(act)))}?at=2025-03-15"))
    assert "15 March 2025" in shown
    assert "Suspended" in shown
    assert "Valid" in shown


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_forged_and_unknown_pages_have_one_length(
    app: Flask, client: FlaskClient, language: str
) -> None:
    genuine, unknown = printed(app, a_batch()), keys_of(app).mint(0, 4711, 0)
    pages = [read(client, f"/v/{c}", language) for c in (forged(genuine), unknown, forged(unknown))]
    assert {page.status_code for page in pages} == {404}
    assert len({len(page.data) for page in pages}) == 1


def test_a_page_that_found_nothing_names_nothing(app: Flask, client: FlaskClient) -> None:
    batch = a_batch()
    page = words(read(client, f"/v/{forged(printed(app, batch))}"))
    assert batch.scope_item.product.model not in page
    assert batch.scope_item.certificate.number not in page


def test_what_was_typed_wrong_is_told(client: FlaskClient) -> None:
    page = read(client, "/v/03NQK8NWZW3H4K24GP5W8ZA2")
    assert page.status_code == 400
    assert "24" in words(page)
    assert "03NQK 8NWZW 3H4K2 4GP5W 8ZA2" in words(page)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "%s%n%(detail)s"])
def test_what_was_typed_is_shown_as_text(client: FlaskClient, text: str) -> None:
    for page in (
        client.get("/verify", query_string={"code": text}),
        client.get(f"/v/{text.replace('/', '%2F')}"),
    ):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert page.status_code in (400, 404)


def test_the_form_takes_what_is_typed_to_its_own_address(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    address = f"https://registry.example/v/{code}"
    for typed in (code, code.lower(), f" {code[:5]}-{code[5:]} ", address):
        answer = client.get("/verify", query_string={"code": typed})
        assert (answer.status_code, answer.location) == (303, f"/v/{code}")
    kept = client.get("/verify", query_string={"code": code, "lang": "en"})
    assert kept.location == f"/v/{code}?lang=en"
    odd = client.get("/verify", query_string={"code": code, "lang": "en\r\nX: y"})
    assert odd.location == f"/v/{code}"


def test_the_form_shows_what_was_typed_again(client: FlaskClient) -> None:
    page = client.get("/verify", query_string={"code": "03NQK 8NWZW"})
    assert page.status_code == 400
    assert "03NQK 8NWZW" in page.text
    assert client.get("/verify").status_code == 200


def test_another_site_is_named_as_foreign(client: FlaskClient) -> None:
    page = client.get("/verify", query_string={"code": "https://registry.example.org/v/0"})
    assert page.status_code == 400
    assert "registry.example.org" in page.text
    assert 'href="https://registry.example.org' not in page.text
