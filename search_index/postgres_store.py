"""The search store in PostgreSQL, for installations with several machines.

It lives in a schema of its own beside the registry's tables and keeps nothing in memory that
cannot be read again. One connection per thread, opened on first use.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import Any, LiteralString, TypeVar
from zlib import crc32

import psycopg
from psycopg import errors
from psycopg.sql import Composed

from search_index.analysis import Normalise
from search_index.documents import Change, Document
from search_index.facets import FacetTable
from search_index.postgres_snapshot import Dictionaries, PostgresSnapshot
from search_index.postgres_tables import (
    Version,
    create_indexes,
    create_state,
    create_tables,
    delete_documents,
    drop_tables,
    insert_documents,
    refresh_standings,
)
from search_index.searching import answer, suggestions
from search_index.store import (
    Health,
    IndexUnavailable,
    Query,
    Results,
    Suggestion,
    WriterBusy,
)

_SETTINGS = (
    "-c jit=off -c work_mem=64MB -c maintenance_work_mem=256MB -c statement_timeout=0"
    " -c max_parallel_workers_per_gather=0 -c enable_seqscan=off"
)
"""Terms are out of line, so that reading whole tables costs more than the planner believes."""
_BATCH = 1_000
_RETRY_EVERY = 0.02
T = TypeVar("T")
Connection = psycopg.Connection[Any]
_GONE = (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedColumn)


class PostgresStore:
    """The port of `store.py` over one schema of a PostgreSQL database (15 or later)."""

    def __init__(
        self, url: str, normalise: Normalise, schema: str = "search_index", lock_wait: float = 10.0
    ) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._normalise = normalise
        self._schema = schema
        self._lock_wait = lock_wait
        self._lock_key = crc32(schema.encode())
        self._own = threading.local()
        self._dictionaries: Dictionaries | None = None

    def search(self, query: Query) -> Results:
        """See the port."""
        return self._reading(lambda snapshot: answer(snapshot, query, self._normalise))

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """See the port."""
        return self._reading(lambda snapshot: suggestions(snapshot, prefix, limit, self._normalise))

    def position(self) -> int:
        """See the port."""
        with self._unavailable():
            return self._state(self._connection())[2]

    def health(self) -> Health:
        """See the port."""
        try:
            with self._unavailable():
                connection = self._connection()
                live, generation, position = self._state(connection)
                version = Version(self._schema, live)
                row = connection.execute(version.sql("SELECT count(*) FROM {shown}")).fetchone()
        except IndexUnavailable as error:
            return Health(False, str(error), "", 0, 0)
        count = int(row[0]) if row else 0
        return Health(True, f"{count} documents", f"{live}.{generation}", count, position)

    def apply(self, changes: Iterable[Change], position: int) -> None:
        """See the port."""
        latest = {change.id: change.document for change in changes}
        with self._unavailable(), self._writing() as connection:
            live, generation, known = self._state(connection)
            if position <= known:
                return
            version = Version(self._schema, live)
            come = [document for document in latest.values() if document is not None]
            with connection.transaction():
                delete_documents(connection, version, list(latest))
                insert_documents(connection, version, come, self._normalise)
                refresh_standings(connection, version)
                self._set_state(connection, live, generation + 1, position)

    def rebuild(
        self,
        documents: Iterable[Document],
        position: int,
        progress: Callable[[int], None] | None = None,
        procs: int = 1,
    ) -> None:
        """See the port. One process writes; `procs` is for stores that can use more."""
        with self._unavailable(), self._writing() as connection:
            create_state(connection, self._schema)
            before = connection.execute(self._sql("SELECT live FROM {schema}.state")).fetchone()
            live = int(before[0]) if before else 0
            version = Version(self._schema, live + 1)
            drop_tables(connection, version)
            with connection.transaction():
                create_tables(connection, version)
                self._fill(connection, version, documents, progress)
                create_indexes(connection, version)
                self._set_state(connection, version.number, 1, position)
            drop_tables(connection, Version(self._schema, live))

    def _fill(
        self,
        connection: Connection,
        version: Version,
        documents: Iterable[Document],
        progress: Callable[[int], None] | None,
    ) -> None:
        rest = iter(documents)
        count = 0
        while batch := list(islice(rest, _BATCH)):
            insert_documents(connection, version, batch, self._normalise, count + 1)
            count += len(batch)
            if progress:
                progress(count)

    def _reading(self, ask: Callable[[PostgresSnapshot], T]) -> T:
        """Ask one consistent state; once more if a rebuild took its tables away meanwhile."""
        with self._unavailable():
            try:
                return self._ask(ask)
            except (*_GONE, errors.OperationalError):
                self._own.connection = None
                return self._ask(ask)

    def _ask(self, ask: Callable[[PostgresSnapshot], T]) -> T:
        connection = self._connection()
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            live, generation, _ = self._state(connection)
            version = Version(self._schema, live)
            known = self._dictionaries_of(connection, version)
            return ask(PostgresSnapshot(connection, version, generation, known))

    def _dictionaries_of(self, connection: Connection, version: Version) -> Dictionaries:
        """What the numbers of a version mean, read again when there are new ones."""
        row = connection.execute(
            version.sql(
                "SELECT coalesce((SELECT max(id) FROM {combos}), 0),"
                " coalesce((SELECT max(id) FROM {standings}), 0)"
            )
        ).fetchone()
        sizes = (int(row[0]) + 1, int(row[1]) + 1) if row else (1, 1)
        known = self._dictionaries
        if known is None or known.version != version.number or known.sizes != sizes:
            keys, standings = [""] * sizes[0], [""] * sizes[1]
            for number, word in connection.execute(version.sql("SELECT id, word FROM {combos}")):
                keys[number] = word
            for number, word in connection.execute(version.sql("SELECT id, word FROM {standings}")):
                standings[number] = word
            known = Dictionaries(version.number, sizes, FacetTable(keys), tuple(standings))
            self._dictionaries = known
        return known

    def _connection(self) -> Connection:
        """This thread's connection, opened anew if it was lost."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None or connection.closed or connection.broken:
            connection = self._own.connection = self._connect()
        return connection

    def _connect(self) -> Connection:
        return psycopg.connect(
            self._url, autocommit=True, prepare_threshold=None, options=_SETTINGS, connect_timeout=5
        )

    def _state(self, connection: Connection) -> tuple[int, int, int]:
        """Live version, generation and position; raises IndexUnavailable before the first build."""
        row = connection.execute(
            self._sql("SELECT live, generation, position FROM {schema}.state")
        ).fetchone()
        if row is None:
            raise IndexUnavailable("there is no search index yet; rebuild it")
        return int(row[0]), int(row[1]), int(row[2])

    def _set_state(self, connection: Connection, live: int, generation: int, position: int) -> None:
        connection.execute(
            self._sql(
                "INSERT INTO {schema}.state (live, generation, position) VALUES (%s, %s, %s)"
                " ON CONFLICT (one) DO UPDATE SET live = excluded.live,"
                " generation = excluded.generation, position = excluded.position"
            ),
            [live, generation, position],
        )

    def _sql(self, text: LiteralString) -> Composed:
        return Version(self._schema, 0).sql(text)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection of its own that holds the writer's lock; raises WriterBusy."""
        deadline = time.monotonic() + self._lock_wait
        with closing(self._connect()) as connection:
            while not _locked(connection, self._lock_key):
                if time.monotonic() > deadline:
                    raise WriterBusy(
                        f"the search index is being written, waited {self._lock_wait:g} s"
                    )
                time.sleep(_RETRY_EVERY)
            yield connection

    @contextmanager
    def _unavailable(self) -> Iterator[None]:
        """A database that is away, or has no such tables, is an index that is unavailable."""
        try:
            yield
        except _GONE:
            raise IndexUnavailable("there is no search index yet; rebuild it") from None
        except (errors.OperationalError, errors.InternalError) as error:
            raise IndexUnavailable(f"the search database does not answer: {error}") from error


def _locked(connection: Connection, key: int) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
    return bool(row and row[0])
