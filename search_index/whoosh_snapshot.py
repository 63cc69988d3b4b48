"""One committed state of a Whoosh index: its segments without what was deleted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search_index import facets
from search_index.facets import FacetCounts, Groups
from search_index.query import Word
from search_index.ranking import Place, page_size
from search_index.searching import Found, Page
from search_index.store import Query
from search_index.whoosh_folder import Pointer
from search_index.whoosh_format import Docs
from search_index.whoosh_segment import Scores, SegmentView

Words = tuple[Word, ...]
_EVERYWHERE = Query()


class LiveSegment:
    """A segment and which of its documents still count."""

    def __init__(self, name: str, view: SegmentView, deleted: set[int]) -> None:
        self.name = name
        self.view = view
        self.alive = np.ones(view.count, dtype=np.bool_)
        self.alive[list(deleted)] = False
        self.documents = int(self.alive.sum())

    def match(self, words: Words) -> tuple[Docs, Scores]:
        """Living documents that have all words, with their scores."""
        if not words:
            docs = np.flatnonzero(self.alive).astype(np.uint32)
            return docs, self.view.record["weight"][docs]
        scores = self.view.match(words)
        docs = np.flatnonzero((scores > 0) & self.alive).astype(np.uint32)
        return docs, scores[docs] + self.view.record["weight"][docs]


@dataclass(frozen=True)
class _Matched:
    """The matches of one segment that pass the filters, ranked."""

    segment: LiveSegment
    docs: Docs
    scores: Scores
    ranks: npt.NDArray[np.uint64]


class Snapshot:
    """Answers of one generation; immutable, so that any number of threads may ask."""

    def __init__(self, pointer: Pointer, position: int, segments: tuple[LiveSegment, ...]) -> None:
        self.version = pointer.version
        self.generation = f"{pointer.version}.{pointer.generation}"
        self.position = position
        self.segments = segments
        self.documents = sum(segment.documents for segment in segments)

    @cached_property
    def views(self) -> dict[str, SegmentView]:
        """The segments by name, for the next generation to keep."""
        return {segment.name: segment.view for segment in self.segments}

    def check(self) -> None:
        """Raise IndexUnavailable if a file was changed behind our back."""
        for segment in self.segments:
            segment.view.check()

    def page(self, words: Words, query: Query, after: Place | None) -> Page:
        """See Backend."""
        matched = total = 0
        counts: FacetCounts = {}
        passed: list[_Matched] = []
        for segment in self.segments:
            docs, scores = segment.match(words)
            matched += len(docs)
            groups, group_of = _groups(segment.view, docs, query.at)
            found, held = facets.count(groups, segment.view.table, query.filters)
            total += found
            for name, values in held.items():
                counts.setdefault(name, Counter()).update(values)
            if query.filters:
                mask = facets.passing(groups, segment.view.table, query.filters)[group_of]
                docs, scores = docs[mask], scores[mask]
            if len(docs):
                ranks = segment.view.ranks(query.sort, docs, scores)
                passed.append(_Matched(segment, docs, scores, ranks))
        found_page, more = _pick(passed, page_size(query), after)
        return Page(matched, total, counts, found_page, more)

    def top(self, words: Words, limit: int) -> Sequence[Found]:
        """See Backend."""
        matched = []
        for segment in self.segments:
            docs, scores = segment.match(words)
            if len(docs):
                ranks = segment.view.ranks("relevance", docs, scores)
                matched.append(_Matched(segment, docs, scores, ranks))
        return _pick(matched, limit, None)[0]

    def exact(self, terms: tuple[str, ...]) -> str | None:
        """See Backend."""
        found = {
            segment.view.text("id", int(doc))
            for segment in self.segments
            for term in terms
            for doc in segment.view.holders("number", term)[:3]
            if segment.alive[doc]
        }
        return found.pop() if len(found) == 1 else None

    def known(self, part: str, terms: Sequence[str]) -> set[str]:
        """See Backend."""
        return {
            term for term in terms if any(segment.view.has(part, term) for segment in self.segments)
        }

    def texts(self, words: Words, limit: int) -> list[str]:
        """See Backend."""
        found: list[str] = []
        for segment in self.segments:
            docs, _ = segment.match(words)
            view = segment.view
            for doc in docs[: limit - len(found)].tolist():
                found.append(f"{view.text('title', doc)} {view.text('names', doc)}")
        return found


def _groups(view: SegmentView, docs: Docs, at: int) -> tuple[Groups, npt.NDArray[np.int64]]:
    """Matches counted by combination and standing, and the group of each match."""
    width = len(view.timeline.standings)
    keys = view.combination[docs] * width + view.timeline.at(at)[docs]
    counts = np.bincount(keys)
    used = np.flatnonzero(counts)
    place = np.zeros(len(counts), dtype=np.int64)
    place[used] = np.arange(len(used))
    groups = Groups(used // width, used % width, counts[used], view.timeline.standings)
    return groups, place[keys]


def _pick(matched: Sequence[_Matched], limit: int, after: Place | None) -> tuple[list[Found], bool]:
    """The first `limit` places after a place, and whether there are more."""
    if not matched or not limit:
        return [], False
    ranks = np.concatenate([one.ranks for one in matched])
    order = _candidates(ranks, limit + 1, after)
    bounds = np.cumsum([0, *(len(one.docs) for one in matched)])
    found: list[Found] = []
    for spot in order.tolist():
        which = int(np.searchsorted(bounds, spot, side="right")) - 1
        one = matched[which]
        found.append(_found(one, int(spot - bounds[which])))
    if after is not None:
        found = [one for one in found if one.place > after]
    found.sort(key=lambda one: one.place)
    return found[:limit], len(found) > limit


def _candidates(
    ranks: npt.NDArray[np.uint64], limit: int, after: Place | None
) -> npt.NDArray[np.int64]:
    """Spots among which the page must be: ties at both of its ends are kept whole."""
    spots = np.arange(len(ranks))
    if after is not None:
        ties = spots[ranks == np.uint64(after[0])]
        spots = spots[ranks > np.uint64(after[0])]
    else:
        ties = spots[:0]
    if len(spots) > limit:
        last = np.partition(ranks[spots], limit - 1)[limit - 1]
        spots = spots[ranks[spots] <= last]
    return np.concatenate([ties, spots])


def _found(one: _Matched, spot: int) -> Found:
    doc = int(one.docs[spot])
    view = one.segment.view
    place = (int(one.ranks[spot]), view.text("title_key", doc)[:200], view.text("id", doc))
    return Found(
        view.text("id", doc), view.text("kind", doc), view.text("shown", doc),
        round(float(one.scores[spot]), 4), place,
    )  # fmt: skip
