"""Writing a Whoosh index: sealed commits, small merges, replacing documents."""

from collections.abc import Callable, Iterable
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.multiproc import MpWriter, SubWriterTask
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter

from search_index.analysis import Normalise
from search_index.documents import Document
from search_index.whoosh_folder import IndexFolder, drop_old_seals, write_seal
from search_index.whoosh_format import fields_of
from search_index.whoosh_postings import ArrayCodec, PostingArrays

_TIER = 8
"""Segments of one size are merged when there are that many of them."""
_MERGE_UP_TO = 2_048
"""Documents in a merge at most, so that no commit takes long; a rebuild makes one of all."""


class _Sealing:
    """Seals a generation before its table of contents exists, and points to it before cleaning."""

    index: IndexFolder
    version: str
    position: int

    def _commit_toc(self, segments: list[Any]) -> None:
        """What Whoosh does here, in an order that never leaves readers without a generation."""
        writer: Any = self
        folder, generation = self.index.root / self.version, writer.generation
        write_seal(folder, generation, self.position, [one.segment_id() for one in segments])
        TOC(writer.schema, segments, generation).write(writer.storage, writer.indexname)
        self.index.publish(self.version, generation)
        clean_files(writer.storage, writer.indexname, generation, segments)
        drop_old_seals(folder, generation)


class ArrayWriter(SegmentWriter):
    """Whoosh's writer of one segment, collecting postings as arrays."""

    def __init__(self, index: FileIndex, **options: Any) -> None:
        super().__init__(index, compound=False, codec=ArrayCodec(), **options)
        self.pool: Any = PostingArrays()


class SealingWriter(_Sealing, ArrayWriter):
    """The writer of this process, with seals."""


class _Builder(SubWriterTask):
    """Another process that writes one segment from files of documents, as Whoosh hands them out."""

    def run(self) -> None:
        writer: Any = ArrayWriter(self.storage.open_index(self.indexname), _lk=False)
        self.writer = writer
        while (job := self.jobqueue.get()) is not None:
            self._process_file(*job)
        self.resultqueue.put((None, writer.pool.fieldnames, writer._finalize_segment()), timeout=5)


class SealingMpWriter(_Sealing, MpWriter):
    """Whoosh's writer over several processes, with seals."""

    def _new_task(self) -> _Builder:
        task = _Builder(
            self.storage, self.indexname, self.jobqueue, self.resultqueue, {}, self.multisegment
        )
        self.tasks.append(task)
        task.start()
        return task


Writer = SealingWriter | SealingMpWriter


def open_writer(folder: IndexFolder, version: str, position: int, procs: int = 1) -> Writer:
    """A writer to a version whose commit makes it live and remembers `position`.

    The caller holds the folder's lock. Raises whatever a damaged index raises.
    """
    opened = FileIndex(FileStorage(str(folder.root / version)))
    writer: Writer
    if procs > 1:
        writer = SealingMpWriter(
            opened, procs=procs, batchsize=500, multisegment=True, compound=False
        )
    else:
        writer = SealingWriter(opened)
    writer.index, writer.version, writer.position = folder, version, position
    return writer


def replace_documents(
    writer: Writer, gone: Iterable[str], come: Iterable[Document], normalise: Normalise
) -> None:
    """Take ids out of the existing segments, then add documents to the new one."""
    readers = [
        (segment, SegmentReader(writer.storage, writer.schema, segment))
        for segment in writer.segments
    ]
    for document_id in gone:
        for segment, reader in readers:
            for number in _numbers(reader, document_id):
                if not segment.is_deleted(number):
                    segment.delete_document(number)
    for _, reader in readers:
        reader.close()
    for document in come:
        writer.add_document(**fields_of(document, normalise))


def add_all(
    writer: Writer,
    documents: Iterable[Document],
    normalise: Normalise,
    progress: Callable[[int], None] | None,
) -> int:
    """Add documents of a rebuild; returns their number."""
    count = 0
    for document in documents:
        writer.add_document(**fields_of(document, normalise))
        count += 1
        if progress and count % 500 == 0:
            progress(count)
    if progress:
        progress(count)
    return count


def merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge segments of about the same size once there are many; leave the large ones alone."""
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        tiers.setdefault(segment.doc_count_all().bit_length() // 3, []).append(segment)
    for tier in sorted(tiers):
        together = tiers[tier]
        size = sum(segment.doc_count_all() for segment in together)
        if len(together) >= _TIER and size <= _MERGE_UP_TO:
            for segment in together:
                reader = SegmentReader(writer.storage, writer.schema, segment)
                writer.add_reader(reader)
                reader.close()
            return [segment for segment in segments if segment not in together]
    return segments


def _numbers(reader: Any, document_id: str) -> list[int]:
    try:
        return list(reader.postings("id", document_id.encode()).all_ids())
    except TermNotFound:
        return []
