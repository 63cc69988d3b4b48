"""The answer in plain text: small, whole, in both languages, for every standing."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, an_act, scope_of
from tests.factories.code_batches import a_batch, a_void
from tests.factories.enterprises import an_enterprise
from tests.factories.products import a_product
from tests.views.scanning import forged, keys_of, printed, scan
from webapp.domain.standing import ORDER
from webapp.views.shared.language import LANGUAGES
from webapp.views.verification.payload import status_code_of
from webapp.views.verification.text import MOST_BYTES
from webapp.views.verification.words import WORDS

MARCH = datetime(2025, 3, 10, 1, 0, tzinfo=UTC)
PLAIN = {"Accept": "text/plain"}


def addresses_of_every_standing(app: Flask) -> dict[str, str]:
    """A path for each standing that can be answered."""
    voided = a_batch()
    batches = {
        "valid": a_batch(),
        "not_yet_valid": a_batch(a_certificate(valid_from=datetime(2097, 1, 1, tzinfo=UTC).date())),
        "not_released": a_batch(released_at=None),
        "suspended": a_batch(a_certificate(an_act("suspend", MARCH))),
        "withdrawn": a_batch(a_certificate(an_act("withdraw", MARCH))),
        "cancelled": a_batch(a_certificate(an_act("cancel", MARCH))),
        "expired": a_batch(a_certificate(valid_until=MARCH.date())),
    }
    genuine = {name: f"/v/{printed(app, batch)}" for name, batch in batches.items()}
    return genuine | {
        "voided": f"/v/{printed(app, voided, a_void(voided))}",
        "unknown": f"/v/{keys_of(app).mint(0, 4711, 0)}",
        "forged": f"/v/{forged(keys_of(app).mint(0, 4711, 0))}",
        "mistyped": "/v/ABC",
        "foreign": "/verify?code=https://registry.example.top/v/1",
    }


@on_sqlite
def test_every_standing_is_told_in_a_kilobyte_of_either_language(
    app: Flask, client: FlaskClient
) -> None:
    paths = addresses_of_every_standing(app)
    assert set(paths) == set(ORDER)
    for standing, path in paths.items():
        pages = [client.get(path, headers=PLAIN | {"Accept-Language": to}) for to in LANGUAGES]
        for page in pages:
            assert page.content_type == "text/plain; charset=utf-8"
            assert len(page.data) <= MOST_BYTES
            assert "<" not in page.text
            assert "\n\n" not in page.text
        assert pages[1].text.startswith(f"{WORDS[standing].label}\n")
        assert not pages[0].text.startswith(WORDS[standing].label)
        assert {page.status_code for page in pages} == {status_code_of(standing)}


@on_sqlite
def test_long_names_are_cut_and_the_standing_stays(app: Flask, client: FlaskClient) -> None:
    firm = an_enterprise(name="佛山市样例陶瓷" * 14)
    product = a_product(enterprise=firm, name="干压陶瓷砖" * 20, model="型" * 60)
    act = an_act("withdraw", MARCH, words="不合格" * 300, decision_number="佛市监处罚" * 10)
    code = printed(app, a_batch(a_certificate(act, scope=[scope_of(product)])))
    for to in LANGUAGES:
        page = client.get(f"/v/{code}?format=text&lang={to}")
        assert len(page.data) <= MOST_BYTES
        assert "干压陶瓷砖" in page.text or "Dry-pressed" in page.text
        assert " ".join(code[at : at + 5] for at in range(0, 25, 5)) in page.text
        assert "2025" in page.text


@on_sqlite
def test_forged_and_unknown_have_one_length_in_text_too(app: Flask, client: FlaskClient) -> None:
    unknown = keys_of(app).mint(0, 4711, 0)
    lengths = {len(scan(client, code, "?format=text").data) for code in (unknown, forged(unknown))}
    assert lengths == {MOST_BYTES}


@on_sqlite
@pytest.mark.parametrize(
    ("accept", "query", "form"),
    [
        ("text/plain", "", "text/plain"),
        ("text/plain;q=0.9, text/html", "", "text/html"),
        ("text/html;q=0.1, text/plain", "", "text/plain"),
        ("*/*", "", "text/html"),
        ("text/html", "?format=text", "text/plain"),
        ("text/html", "?format=json", "application/json"),
        ("text/plain", "?format=pdf", "text/plain"),
    ],
)
def test_the_form_is_what_is_named_or_liked_best(
    client: FlaskClient, accept: str, query: str, form: str
) -> None:
    assert client.get(f"/v/ABC{query}", headers={"Accept": accept}).mimetype == form


@on_sqlite
def test_what_is_pasted_keeps_its_form(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    asked = {"code": code, "format": "text", "lang": "en"}
    assert client.get("/verify", query_string=asked).location == f"/v/{code}?lang=en&format=text"
    typo = client.get("/verify", query_string={"code": "ABC", "format": "text"})
    assert (typo.status_code, typo.mimetype) == (400, "text/plain")
