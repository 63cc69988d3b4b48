"""What a document becomes in a segment: terms of its parts, and columns that are read whole.

A column is one piece of bytes and the offsets in it, so that numpy and `bytes.find` can work on
all documents at once.
"""

import json
from array import array
from collections.abc import Generator
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.columns import Column, ColumnReader, ColumnWriter
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

from search_index.analysis import PARTS, Normalise, analyse
from search_index.documents import Document, storable
from search_index.facets import facet_key
from search_index.ranking import date_number, title_prefix

Bytes = npt.NDArray[np.uint8]
Docs = npt.NDArray[np.uint32]
Postings = Generator[tuple[bytes, int, float, bytes], Any, None]
"""Term, frequency, weight and payload, as Whoosh wants them; only the term is of use here."""

RECORD = np.dtype([("weight", "<f4"), ("date", "<u4"), ("prefix", "<u8"), ("length", "<u2")])
"""Numbers of a document: weight, date as yyyymmdd, start of its title key, length of its title."""


# --- columns --------------------------------------------------------------------------------


class BlobColumn(Column):
    """Bytes of every document one after the other, then the offsets (count + 1, 8 bytes each)."""

    def writer(self, dbfile: Any) -> "BlobWriter":
        """Called by Whoosh for a new segment."""
        return BlobWriter(dbfile)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> "BlobReader":
        """Called by Whoosh when it merges segments."""
        return BlobReader(dbfile, basepos, length, doccount)

    def default_value(self, reverse: bool = False) -> bytes:
        """A document without a value has empty bytes."""
        return b""


class BlobWriter(ColumnWriter):
    """Writes values as they come and remembers where each begins."""

    def __init__(self, dbfile: Any) -> None:
        super().__init__(dbfile)
        self._starts = array("Q")
        self._size = 0

    def add(self, docnum: int, value: bytes) -> None:
        """Append the value of a document; documents that were left out have none."""
        self._starts.extend([self._size] * (docnum + 1 - len(self._starts)))
        self._dbfile.write(value)
        self._size += len(value)

    def finish(self, docnum: int) -> None:
        """Write the offsets of `docnum` documents and where the last one ends."""
        self._starts.extend([self._size] * (docnum + 1 - len(self._starts)))
        self._dbfile.write(np.asarray(self._starts, dtype="<u8").tobytes())


def split_blob(raw: Bytes, count: int) -> tuple[Bytes, npt.NDArray[np.uint64]]:
    """Values and offsets of a column of `count` documents; raises ValueError if they disagree."""
    split = len(raw) - 8 * (count + 1)
    if split < 0:
        raise ValueError("a column is cut off")
    offsets = np.frombuffer(raw[split:].tobytes(), dtype="<u8")
    if offsets[-1] != split:
        raise ValueError("a column does not end where it says")
    return raw[:split], offsets


class BlobReader(ColumnReader):
    """Single values, for Whoosh's own use."""

    def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
        super().__init__(dbfile, basepos, length, doccount)
        raw = np.frombuffer(dbfile.get(basepos, length), dtype=np.uint8)
        self._values, self._offsets = split_blob(raw, doccount)

    def __getitem__(self, docnum: int) -> bytes:
        return self._values[self._offsets[docnum] : self._offsets[docnum + 1]].tobytes()


# --- fields ---------------------------------------------------------------------------------


class Entry:
    """A document on its way into the index; analysed when first asked, in whatever process."""

    def __init__(self, document: Document, normalise: Normalise) -> None:
        self.document = document
        self.normalise = normalise
        self._parts: dict[str, tuple[set[str], str]] | None = None

    def part(self, name: str) -> tuple[set[str], str]:
        """Terms and text of one part."""
        if self._parts is None:
            self._parts = analyse(self.document, self.normalise)
        return self._parts[name]


class PartField(FieldType):
    """Terms of one part of a document, with the part's text as a column."""

    def __init__(self, name: str) -> None:
        self.format = Existence()
        self.name = name
        self.column_type = BlobColumn()

    def index(self, value: Entry, **_: Any) -> Postings:
        """The terms, each once."""
        for term in value.part(self.name)[0]:
            yield term.encode("utf-8", "replace"), 1, 1.0, b""

    def to_column_value(self, value: Entry) -> bytes:
        """The canonical text."""
        return value.part(self.name)[1].encode("utf-8", "replace")


class IdField(FieldType):
    """The id, indexed so that a document can be replaced, and as a column."""

    def __init__(self) -> None:
        self.format = Existence()
        self.column_type = BlobColumn()

    def index(self, value: Entry, **_: Any) -> Postings:
        """The id itself is the only term."""
        yield value.document.id.encode(), 1, 1.0, b""

    def to_column_value(self, value: Entry) -> bytes:
        """The id as bytes."""
        return value.document.id.encode()


class FactField(COLUMN):
    """A column that is not searched; see `_fact` for what each one holds."""

    def __init__(self, name: str) -> None:
        super().__init__(BlobColumn())
        self.name = name

    def to_column_value(self, value: Entry) -> bytes:
        """The bytes of this fact."""
        return _fact(self.name, value.document)


FACTS = ("kind", "shown", "title_key", "record", "facets", "instants", "standings")


def _fact(name: str, document: Document) -> bytes:
    """Facets as one canonical text, spans as instants (8 bytes each) and words apart."""
    match name:
        case "shown":
            return storable(document.title).encode()
        case "record":
            return _record(document)
        case "facets":
            return facet_key(document).encode()
        case "instants":
            return np.asarray([at for at, _ in document.spans], dtype="<i8").tobytes()
        case "standings":
            words = [storable(standing) for _, standing in document.spans]
            return json.dumps(words).encode() if words else b""
        case _:
            return storable(str(getattr(document, name))).encode()


def _record(document: Document) -> bytes:
    length = max(1, min(65_535, len(document.title)))
    row = (document.weight, date_number(document.date), title_prefix(document.title_key), length)
    return np.array([row], dtype=RECORD).tobytes()


def make_schema() -> Schema:
    """The fields of an index."""
    fields = {name: PartField(name) for name in PARTS} | {name: FactField(name) for name in FACTS}
    return Schema(id=IdField(), **fields)


def fields_of(document: Document, normalise: Normalise) -> dict[str, Entry]:
    """What Whoosh's writer takes: the same entry for every field."""
    entry = Entry(document, normalise)
    return dict.fromkeys(("id", *PARTS, *FACTS), entry)
