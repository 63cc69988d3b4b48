"""Fictional enterprises."""

from itertools import count
from typing import Any

from webapp.domain.sort_keys import title_key
from webapp.domain.uscc import make_uscc
from webapp.models.enterprise import Enterprise

_numbers = count(1)


def an_enterprise(**columns: Any) -> Enterprise:
    """An enterprise of Chancheng with a valid credit code of its own."""
    number = next(_numbers)
    name = columns.pop("name", f"佛山市样例企业{number}有限公司")
    return Enterprise(
        **{
            "uscc": make_uscc("440604", f"MA{number:07d}"),
            "name": name,
            "name_en": f"Foshan Sample Enterprise {number}",
            "name_sort": title_key(name),
            "district": "440604",
            "is_sample": True,
        }
        | columns
    )
