"""Pages that many visitors read are put together once for each state of the register.

A page is kept under everything that it depends on: its address, the language and mode, the state
of the database and of the index, and the next turn, since a standing may change with the clock
alone (`queries.turns`).  The database tells exactly whether anything was committed since
(`Reader.state`), so what is shown is never older than the last commit or turn.  When the database
cannot be asked, nothing is shown from memory.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import wraps
from threading import Lock
from typing import TypeVar, cast

from flask import Response, current_app, request

from search_index.store import IndexUnavailable
from webapp.adapters.databases import Reader
from webapp.queries.turns import next_turn
from webapp.views.shared.compression import LEVEL
from webapp.views.shared.language import language, mode
from webapp.views.shared.parts import now, reader, search_store, settings

MOST_PAGES = 1024  # some 25 kB each
LONGEST_QUERY = 500
PACKED = {"Content-Encoding": "gzip", "Vary": "Accept, Accept-Encoding, Accept-Language, Cookie"}

View = TypeVar("View", bound=Callable[..., object])


class Page:
    """A page as sent: plain, and packed once somebody takes it packed."""

    __slots__ = ("_packed", "plain")

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        self._packed = b""

    @property
    def packed(self) -> bytes:
        """The page compressed with gzip."""
        if not self._packed:
            self._packed = gzip.compress(self.plain, LEVEL, mtime=0)
        return self._packed


class Pages:
    """The pages of this process that were asked for last, at most `MOST_PAGES`."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[object, Page] = OrderedDict()
        self._lock = Lock()
        self._turn = ("", datetime.min.replace(tzinfo=UTC))

    def epoch(self, reader: Reader, now: datetime, zone: tzinfo) -> tuple[str, datetime]:
        """Return the state of the database and the next turn; raises DatabaseUnavailable."""
        state, (known, turn) = reader.state(), self._turn
        if state != known or now >= turn:
            turn = next_turn(reader, now, zone)
            self._turn = (state, turn)
        return state, turn

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: object) -> Page | None:
        """Return the page under this key, or None."""
        return self._pages.get(key)

    def keep(self, key: object, page: Page) -> None:
        """Keep a page; the oldest one goes when there are too many."""
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


def remembered(view: View) -> View:
    """Let a view that returns the text of a page be asked once for each state of the register.

    Redirects and errors pass through and are not kept.
    """
    return _remembering(view, lambda: 0)


def remembered_with_index(view: View) -> View:
    """As `remembered`, for a page that the search index has a say in too."""
    return _remembering(view, _position)


def _remembering(view: View, position: Callable[[], int]) -> View:
    @wraps(view)
    def answer(**arguments: object) -> object:
        query = request.query_string
        if len(query) > LONGEST_QUERY:
            return view(**arguments)
        look = (request.path, query, language(), mode())
        key = (*look, *pages().epoch(reader(), now(), settings().time_zone), position())
        page = pages().find(key)
        if page is None:
            body = view(**arguments)
            if not isinstance(body, str):
                return body
            page = Page(body.encode())
            pages().keep(key, page)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(page.packed, headers=PACKED)
        return Response(page.plain)

    return answer  # type: ignore[return-value]


def pages() -> Pages:
    """The remembered pages of this application."""
    return cast(Pages, current_app.extensions["registry.pages"])


def _position() -> int:
    """How far the index has read; -1 while it cannot be used."""
    try:
        return search_store().position()
    except IndexUnavailable:
        return -1
