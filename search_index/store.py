"""The port: what every search store promises. Two adapters, one contract suite."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from search_index.documents import Change, Document

Sort = Literal["relevance", "title", "date"]
Segment = tuple[str, bool]
"""A piece of a title and whether it matched: joined, the pieces are the title again."""

MAX_LIMIT = 200
"""More hits than this are never returned at once; use the cursor."""


class SearchError(Exception):
    """Anything that goes wrong in a store."""


class IndexUnavailable(SearchError):
    """The index is missing, damaged or out of reach; a rebuild (or the database) mends it."""


class WriterBusy(SearchError):
    """Another process is writing and did not finish within the bounded wait. Try again later."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor asks.

    `filters` maps a facet (or `kind`, `standing`) to the wanted values: any of them within a
    facet, all facets together. `at` (epoch seconds) is the instant whose standing counts. `after`
    is the cursor of the page before. With `correct`, a text that finds nothing is answered with
    the hits of its correction, and the results say so.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    limit: int = 20
    after: str | None = None
    at: int = 0
    correct: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document. The caller loads what it is now from the database."""

    id: str
    score: float
    highlight: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer.

    `facets` holds every facet's values with counts, most frequent first; the counts of a facet
    ignore the filter on that facet itself. `exact` is the one document whose number or identifier
    the text is. `did_you_mean` is set only where the text as typed finds nothing; `corrected`
    tells that the hits answer `did_you_mean` instead of the text.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    next: str | None
    did_you_mean: str | None
    exact: str | None
    generation: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title offered while typing."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Health:
    """The state of an index for `/readyz`; `detail` is one English sentence for operators."""

    ok: bool
    detail: str
    generation: str
    documents: int
    position: int


class SearchStore(Protocol):
    """A place where documents are found. Safe for many threads and many processes at once."""

    def search(self, query: Query) -> Results:
        """Answer a query; never an error for any text. Raises IndexUnavailable."""

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles for what has been typed so far. Raises IndexUnavailable."""

    def apply(self, changes: Iterable[Change], position: int) -> None:
        """Commit all changes at once and remember the outbox `position` with them.

        A position that is not beyond the remembered one is a replay and changes nothing.
        Raises WriterBusy, IndexUnavailable.
        """

    def position(self) -> int:
        """The outbox position that the index has taken in; 0 for a new one. IndexUnavailable."""

    def rebuild(
        self,
        documents: Iterable[Document],
        position: int,
        progress: Callable[[int], None] | None = None,
        procs: int = 1,
    ) -> None:
        """Build all anew beside the live index and swap; `progress` hears the count so far.

        Readers keep the old index until the swap; if building fails the old index stays. The ids
        of the documents must be distinct. Raises WriterBusy.
        """

    def health(self) -> Health:
        """How the index is; never raises."""
