"""Facet counts from groups instead of documents.

Documents that share all their facet values are one combination. A store counts its matches per
combination and standing; everything else (filters, several values per document, counts that
ignore their own filter) is worked out here on those few groups.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from search_index.documents import Document, storable

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
FacetCounts = dict[str, Counter[str]]

STANDING = "standing"


def facet_key(document: Document) -> str:
    """The combination of a document as canonical JSON text; `kind` is one of its facets."""
    facets = {name: list(values) for name, values in document.facets.items() if values}
    facets["kind"] = [document.kind]
    return storable(json.dumps(facets, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


@dataclass
class FacetTable:
    """The combinations of an index or segment, ready for counting."""

    keys: Sequence[str]
    values: dict[str, list[str]] = field(init=False)
    """Per facet, its values; a value's place is its code."""
    pairs: dict[str, tuple[Ints, Ints]] = field(init=False)
    """Per facet, combinations and value codes side by side, one pair per value held."""

    def __post_init__(self) -> None:
        """Take the combinations apart; raises ValueError on text that is none of ours."""
        codes: dict[str, dict[str, int]] = {}
        pairs: dict[str, tuple[list[int], list[int]]] = {}
        for combination, key in enumerate(self.keys):
            for name, held in json.loads(key).items() if key else ():
                known = codes.setdefault(name, {})
                owners, owned = pairs.setdefault(name, ([], []))
                for value in dict.fromkeys(held):
                    owners.append(combination)
                    owned.append(known.setdefault(value, len(known)))
        self.values = {name: list(known) for name, known in codes.items()}
        self.pairs = {
            name: (np.array(owners, dtype=np.int64), np.array(owned, dtype=np.int64))
            for name, (owners, owned) in pairs.items()
        }

    def mask(self, name: str, wanted: tuple[str, ...]) -> Mask:
        """Which combinations hold one of the wanted values."""
        mask = np.zeros(len(self.keys), dtype=np.bool_)
        if name in self.pairs:
            owners, owned = self.pairs[name]
            known = self.values[name]
            codes = [known.index(value) for value in wanted if value in known]
            mask[owners[np.isin(owned, codes)]] = True
        return mask


@dataclass(frozen=True)
class Groups:
    """Matches counted by combination and standing; `standings` names the standing codes."""

    combinations: Ints
    standing: Ints
    counts: Ints
    standings: Sequence[str]


def passing(groups: Groups, table: FacetTable, filters: Mapping[str, tuple[str, ...]]) -> Mask:
    """Which groups pass all filters."""
    passed = np.ones(len(groups.counts), dtype=np.bool_)
    for name, wanted in filters.items():
        passed &= _passes(groups, table, name, wanted)
    return passed


def count(
    groups: Groups, table: FacetTable, filters: Mapping[str, tuple[str, ...]]
) -> tuple[int, FacetCounts]:
    """How many matches pass all filters, and the counts of every facet without its own filter."""
    masks = {name: _passes(groups, table, name, wanted) for name, wanted in filters.items()}
    everything = np.ones(len(groups.counts), dtype=np.bool_)
    passed = np.logical_and.reduce([everything, *masks.values()])
    total = int(groups.counts[passed].sum())
    facets: FacetCounts = {}
    for name in (*table.pairs, STANDING):
        others = [mask for other, mask in masks.items() if other != name]
        open_to = passed if name not in masks else np.logical_and.reduce([everything, *others])
        facets[name] = (
            _standing_counts(groups, open_to)
            if name == STANDING
            else _value_counts(groups, table, name, open_to)
        )
    return total, facets


def ordered(facets: FacetCounts) -> dict[str, tuple[tuple[str, int], ...]]:
    """Facets by name, their values by falling count, then by value."""
    return {
        name: tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, counts in sorted(facets.items())
        if counts
    }


def _passes(groups: Groups, table: FacetTable, name: str, wanted: tuple[str, ...]) -> Mask:
    if name == STANDING:
        codes = [code for code, word in enumerate(groups.standings) if word and word in wanted]
        return np.isin(groups.standing, codes)
    return table.mask(name, wanted)[groups.combinations]


def _standing_counts(groups: Groups, mask: Mask) -> Counter[str]:
    sums = np.bincount(groups.standing[mask], groups.counts[mask], len(groups.standings))
    return Counter(
        {word: int(sums[code]) for code, word in enumerate(groups.standings) if word and sums[code]}
    )


def _value_counts(groups: Groups, table: FacetTable, name: str, mask: Mask) -> Counter[str]:
    held = np.bincount(groups.combinations[mask], groups.counts[mask], len(table.keys))
    owners, owned = table.pairs[name]
    sums = np.bincount(owned, held[owners], len(table.values[name]))
    return Counter(
        {table.values[name][code]: int(sums[code]) for code in np.flatnonzero(sums).tolist()}
    )
