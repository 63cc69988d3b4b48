"""The scan that thousands make at once, answered before Flask begins (`docs/adr/0021`).

Only the plainest question is taken: GET of a genuine code, no query, no cookie, a host of ours,
answered as JSON or as a page that was rendered within this minute.  The database is read and the
scan recorded for each.  Everything else, above all whatever is not found or goes wrong, is left to
the application behind, which answers the same request with the same words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from webapp.adapters.scan_store.store import ScanStore
from webapp.domain.mark_keys import MarkKeys
from webapp.queries.verification import Clock, RowReader, Verification, verify
from webapp.services.scans import Visit, record
from webapp.views.shared.formats import form_of
from webapp.views.shared.language import negotiated
from webapp.views.shared.remembering import PACKED, Page, Pages
from webapp.views.shared.scanning import AHEAD
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
    scans: ScanStore
    region_header: str  # of the proxy, in the form of WSGI; empty for none


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
            and not any(name in environ for name in AHEAD)
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
        # What speaks for a copy of a unit code is looked up by the application.
        if answer.mark is None or answer.mark.grain == "unit":
            return None
        form = "json" if named_json else form_of(environ.get("HTTP_ACCEPT", ""))
        if form == "json":
            return json_of(self._scanned(answer, environ)), [_JSON]
        page = self._page(answer, path, environ) if form == "html" else None
        if page is None:
            return None
        self._scanned(answer, environ)
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            return page.packed, [_HTML, *PACKED.items()]
        return page.plain, [_HTML]

    def _page(self, answer: Verification, path: str, environ: "WSGIEnvironment") -> Page | None:
        language = negotiated(environ.get("HTTP_ACCEPT_LANGUAGE"))
        return self._parts.answers.find(key_of(answer, language, "standard", path, b""))

    def _scanned(self, answer: Verification, environ: "WSGIEnvironment") -> Verification:
        parts = self._parts
        region = environ.get(parts.region_header, "") if parts.region_header else ""
        visit = Visit(environ.get("REMOTE_ADDR", ""), region)
        return replace(answer, scans=record(parts.scans, answer, visit, parts.zone))
