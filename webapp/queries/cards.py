"""The short form of a record, as lists show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select

from webapp.domain.standing import CertificateFacts, standing_of_certificate
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.queries.histories import histories_of

KINDS = ("standard", "product", "enterprise", "certificate", "notice")
MOST_MODELS = 3  # that a certificate's card names


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


def _standards(ids: list[int], _at: datetime, _zone: tzinfo) -> list[Card]:
    query = select(
        Standard.id,
        Standard.slug,
        Standard.title,
        Standard.title_en,
        Standard.number,
        Standard.issuer,
        Standard.status,
        Standard.implemented_on,
        Standard.issued_on,
        Standard.is_sample,
    ).where(Standard.id.in_(ids))
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
        for row in db.session.execute(query)
    ]


def _products(ids: list[int], _at: datetime, _zone: tzinfo) -> list[Card]:
    query = (
        select(
            Product.id,
            Product.name,
            Product.name_en,
            Product.model,
            Enterprise.name.label("maker"),
            Enterprise.name_en.label("maker_en"),
            Product.introduced_on,
            Product.is_sample,
            Product.picture,
        )
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.id.in_(ids))
    )
    return [
        Card(
            "product",
            row.id,
            f"/products/{row.id}",
            row.name,
            row.name_en,
            row.model,
            row.maker,
            row.maker_en,
            "",
            row.introduced_on,
            row.is_sample,
            row.picture,
        )
        for row in db.session.execute(query)
    ]


def _enterprises(ids: list[int], _at: datetime, _zone: tzinfo) -> list[Card]:
    query = select(
        Enterprise.id,
        Enterprise.uscc,
        Enterprise.name,
        Enterprise.name_en,
        Enterprise.address,
        Enterprise.founded_on,
        Enterprise.is_sample,
    ).where(Enterprise.id.in_(ids))
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
        for row in db.session.execute(query)
    ]


def _certificates(ids: list[int], at: datetime, zone: tzinfo) -> list[Card]:
    query = (
        select(
            Certificate.id,
            Certificate.number_key,
            Certificate.number,
            Enterprise.name,
            Enterprise.name_en,
            Certificate.valid_from,
            Certificate.valid_until,
            Certificate.is_sample,
        )
        .join(Enterprise, Enterprise.id == Certificate.holder_id)
        .where(Certificate.id.in_(ids))
    )
    histories, models = histories_of(ids), _models_of(ids)
    cards = []
    for row in db.session.execute(query):
        facts = CertificateFacts(row.valid_from, row.valid_until, histories.get(row.id, ()))
        first = models.get(row.id, [])[:MOST_MODELS]
        cards.append(
            Card(
                "certificate",
                row.id,
                f"/certificates/{row.number_key}",
                row.name,
                row.name_en,
                row.number,
                "、".join(first),
                ", ".join(first),
                standing_of_certificate(facts, at, zone).standing,
                row.valid_until,
                row.is_sample,
            )
        )
    return cards


def _models_of(certificate_ids: list[int]) -> dict[int, list[str]]:
    """The models in the scope of each certificate."""
    query = (
        select(ScopeItem.certificate_id, Product.model)
        .join(Product, Product.id == ScopeItem.product_id)
        .where(ScopeItem.certificate_id.in_(certificate_ids))
        .order_by(ScopeItem.id)
    )
    found: dict[int, list[str]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.certificate_id, []).append(row.model)
    return found


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
