"""Reads of the enterprise page: the beginning of its quality archive."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.enterprise import Enterprise
from webapp.models.product import Product, ProductStandard
from webapp.models.standard import Standard
from webapp.queries.cards import Card, list_cards
from webapp.queries.certificates import Question
from webapp.queries.lookups import NotFound

MOST = 50


@dataclass(frozen=True, slots=True)
class EnterprisePage:
    """Everything that the page of an enterprise shows; lists hold at most 50, counts are whole."""

    id: int
    uscc: str
    name: str
    name_en: str
    district: str
    industry: str
    address: str
    main_products: str
    founded_on: date | None
    certificates: tuple[Card, ...]
    certificate_count: int
    products: tuple[Card, ...]
    product_count: int
    standards: tuple[Card, ...]
    is_sample: bool


def get_enterprise(uscc: str, question: Question) -> EnterprisePage:
    """Return the page of the enterprise with this code (18 characters); raises NotFound."""
    row = db.session.scalar(select(Enterprise).where(Enterprise.uscc == uscc))
    if row is None:
        raise NotFound("enterprise", uscc)
    return EnterprisePage(
        id=row.id,
        uscc=row.uscc,
        name=row.name,
        name_en=row.name_en,
        district=row.district,
        industry=row.industry,
        address=row.address,
        main_products=row.main_products,
        founded_on=row.founded_on,
        certificates=_certificates_of(row.id, question),
        certificate_count=_count(Certificate, Certificate.holder_id == row.id)
        - _count(Certificate, (Certificate.holder_id == row.id) & (Certificate.status == "draft")),
        products=_products_of(row.id, question),
        product_count=_count(Product, Product.enterprise_id == row.id),
        standards=_standards_of(row.id, question),
        is_sample=row.is_sample,
    )


def _certificates_of(enterprise_id: int, question: Question) -> tuple[Card, ...]:
    query = (
        select(Certificate.id)
        .where(Certificate.holder_id == enterprise_id, Certificate.status != "draft")
        .order_by(Certificate.valid_from.desc(), Certificate.id.desc())
        .limit(MOST)
    )
    ids = [f"certificate:{certificate_id}" for certificate_id in db.session.scalars(query)]
    return tuple(list_cards(ids, question.at, question.zone))


def _products_of(enterprise_id: int, question: Question) -> tuple[Card, ...]:
    query = (
        select(Product.id)
        .where(Product.enterprise_id == enterprise_id)
        .order_by(Product.name_sort, Product.id)
        .limit(MOST)
    )
    ids = [f"product:{product_id}" for product_id in db.session.scalars(query)]
    return tuple(list_cards(ids, question.at, question.zone))


def _standards_of(enterprise_id: int, question: Question) -> tuple[Card, ...]:
    query = (
        select(Standard.id, Standard.number_key)
        .join(ProductStandard, ProductStandard.standard_id == Standard.id)
        .join(Product, Product.id == ProductStandard.product_id)
        .where(Product.enterprise_id == enterprise_id)
        .distinct()
        .order_by(Standard.number_key)
        .limit(MOST)
    )
    ids = [f"standard:{row.id}" for row in db.session.execute(query)]
    return tuple(list_cards(ids, question.at, question.zone))


def _count(model: type[Certificate] | type[Product], condition: object) -> int:
    query = select(func.count()).select_from(model).where(condition)  # type: ignore[arg-type]
    return db.session.scalar(query) or 0
