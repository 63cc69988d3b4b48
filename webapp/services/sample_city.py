"""Loading the sample city: once, whole, in one commit, with an event for all that is added."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.adapters.pictures import PictureStore, StoredPicture
from webapp.definitions.sample_city import AUTHORITY, City, read_city
from webapp.domain.standard_numbers import normalise_number
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.columns import Row
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import Product
from webapp.models.standard import Standard
from webapp.services.steps.events import Happening, record_events
from webapp.services.steps.sample_rows import (
    Loading,
    batch_rows,
    certificate_rows,
    enterprise_rows,
    notice_rows,
    product_rows,
    standard_rows,
)
from webapp.services.transaction import unit_of_work

Progress = Callable[[int, int], None]
"""(pictures drawn, pictures in all)"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records were written; all zero when the city was there already."""

    standards: int = 0
    enterprises: int = 0
    products: int = 0
    certificates: int = 0
    codes: int = 0
    notices: int = 0


def load_sample_city(
    loading: Loading, pictures: PictureStore, on_progress: Progress = lambda done, total: None
) -> Loaded:
    """Write the sample city unless it is there; draw its pictures first.

    Days in the files are counted from the day of `loading`.  Standards already in the register
    are used as they are.  Raises DefinitionError when the files are wrong, OSError when a picture
    cannot be kept; then nothing is written.
    """
    city = read_city(loading.today)
    with Session(db.engine) as session:
        if _is_loaded(session, city):
            return Loaded()
    drawn = _drawn(city, pictures, on_progress)
    with unit_of_work() as session:
        # Asked again where it counts: another command may have loaded it while we were drawing.
        return Loaded() if _is_loaded(session, city) else _write(session, city, drawn, loading)


def _is_loaded(session: Session, city: City) -> bool:
    codes = [record["uscc"] for record in city["enterprises"]]
    return (
        session.scalar(select(Enterprise.id).where(Enterprise.uscc.in_(codes)).limit(1)) is not None
    )


def _drawn(
    city: City, pictures: PictureStore, on_progress: Progress
) -> Mapping[str, StoredPicture]:
    """The picture of each model."""
    drawn = {}
    for done, record in enumerate(city["products"], start=1):
        model = record["model"]
        drawn[model] = pictures.keep_drawing(record["drawing"], model, record["colour"])
        on_progress(done, len(city["products"]))
    return drawn


def _write(
    session: Session, city: City, drawn: Mapping[str, StoredPicture], loading: Loading
) -> Loaded:
    known = _known_standards(session, city)
    standards = standard_rows(city, known, loading.today)
    enterprises = enterprise_rows(city)
    products = product_rows(city, enterprises, standards, drawn)
    certificates = certificate_rows(city, enterprises, products, loading)
    batches = batch_rows(city, certificates, loading)
    fresh = [row for row in standards.values() if row.number_key not in known]
    for rows in (fresh, enterprises.values(), products.values(), certificates.values(), batches):
        session.add_all(rows)
        session.flush()
    notices = notice_rows(city.notices, certificates, loading, AUTHORITY)
    session.add_all(notices)
    session.flush()
    happenings = _happenings(
        city, fresh, enterprises.values(), products.values(), certificates, notices
    )
    record_events(session, happenings, loading.now)
    return Loaded(
        len(fresh), len(enterprises), len(products), len(certificates), len(batches), len(notices)
    )


def _known_standards(session: Session, city: City) -> dict[str, Standard]:
    keys = [normalise_number(record["number"]) for record in city["standards"]]
    found = session.scalars(select(Standard).where(Standard.number_key.in_(keys)))
    return {row.number_key: row for row in found}


def _happenings(
    city: City,
    standards: Iterable[Standard],
    enterprises: Iterable[Enterprise],
    products: Iterable[Product],
    certificates: Mapping[str, Certificate],
    notices: Iterable[Notice],
) -> Iterator[Happening]:
    for standard in standards:
        yield _added("standard", standard, {"key": standard.number_key, "title": standard.title})
    for enterprise in enterprises:
        yield _added("enterprise", enterprise, {"key": enterprise.uscc, "name": enterprise.name})
    for product in products:
        facts = {"key": f"{product.enterprise.uscc} {product.model_key}", "name": product.name}
        yield _added("product", product, facts)
    for certificate in certificates.values():
        yield from _history(certificate)
    yield from _exceptions(city, certificates)
    for notice in notices:
        yield _added("notice", notice, {"key": notice.slug, "title": notice.title})


def _history(row: Certificate) -> Iterator[Happening]:
    scope = [item.product.model for item in row.scope]
    facts = {
        "key": row.number_key,
        "scheme": row.scheme,
        "grade": row.grade,
        "holder": row.holder.uscc,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "models": scope,
    }
    yield _added("certificate", row, facts)
    for event in row.events:
        act = {
            "action": event.action,
            "reason": event.reason,
            "words": event.words,
            "words_en": event.words_en,
            "decision_number": event.decision_number,
            "effective_at": event.effective_at,
            "recorded_at": event.recorded_at,
        }
        yield Happening(
            f"office:certificate:{event.action}", "certificate", row.id, event.actor, act
        )


def _exceptions(city: City, certificates: Mapping[str, Certificate]) -> Iterator[Happening]:
    """Models that left a scope, codes that were voided; a code that waits has had no event."""
    for record in city["exceptions"]:
        if record["kind"] == "not_released":
            continue
        tag = (
            "office:code:void" if record["kind"] == "voided" else "office:certificate:reduce-scope"
        )
        facts = {name: value for name, value in record.items() if name not in ("line", "kind")}
        yield Happening(
            tag, "certificate", certificates[record["certificate"]].id, AUTHORITY, facts
        )


def _added(noun: str, row: Row, facts: Mapping[str, object]) -> Happening:
    return Happening(f"office:{noun}:add", noun, row.id, AUTHORITY, facts)
