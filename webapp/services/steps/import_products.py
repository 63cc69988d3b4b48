"""Writing imported products."""

from collections.abc import Callable, Sequence
from typing import cast

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.domain.import_holders import PRODUCTS
from webapp.domain.imports import Fault, Row
from webapp.domain.matching_keys import model_key
from webapp.domain.sort_keys import title_key
from webapp.domain.standard_numbers import normalise_number
from webapp.models.enterprise import Enterprise
from webapp.models.product import Product, ProductStandard
from webapp.models.standard import Standard
from webapp.services.steps.events import Happening
from webapp.services.steps.importing import (
    Changes,
    ImportAct,
    added,
    changed,
    plain_changes,
    stated,
    with_facts,
)

_LINKS = ("enterprise", "standards")
_PLAIN = tuple(column.name for column in PRODUCTS.columns if column.name not in _LINKS)
_NULLABLE = ("gtin", "introduced_on")


class ProductTarget:
    """Products are matched by the maker's code and the folded model."""

    noun = PRODUCTS

    def link(
        self, session: Session, rows: Sequence[Row], is_earlier: Callable[[str], bool]
    ) -> list[Row]:
        """The maker and the declared standards must be in the register."""
        makers = _makers(session, rows)
        standards = _Standards(session, rows)
        linked = []
        for row in rows:
            facts: dict[str, object] = {}
            faults = []
            maker = str(row.facts["enterprise"])
            if maker not in makers:
                faults.append(Fault("error", "enterprise", maker, "unknown_enterprise"))
            if "standards" in row.facts:
                given = cast(Sequence[str], row.facts["standards"])
                facts["standards"] = standards.named(given, faults)
            linked.append(with_facts(row, facts, *faults))
        return linked

    def load(self, session: Session, keys: Sequence[str]) -> dict[str, Product]:
        """Products by key, with their makers and standards."""
        found = session.scalars(
            select(Product)
            .join(Enterprise)
            .where(
                Enterprise.uscc.in_({key.partition(" ")[0] for key in keys}),
                Product.model_key.in_({key.partition(" ")[2] for key in keys}),
            )
            .options(
                joinedload(Product.enterprise),
                selectinload(Product.standards).joinedload(ProductStandard.standard),
            )
        )
        return {f"{product.enterprise.uscc} {product.model_key}": product for product in found}

    def compare(self, record: Product, row: Row, act: ImportAct) -> tuple[Changes, list[Fault]]:
        """Field by field; standards by their numbers in the register."""
        facts: dict[str, object] = {name: getattr(record, name) for name in _PLAIN}
        facts["enterprise"] = record.enterprise.uscc
        facts["standards"] = tuple(sorted(link.standard.number for link in record.standards))
        return plain_changes(facts, row), []

    def add(self, session: Session, rows: Sequence[Row], act: ImportAct) -> list[Happening]:
        """Insert products, then their standards."""
        makers = _makers(session, rows)
        standards = _Standards(session, rows)
        statement = insert(Product).returning(Product.id, sort_by_parameter_order=True)
        ids = session.scalars(statement, [_columns_of(row, makers) for row in rows]).all()
        links = [
            {"product_id": number, "standard_id": standards.ids[named]}
            for number, row in zip(ids, rows, strict=True)
            for named in cast(Sequence[str], row.facts.get("standards", ()))
        ]
        if links:
            session.execute(insert(ProductStandard), links)
        return [added("product", i, row, act.actor) for i, row in zip(ids, rows, strict=True)]

    def change(
        self, session: Session, record: Product, changes: Changes, act: ImportAct
    ) -> list[Happening]:
        """Set the fields; links to standards that stay are kept."""
        for name, (_old, new) in changes.items():
            if name not in _LINKS:
                setattr(record, name, new)
        if "name" in changes:
            record.name_sort = title_key(record.name)
        if "standards" in changes:
            _replace_standards(session, record, cast(Sequence[str], changes["standards"][1]))
        key = f"{record.enterprise.uscc} {record.model_key}"
        return [changed("product", record, key, changes, act.actor)]


class _Standards:
    """The standards that a chunk's products declare, found by number or, failing a year, base."""

    def __init__(self, session: Session, rows: Sequence[Row]) -> None:
        given = {
            number for row in rows for number in cast(Sequence[str], row.facts.get("standards", ()))
        }
        keys = {normalise_number(number) for number in given}
        columns = (Standard.id, Standard.number, Standard.number_key, Standard.base_key)
        found = session.execute(
            select(*columns)
            .where(Standard.number_key.in_(keys) | Standard.base_key.in_(keys))
            .order_by(Standard.number_key)
        ).all()
        self.ids = {standard.number: standard.id for standard in found}
        self._exact = {standard.number_key: standard.number for standard in found}
        self._editions: dict[str, list[str]] = {}
        for standard in found:
            self._editions.setdefault(standard.base_key, []).append(standard.number)

    def named(self, given: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
        """The register's numbers for those given; says which are unknown or not clear."""
        numbers = set()
        for number in given:
            key = normalise_number(number)
            editions = self._editions.get(key, [])
            if key in self._exact:
                numbers.add(self._exact[key])
            elif len(editions) == 1:
                numbers.add(editions[0])
                faults.append(Fault("note", "standards", number, "year_added", editions[0]))
            elif editions:
                choices = " / ".join(editions)
                faults.append(Fault("error", "standards", number, "several_editions", choices))
            else:
                faults.append(Fault("error", "standards", number, "unknown_standard"))
        return tuple(sorted(numbers))


def _makers(session: Session, rows: Sequence[Row]) -> dict[str, int]:
    codes = {str(row.facts["enterprise"]) for row in rows}
    found = select(Enterprise.uscc, Enterprise.id).where(Enterprise.uscc.in_(codes))
    return dict(session.execute(found).all())


def _columns_of(row: Row, makers: dict[str, int]) -> dict[str, object]:
    facts = stated(row)
    columns = {name: facts.get(name, None if name in _NULLABLE else "") for name in _PLAIN}
    return {
        **columns,
        "is_sample": bool(facts.get("is_sample")),
        "enterprise_id": makers[str(facts["enterprise"])],
        "model_key": model_key(str(facts["model"])),
        "name_sort": title_key(str(facts["name"])),
    }


def _replace_standards(session: Session, record: Product, numbers: Sequence[str]) -> None:
    kept = {link.standard.number: link for link in record.standards}
    wanted = select(Standard).where(Standard.number.in_(numbers))
    found = {standard.number: standard for standard in session.scalars(wanted)}
    record.standards = [
        kept.get(number) or ProductStandard(standard=found[number]) for number in numbers
    ]
