"""Wrong codes run into a limit; genuine ones never do."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.code_batches import a_batch, code_of
from tests.views.scanning import forged, keys_of, printed, scan
from webapp.adapters.limits import guesses_of
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app

LIMIT = 6


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(replace(settings, guess_limit=LIMIT, trusted_proxies=1))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_limit_is_for_wrong_codes_of_one_client(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    unknown = code_of(a_batch(), keys_of(app))
    for wrong in (forged(code), unknown, code[:-1]) * (LIMIT // 3):
        assert scan(client, wrong).status_code in (400, 404)
        assert scan(client, code).status_code == 200
    refused = [scan(client, wrong) for wrong in (forged(code), unknown, code[:-1])]
    assert {answer.status_code for answer in refused} == {429}
    assert len({len(answer.data) for answer in refused}) == 1
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 600
    assert scan(client, code).status_code == 200, "a shop is never locked out"
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get(f"/v/{unknown}", headers=elsewhere).status_code == 404


def test_the_form_counts_what_is_mistyped(app: Flask, client: FlaskClient) -> None:
    for _ in range(LIMIT):
        assert client.get("/verify?code=123").status_code == 400
    answer = client.get("/verify?code=123&lang=en")
    assert answer.status_code == 429
    assert "Minutes to wait" in answer.text


def test_when_nothing_can_count_answers_go_out(app: Flask, client: FlaskClient) -> None:
    settings = app.extensions["registry.settings"]
    app.extensions["registry.guesses"] = guesses_of(
        "sqlite:///unused", "redis://127.0.0.1:1/0", settings.instance_path, 0.1
    )
    code = forged(printed(app, a_batch()))
    assert {scan(client, code).status_code for _ in range(LIMIT + 2)} == {404}
