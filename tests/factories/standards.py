"""Standards that exist only in tests."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from webapp.domain.sort_keys import title_key
from webapp.models.standard import Indicator, IndicatorPeer, Standard, StandardSuccessor

_numbers = count(9001)


def a_standard(**columns: Any) -> Standard:
    """A national standard in force; `number` is read by nobody, so give keys that fit it."""
    number = next(_numbers)
    title = columns.pop("title", "样例陶瓷砖")
    return Standard(
        **{
            "slug": f"gb-t-{number}-2020",
            "number": f"GB/T {number}-2020",
            "number_key": f"GBT{number}-2020",
            "base_key": f"GBT{number}",
            "title": title,
            "title_en": "Sample ceramic tiles",
            "title_sort": title_key(title),
            "level": "national",
            "status": "in_force",
            "issued_on": date(2020, 3, 31),
            "implemented_on": date(2020, 10, 1),
            "is_sample": True,
        }
        | columns
    )


def succeeded_by(standard: Standard, other: Standard) -> StandardSuccessor:
    """The word of a standard that another one replaces it."""
    return StandardSuccessor(standard=standard, number=other.number, number_key=other.number_key)


def an_indicator(standard: Standard, **columns: Any) -> Indicator:
    """Water absorption of at most 0.5 %, unless said otherwise."""
    return Indicator(
        **{
            "standard": standard,
            "position": len(standard.indicators) + 1,
            "name": "吸水率",
            "name_en": "Water absorption",
            "unit": "%",
            "direction": "lower",
            "value": Decimal("0.5"),
        }
        | columns
    )


def a_peer(indicator: Indicator, **columns: Any) -> IndicatorPeer:
    """What an international standard asks for the same indicator."""
    return IndicatorPeer(
        **{"indicator": indicator, "level": "international", "number": "ISO 13006:2018"} | columns
    )
