"""Which form of an answer a request asks for."""

from functools import lru_cache

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

_OFFERED = ("text/html", "application/json")


def wants_json() -> bool:
    """Whether the request prefers JSON to HTML.  A browser, or no word at all, gets HTML."""
    return prefers_json(request.headers.get("Accept", ""))


@lru_cache(maxsize=512)
def prefers_json(header: str) -> bool:
    """Whether an `Accept` header prefers JSON to HTML."""
    accepted = parse_accept_header(header, MIMEAccept)
    return accepted.best_match(_OFFERED, "text/html") == "application/json"
