"""Search: the index says which ids, the database what they are now.

When the index cannot be used the database answers by itself: plain fragments, no facets.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from sqlalchemy import Select, String, cast, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from search_index.store import IndexUnavailable, Query, Results, SearchStore, Sort
from webapp.domain.codes import Mistyped, parse
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.queries.cards import Card, list_cards

logger = logging.getLogger(__name__)
FACETS = ("kind", "scheme", "standing", "level", "status", "district", "industry", "year")
SORTS: tuple[Sort, ...] = ("relevance", "title", "date")
FALLBACK_WORDS = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """What a visitor asks for; `at` is the instant whose standing counts."""

    text: str
    at: datetime
    zone: tzinfo
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    limit: int = 20
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A found record as it is now, with the matching pieces of the title that the index kept."""

    card: Card
    highlight: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results.  `degraded` tells that the database answered in place of the index."""

    items: tuple[FoundItem, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    next: str | None
    did_you_mean: str | None
    exact: str | None
    degraded: bool


def search(store: SearchStore, ask: Ask) -> Found:
    """Return one page of results; raises nothing for any text."""
    try:
        results = store.search(
            Query(
                ask.text,
                ask.filters,
                ask.sort,
                ask.limit,
                ask.after,
                int(ask.at.timestamp()),
            )
        )
    except IndexUnavailable as error:
        logger.info("search answers from the database: %s", error)
        return _from_database(ask)
    return _found(results, ask)


def mark_address_of(text: str) -> str | None:
    """Return the path of a mark code, if the text is a well-formed one."""
    if not 25 <= len(text) <= 60:
        return None
    try:
        return f"/v/{parse(text).text}"
    except Mistyped:
        return None


def _found(results: Results, ask: Ask) -> Found:
    ids = [hit.id for hit in results.hits]
    if results.exact and results.exact not in ids:
        ids.append(results.exact)
    cards = {f"{card.kind}:{card.id}": card for card in list_cards(ids, ask.at, ask.zone)}
    exact = cards.get(results.exact) if results.exact else None
    return Found(
        items=tuple(
            FoundItem(cards[hit.id], hit.highlight) for hit in results.hits if hit.id in cards
        ),
        total=results.total,
        facets=results.facets,
        next=results.next,
        did_you_mean=results.did_you_mean,
        exact=exact.url if exact else None,
        degraded=False,
    )


def _from_database(ask: Ask) -> Found:
    words = ask.text.split()[:FALLBACK_WORDS]
    kinds = [
        _matching("standard", Standard.id, (Standard.title, Standard.number), words),
        _matching("enterprise", Enterprise.id, (Enterprise.name, Enterprise.uscc), words),
        _matching("product", Product.id, (Product.name, Product.model), words),
        _matching("certificate", Certificate.id, (Certificate.number,), words).where(
            Certificate.status != "draft"
        ),
        _matching("notice", Notice.id, (Notice.title,), words),
    ]
    wanted = ask.filters.get("kind")
    chosen = [
        part for kind, part in zip(_KINDS, kinds, strict=True) if not wanted or kind in wanted
    ]
    if not chosen:
        return Found((), 0, {}, None, None, None, degraded=True)
    rows = db.session.execute(union_all(*chosen).limit(ask.limit)).all()
    cards = list_cards([f"{row[0]}:{row[1]}" for row in rows], ask.at, ask.zone)
    items = tuple(FoundItem(card, ((card.title, False),)) for card in cards)
    return Found(items, len(items), {}, None, None, None, degraded=True)


_KINDS = ("standard", "enterprise", "product", "certificate", "notice")


def _matching(
    kind: str,
    key: InstrumentedAttribute[int],
    columns: tuple[InstrumentedAttribute[str], ...],
    words: list[str],
) -> Select[str, int]:
    query = select(cast(literal(kind), String).label("kind"), key)
    for word in words:
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return query
