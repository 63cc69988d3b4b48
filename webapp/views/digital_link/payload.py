"""The JSON form of what stands behind a product number: all marks of all its products."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from webapp.domain.digital_link import DigitalLink
from webapp.queries.products import HeldMark, ProductPage
from webapp.views.digital_link.words import unit_words


def facts_of(
    link: DigitalLink, products: Sequence[ProductPage], unit: str, moment: datetime
) -> dict[str, object]:
    """The answer at model grain; `unit` is why a single item cannot be vouched for."""
    return {
        "gtin": link.gtin,
        "variant": link.variant or None,
        "lot": link.lot or None,
        "serial": link.serial or link.third_party or None,
        "grain": "model",
        "unit": {"authenticated": False, "reason": unit, "words": unit_words(unit)}
        if unit
        else None,
        "checked_at": _instant(moment),
        "products": [_product(product) for product in products],
    }


def as_json(facts: dict[str, object]) -> bytes:
    """The bytes of a JSON object."""
    return json.dumps(facts, ensure_ascii=False).encode()


def _product(product: ProductPage) -> dict[str, object]:
    return {
        "id": product.id,
        "url": f"/products/{product.id}",
        "name": product.name,
        "name_en": product.name_en or None,
        "model": product.model,
        "brand": product.brand or None,
        "net_content": product.net_content or None,
        "sample": product.is_sample,
        "holder": {
            "uscc": product.holder_uscc,
            "name": product.holder_name,
            "name_en": product.holder_name_en or None,
        },
        "certificates": [_mark(mark) for mark in product.marks],
    }


def _mark(mark: HeldMark) -> dict[str, object]:
    since = mark.standing.since
    return {
        "number": mark.certificate,
        "url": f"/certificates/{mark.certificate_key}",
        "scheme": mark.scheme,
        "grade": mark.grade or None,
        "standing": mark.standing.standing,
        "since": _instant(since) if since else None,
        "valid_from": mark.valid_from.isoformat(),
        "valid_until": mark.valid_until.isoformat(),
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
