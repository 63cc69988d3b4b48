"""Nothing that can be typed, pasted or sent is an error of ours, or a standing that is not so."""

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask.testing import FlaskClient

from tests.faults.answers import VALID, assert_safe
from tests.faults.town import Town

OUR_OWN = [
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "\uffff\U0010ffff",
    "%",
    "_",
    "\\",
    "' OR '1'='1",
    "'; DROP TABLE certificates; --",
    "=cmd|' /C calc'!A0",
    "{{ 7 * 7 }}",
    "<script>alert(1)</script>",
    "\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "\u202e\u200b\ufeff",
    "甲" * 3000,
    "9" * 400,
    "-1",
    "1e400",
    "NaN",
    "2024-02-30",
    "0000-01-01",
    "9999-12-31",
    "+002024-01-01",
    "2024-W01-1",
]

BAD_BYTES = [b"%", b"%%%", b"%zz", b"%c0%80", b"%ff%fe", b"%ed%a0%80", b"%f5", b"%e4%bd", b"%00"]
"""Percent-encoding that is broken, or of bytes that are no text."""

# Where a text may stand, and with which answers; `{}` takes it as a part of the path.
PARAMETERS = [
    ("/search", "q", (200, 303)),
    ("/search", "kind", (200,)),
    ("/search", "standing", (200,)),
    ("/search", "sort", (200,)),
    ("/search", "after", (200,)),
    ("/search", "nonsense", (200,)),
    ("/api/v1/search", "q", (200,)),
    ("/api/v1/search", "limit", (200,)),
    ("/api/v1/search", "after", (200,)),
    ("/api/v1/search", "district", (200,)),
    ("/api/v1/suggest", "q", (200,)),
    ("/verify", "code", (200, 303, 400)),
    ("/notices", "before", (200,)),
    ("/notices", "lang", (200,)),
]
PATHS = [
    "/v/{}",
    "/v/{}.json",
    "/standards/{}",
    "/products/{}",
    "/enterprises/{}",
    "/certificates/{}",
    "/certificates/{}/marks/1.png",
    "/notices/{}",
    "/schemes/{}",
    "/pictures/{}",
    "/static/{}",
    "/styles/{}/0.css",
    "/{}",
]
NAMED = [
    "/search?q={}",
    "/api/v1/search?q={}",
    "/verify?code={}",
    "/v/{}",
    "/standards/{}",
    "/products/{}",
    "/certificates/{}",
    "/notices?lang={}",
]
"""The places that visitors and scanners really fill."""

# An empty part makes another address; 301 and 308 tidy one up.
PATH_ANSWERS = (200, 301, 308, 400, 404)


@pytest.fixture(scope="module")
def naughty(shared_data: Path) -> list[str]:
    """Strings that have broken other programs, and formulas that have run in spreadsheets."""
    strings = json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8"))
    formulas = (shared_data / "hostile/csv/csv-injection-payloads.txt").read_text("utf-8")
    return [*strings, *formulas.splitlines()]


def encoded(text: str) -> str:
    """As an address carries it, lone surrogates as the bytes that they would be."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def ask_everywhere(client: FlaskClient, town: Town, encoded_texts: Iterable[str]) -> None:
    """Put each text into every place; nothing may fail, and nothing be called valid."""
    for text in encoded_texts:
        for path, name, answers in PARAMETERS:
            _ask(client, f"{path}?{name}={text}", answers)
        for path in PATHS:
            _ask(client, path.replace("{}", text), PATH_ANSWERS)
        _ask(client, f"/v/{town.withdrawn_code}?at={text}", (200, 400))
        _ask(client, f"/certificates/{town.withdrawn_certificate}?at={text}", (200, 400))


def _ask(client: FlaskClient, address: str, answers: tuple[int, ...]) -> None:
    response = client.get(address)
    assert response.status_code in answers, f"{address[:300]}: {response.status}"
    assert_safe(response)
    if address.startswith("/v/"):
        assert not VALID.search(response.get_data(as_text=True)), address[:300]


def test_our_own_absurd_strings_break_nothing(client: FlaskClient, town: Town) -> None:
    ask_everywhere(client, town, (encoded(text) for text in OUR_OWN))


def test_broken_percent_encoding_breaks_nothing(client: FlaskClient, town: Town) -> None:
    ask_everywhere(client, town, (text.decode("ascii") for text in BAD_BYTES))


@pytest.mark.slow
def test_naughty_strings_break_nothing(client: FlaskClient, town: Town, naughty: list[str]) -> None:
    assert len(naughty) > 500
    for text in map(encoded, naughty):
        for place in NAMED:
            _ask(client, place.replace("{}", text), (200, 301, 303, 308, 400, 404))
        _ask(client, f"/v/{town.withdrawn_code}?at={text}", (200, 400))


@pytest.mark.parametrize(
    "header", ["Accept", "Accept-Language", "Cookie", "Origin", "Referer", "Range", "If-None-Match"]
)
def test_absurd_headers_break_nothing(client: FlaskClient, town: Town, header: str) -> None:
    for text in OUR_OWN:
        value = text.encode("utf-8", "surrogatepass").decode("latin-1")
        if any(char in value for char in "\r\n\x00"):
            continue  # no server lets these through (tests/faults/test_oversized.py)
        for path in (
            "/search?q=a",
            f"/v/{town.withdrawn_code}",
            "/nowhere",
            "/static/js/suggest.js",
        ):
            response = client.get(path, headers={header: value})
            assert response.status_code < 500, (path, header, text[:80])
            assert_safe(response)
            if path.startswith("/v/"):
                assert not VALID.search(response.get_data(as_text=True))


@pytest.mark.parametrize("cookie", ["lang", "mode"])
def test_absurd_cookies_are_left_out(client: FlaskClient, cookie: str) -> None:
    for text in OUR_OWN:
        value = encoded(text)[:3000]
        response = client.get("/notices", headers={"Cookie": f"{cookie}={value}"})
        assert response.status_code == 200
        assert 'lang="zh-CN" data-mode="standard"' in response.get_data(as_text=True)


def test_absurd_choices_are_left_out(client: FlaskClient) -> None:
    for text in OUR_OWN:
        body = "&".join(f"{name}={encoded(text)}" for name in ("lang", "mode", "next"))
        response = client.post(
            "/preferences", data=body, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code == 303, text[:80]
        assert "Set-Cookie" not in response.headers
        assert response.headers["Location"].startswith("/")
        assert not response.headers["Location"].startswith("//")


def test_what_visitors_write_is_shown_as_text_only(client: FlaskClient, town: Town) -> None:
    attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    for path, name in (("/search", "q"), ("/verify", "code"), ("/search", "kind"), ("/v/x", "at")):
        page = client.get(path, query_string={name: attack}).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
