"""One total order for every sort, and the cursor that names a place in it.

A document's place is (`rank`, title key, id). `rank` is one 64-bit number in which smaller comes
first; the title key and the id settle what it leaves equal, so that pages neither repeat nor
drop a document.
"""

import base64
import json
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from search_index.store import MAX_LIMIT, Query, Sort

Ranks = npt.NDArray[np.uint64]
Place = tuple[int, str, str]
"""Rank, title key and id of a document."""

_TOP = 0xFFFF_FFFF


def date_number(date: str) -> int:
    """`2015-05-15` as 20150515; 0 for anything that is no date."""
    digits = date[:10].replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isascii() and digits.isdigit() else 0


def title_prefix(title_key: str) -> int:
    """The first eight bytes of a title key as a number that sorts alike; empty sorts last."""
    if not title_key:
        return 2**64 - 1
    return int.from_bytes(title_key.encode("utf-8", "replace")[:8].ljust(8, b"\0"), "big")


def ranks(
    sort: Sort,
    scores: npt.NDArray[np.float32],
    dates: npt.NDArray[np.uint32],
    prefixes: Ranks,
) -> Ranks:
    """The rank of each document; ties of score and date go by title."""
    if sort == "title":
        return prefixes
    if sort == "date":
        high = (_TOP - dates.astype(np.uint64)) << np.uint64(32)
    else:
        bits = np.ascontiguousarray(scores, dtype=np.float32).view(np.uint32)
        high = (_TOP - bits.astype(np.uint64)) << np.uint64(32)
    return np.asarray(high | (prefixes >> np.uint64(32)), dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last place of a page."""

    place: Place

    def encode(self, query: Query) -> str:
        """Opaque text for a link; only a query with the same text, filters and sort accepts it."""
        rank, title_key, document_id = self.place
        raw = json.dumps([_digest(query), rank, title_key[:200], document_id])
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, query: Query) -> "Cursor | None":
        """The cursor of a query; None for none, for rubbish, and for another query's."""
        text = query.after
        if not text or len(text) > 2_000:
            return None
        try:
            raw = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            digest, rank, title_key, document_id = raw
            known = digest == _digest(query) and isinstance(rank, int) and 0 <= rank < 2**64
            (title_key + document_id).encode()
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None
        return cls((rank, title_key, document_id)) if known else None


def _digest(query: Query) -> str:
    filters = sorted((name, sorted(values)) for name, values in query.filters.items())
    text = json.dumps([query.text[:500], filters, query.sort])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def page_size(query: Query) -> int:
    """The limit of a query, kept within reason."""
    return max(0, min(MAX_LIMIT, query.limit))
