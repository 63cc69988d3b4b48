"""Fictional certificates, their scope and the acts upon them."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tests.factories.products import a_product
from webapp.domain.certificates import status_at
from webapp.domain.matching_keys import certificate_key
from webapp.models.certificate import Certificate, ScopeItem, StatusEvent
from webapp.models.product import Product
from webapp.queries.histories import fact_of_event

GRANTED_AT = datetime(2024, 1, 1, 1, 0, tzinfo=UTC)
AUTHORITY = "佛山市市场监督管理局（样例）"

_numbers = count(1)


def an_act(action: str, effective_at: datetime, **columns: Any) -> StatusEvent:
    """An act that was recorded when it took effect, unless `recorded_at` says otherwise."""
    return StatusEvent(
        **{
            "action": action,
            "effective_at": effective_at,
            "recorded_at": effective_at,
            "reason": "granted" if action == "issue" else "failed_spot_check",
            "actor": AUTHORITY,
        }
        | columns
    )


def scope_of(product: Product, **columns: Any) -> ScopeItem:
    """A product in the scope of a certificate since the first day."""
    return ScopeItem(**{"product": product, "from_day": date(2024, 1, 1)} | columns)


def a_certificate(*acts: StatusEvent, **columns: Any) -> Certificate:
    """A certificate of one product, granted for 2024 to 2098, with further `acts` upon it.

    `scope` takes items of `scope_of`; `granted=False` leaves it a draft.
    """
    number = f"FSBZ-2024-{next(_numbers):05d}"
    granted = [an_act("issue", GRANTED_AT)] if columns.pop("granted", True) else []
    events = [*granted, *acts]
    scope = columns.pop("scope", None) or [scope_of(a_product())]
    last = max((event.recorded_at for event in events), default=GRANTED_AT)
    return Certificate(
        **{
            "number": number,
            "number_key": certificate_key(columns.get("number", number)),
            "scheme": "foshan-standard",
            "holder": scope[0].product.enterprise,
            "valid_from": date(2024, 1, 1),
            "valid_until": date(2098, 12, 31),
            "status": status_at([fact_of_event(event) for event in events], last).status,
            "scope": scope,
            "events": events,
            "is_sample": True,
        }
        | columns
    )
