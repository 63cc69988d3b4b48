"""Fictional products."""

from datetime import date
from itertools import count
from typing import Any

from tests.factories.enterprises import an_enterprise
from webapp.domain.matching_keys import model_key
from webapp.domain.sort_keys import title_key
from webapp.models.product import Product, ProductMeasure, ProductStandard
from webapp.models.standard import Indicator, Standard

_numbers = count(1)


def a_product(**columns: Any) -> Product:
    """A product of an enterprise of its own, unless `enterprise` names another."""
    number = next(_numbers)
    name = columns.pop("name", "干压陶瓷砖")
    model = columns.pop("model", f"YL-{number:04d}")
    return Product(
        **{
            "enterprise": columns.pop("enterprise", None) or an_enterprise(),
            "name": name,
            "name_en": "Dry-pressed ceramic tile",
            "name_sort": title_key(name),
            "model": model,
            "model_key": model_key(model),
            "brand": "样例",
            "net_content": "6 片 / 箱",
            "introduced_on": date(2022, 3, 1),
            "is_sample": True,
        }
        | columns
    )


def declares(product: Product, standard: Standard) -> ProductStandard:
    """The maker's declaration that the product keeps the standard."""
    return ProductStandard(product=product, standard=standard)


def a_measure(product: Product, indicator: Indicator, **columns: Any) -> ProductMeasure:
    """Declared and measured value of an indicator; nothing is measured unless said."""
    return ProductMeasure(product=product, indicator=indicator, **columns)
