"""The verification page as bytes; the same answer within a minute is put into HTML only once.

A model's code stands on every pack, so most scans ask what somebody asked a moment ago.  The
database is read each time: what is remembered is only how exactly these facts look, under a key
that holds every one of them.  Codes that are not genuine are never remembered, so nobody can fill
the memory with made-up ones; nor are answers about a past day, nor those about a unit code, which
tell how often it was scanned.
"""

from dataclasses import replace
from typing import cast

from flask import Response, current_app, render_template, request

from webapp.domain.scans import NOTHING_SEEN
from webapp.queries.verification import Verification
from webapp.views.shared.language import language, mode
from webapp.views.shared.parts import reasons, schemes, settings
from webapp.views.shared.remembering import PACKED, Page, Pages
from webapp.views.verification.page import page_of
from webapp.views.verification.payload import page_bytes
from webapp.views.verification.text import text_of


def html_answer(answer: Verification, status: int) -> Response:
    """The page of an answer for this request."""
    if answer.mark is None or answer.asked_at is not None or answer.mark.grain == "unit":
        return Response(_render(answer), status)
    key = key_of(answer, language(), mode(), request.path, request.query_string)
    remembered = cast(Pages, current_app.extensions["registry.answers"])
    page = remembered.find(key)
    if page is None:
        page = Page(_render(answer))
        remembered.keep(key, page)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(page.packed, status, headers=PACKED)
    return Response(page.plain, status)


def key_of(
    answer: Verification, language: str, mode: str, path: str, query: bytes
) -> tuple[object, ...]:
    """Everything that the page of an answer depends on.

    It tells the time to the minute, and of a code on many packs not how often it was scanned.
    """
    minute = answer.checked_at.replace(second=0, microsecond=0)
    alike = replace(answer, checked_at=minute, scans=NOTHING_SEEN)
    return alike, language, mode, path, query


def plain_of(answer: Verification) -> bytes:
    """The answer in plain text for this request, in UTF-8."""
    page = page_of(answer, schemes(), reasons(), settings())
    address = f"{settings().public_url}/v/{answer.code}" if answer.mark else ""
    return text_of(page, address)


def _render(answer: Verification) -> bytes:
    page = page_of(answer, schemes(), reasons(), settings())
    return page_bytes(render_template("verification/result.html", page=page), page.standing)
