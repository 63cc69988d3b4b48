"""Which form of an answer a request asks for."""

from functools import lru_cache

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

_HTML_OR_JSON = ("text/html", "application/json", "application/linkset+json")
FORMS = ("html", "json", "text")
_TYPES = ("text/html", "application/json", "text/plain")


def wants_json() -> bool:
    """Whether the request prefers JSON to HTML.  A browser, or no word at all, gets HTML."""
    return preferred(_HTML_OR_JSON) != "text/html"


def asked_form() -> str:
    """`html`, `json` or `text`: what `?format=` names, else what the request prefers."""
    # Most scans have no query, and reading one takes time.
    if request.environ.get("QUERY_STRING"):
        named = request.args.get("format", "")
        if named in FORMS:
            return named
    return FORMS[_TYPES.index(preferred(_TYPES))]


def preferred(offered: tuple[str, ...]) -> str:
    """The media type of `offered` that the request likes best; of equals the first."""
    return best_of(request.headers.get("Accept", ""), offered)


def form_of(header: str) -> str:
    """`html`, `json` or `text`: what an `Accept` header prefers."""
    return FORMS[_TYPES.index(best_of(header, _TYPES))]


@lru_cache(maxsize=512)
def best_of(header: str, offered: tuple[str, ...]) -> str:
    """The media type of `offered` that an `Accept` header likes best; of equals the first."""
    accepted = parse_accept_header(header, MIMEAccept)
    return accepted.best_match(offered, offered[0]) or offered[0]
