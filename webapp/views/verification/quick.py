"""The scan that thousands make at once, answered before Flask begins (`docs/adr/0021`).

Only the plainest question is taken: GET of a genuine code, no query, no cookie, a host of ours,
answered as JSON or as a page that was rendered within this minute.  Everything else, above all
whatever is not found or goes wrong, is left to the application behind, which answers the same
request with the same words.  The database is read for each answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from webapp.domain.mark_keys import MarkKeys
from webapp.queries.verification import Clock, RowReader, Verification, verify
from webapp.views.shared.formats import prefers_json
from webapp.views.shared.language import negotiated
from webapp.views.shared.remembering import PACKED, Pages
from webapp.views.verification.payload import json_of
from webapp.views.verification.rendering import key_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
VERIFIED = "registry.verified"  # where in the WSGI environment an answer is handed on

_JSON = ("Content-Type", "application/json")
_HTML = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True, slots=True)
class QuickParts:
    """What the layer needs of the application; no `hosts` means that any host is ours."""

    reader: RowReader
    keys: MarkKeys
    zone: tzinfo
    hosts: frozenset[str]
    answers: Pages


class QuickAnswers:
    """Wraps a WSGI application and answers plain scans in its place."""

    def __init__(self, application: "WSGIApplication", parts: QuickParts) -> None:
        self._application = application
        self._parts = parts

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a plain scan; leave everything else to the application."""
        found = self._found(environ) if self._is_plain(environ) else None
        if found is None:
            return self._application(environ, start_response)
        body, headers = found
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _is_plain(self, environ: "WSGIEnvironment") -> bool:
        return (
            environ["REQUEST_METHOD"] == "GET"
            and environ["PATH_INFO"][:3] in ("/v/", "/V/")
            and not environ.get("QUERY_STRING")
            and "HTTP_COOKIE" not in environ
            and self._is_ours(environ.get("HTTP_HOST", ""))
        )

    def _is_ours(self, host: str) -> bool:
        return not self._parts.hosts or host.partition(":")[0] in self._parts.hosts

    def _found(self, environ: "WSGIEnvironment") -> tuple[bytes, Headers] | None:
        path, parts = environ["PATH_INFO"], self._parts
        named_json = path.endswith(".json")
        code = path[3:-5] if named_json else path[3:]
        try:
            answer = verify(parts.reader, parts.keys, code, Clock(datetime.now(UTC), parts.zone))
        except Exception:
            # Whatever it is, the application meets it too, and answers in words.
            return None
        environ[VERIFIED] = answer
        if answer.mark is None:
            return None
        if named_json or prefers_json(environ.get("HTTP_ACCEPT", "")):
            return json_of(answer), [_JSON]
        return self._page(answer, path, environ)

    def _page(
        self, answer: Verification, path: str, environ: "WSGIEnvironment"
    ) -> tuple[bytes, Headers] | None:
        language = negotiated(environ.get("HTTP_ACCEPT_LANGUAGE"))
        page = self._parts.answers.find(key_of(answer, language, "standard", path, b""))
        if page is None:
            return None
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            return page.packed, [_HTML, *PACKED.items()]
        return page.plain, [_HTML]
