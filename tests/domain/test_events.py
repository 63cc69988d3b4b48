"""Canonical bytes: one form for one meaning, fixed for ever by written-out vectors."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.events import canonical_bytes, digest_of

FACTS: dict[str, object] = {
    "tag": "office:certificate:suspend",
    "subject": ["certificate", 7],
    "actor": "佛山市市场监督管理局",
    "at": datetime(2026, 3, 10, 8, 0, tzinfo=timezone(timedelta(hours=8))),
    "day": date(2026, 3, 10),
    "value": Decimal("0.50"),
    "none": None,
    "flag": True,
    "facts": {"b": 1, "a": "é"},
}
BYTES = (
    '{"actor":"佛山市市场监督管理局","at":"2026-03-10T00:00:00.000000+00:00","day":"2026-03-10",'
    '"facts":{"a":"é","b":1},"flag":true,"none":null,"subject":["certificate",7],'
    '"tag":"office:certificate:suspend","value":"0.50"}'
)


def test_the_bytes_are_these_for_ever() -> None:
    """Digests of the public log depend on them: this vector must never change."""
    assert canonical_bytes(FACTS).decode() == BYTES
    assert digest_of(canonical_bytes(FACTS)) == (
        "679ee5ca234d0936cd57cece1bd94e155e407dcf5b9f3ae263d71b50d5545b4b"
    )


def test_the_digest_is_sha_256() -> None:
    assert digest_of(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_one_meaning_has_one_form() -> None:
    turned = dict(reversed(FACTS.items()))
    utc = {**turned, "at": datetime(2026, 3, 10, tzinfo=UTC), "subject": ("certificate", 7)}
    composed = {**utc, "facts": {"a": "e\u0301", "b": 1}}
    assert canonical_bytes(turned) == canonical_bytes(utc) == canonical_bytes(composed)


@pytest.mark.parametrize(
    ("name", "value"),
    [("value", Decimal("0.5")), ("day", date(2026, 3, 11)), ("none", ""), ("flag", False)],
)
def test_another_meaning_has_another_form(name: str, value: object) -> None:
    assert canonical_bytes({**FACTS, name: value}) != canonical_bytes(FACTS)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        canonical_bytes({"at": datetime(2026, 3, 10)})


@pytest.mark.parametrize("value", [0.5, {1, 2}, b"bytes", object(), [1.0], {"a": 1.5}])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        canonical_bytes({"value": value})


plain: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abc"), plain, max_size=4))
def test_the_bytes_are_json_that_comes_back_to_the_same_bytes(facts: dict[str, object]) -> None:
    form = canonical_bytes(facts)
    assert canonical_bytes(json.loads(form)) == form
    assert b"\n" not in form
