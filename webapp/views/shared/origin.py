"""Telling our own forms from those of other sites without a session."""

from urllib.parse import urlsplit

from flask import Request


def is_own_form(request: Request, public_url: str) -> bool:
    """Whether a POST came from a page of this site.

    Browsers send `Sec-Fetch-Site` or at least `Origin` with a POST; a client that sends neither
    is no browser and carries nobody's cookies.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    # An origin is scheme and host; a parser of addresses stumbles over a malformed one.
    host = origin.partition("://")[2]
    return host in (request.host, urlsplit(public_url).netloc)
