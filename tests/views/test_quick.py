"""The quick way answers a plain scan just as the application behind it does."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client

from tests.factories.certificates import a_certificate, an_act
from tests.factories.code_batches import a_batch, a_void
from tests.faults.town import WITHDRAWN_AT, withdraw_unnoticed
from tests.views.scanning import forged, keys_of, printed
from webapp.views.shared.compression import Compression
from webapp.views.shared.headers import FixedHeaders
from webapp.views.verification.quick import QuickAnswers

ACCEPTS = ("application/json", "text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "")


class Behind:
    """Counts the requests that reach the application behind the quick way."""

    def __init__(self, app: Flask) -> None:
        self.requests = 0
        quick = find_quick(app)
        self._application = quick._application
        quick._application = self

    def __call__(self, environ, start_response):
        self.requests += 1
        return self._application(environ, start_response)


def find_quick(app: Flask) -> QuickAnswers:
    """The quick layer within the layers around Flask."""
    layer = app.wsgi_app
    while not isinstance(layer, QuickAnswers):
        assert isinstance(layer, FixedHeaders | Compression)
        layer = layer._application
    return layer


@pytest.fixture
def behind(app: Flask) -> Iterator[Behind]:
    quick = find_quick(app)
    behind = Behind(app)
    yield behind
    quick._application = behind._application


def both_ways(app: Flask, path: str, headers: dict[str, str]) -> tuple[list, list]:
    """Status, headers and body by the quick way and, with a void cookie, by the long one."""
    answers = []
    for cookie in ({}, {"Cookie": "none=1"}):
        response = Client(app, use_cookies=False).get(path, headers=headers | cookie)
        stated = sorted((n, v) for n, v in response.headers if n != "Date")
        answers.append([response.status, stated, response.data])
    return answers[0], answers[1]


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_both_ways_say_the_same(app: Flask, behind: Behind, accept: str, encoding: str) -> None:
    voided = a_batch()
    voided.voids = [a_void(voided)]
    codes = [
        printed(app, a_batch()),
        printed(app, a_batch(a_certificate(an_act("withdraw", WITHDRAWN_AT)))),
        printed(app, a_batch(released_at=None)),
        printed(app, voided),
    ]
    headers = {"Accept": accept, "Accept-Encoding": encoding, "Accept-Language": "en"}
    for code in codes:
        for path in (f"/v/{code}", f"/V/{code}", f"/v/{code}.json", f"/v/{code.lower()}"):
            both_ways(app, path, headers)  # a page is written the long way first
            before = behind.requests
            quick, long = both_ways(app, path, headers)
            assert behind.requests == before + 1, path
            assert quick[:2] == long[:2]
            assert _without_time(quick[2]) == _without_time(long[2])


def _without_time(body: bytes) -> bytes:
    start = body.find(b'"checked_at"')
    return body if start < 0 else body[:start] + body[start + 40 :]


def test_what_is_not_plain_is_left_to_the_application(app: Flask, behind: Behind) -> None:
    code = printed(app, a_batch())
    unknown = keys_of(app).mint(0, 4711, 0)
    client = Client(app, use_cookies=False)
    asked = [
        (f"/v/{code}?at=2025-03-31", {}),
        (f"/v/{code}", {"Cookie": "lang=en"}),
        (f"/v/{code}", {"Host": "elsewhere.example"}),
        (f"/v/{forged(code)}", {}),
        (f"/v/{unknown}", {}),
        ("/v/ABC", {}),
    ]
    for path, headers in asked:
        before = behind.requests
        client.get(path, headers={"Accept": "application/json"} | headers)
        assert behind.requests == before + 1, path
    client.head(f"/v/{code}")
    client.post(f"/v/{code}")
    assert behind.requests == before + 3


def test_a_withdrawal_shows_on_the_next_quick_answer(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate()
    code = printed(app, a_batch(certificate))
    json = {"Accept": "application/json"}
    assert client.get(f"/v/{code}", headers=json).get_json()["standing"] == "valid"
    withdraw_unnoticed(app, certificate.number_key)
    assert client.get(f"/v/{code}", headers=json).get_json()["standing"] == "withdrawn"
