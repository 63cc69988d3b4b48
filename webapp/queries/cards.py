"""The short form of a record, as lists show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.domain.standing import CertificateFacts, Standing, standing_of_certificate
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.queries.histories import facts_of_certificate

KINDS = ("standard", "product", "enterprise", "certificate", "notice")


@dataclass(frozen=True, slots=True)
class Card:
    """A record in a list: `status` is a standing for certificates, a status for standards."""

    kind: str
    id: int
    url: str
    title: str
    title_en: str
    label: str
    note: str
    note_en: str
    status: str
    day: date | None
    is_sample: bool
    picture: str = ""


def list_cards(ids: Sequence[str], at: datetime, zone: tzinfo) -> list[Card]:
    """Return the cards of ids like `standard:12`, in that order; vanished records are left out.

    What they say is what the database says now, however old the index is.
    """
    wanted: dict[str, list[int]] = {}
    for kind, _, number in (full.partition(":") for full in ids):
        if kind in KINDS and number.isdecimal():
            wanted.setdefault(kind, []).append(int(number))
    found: dict[str, Card] = {}
    for kind, numbers in wanted.items():
        for card in _READERS[kind](numbers, at, zone):
            found[f"{kind}:{card.id}"] = card
    return [found[full] for full in ids if full in found]


def card_of_certificate(row: Certificate, standing: Standing) -> Card:
    """The card of a loaded certificate."""
    return Card(
        "certificate",
        row.id,
        f"/certificates/{row.number_key}",
        row.holder.name,
        row.holder.name_en,
        row.number,
        "、".join(item.product.model for item in row.scope[:3]),
        ", ".join(item.product.model for item in row.scope[:3]),
        standing.standing,
        row.valid_until,
        row.is_sample,
    )


def _standards(ids: list[int], _at: datetime, _zone: tzinfo) -> list[Card]:
    rows = db.session.scalars(select(Standard).where(Standard.id.in_(ids)))
    return [
        Card(
            "standard",
            row.id,
            f"/standards/{row.slug}",
            row.title,
            row.title_en,
            row.number,
            row.issuer,
            "",
            row.status,
            row.implemented_on or row.issued_on,
            row.is_sample,
        )
        for row in rows
    ]


def _products(ids: list[int], _at: datetime, _zone: tzinfo) -> list[Card]:
    query = select(Product).where(Product.id.in_(ids)).options(joinedload(Product.enterprise))
    return [
        Card(
            "product",
            row.id,
            f"/products/{row.id}",
            row.name,
            row.name_en,
            row.model,
            row.enterprise.name,
            row.enterprise.name_en,
            "",
            row.introduced_on,
            row.is_sample,
            row.picture,
        )
        for row in db.session.scalars(query)
    ]


def _enterprises(ids: list[int], _at: datetime, _zone: tzinfo) -> list[Card]:
    rows = db.session.scalars(select(Enterprise).where(Enterprise.id.in_(ids)))
    return [
        Card(
            "enterprise",
            row.id,
            f"/enterprises/{row.uscc}",
            row.name,
            row.name_en,
            row.uscc,
            row.address,
            "",
            "",
            row.founded_on,
            row.is_sample,
        )
        for row in rows
    ]


def _certificates(ids: list[int], at: datetime, zone: tzinfo) -> list[Card]:
    query = (
        select(Certificate)
        .where(Certificate.id.in_(ids))
        .options(
            joinedload(Certificate.holder),
            selectinload(Certificate.events),
            selectinload(Certificate.scope),
        )
    )
    cards = []
    for row in db.session.scalars(query):
        facts: CertificateFacts = facts_of_certificate(row)
        cards.append(card_of_certificate(row, standing_of_certificate(facts, at, zone)))
    return cards


def _notices(ids: list[int], _at: datetime, zone: tzinfo) -> list[Card]:
    rows = db.session.scalars(select(Notice).where(Notice.id.in_(ids)))
    return [
        Card(
            "notice",
            row.id,
            f"/notices/{row.slug}",
            row.title,
            row.title_en,
            "",
            row.issuer,
            "",
            "",
            row.published_at.astimezone(zone).date(),
            row.is_sample,
        )
        for row in rows
    ]


_READERS = {
    "standard": _standards,
    "product": _products,
    "enterprise": _enterprises,
    "certificate": _certificates,
    "notice": _notices,
}
