"""The search store in a folder: Whoosh writes and keeps the segments, numpy answers from them."""

import threading
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from search_index.analysis import Normalise
from search_index.documents import Change, Document
from search_index.searching import answer, suggestions
from search_index.store import Health, IndexUnavailable, Query, Results, Suggestion
from search_index.whoosh_folder import IndexFolder, Pointer, read_seal, toc_name
from search_index.whoosh_format import make_schema
from search_index.whoosh_segment import SegmentView
from search_index.whoosh_snapshot import LiveSegment, Snapshot
from search_index.whoosh_writer import Writer, add_all, merge_small, open_writer, replace_documents

MANY_SEGMENTS = 40
"""With more segments than this a rebuild is advised; searching still works."""


class WhooshStore:
    """The port of `store.py` over a folder. One object serves all threads of a process."""

    def __init__(self, root: Path, normalise: Normalise, lock_wait: float = 10.0) -> None:
        self._folder = IndexFolder(Path(root))
        self._normalise = normalise
        self._lock_wait = lock_wait
        self._loading = threading.Lock()
        self._live: tuple[Pointer, Snapshot] | None = None

    def search(self, query: Query) -> Results:
        """See the port."""
        return answer(self._snapshot(), query, self._normalise)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """See the port."""
        return suggestions(self._snapshot(), prefix, limit, self._normalise)

    def position(self) -> int:
        """See the port. Reads the seal only, not the index."""
        pointer = self._folder.pointer()
        return read_seal(self._folder.root / pointer.version, pointer.generation).position

    def health(self) -> Health:
        """See the port. Compares every file with its seal, so it also sees silent damage."""
        try:
            snapshot = _load(self._folder, self._folder.pointer(), None)
        except IndexUnavailable as error:
            return Health(False, str(error), "", 0, 0)
        count = len(snapshot.segments)
        detail = (
            f"{count} segments: a rebuild would make searching faster"
            if count > MANY_SEGMENTS
            else f"{snapshot.documents} documents in {count} segments"
        )
        return Health(True, detail, snapshot.generation, snapshot.documents, snapshot.position)

    def apply(self, changes: Iterable[Change], position: int) -> None:
        """See the port."""
        latest = {change.id: change.document for change in changes}
        with self._folder.writing(self._lock_wait):
            pointer = self._folder.pointer()
            if position <= self.position():
                return
            writer = _open_writer(self._folder, pointer.version, position)
            try:
                come = [document for document in latest.values() if document is not None]
                replace_documents(writer, latest, come, self._normalise)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=merge_small)

    def rebuild(
        self,
        documents: Iterable[Document],
        position: int,
        progress: Callable[[int], None] | None = None,
        procs: int = 1,
    ) -> None:
        """See the port."""
        with self._folder.writing(self._lock_wait):
            folder = self._folder.new_version()
            FileIndex.create(FileStorage(str(folder)), make_schema())
            writer = open_writer(self._folder, folder.name, position, procs)
            try:
                add_all(writer, documents, self._normalise, progress)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(merge=False)
            self._folder.sweep(keep=folder.name)

    def _snapshot(self) -> Snapshot:
        """The committed state; loaded again only when the pointer has changed."""
        pointer = self._folder.pointer()
        live = self._live
        if live is None or live[0] != pointer:
            with self._loading:
                live = self._live
                if live is None or live[0] != pointer:
                    live = self._load_latest(live[1] if live else None)
                    self._live = live
        live[1].check()
        return live[1]

    def _load_latest(self, before: Snapshot | None) -> tuple[Pointer, Snapshot]:
        """Load; a commit while reading takes files away, so look once more if the pointer moved."""
        for _ in range(5):
            pointer = self._folder.pointer()
            try:
                return pointer, _load(self._folder, pointer, before)
            except IndexUnavailable:
                if self._folder.pointer() == pointer:
                    raise
        raise IndexUnavailable("the search index changes faster than it can be read")


def _open_writer(folder: IndexFolder, version: str, position: int) -> Writer:
    """A writer to the live version; raises IndexUnavailable."""
    try:
        return open_writer(folder, version, position)
    except Exception as error:  # a damaged pickle can raise anything
        raise IndexUnavailable(f"the search index cannot be opened: {error!r}") from error


def _load(folder: IndexFolder, pointer: Pointer, before: Snapshot | None) -> Snapshot:
    """Read a generation, keeping the segments that have not changed. Raises IndexUnavailable."""
    place = folder.root / pointer.version
    try:
        toc_bytes = (place / toc_name(pointer.generation)).read_bytes()
        if zlib.crc32(toc_bytes) != pointer.toc_checksum:
            raise IndexUnavailable("the table of contents of the search index is damaged")
        seal = read_seal(place, pointer.generation)
        storage = FileStorage(str(place))
        toc = TOC.read(storage, "MAIN", gen=pointer.generation)
        known = before.views if before and before.version == pointer.version else {}
        segments = []
        for segment in toc.segments:
            view = known.get(segment.segment_id())
            if view is None:
                view = SegmentView(place, segment, toc.schema, storage, seal)
            segments.append(LiveSegment(segment.segment_id(), view, set(segment.deleted_docs())))
        return Snapshot(pointer, seal.position, tuple(segments))
    except IndexUnavailable:
        raise
    except Exception as error:  # damaged bytes can raise anything while they are read
        raise IndexUnavailable(f"the search index cannot be read: {error!r}") from error
