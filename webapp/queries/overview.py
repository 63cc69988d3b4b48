"""Reads of the home page: the numbers of the register and of its schemes."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import func, select

from webapp.domain.calendar import day_of
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.enterprise import Enterprise
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.queries.cards import Card, list_cards


@dataclass(frozen=True, slots=True)
class Overview:
    """How much is on record; `valid_by_scheme` counts the certificates that hold at that time."""

    standards: int
    enterprises: int
    products: int
    certificates: int
    valid_by_scheme: dict[str, int]
    latest: tuple[Card, ...]


def overview(at: datetime, zone: tzinfo, latest: int = 5) -> Overview:
    """Count the register and list the certificates that were granted last."""
    return Overview(
        standards=_count(Standard.id),
        enterprises=_count(Enterprise.id),
        products=_count(Product.id),
        certificates=db.session.scalar(
            select(func.count(Certificate.id)).where(Certificate.status != "draft")
        )
        or 0,
        valid_by_scheme=_valid_by_scheme(at, zone),
        latest=_latest(at, zone, latest),
    )


def _count(column: object) -> int:
    return db.session.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def _valid_by_scheme(at: datetime, zone: tzinfo) -> dict[str, int]:
    day = day_of(at, zone)
    query = (
        select(Certificate.scheme, func.count(Certificate.id).label("valid"))
        .where(Certificate.status == "issued")
        .where(Certificate.valid_from <= day, Certificate.valid_until >= day)
        .group_by(Certificate.scheme)
    )
    return {row.scheme: row.valid for row in db.session.execute(query)}


def _latest(at: datetime, zone: tzinfo, size: int) -> tuple[Card, ...]:
    query = (
        select(Certificate.id)
        .where(Certificate.status == "issued", Certificate.valid_from <= day_of(at, zone))
        .order_by(Certificate.valid_from.desc(), Certificate.id.desc())
        .limit(size)
    )
    return tuple(list_cards([f"certificate:{i}" for i in db.session.scalars(query)], at, zone))
