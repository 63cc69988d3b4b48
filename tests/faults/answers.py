"""What every answer to a fault owes the person who reads it."""

import json
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NEVER_SHOWN = re.compile(
    r"Traceback|sqlite3?\.|psycopg|sqlalchemy|\bSELECT\b|\bline \d+, in \b|site-packages", re.I
)
VALID = re.compile(r'"standing": ?"valid"|standing-banner tone-good')
"""What only the answer for a valid mark holds; a test sees to it that it is found there."""


def assert_safe(response: TestResponse) -> None:
    """Security headers are there, and nothing of the inside is shown."""
    for name, wanted in HEADERS.items():
        assert wanted in response.headers.get(name, ""), f"{name} of {response.request.path}"
    assert not NEVER_SHOWN.search(response.get_data(as_text=True))


def heading_of(page: str) -> str:
    """The text of the page's only h1."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert len(found) == 1, f"{len(found)} main headings"
    return re.sub(r"<[^>]+>", "", found[0]).strip()


def assert_readable(client: FlaskClient, path: str, status: int, **request: Any) -> None:
    """`path` answers `status` in words: as a page in either language, and as a problem in JSON."""
    headings = {}
    for language in ("zh-CN", "en"):
        asked = request | {"headers": {"Accept": "text/html", "Accept-Language": language}}
        response = client.open(path, **asked)
        assert response.status_code == status, f"{path}: {response.status}"
        assert_safe(response)
        if response.mimetype == "text/html":
            page = response.get_data(as_text=True)
            assert f'<html lang="{language}"' in page
            headings[language] = heading_of(page)
            assert not VALID.search(page)
    if headings:
        assert_both_languages(headings)
    assert_problem(
        client.open(path, **request | {"headers": {"Accept": "application/json"}}), status
    )


def assert_both_languages(headings: dict[str, str]) -> None:
    """The Chinese heading is Chinese, the English one English."""
    assert CHINESE.search(headings["zh-CN"]), f"not in Chinese: {headings['zh-CN']}"
    assert headings["en"]
    assert not CHINESE.search(headings["en"])


def assert_problem(response: TestResponse, status: int) -> None:
    """A problem document (RFC 9457) with a title and a detail in words."""
    assert response.status_code == status
    assert_safe(response)
    problem = json.loads(response.get_data())
    assert response.mimetype == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert not VALID.search(response.get_data(as_text=True))
