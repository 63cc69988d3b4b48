"""Requests of 10 MB and other rudeness against a real gunicorn: answered in words, never a reset.

The clients here send everything before they read: the answer must still be there.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.faults.answers import CHINESE, NEVER_SHOWN
from tests.faults.served import exchange, serve
from webapp.config import Settings

TEN_MB = 10 * 1024 * 1024
HOST = b"Host: registry.example\r\n"
CLOSE = b"Connection: close\r\n"


@pytest.fixture(scope="module")
def port(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a served, empty registry."""
    folder = tmp_path_factory.mktemp("served")
    url = databases.copy_sqlite(sqlite_template, folder / "registry.sqlite")
    with serve(Settings.for_tests(folder / "instance", url)) as port:
        yield port


def assert_in_words(answer: bytes, status: int) -> None:
    """The status, words in both languages and the security headers."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].split()[:2] == ["HTTP/1.1", str(status)]
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "text/html" in headers["content-type"]
    text = body.decode()
    assert not NEVER_SHOWN.search(text)
    assert CHINESE.search(text)
    assert 'lang="en"' in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"GET /search?q=", b" HTTP/1.1\r\n", id="query"),
        pytest.param(b"GET /v/", b" HTTP/1.1\r\n", id="code"),
        pytest.param(b"GET /v/", b".json HTTP/1.1\r\n", id="code-json"),
        pytest.param(b"POST /preferences?next=/", b" HTTP/1.1\r\n", id="post"),
    ],
)
def test_an_address_of_10_mb_is_too_long(port: int, before: bytes, after: bytes) -> None:
    assert_in_words(exchange(port, before, b"A" * TEN_MB, after + HOST + b"\r\n"), 414)


@pytest.mark.parametrize("name", [b"X-Long", b"Cookie", b"Accept-Language", b"Host"])
def test_a_header_of_10_mb_is_too_large(port: int, name: bytes) -> None:
    start = b"GET / HTTP/1.1\r\n" + (b"" if name == b"Host" else HOST)
    answer = exchange(port, start + name + b": ", b"a" * TEN_MB, b"\r\n\r\n")
    assert_in_words(answer, 431)


def test_too_many_headers_are_too_large(port: int) -> None:
    many = b"".join(b"X-%d: a\r\n" % number for number in range(2000))
    assert_in_words(exchange(port, b"GET / HTTP/1.1\r\n" + HOST + many + b"\r\n"), 431)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: registry.example\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: registry.example\r\nbad name: 1\r\n\r\n",
        b"GET /\x00 HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
    ],
)
def test_what_is_no_request_is_told_so(port: int, request_: bytes) -> None:
    assert_in_words(exchange(port, request_), 400)


@pytest.mark.parametrize("path", [b"/preferences", b"/search", b"/nowhere"])
def test_a_post_of_10_mb_is_answered(port: int, path: bytes) -> None:
    form = b"Content-Type: application/x-www-form-urlencoded\r\n"
    length = b"Content-Length: %d\r\n\r\n" % (TEN_MB + 5)
    head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + CLOSE + form + length
    answer = exchange(port, head, b"next=", b"a" * TEN_MB)
    assert_in_words(answer, {b"/preferences": 413, b"/search": 405, b"/nowhere": 404}[path])


def test_a_post_without_a_length_is_answered(port: int) -> None:
    """Werkzeug reads such a form up to the limit and no further: 10 MB never reach the memory."""
    form = b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    head = b"POST /preferences HTTP/1.1\r\n" + HOST + CLOSE + form
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    answer = exchange(port, head, chunk * 160, b"0\r\n\r\n")
    assert answer.split()[1] in (b"303", b"413")


@pytest.mark.parametrize("size", [1000, 8000])
def test_a_long_code_within_the_limit_is_mistyped(port: int, size: int) -> None:
    line = b"GET /v/" + b"A" * size + b" HTTP/1.1\r\n"
    assert_in_words(exchange(port, line + HOST + CLOSE + b"\r\n"), 400)


def test_a_wrong_host_is_refused(port: int) -> None:
    request = b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n" + CLOSE + b"\r\n"
    assert_in_words(exchange(port, request), 400)


def test_the_server_lives_on(port: int) -> None:
    answer = exchange(port, b"GET /healthz HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
