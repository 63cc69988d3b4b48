"""Canonical bytes of an event and their digest, so that history cannot be rewritten unseen.

The bytes are JSON in UTF-8: keys sorted, no white space, text in NFC, instants in UTC with
microseconds, days as ISO dates, decimals as written.  The form is fixed: digests of printed
receipts and of the public log depend on it.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal


def canonical_bytes(facts: Mapping[str, object]) -> bytes:
    """Return the one byte form of `facts`.

    Raises TypeError for a value that has no canonical form (floats among them) and ValueError
    for a naive instant.
    """
    return json.dumps(
        {key: _plain(value) for key, value in facts.items()},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def digest_of(canonical: bytes) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")
