"""The quick way answers a plain scan just as the application behind it does."""

import gzip
import json
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
            assert _stated(quick) == _stated(long)
            assert _lasting(unpacked(quick[2])) == _lasting(unpacked(long[2]))


def unpacked(body: bytes) -> bytes:
    """The body as it was before compression."""
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def _stated(answer: list) -> list:
    """Status and headers; the length of packed JSON depends on the time in it."""
    status, headers, body = answer
    packed_json = body.startswith(b"\x1f\x8b") and unpacked(body).startswith(b"{")
    return [status, [h for h in headers if not (packed_json and h[0] == "Content-Length")]]


def _lasting(body: bytes) -> object:
    """The answer without the time of the check and the count of scans, which go on."""
    if not body.startswith(b"{"):
        return body
    facts = json.loads(body)
    assert facts.pop("scans")["recorded"] is True
    del facts["checked_at"]
    return facts


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
    asks = {"Accept": "application/json"}
    assert client.get(f"/v/{code}", headers=asks).get_json()["standing"] == "valid"
    withdraw_unnoticed(app, certificate.number_key)
    assert client.get(f"/v/{code}", headers=asks).get_json()["standing"] == "withdrawn"


def test_a_quick_answer_records_the_scan(app: Flask, behind: Behind) -> None:
    code = printed(app, a_batch())
    client = Client(app, use_cookies=False)
    counts = [
        client.get(f"/v/{code}.json").json["scans"]["count"],
        client.get(f"/v/{code}.json", headers={"Sec-Purpose": "prefetch"}).json["scans"]["count"],
        client.get(f"/v/{code}.json?check=1").json["scans"]["count"],
        client.get(f"/v/{code}.json").json["scans"]["count"],
    ]
    assert counts == [1, 1, 1, 2]
    assert behind.requests == 2
