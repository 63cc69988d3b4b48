"""Reads of the product page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.domain.certificates import StatusFact
from webapp.domain.comparison import meets
from webapp.domain.mark_keys import MarkKeys
from webapp.domain.standing import Standing, history_by_day, standing_of_model
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.product import Product, ProductMeasure, ProductStandard
from webapp.models.standard import Indicator
from webapp.queries.certificates import Question
from webapp.queries.code_batches import codes_of_scope
from webapp.queries.histories import facts_of_certificate, facts_of_scope
from webapp.queries.lookups import NotFound


@dataclass(frozen=True, slots=True)
class DeclaredStandard:
    """A standard that the maker declares for the product."""

    number: str
    slug: str
    title: str
    title_en: str
    status: str


@dataclass(frozen=True, slots=True)
class MeasuredIndicator:
    """Declared value, measured value and the limit of the declared standard, in `unit`.

    `meets` tells whether the measured value keeps the limit; None where nothing was measured.
    """

    name: str
    name_en: str
    unit: str
    direction: str
    limit: Decimal
    standard: str
    declared: Decimal | None
    measured: Decimal | None
    measured_on: date | None
    laboratory: str
    report_number: str
    meets: bool | None


@dataclass(frozen=True, slots=True)
class HeldMark:
    """A certificate that has (or had) this product in its scope."""

    certificate: str
    certificate_key: str
    scheme: str
    grade: str
    valid_from: date
    valid_until: date
    standing: Standing
    standing_today: Standing
    known_then: Standing | None
    history: tuple[StatusFact, ...]
    code: str | None


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Everything that the page of a product shows."""

    id: int
    name: str
    name_en: str
    model: str
    brand: str
    category: str
    net_content: str
    gtin: str | None
    description: str
    description_en: str
    picture: str
    picture_width: int
    picture_height: int
    introduced_on: date | None
    holder_uscc: str
    holder_name: str
    holder_name_en: str
    standards: tuple[DeclaredStandard, ...]
    measures: tuple[MeasuredIndicator, ...]
    marks: tuple[HeldMark, ...]
    is_sample: bool


def get_product(product_id: int, keys: MarkKeys, question: Question) -> ProductPage:
    """Return the page of a product; raises NotFound."""
    row = db.session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .options(
            joinedload(Product.enterprise),
            selectinload(Product.standards).joinedload(ProductStandard.standard),
            selectinload(Product.measures)
            .joinedload(ProductMeasure.indicator)
            .joinedload(Indicator.standard),
        )
    )
    if row is None:
        raise NotFound("product", product_id)
    return ProductPage(
        id=row.id,
        name=row.name,
        name_en=row.name_en,
        model=row.model,
        brand=row.brand,
        category=row.category,
        net_content=row.net_content,
        gtin=row.gtin,
        description=row.description,
        description_en=row.description_en,
        picture=row.picture,
        picture_width=row.picture_width,
        picture_height=row.picture_height,
        introduced_on=row.introduced_on,
        holder_uscc=row.enterprise.uscc,
        holder_name=row.enterprise.name,
        holder_name_en=row.enterprise.name_en,
        standards=tuple(
            DeclaredStandard(s.number, s.slug, s.title, s.title_en, s.status)
            for s in (link.standard for link in row.standards)
        ),
        measures=tuple(_measure(measure) for measure in row.measures),
        marks=_marks_of(row.id, keys, question),
        is_sample=row.is_sample,
    )


def _measure(row: ProductMeasure) -> MeasuredIndicator:
    indicator = row.indicator
    kept = None
    if row.measured is not None:
        kept = meets(row.measured, indicator.value, indicator.direction)
    return MeasuredIndicator(
        indicator.name,
        indicator.name_en,
        indicator.unit,
        indicator.direction,
        indicator.value,
        indicator.standard.number,
        row.declared,
        row.measured,
        row.measured_on,
        row.laboratory,
        row.report_number,
        kept,
    )


def _marks_of(product_id: int, keys: MarkKeys, question: Question) -> tuple[HeldMark, ...]:
    query = (
        select(ScopeItem)
        .join(Certificate, Certificate.id == ScopeItem.certificate_id)
        .where(ScopeItem.product_id == product_id, Certificate.status != "draft")
        .order_by(Certificate.valid_from.desc(), Certificate.id.desc())
        .options(joinedload(ScopeItem.certificate).selectinload(Certificate.events))
    )
    items = list(db.session.scalars(query))
    codes = codes_of_scope([item.id for item in items], keys)
    return tuple(_held(item, codes.get(item.id), question) for item in items)


def _held(item: ScopeItem, code: str | None, question: Question) -> HeldMark:
    certificate = item.certificate
    facts, scope = facts_of_certificate(certificate), facts_of_scope(item)
    at, zone = question.at, question.zone
    then = standing_of_model(facts, scope, at, zone, question.known_at)
    return HeldMark(
        certificate.number,
        certificate.number_key,
        certificate.scheme,
        certificate.grade,
        certificate.valid_from,
        certificate.valid_until,
        standing_of_model(facts, scope, at, zone),
        standing_of_model(facts, scope, question.today, zone),
        then if question.about_past else None,
        tuple(history_by_day(facts.history)),
        code,
    )
