"""Every answer carries the security headers, whatever becomes of the request."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate
from tests.factories.code_batches import a_batch
from tests.factories.notices import a_notice
from tests.factories.saving import save
from tests.factories.standards import a_standard
from tests.views.scanning import forged, keys_of, printed
from webapp.config import Settings
from webapp.factory import create_app
from webapp.views.shared.headers import CONTENT_SECURITY_POLICY

pytestmark = on_sqlite

WANTED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = {
    "/": 200,
    "/verify": 200,
    "/search?q=x": 200,
    "/healthz": 200,
    "/api/v1/search": 200,
    "/v/ABC": 400,
    "/v/ABC.json": 400,
    "/nowhere": 404,
    "/standards/none": 404,
    "/static/none.js": 404,
    "/styles/none/0.css": 404,
    "/products/99999999999999999999": 404,
    "/preferences": 405,
}


def test_the_policy_allows_nothing_that_is_not_ours(client: FlaskClient) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert set(rules.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize(("path", "status"), PATHS.items())
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_every_answer_has_them(client: FlaskClient, path: str, status: int, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == status
    for name, value in WANTED.items():
        assert answer.headers.getlist(name) == [value], name
    assert len(answer.headers.getlist("Permissions-Policy")) == 1
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert len(answer.headers.getlist("Cache-Control")) == 1
    assert len(answer.headers.getlist("Vary")) == 1


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "delete"])
def test_every_method_has_them(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/verify")
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("host", ["example.org", "registry.example.org", "evil", "", "a b", "[::1"])
def test_a_wrong_host_is_refused_with_them(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert not host or host not in answer.headers.get("Location", "")


def test_an_unexpected_fault_has_them_and_shows_nothing(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(app.extensions["registry.reader"], "rows", fail)
    code = keys_of(app).mint(0, 1, 0)
    for accept in ("text/html", "application/json"):
        answer = client.get(f"/v/{code}", headers={"Accept": accept})
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_public_pages_set_no_cookie(app: Flask, client: FlaskClient) -> None:
    batch, standard, notice = a_batch(a_certificate()), a_standard(), a_notice()
    code = printed(app, batch)
    save(app, standard, notice)
    certificate = batch.scope_item.certificate
    paths = [
        "/",
        "/search",
        "/verify",
        f"/v/{code}",
        f"/v/{forged(code)}",
        "/v/ABC",
        f"/standards/{standard.slug}",
        f"/products/{batch.scope_item.product_id}",
        f"/enterprises/{certificate.holder.uscc}",
        f"/certificates/{certificate.number_key}",
        f"/certificates/{certificate.number_key}/marks/{batch.scope_item.product_id}.svg",
        "/notices",
        f"/notices/{notice.slug}",
        "/schemes/foshan-standard",
        "/api/v1/suggest?q=x",
        "/nowhere",
        "/?lang=en",
    ]
    for path in paths:
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers, path
        assert answer.status_code == {"/v/ABC": 400, "/nowhere": 404, paths[4]: 404}.get(path, 200)


def test_files_that_never_change_may_be_kept(app: Flask, client: FlaskClient) -> None:
    address = app.extensions["registry.stylesheets"].address("verification")
    assert "immutable" in client.get(address).headers["Cache-Control"]
    old = address.rpartition("/")[0] + "/000000000000.css"
    assert client.get(old).headers["Cache-Control"] == "no-cache"


def test_without_https_no_browser_is_told_to_insist_on_it(settings: Settings) -> None:
    """HSTS over plain http would lock visitors out of a sample in a local network."""
    plain = create_app(replace(settings, public_url="http://127.0.0.1:8000"))
    answer = plain.test_client().get("/healthz")
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers
