"""What the rows of a file of certificates name: holders, their models, and predecessors."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.imports import Fault, Row
from webapp.domain.matching_keys import certificate_key, model_key
from webapp.models.certificate import Certificate
from webapp.models.enterprise import Enterprise
from webapp.models.product import Product


class CertificateLinks:
    """Everything that one chunk names, found with three SELECTs."""

    def __init__(self, session: Session, rows: Sequence[Row]) -> None:
        codes = {str(row.facts["holder"]) for row in rows}
        holders = select(Enterprise.uscc, Enterprise.id).where(Enterprise.uscc.in_(codes))
        self.holders: Mapping[str, int] = dict(session.execute(holders).all())
        self.products = _products(session, rows, codes)
        self._numbers = _certificates(session, rows)
        self.existing = frozenset(self._numbers)

    @property
    def predecessors(self) -> dict[str, int]:
        """Certificates in the register by key, as far as rows name them."""
        return {key: number for key, (number, _written) in self._numbers.items()}

    def resolve(
        self, row: Row, faults: list[Fault], is_earlier: Callable[[str], bool]
    ) -> dict[str, object]:
        """The facts as the register writes them; what is unknown is added to `faults`."""
        facts: dict[str, object] = {}
        holder = str(row.facts["holder"])
        if holder not in self.holders:
            faults.append(Fault("error", "holder", holder, "unknown_enterprise"))
        elif "models" in row.facts:
            facts["models"] = self._models(holder, cast(Sequence[str], row.facts["models"]), faults)
        named = str(row.facts.get("predecessor") or "")
        if named:
            key = certificate_key(named)
            if key in self._numbers:
                facts["predecessor"] = self._numbers[key][1]
            elif not is_earlier(key):
                faults.append(Fault("error", "predecessor", named, "unknown_certificate"))
        return facts

    def _models(self, holder: str, given: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
        models = []
        for model in given:
            product = self.products.get((holder, model_key(model)))
            if product is None:
                faults.append(Fault("error", "models", model, "unknown_model", holder))
            else:
                models.append(product.model)
        return tuple(sorted(models, key=model_key))


def _products(session: Session, rows: Sequence[Row], codes: set[str]) -> dict[tuple[str, str], Any]:
    keys = {
        model_key(model)
        for row in rows
        for model in cast(Sequence[str], row.facts.get("models", ()))
    }
    found = session.execute(
        select(Enterprise.uscc, Product.model_key, Product.id, Product.model)
        .join(Product.enterprise)
        .where(Enterprise.uscc.in_(codes), Product.model_key.in_(keys))
    )
    return {(product.uscc, product.model_key): product for product in found}


def _certificates(session: Session, rows: Sequence[Row]) -> dict[str, tuple[int, str]]:
    named = {certificate_key(str(row.facts.get("predecessor") or "")) for row in rows}
    keys = {row.key for row in rows} | named
    found = session.execute(
        select(Certificate.number_key, Certificate.id, Certificate.number).where(
            Certificate.number_key.in_(keys)
        )
    )
    return {key: (number, written) for key, number, written in found}
