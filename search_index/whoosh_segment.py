"""One immutable segment, read into memory once and matched with numpy."""

import json
import os
import re
import threading
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader, TermNotFound

from search_index.facets import FacetTable, Ints
from search_index.query import Alternative, Word
from search_index.ranking import Ranks, ranks
from search_index.store import IndexUnavailable, Sort
from search_index.whoosh_folder import Seal
from search_index.whoosh_format import FACTS, RECORD, Docs, split_blob

Scores = npt.NDArray[np.float32]

COVERAGE = 3.0
"""A title that is the query and nothing else gains this much; a longer one its share of it."""
_BYTES_PER_CHECK = 400
"""Looking into one document costs as much as reading this many bytes of the column at once."""
_REMEMBERED = 128
"""Needles whose documents are remembered per segment."""
_NONE: Docs = np.empty(0, dtype=np.uint32)


class Texts:
    """A column of bytes, one piece per document."""

    def __init__(self, raw: bytes, count: int) -> None:
        values, offsets = split_blob(np.frombuffer(raw, dtype=np.uint8), count)
        self.values = values.tobytes()
        self.offsets = offsets.astype(np.int64)

    def __getitem__(self, doc: int) -> bytes:
        return self.values[self.offsets[doc] : self.offsets[doc + 1]]

    def everywhere(self, needle: bytes) -> Docs:
        """All documents whose piece holds the needle, by one pass over the whole column."""
        found = [match.start() for match in re.finditer(re.escape(needle), self.values)]
        docs = np.searchsorted(self.offsets, np.array(found, dtype=np.int64), side="right") - 1
        return np.unique(docs).astype(np.uint32)

    def among(self, docs: Docs, needle: bytes) -> Docs:
        """Those of the documents whose piece holds the needle, looking at each."""
        find = self.values.find
        starts = self.offsets[docs].tolist()
        ends = self.offsets[docs + np.uint32(1)].tolist()
        held = [find(needle, at, end) >= 0 for at, end in zip(starts, ends, strict=True)]
        return docs[np.array(held, dtype=np.bool_)] if held else _NONE


