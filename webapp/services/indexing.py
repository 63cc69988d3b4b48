"""The follower that keeps the search index in step with the committed sequence."""

from collections.abc import Callable
from datetime import tzinfo

from search_index.documents import Change as IndexChange
from search_index.store import SearchStore
from webapp.extensions import db
from webapp.queries.outbox import Change, last_sequence, list_changes
from webapp.queries.search_documents import KINDS, dependents_of, documents_of, stream_documents

BATCH = 1000


def follow(store: SearchStore, zone: tzinfo, batch: int = BATCH) -> int:
    """Take up to `batch` changes into the index in one index commit; return how many.

    Raises the store's IndexUnavailable and WriterBusy; nothing is lost then, the position stays.
    """
    changes = list_changes(store.position(), batch)
    if not changes:
        db.session.rollback()
        return 0
    store.apply(_index_changes(_affected(changes), zone), changes[-1].sequence)
    db.session.rollback()
    return len(changes)


def rebuild(
    store: SearchStore,
    zone: tzinfo,
    progress: Callable[[int], None] | None = None,
    processes: int = 1,
) -> None:
    """Build the index anew from the database and swap it in.

    The position is read before the records: what changes meanwhile is followed afterwards.
    """
    position = last_sequence()
    store.rebuild(stream_documents(zone), position, progress, processes)
    db.session.rollback()


def is_ahead_of_database(store: SearchStore) -> bool:
    """Whether the index belongs to another database: it has read further than there is."""
    try:
        return store.position() > last_sequence()
    finally:
        db.session.rollback()


def _affected(changes: list[Change]) -> dict[str, set[int]]:
    """The records whose documents must be made anew, by kind."""
    changed: dict[str, set[int]] = {}
    for change in changes:
        if change.kind in KINDS:
            changed.setdefault(change.kind, set()).add(change.id)
    affected = {kind: set(ids) for kind, ids in changed.items()}
    for kind, ids in changed.items():
        for other, others in dependents_of(kind, sorted(ids)).items():
            affected.setdefault(other, set()).update(others)
    return affected


def _index_changes(affected: dict[str, set[int]], zone: tzinfo) -> list[IndexChange]:
    changes = []
    for kind, ids in affected.items():
        found = {document.id: document for document in documents_of(kind, sorted(ids), zone)}
        for number in sorted(ids):
            document = found.get(f"{kind}:{number}")
            changes.append(
                IndexChange.put(document) if document else IndexChange.delete(f"{kind}:{number}")
            )
    return changes
