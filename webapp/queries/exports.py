"""Whole tables as records for export, in the columns that an import reads: what goes out can come
back in and changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webapp.domain.calendar import day_of
from webapp.domain.certificates import TRANSITIONS
from webapp.domain.import_certificates import CERTIFICATES
from webapp.domain.import_holders import ENTERPRISES, PRODUCTS
from webapp.domain.import_standards import STANDARDS
from webapp.domain.imports import Noun
from webapp.domain.matching_keys import model_key
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.models.enterprise import Enterprise
from webapp.models.product import Product, ProductStandard
from webapp.models.standard import Standard

PAGE = 1000
RESULTS = {action: status for (_before, action), status in TRANSITIONS.items()}
"""Each act leads to one status."""

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Export:
    """How one noun goes out: its columns, what is loaded with it, one row as a record.

    `only` leaves out what was never public: certificates without any act.
    """

    noun: Noun
    model: Any
    options: tuple[ExecutableOption, ...]
    record_of: Callable[[Any, tzinfo], Record]
    only: ColumnElement[bool] = field(default_factory=true)

    @property
    def headings(self) -> list[str]:
        """The headings of the file, which an import understands."""
        return [column.name for column in self.noun.columns]

    def count(self) -> int:
        """How many records there are."""
        counted = select(func.count()).select_from(self.model).where(self.only)
        return db.session.scalar(counted) or 0

    def records(self, zone: tzinfo) -> Iterator[Record]:
        """All records in the order in which they came, a page at a time: memory stays flat."""
        last = 0
        while True:
            page = db.session.scalars(
                select(self.model)
                .where(self.model.id > last, self.only)
                .order_by(self.model.id)
                .limit(PAGE)
                .options(*self.options)
            ).all()
            if not page:
                return
            for row in page:
                yield self.record_of(row, zone)
            last = page[-1].id
            db.session.expunge_all()


def _plain(noun: Noun, row: Any, **facts: object) -> Record:
    return {
        column.name: facts[column.name] if column.name in facts else getattr(row, column.name)
        for column in noun.columns
    }


def _standard(row: Standard, _zone: tzinfo) -> Record:
    successors = sorted(row.successors, key=lambda successor: successor.number_key)
    return _plain(STANDARDS, row, successors=[successor.number for successor in successors])


def _enterprise(row: Enterprise, _zone: tzinfo) -> Record:
    return _plain(ENTERPRISES, row)


def _product(row: Product, _zone: tzinfo) -> Record:
    numbers = sorted(link.standard.number for link in row.standards)
    return _plain(PRODUCTS, row, enterprise=row.enterprise.uscc, standards=numbers)


def _certificate(row: Certificate, zone: tzinfo) -> Record:
    """With the act that its status follows from: a reinstated one is simply issued."""
    first, last = row.events[0], row.events[-1]
    status = RESULTS[last.action]
    models = sorted((item.product.model for item in row.scope), key=model_key)
    facts = {
        "holder": row.holder.uscc,
        "models": models,
        "predecessor": row.predecessor.number if row.predecessor else "",
        "issued_on": day_of(first.effective_at, zone),
        "issue_decision": first.decision_number,
        "status": status,
        "status_on": None,
        "status_reason": "",
        "status_words": "",
        "status_words_en": "",
        "decision_number": "",
        "actor": last.actor,
    }
    if status != "issued":
        facts |= {
            "status_on": day_of(last.effective_at, zone),
            "status_reason": last.reason,
            "status_words": last.words,
            "status_words_en": last.words_en,
            "decision_number": last.decision_number,
        }
    return _plain(CERTIFICATES, row, **facts)


EXPORTS: Mapping[str, Export] = {
    "standards": Export(STANDARDS, Standard, (selectinload(Standard.successors),), _standard),
    "enterprises": Export(ENTERPRISES, Enterprise, (), _enterprise),
    "products": Export(
        PRODUCTS,
        Product,
        (
            joinedload(Product.enterprise),
            selectinload(Product.standards).joinedload(ProductStandard.standard),
        ),
        _product,
    ),
    "certificates": Export(
        CERTIFICATES,
        Certificate,
        (
            joinedload(Certificate.holder),
            joinedload(Certificate.predecessor),
            selectinload(Certificate.scope).joinedload(ScopeItem.product),
            selectinload(Certificate.events),
        ),
        _certificate,
        Certificate.events.any(),
    ),
}
