"""Both stores, empty or with a few documents; a place can be opened twice, as by two processes."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from search_index.documents import Document
from search_index.postgres_store import PostgresStore
from search_index.store import SearchStore
from search_index.whoosh_store import WhooshStore
from tests.search_index.corpus import standards
from tests.search_index.samples import documents as sample_documents
from webapp.domain.standard_numbers import normalise_number


@dataclass(frozen=True)
class Place:
    """Where an index is: what another process needs to open the same one."""

    kind: str
    address: str
    schema: str = ""

    def open(self, lock_wait: float = 10.0) -> SearchStore:
        """A store over this place."""
        if self.kind == "whoosh":
            return WhooshStore(Path(self.address), normalise_number, lock_wait)
        return PostgresStore(self.address, normalise_number, self.schema, lock_wait)


def drop_schema(place: Place) -> None:
    """Remove what a test left in PostgreSQL."""
    with psycopg.connect(place.address, autocommit=True) as connection:
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(place.schema)))


@pytest.fixture(params=["whoosh", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty place of each kind."""
    if request.param == "whoosh":
        yield Place("whoosh", str(tmp_path / "search"))
        return
    url = request.getfixturevalue("postgres_url")
    made = Place("postgres", url, f"search_test_{os.getpid()}_{abs(hash(tmp_path)):x}"[:60])
    yield made
    drop_schema(made)


@pytest.fixture
def store(place: Place) -> SearchStore:
    """A store whose index is built and empty, at position 0."""
    opened = place.open()
    opened.rebuild([], 0)
    return opened


@pytest.fixture
def filled(store: SearchStore) -> Callable[..., SearchStore]:
    """Builds the store from documents and returns it."""

    def fill(*documents: Document) -> SearchStore:
        store.rebuild(documents, 1)
        return store

    return fill


@pytest.fixture(scope="module", params=["whoosh", "postgres"])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared_data: Path
) -> Iterator[SearchStore]:
    """The real standards and the samples, built once for all tests of a file; not to be changed."""
    folder = tmp_path_factory.mktemp("library")
    if request.param == "whoosh":
        place = Place("whoosh", str(folder))
    else:
        url = request.getfixturevalue("postgres_url")
        place = Place("postgres", url, f"search_library_{os.getpid()}_{abs(hash(folder)):x}"[:60])
    store = place.open()
    store.rebuild([*standards(shared_data), *sample_documents()], 1)
    yield store
    if place.kind == "postgres":
        drop_schema(place)
