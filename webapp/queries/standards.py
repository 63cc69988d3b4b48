"""Reads of the standard page."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.domain.comparison import compare
from webapp.extensions import db
from webapp.models.product import ProductStandard
from webapp.models.standard import Indicator, Standard, StandardSuccessor
from webapp.queries.cards import Card, list_cards
from webapp.queries.lookups import NotFound

MOST_PRODUCTS = 20


@dataclass(frozen=True, slots=True)
class Peer:
    """The value that another standard asks, and how ours compares: higher, equal, lower, none."""

    level: str
    number: str
    slug: str | None
    value: Decimal
    result: str


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    """One indicator with its peers."""

    name: str
    name_en: str
    unit: str
    direction: str
    value: Decimal
    test_method: str
    peers: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Another edition of the same standard, or a standard that replaces or is replaced."""

    number: str
    slug: str | None
    title: str
    status: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class StandardPage:
    """Everything that the page of a standard shows."""

    id: int
    slug: str
    number: str
    title: str
    title_en: str
    level: str
    status: str
    issued_on: date | None
    implemented_on: date | None
    abolished_on: date | None
    issuer: str
    ics: str
    ccs: str
    is_sample: bool
    editions: tuple[Edition, ...]
    successors: tuple[Edition, ...]
    predecessors: tuple[Edition, ...]
    indicators: tuple[ComparedIndicator, ...]
    products: tuple[Card, ...]
    product_count: int


def get_standard(slug: str, at: datetime, zone: tzinfo) -> StandardPage:
    """Return the page of the standard with this slug; raises NotFound."""
    query = (
        select(Standard)
        .where(Standard.slug == slug)
        .options(
            selectinload(Standard.successors),
            selectinload(Standard.indicators).selectinload(Indicator.peers),
        )
    )
    row = db.session.scalar(query)
    if row is None:
        raise NotFound("standard", slug)
    product_ids = _products_of(row.id)
    return StandardPage(
        id=row.id,
        slug=row.slug,
        number=row.number,
        title=row.title,
        title_en=row.title_en,
        level=row.level,
        status=row.status,
        issued_on=row.issued_on,
        implemented_on=row.implemented_on,
        abolished_on=row.abolished_on,
        issuer=row.issuer,
        ics=row.ics,
        ccs=row.ccs,
        is_sample=row.is_sample,
        editions=_editions_of(row),
        successors=_successors_of(row),
        predecessors=_predecessors_of(row),
        indicators=compared(row.indicators),
        products=tuple(list_cards([f"product:{i}" for i in product_ids[:MOST_PRODUCTS]], at, zone)),
        product_count=len(product_ids),
    )


def compared(indicators: list[Indicator]) -> tuple[ComparedIndicator, ...]:
    """Put each indicator beside the values that other standards ask."""
    numbers = {peer.number for indicator in indicators for peer in indicator.peers}
    slugs = _slugs_of(numbers)
    return tuple(
        ComparedIndicator(
            row.name,
            row.name_en,
            row.unit,
            row.direction,
            row.value,
            row.test_method,
            tuple(
                Peer(
                    peer.level,
                    peer.number,
                    slugs.get(peer.number),
                    peer.value,
                    compare(row.value, peer.value, row.direction),
                )
                for peer in row.peers
            ),
        )
        for row in indicators
    )


def _slugs_of(numbers: set[str]) -> dict[str, str]:
    if not numbers:
        return {}
    query = select(Standard.number, Standard.slug).where(Standard.number.in_(numbers))
    return {row.number: row.slug for row in db.session.execute(query)}


def _editions_of(row: Standard) -> tuple[Edition, ...]:
    query = (
        select(Standard)
        .where(Standard.base_key == row.base_key, Standard.id != row.id)
        .order_by(Standard.issued_on.desc(), Standard.number_key.desc())
    )
    return tuple(_edition(other) for other in db.session.scalars(query))


def _successors_of(row: Standard) -> tuple[Edition, ...]:
    keys = [successor.number_key for successor in row.successors]
    if not keys:
        return ()
    query = select(Standard).where(Standard.number_key.in_(keys))
    known = {other.number_key: other for other in db.session.scalars(query)}
    return tuple(
        _edition(known[successor.number_key])
        if successor.number_key in known
        else Edition(successor.number, None, "", "", None)
        for successor in row.successors
    )


def _predecessors_of(row: Standard) -> tuple[Edition, ...]:
    query = (
        select(Standard)
        .join(StandardSuccessor, StandardSuccessor.standard_id == Standard.id)
        .where(StandardSuccessor.number_key == row.number_key)
        .order_by(Standard.number_key)
    )
    return tuple(_edition(other) for other in db.session.scalars(query))


def _edition(row: Standard) -> Edition:
    return Edition(row.number, row.slug, row.title, row.status, row.issued_on)


def _products_of(standard_id: int) -> list[int]:
    query = (
        select(ProductStandard.product_id)
        .where(ProductStandard.standard_id == standard_id)
        .order_by(ProductStandard.product_id)
    )
    return list(db.session.scalars(query))
