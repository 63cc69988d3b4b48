"""Which requests are scans (`docs/scans.md`), and what an answer tells of them."""

from dataclasses import replace

from flask import request

from webapp.queries.scans import find_seen
from webapp.queries.verification import Verification
from webapp.services.scans import Visit, record
from webapp.views.shared.parts import scan_store, settings

# A browser that fetches ahead says so; nobody has scanned anything yet.
AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


def with_scan(answer: Verification) -> Verification:
    """Record the request if it scans a genuine code; return the answer with what is known."""
    if answer.number is None:
        return answer
    if not is_scan():
        return replace(answer, scans=find_seen(scan_store().reader, answer.number))
    header = settings().region_header
    visit = Visit(request.remote_addr or "", request.headers.get(header, "") if header else "")
    return replace(answer, scans=record(scan_store(), answer, visit, settings().time_zone))


def is_scan() -> bool:
    """Whether the request is somebody's look at a mark.

    Not a look ahead, a HEAD, a question about a past day, or a check that calls itself one.
    """
    environ = request.environ
    if request.method != "GET" or any(name in environ for name in AHEAD):
        return False
    return not environ.get("QUERY_STRING") or not {"check", "at"} & request.args.keys()
