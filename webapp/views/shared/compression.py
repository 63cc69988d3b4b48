"""Compressing pages, styles and scripts on the way out, for phones on slow lines.

Only whole answers with status 200 are compressed: the answers for forged and unknown codes must
keep the equal length that they were given.  Flask-Compress was weighed and left: it changes `Vary`
of every answer and brings two more compressors (`docs/adr/0016`).
"""

import gzip
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LEAST_BYTES = 1400  # less than this fits into one packet as it is
LEVEL = 5
_TEXT = (
    "text/html",
    "text/css",
    "text/javascript",
    "application/json",
    "image/svg+xml",
)


class Compression:
    """Wraps a WSGI application; answers with gzip when the client takes it."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the wrapped application does, compressed where it helps."""
        asks = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        if not asks or environ["REQUEST_METHOD"] == "HEAD":
            return self._application(environ, start_response)
        begun: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            begun[:] = [status, headers, exc_info]
            return lambda _body: None

        body = self._application(environ, start)
        status, headers, exc_info = begun
        if not _is_worth_it(status, headers):
            start_response(status, headers, exc_info)
            return body
        return _compressed(body, status, headers, start_response)


def _is_worth_it(status: str, headers: list[tuple[str, str]]) -> bool:
    given = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and given.get("content-type", "").partition(";")[0] in _TEXT
        and "content-encoding" not in given
        and int(given.get("content-length", "0")) >= LEAST_BYTES
    )


def _compressed(
    body: Iterable[bytes],
    status: str,
    headers: list[tuple[str, str]],
    start_response: "StartResponse",
) -> Iterable[bytes]:
    try:
        packed = gzip.compress(b"".join(body), LEVEL, mtime=0)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
    kept = [(n, v) for n, v in headers if n.lower() not in ("content-length", "etag", "vary")]
    vary = next((v for n, v in headers if n.lower() == "vary"), "Accept, Accept-Language, Cookie")
    if "Accept-Encoding" not in vary:
        vary += ", Accept-Encoding"
    kept += [("Content-Encoding", "gzip"), ("Content-Length", str(len(packed))), ("Vary", vary)]
    start_response(status, kept)
    return [packed]
