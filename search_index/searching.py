"""How a query is answered, the same for every store: readings, corrections, pages, suggestions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from search_index.analysis import Normalise
from search_index.corrections import corrections
from search_index.facets import FacetCounts, ordered
from search_index.highlighting import highlight
from search_index.query import Word, exact_terms, parse
from search_index.ranking import Cursor, Place
from search_index.store import Hit, Query, Results, Suggestion

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One document of a page."""

    id: str
    kind: str
    title: str
    score: float
    place: Place


@dataclass(frozen=True, slots=True)
class Page:
    """What a store finds: `matched` by text alone, `total` with filters, and one page of those."""

    matched: int
    total: int
    facets: FacetCounts
    found: Sequence[Found]
    more: bool


class Backend(Protocol):
    """What a store must be able to do with words; one consistent state of the index."""

    generation: str

    def page(self, words: Words, query: Query, after: Place | None) -> Page:
        """A page of the documents that have all words; no words means all documents."""

    def top(self, words: Words, limit: int) -> Sequence[Found]:
        """The best documents that have all words, without counting."""

    def exact(self, terms: tuple[str, ...]) -> str | None:
        """The id of the only document that has one of these number terms."""

    def known(self, part: str, terms: Sequence[str]) -> set[str]:
        """Those of the terms that some document has in this part."""

    def texts(self, words: Words, limit: int) -> list[str]:
        """Canonical titles and names of documents that have all words."""


def answer(backend: Backend, query: Query, normalise: Normalise) -> Results:
    """Search; if the text finds nothing, look for what may have been meant."""
    cursor = Cursor.decode(query)
    after = cursor.place if cursor else None
    readings = parse(query.text, normalise)
    words: Words = ()
    if readings or not query.text.strip():
        words, page = _first(backend, query, after, readings or [()])
    else:
        page = Page(0, 0, {}, (), False)
    meant: str | None = None
    corrected = False
    if readings and not page.matched:
        for candidate in corrections(backend, readings, normalise):
            other, instead = _first(backend, query, after, parse(candidate, normalise))
            if instead.matched:
                meant = candidate
                if query.correct:
                    words, page, corrected = other, instead, True
                break
    return Results(
        total=page.total,
        hits=tuple(Hit(one.id, one.score, highlight(one.title, words)) for one in page.found),
        facets=ordered(page.facets),
        next=Cursor(page.found[-1].place).encode(query) if page.more and page.found else None,
        did_you_mean=meant,
        exact=backend.exact(exact_terms(query.text, normalise)),
        generation=backend.generation,
        corrected=corrected,
    )


def suggestions(
    backend: Backend, prefix: str, limit: int, normalise: Normalise
) -> tuple[Suggestion, ...]:
    """The best titles for what has been typed; body text does not suggest."""
    for reading in parse(prefix, normalise):
        words = tuple(
            Word(word.text, tuple(way for way in word.alternatives if way.part != "body"))
            for word in reading
        )
        found = backend.top(words, limit)
        if found:
            return tuple(Suggestion(one.id, one.kind, one.title) for one in found)
    return ()


def _first(
    backend: Backend, query: Query, after: Place | None, readings: Sequence[Words]
) -> tuple[Words, Page]:
    """The first reading that matches anything, or the last one tried."""
    words: Words = ()
    page = Page(0, 0, {}, (), False)
    for words in readings:
        page = backend.page(words, query, after)
        if page.matched:
            break
    return words, page
