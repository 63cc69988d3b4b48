"""Postings as plain arrays: a codec and a pool for Whoosh's writer.

Whoosh keeps what it is good at (segments, deletions, merging, the dictionary of terms, the table
of contents). Its own postings are sorted tuples written as compressed blocks, one Python call per
posting. Here a writer collects one array of document numbers per term and writes it as it is, and
a reader gets it back as a numpy array without decoding anything.
"""

from array import array
from collections import defaultdict
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.matching.mcore import ListMatcher


class PostingArrays:
    """Takes the place of Whoosh's pool of postings: per field and term, ascending documents."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[bytes, array[int]]] = defaultdict(dict)

    @property
    def fieldnames(self) -> set[str]:
        """Fields that have any term."""
        return set(self.fields)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting as Whoosh gives it: field, term, document, weight, payload."""
        fieldname, term, document = posting[:3]
        terms = self.fields[fieldname]
        known = terms.get(term)
        if known is None:
            terms[term] = array("I", (document,))
        else:
            known.append(document)

    def iter_postings(self) -> "PostingArrays":
        """What the field writer below is given instead of an iterator."""
        return self

    def cleanup(self) -> None:
        """Forget everything; nothing was put on disk."""
        self.fields.clear()


class ArrayPostingsWriter(W3PostingsWriter):
    """Writes the document numbers of a term as one little-endian array, and nothing else."""

    def write_term(self, documents: "array[int]") -> None:
        """All documents of the term that was started."""
        self._ids = documents
        self._weights = array("f", (1.0,)) * len(documents)
        self._maxweight = 1.0

    def _write_block(self, last: bool = False) -> None:
        if self._terminfo is None:
            raise RuntimeError("a posting was written outside a term")
        self._terminfo.add_block(self)
        self._postfile.write(np.asarray(self._ids, dtype="<u4").tobytes())
        self._blockcount += 1
        self._new_block()


class ArrayFieldWriter(W3FieldWriter):
    """Writes whole terms."""

    def add_postings(self, schema: Any, lengths: Any, items: PostingArrays) -> None:
        """Fields and terms in order, as the dictionary of terms needs them."""
        for fieldname in sorted(items.fields):
            self.start_field(fieldname, schema[fieldname])
            writer: Any = self._postwriter
            for term, documents in sorted(items.fields[fieldname].items()):
                self.start_term(term)
                writer.write_term(documents)
                self.finish_term()
            self.finish_field()


class ArrayCodec(W3Codec):
    """Whoosh's codec with the postings above."""

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:
        """Called by Whoosh for a new segment."""
        return ArrayFieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> ArrayPostingsWriter:
        """One block without end per term, never inlined."""
        return ArrayPostingsWriter(dbfile, blocklimit=2**31, byteids=byteids, inlinelimit=0)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """The way Whoosh itself reads postings, when it merges segments or looks up an id."""
        raw = dbfile.get(terminfo.extent()[0], 4 * terminfo.doc_frequency())
        ids = np.frombuffer(raw, dtype="<u4").tolist()
        return ListMatcher(
            ids,
            values=[b""] * len(ids),
            format=format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )
