"""A gunicorn worker that answers unreadable requests in words a person understands.

Such requests (an address of 10 MB, broken headers) never reach the application, so its error
pages cannot answer them.  A body that the application left unread is taken in before the
connection closes: otherwise the client is cut off while it still sends, and never sees the answer.
"""

import contextlib
import socket
import time
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

MOST_DRAINED = 32 * 1024 * 1024
LONGEST_DRAIN = 3.0  # seconds

_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{status}</title>
<main><h1>{chinese}</h1><p lang="en">{english}</p><p><a href="/">/</a></p></main></html>
"""
_HEADERS = (
    "Content-Type: text/html; charset=utf-8\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\nCache-Control: no-store\r\n"
)
_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_WORDS = {
    400: ("Bad Request", "请求无法读取，请返回检查网址后重试。", "This request cannot be read."),
    414: ("URI Too Long", "网址过长，请缩短搜索内容。", "The address is too long. Shorten it."),
    431: (
        "Request Header Fields Too Large",
        "请求头过大，请清除本站的 Cookie 后重试。",
        "The request's headers are too large. Clear this site's cookies and try again.",
    ),
}


class SpeakingWorker(ThreadWorker):
    """The threaded worker, with readable answers to unreadable requests."""

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer as gunicorn does, then read on for a bounded while what the client still sends."""
        keeps: bool = super().handle_request(req, conn)
        if req.method not in _WITHOUT_BODY:
            conn.parser.finish_body(time.monotonic() + LONGEST_DRAIN, MOST_DRAINED)
        return keeps

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answer a request that could not be parsed; everything else as gunicorn does."""
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        status = 400
        if isinstance(exc, LimitRequestLine):
            status = 414
        elif isinstance(exc, LimitRequestHeaders):
            status = 431
        self.log.info("unreadable request: %s", type(exc).__name__)
        with contextlib.suppress(OSError):
            _answer(client, status)


def _answer(client: socket.socket, status: int) -> None:
    """Send the page, then read on for a bounded while so that the client gets to see it."""
    reason, chinese, english = _WORDS[status]
    body = _PAGE.format(status=status, chinese=chinese, english=english).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\n"
        f"{_HEADERS}Content-Length: {len(body)}\r\n\r\n"
    )
    client.settimeout(LONGEST_DRAIN)
    client.sendall(head.encode() + body)
    client.shutdown(socket.SHUT_WR)
    deadline, drained = time.monotonic() + LONGEST_DRAIN, 0
    while drained < MOST_DRAINED and time.monotonic() < deadline:
        piece = client.recv(65536)
        if not piece:
            break
        drained += len(piece)
