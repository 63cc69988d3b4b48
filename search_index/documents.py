"""What is put into the index: plain values, made by whoever knows the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, str]
"""From this instant (epoch seconds) the standing is this word, until the next span begins."""


def storable(text: str) -> str:
    """The text without NUL and without halves of surrogate pairs, which nothing can store."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. Texts are as displayed; the index does its own folding.

    `id` is `kind:key`, for example `standard:12`. `identifiers` (USCC, GTIN, certificate number,
    code) lead straight to the document when typed in full. `names` are what else it is called
    (holder, brand, model). `facets` maps a facet to the document's values; `kind` is implied.
    `spans` is the standing over time in ascending order, empty where the kind has no standing.
    `title_key` sorts by title (pinyin), `date` is ISO (`2015-05-15`) or empty, `weight` 0–1 lifts
    what matters more among equals.
    """

    id: str
    kind: str
    title: str
    title_en: str = ""
    number: str = ""
    identifiers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    body: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    title_key: str = ""
    date: str = ""
    weight: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no store could keep; raises ValueError."""
        if not self.id or "\x00" in self.id:
            raise ValueError(f"a document needs an id without NUL, not {self.id!r}")
        instants = [instant for instant, _ in self.spans]
        if instants != sorted(instants):
            raise ValueError(f"{self.id}: spans must ascend, got {instants}")


@dataclass(frozen=True, slots=True)
class Change:
    """Put a document (whole, replacing what had its id) or delete an id."""

    id: str
    document: Document | None = None

    @classmethod
    def put(cls, document: Document) -> "Change":
        """The document as it is now."""
        return cls(document.id, document)

    @classmethod
    def delete(cls, document_id: str) -> "Change":
        """Nothing of this id is found any more; an unknown id is no error."""
        return cls(document_id)