class SegmentView:
    """Everything that is asked of a segment. Raises IndexUnavailable if a file is not as sealed."""

    def __init__(self, folder: Path, segment: Any, schema: Any, storage: Any, seal: Seal) -> None:
        self.count: int = segment.doc_count_all()
        self._prefix = segment.segment_id()
        for name, (size, checksum) in seal.files.items():
            if name.startswith(f"{self._prefix}."):
                _check_file(folder / name, size, checksum)
        self._texts = {
            name: Texts((folder / f"{self._prefix}.{name}.col").read_bytes(), self.count)
            for name in ("id", "title", "names", "number", "body", "sound", *FACTS)
        }
        self._reader = SegmentReader(storage, schema, segment)
        self._postings = os.open(folder / f"{self._prefix}.pst", os.O_RDONLY)
        self._terms = os.open(folder / f"{self._prefix}.trm", os.O_RDONLY)
        self._state = self._fingerprint()
        self._lock = threading.Lock()
        self._remembered: OrderedDict[tuple[str, bytes], Docs] = OrderedDict()
        self.record = np.frombuffer(self._texts["record"].values, dtype=RECORD)
        if len(self.record) != self.count:
            raise IndexUnavailable("a segment of the search index is incomplete")
        self.combination, combinations = _ordinals(self._texts["facets"], self.count)
        self.table = FacetTable(combinations)
        self.timeline = Timeline(self._texts["instants"], self._texts["standings"], self.count)

    def __del__(self) -> None:
        for name in ("_postings", "_terms"):
            if hasattr(self, name):
                os.close(getattr(self, name))

    def check(self) -> None:
        """Raise IndexUnavailable if somebody wrote into the files that are read while searching."""
        if self._fingerprint() != self._state:
            raise IndexUnavailable("a file of the search index was changed on disk; rebuild it")

    def text(self, name: str, doc: int) -> str:
        """One column of one document."""
        return self._texts[name][doc].decode("utf-8", "replace")

    def holders(self, part: str, term: str) -> Docs:
        """Documents that have a term in a part, ascending."""
        try:
            with self._lock:  # Whoosh's dictionary seeks in one shared file
                info: Any = self._reader.term_info(part, term.encode("utf-8", "replace"))
        except TermNotFound:
            return _NONE
        offset, length = info.extent()[0], 4 * info.doc_frequency()
        raw = os.pread(self._postings, length, offset)
        if len(raw) != length:
            raise IndexUnavailable("the postings of the search index are cut off; rebuild it")
        return np.frombuffer(raw, dtype="<u4")

    def has(self, part: str, term: str) -> bool:
        """Whether some document, deleted or not, has a term in a part."""
        with self._lock:
            return (part, term.encode("utf-8", "replace")) in self._reader

    def match(self, words: tuple[Word, ...]) -> Scores:
        """Scores of all documents; zero where a word is not found."""
        total: Scores | None = None
        for word in words:
            scores = self._word_scores(word)
            if total is None:
                total = scores
            else:
                total = np.where((total > 0) & (scores > 0), total + scores, np.float32(0))
            if not total.any():
                break
        return np.zeros(self.count, dtype=np.float32) if total is None else total

    def ranks(self, sort: Sort, docs: Docs, scores: Scores) -> Ranks:
        """The rank of each document, see ranking.ranks."""
        rows = self.record[docs]
        return ranks(sort, scores, rows["date"], rows["prefix"].astype(np.uint64))

    def _word_scores(self, word: Word) -> Scores:
        scores = np.zeros(self.count, dtype=np.float32)
        for alternative in word.alternatives:
            docs = self._found(alternative)
            if not len(docs):
                continue
            weight: Any = np.float32(alternative.weight)
            if alternative.length:
                shown = np.maximum(self.record["length"][docs], alternative.length)
                weight = weight + np.float32(COVERAGE * alternative.length) / shown
            scores[docs] = np.maximum(scores[docs], weight)
        return scores

    def _found(self, alternative: Alternative) -> Docs:
        """Documents of one alternative: the rarest term first, then the needle."""
        lists = [self.holders(alternative.part, term) for term in alternative.terms]
        lists.sort(key=len)
        docs = lists[0] if lists else np.arange(self.count, dtype=np.uint32)
        for other in lists[1:]:
            if not len(docs):
                return docs
            places = np.minimum(np.searchsorted(other, docs), len(other) - 1)
            docs = docs[other[places] == docs]
        if not alternative.needle or not len(docs):
            return docs
        return self._holding(alternative.part, alternative.needle.encode("utf-8", "replace"), docs)

    def _holding(self, part: str, needle: bytes, docs: Docs) -> Docs:
        key = (part, needle)
        texts = self._texts[part]
        with self._lock:
            known = self._remembered.get(key)
        if known is not None:
            return known
        if len(docs) * _BYTES_PER_CHECK > len(texts.values):
            found = texts.everywhere(needle)
        else:
            found = texts.among(docs, needle)
        with self._lock:
            self._remembered[key] = found
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return found

    def _fingerprint(self) -> tuple[tuple[int, int], ...]:
        states = (os.fstat(self._postings), os.fstat(self._terms))
        return tuple((state.st_size, state.st_mtime_ns) for state in states)


class Timeline:
    """The standing of every document at any instant, without one row being changed."""

    def __init__(self, instants: Texts, standings: Texts, count: int) -> None:
        pattern, patterns = _ordinals(standings, count)
        codes = {"": 0}
        words = [json.loads(key) if key else [] for key in patterns]
        rows = [[codes.setdefault(word, len(codes)) for word in row] for row in words]
        self.standings = list(codes)
        width = 1 + max((len(row) for row in rows), default=0)
        self._table = np.zeros((max(1, len(rows)), width), dtype=np.int64)
        for place, row in enumerate(rows):
            self._table[place, 1 : 1 + len(row)] = row
        self._pattern = pattern
        self._starts = np.frombuffer(instants.values, dtype="<i8")
        self._bounds = instants.offsets // 8

    def at(self, instant: int) -> Ints:
        """The standing code of each document; 0 where there is none (yet)."""
        begun = np.concatenate(([0], np.cumsum(self._starts <= instant)))
        spans = begun[self._bounds[1:]] - begun[self._bounds[:-1]]
        return np.asarray(self._table[self._pattern, spans], dtype=np.int64)


def _ordinals(texts: Texts, count: int) -> tuple[Ints, list[str]]:
    """Each document's value as a number, and the values by number."""
    known: dict[bytes, int] = {}
    bounds = texts.offsets.tolist()
    values = texts.values
    codes = [
        known.setdefault(values[bounds[doc] : bounds[doc + 1]], len(known)) for doc in range(count)
    ]
    return np.array(codes, dtype=np.int64), [key.decode() for key in known]


def _check_file(path: Path, size: int, checksum: int) -> None:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexUnavailable(f"a file of the search index cannot be read: {error}") from None
    if len(content) != size or zlib.crc32(content) != checksum:
        raise IndexUnavailable(f"{path.name} of the search index is damaged; rebuild it")
