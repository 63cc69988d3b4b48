"""From records to what the search index keeps of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from search_index.documents import Document
from webapp.domain.sort_keys import title_key
from webapp.domain.standard_numbers import parse_number
from webapp.domain.standing import spans_of_certificate, spans_of_models
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.queries.histories import facts_of_certificate, facts_of_scope

CHUNK = 1000
KINDS = ("enterprise", "product", "certificate", "notice", "standard")


def stream_documents(zone: tzinfo) -> Iterator[Document]:
    """Yield every document of the register, reading `CHUNK` records at a time."""
    for kind in KINDS:
        last = 0
        while ids := _ids_after(kind, last):
            yield from documents_of(kind, ids, zone)
            last = ids[-1]


def documents_of(kind: str, ids: Iterable[int], zone: tzinfo) -> Iterator[Document]:
    """Yield the documents of these records; those that are gone or not public are left out."""
    yield from _MAKERS[kind](list(ids), zone)
    db.session.expunge_all()


def count_documents() -> int:
    """Return how many records there are to index (drafts included)."""
    return sum(db.session.scalar(select(func.count(_MODELS[kind].id))) or 0 for kind in KINDS)


def dependents_of(kind: str, ids: list[int]) -> dict[str, set[int]]:
    """Return the records whose documents show something of the given ones, by kind."""
    if kind == "certificate":
        return {
            "product": _column(ScopeItem.product_id, ScopeItem.certificate_id, ids),
            "enterprise": _column(Certificate.holder_id, Certificate.id, ids),
        }
    if kind == "product":
        return {"certificate": _column(ScopeItem.certificate_id, ScopeItem.product_id, ids)}
    if kind == "enterprise":
        return {
            "product": _column(Product.id, Product.enterprise_id, ids),
            "certificate": _column(Certificate.id, Certificate.holder_id, ids),
        }
    return {}


def _column(
    wanted: InstrumentedAttribute[int], key: InstrumentedAttribute[int], ids: list[int]
) -> set[int]:
    return set(db.session.scalars(select(wanted).where(key.in_(ids))))


def _ids_after(kind: str, last: int) -> list[int]:
    model = _MODELS[kind]
    query = select(model.id).where(model.id > last).order_by(model.id).limit(CHUNK)
    return list(db.session.scalars(query))


def _standards(ids: list[int], _zone: tzinfo) -> Iterator[Document]:
    for row in db.session.scalars(select(Standard).where(Standard.id.in_(ids))):
        day = row.issued_on or row.implemented_on
        yield Document(
            id=f"standard:{row.id}",
            kind="standard",
            title=row.title,
            title_en=row.title_en,
            number=row.number,
            body=" ".join(filter(None, (row.issuer, row.ics, row.ccs))),
            facets={
                "level": (row.level,),
                "status": (row.status,),
                "year": _year_of(row),
            },
            title_key=row.title_sort,
            date=day.isoformat() if day else "",
            weight=0.6 if row.status == "in_force" else 0.3,
        )


def _year_of(row: Standard) -> tuple[str, ...]:
    """The year of issue, else the one that the number names."""
    if row.issued_on:
        return (str(row.issued_on.year),)
    number = parse_number(row.number)
    return (str(number.year),) if number and number.year else ()


def _enterprises(ids: list[int], _zone: tzinfo) -> Iterator[Document]:
    schemes = _schemes_of_holders(ids)
    for row in db.session.scalars(select(Enterprise).where(Enterprise.id.in_(ids))):
        yield Document(
            id=f"enterprise:{row.id}",
            kind="enterprise",
            title=row.name,
            title_en=row.name_en,
            identifiers=(row.uscc,),
            body=f"{row.main_products} {row.address}",
            facets={
                "district": (row.district,) if row.district else (),
                "industry": (row.industry,) if row.industry else (),
                "scheme": schemes.get(row.id, ()),
            },
            title_key=row.name_sort,
            date=row.founded_on.isoformat() if row.founded_on else "",
            weight=0.7,
        )


def _products(ids: list[int], zone: tzinfo) -> Iterator[Document]:
    items: dict[int, list[ScopeItem]] = {}
    query = (
        select(ScopeItem)
        .join(Certificate, Certificate.id == ScopeItem.certificate_id)
        .where(ScopeItem.product_id.in_(ids), Certificate.status != "draft")
        .options(joinedload(ScopeItem.certificate).selectinload(Certificate.events))
    )
    for item in db.session.scalars(query):
        items.setdefault(item.product_id, []).append(item)
    rows = select(Product).where(Product.id.in_(ids)).options(joinedload(Product.enterprise))
    for row in db.session.scalars(rows):
        held = items.get(row.id, [])
        marks = [(facts_of_certificate(i.certificate), facts_of_scope(i)) for i in held]
        yield Document(
            id=f"product:{row.id}",
            kind="product",
            title=row.name,
            title_en=row.name_en,
            identifiers=(row.gtin, row.gtin.lstrip("0")) if row.gtin else (),
            names=tuple(filter(None, (row.model, row.brand, row.enterprise.name))),
            body=f"{row.description} {row.description_en} {row.net_content}",
            facets={
                "scheme": tuple(sorted({item.certificate.scheme for item in held})),
                "district": (row.enterprise.district,) if row.enterprise.district else (),
                "industry": (row.enterprise.industry,) if row.enterprise.industry else (),
                "year": (str(row.introduced_on.year),) if row.introduced_on else (),
            },
            spans=_epochs(spans_of_models(marks, zone)) if marks else (),
            title_key=row.name_sort,
            date=row.introduced_on.isoformat() if row.introduced_on else "",
            weight=0.8,
        )


def _certificates(ids: list[int], zone: tzinfo) -> Iterator[Document]:
    query = (
        select(Certificate)
        .where(Certificate.id.in_(ids), Certificate.status != "draft")
        .options(
            joinedload(Certificate.holder),
            selectinload(Certificate.events),
            selectinload(Certificate.scope).joinedload(ScopeItem.product),
        )
    )
    for row in db.session.scalars(query):
        products = [item.product for item in row.scope]
        title = " ".join(dict.fromkeys([row.holder.name, *(p.name for p in products)]))
        english = " ".join(filter(None, [row.holder.name_en, *(p.name_en for p in products)]))
        yield Document(
            id=f"certificate:{row.id}",
            kind="certificate",
            title=title,
            title_en=english,
            number=row.number,
            identifiers=(row.number, row.number_key),
            names=tuple(dict.fromkeys(product.model for product in products)),
            facets={
                "scheme": (row.scheme,),
                "district": (row.holder.district,) if row.holder.district else (),
                "industry": (row.holder.industry,) if row.holder.industry else (),
                "year": (str(row.valid_from.year),),
            },
            spans=_epochs(spans_of_certificate(facts_of_certificate(row), zone)),
            title_key=title_key(title),
            date=row.valid_from.isoformat(),
            weight=0.5,
        )


def _notices(ids: list[int], zone: tzinfo) -> Iterator[Document]:
    for row in db.session.scalars(select(Notice).where(Notice.id.in_(ids))):
        day = row.published_at.astimezone(zone).date()
        yield Document(
            id=f"notice:{row.id}",
            kind="notice",
            title=row.title,
            title_en=row.title_en,
            body=f"{row.body} {row.body_en} {row.issuer}",
            facets={"year": (str(day.year),)},
            title_key=title_key(row.title),
            date=day.isoformat(),
            weight=0.4,
        )


def _schemes_of_holders(ids: list[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(Certificate.holder_id, Certificate.scheme)
        .where(Certificate.holder_id.in_(ids), Certificate.status != "draft")
        .distinct()
    )
    found: dict[int, set[str]] = {}
    for owner, scheme in db.session.execute(query):
        found.setdefault(owner, set()).add(scheme)
    return {owner: tuple(sorted(schemes)) for owner, schemes in found.items()}


def _epochs(spans: Iterable[tuple[datetime, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(at.timestamp()), standing) for at, standing in spans)


_MODELS = {
    "standard": Standard,
    "product": Product,
    "enterprise": Enterprise,
    "certificate": Certificate,
    "notice": Notice,
}
_MAKERS = {
    "standard": _standards,
    "product": _products,
    "enterprise": _enterprises,
    "certificate": _certificates,
    "notice": _notices,
}
