"""The verification page as bytes; the same answer within a minute is put into HTML only once.

A model's code stands on every pack, so most scans ask what somebody asked a moment ago.  The
database is read each time: what is remembered is only how exactly these facts look, under a key
that holds every one of them.  Codes that are not genuine are never remembered, so nobody can fill
the memory with made-up ones; nor are answers about a past day, nor those about a unit code, which
tell how often it was scanned.
"""

from dataclasses import replace
from functools import lru_cache

from flask import render_template, request

from webapp.domain.scans import NOTHING_SEEN
from webapp.queries.verification import Verification
from webapp.views.shared.language import language, mode
from webapp.views.shared.parts import reasons, schemes, settings
from webapp.views.verification.page import page_of
from webapp.views.verification.payload import page_bytes
from webapp.views.verification.text import text_of

MOST_REMEMBERED = 512  # pages of some 6 kB


def html_of(answer: Verification) -> bytes:
    """The page of an answer for this request, in UTF-8."""
    if answer.mark is None or answer.asked_at is not None or answer.mark.grain == "unit":
        return _render(answer)
    # The page tells the time to the minute, and of a code on many packs not how often it was seen.
    minute = answer.checked_at.replace(second=0, microsecond=0)
    to_the_minute = replace(answer, checked_at=minute, scans=NOTHING_SEEN)
    site = (settings().public_url, settings().is_sample)
    look = (language(), mode(), request.path, request.query_string, site)
    return _remembered(to_the_minute, look)


def plain_of(answer: Verification) -> bytes:
    """The answer in plain text for this request, in UTF-8."""
    page = page_of(answer, schemes(), reasons(), settings())
    address = f"{settings().public_url}/v/{answer.code}" if answer.mark else ""
    return text_of(page, address)


@lru_cache(maxsize=MOST_REMEMBERED)
def _remembered(answer: Verification, _look: tuple[object, ...]) -> bytes:
    return _render(answer)


def _render(answer: Verification) -> bytes:
    page = page_of(answer, schemes(), reasons(), settings())
    return page_bytes(render_template("verification/result.html", page=page), page.standing)
