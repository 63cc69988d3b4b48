"""Other engines on the same documents and texts: the first 20 ids and a count, no facets."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg
import tantivy
from psycopg.sql import SQL, Identifier

from search_index.analysis import analyse, canonical
from search_index.documents import Document
from search_index.postgres_tables import quoted
from webapp.domain.standard_numbers import normalise_number

Ask = Callable[[str], object]


def everything(document: Document) -> str:
    """All texts of a document as one."""
    return " ".join(
        (document.title, document.title_en, document.number, *document.identifiers,
         *document.names, document.body)
    )  # fmt: skip


def fts5(folder: Path, documents: Sequence[Document]) -> Ask:
    """SQLite's trigram tokenizer; what is shorter than three characters falls back to LIKE."""
    connection = sqlite3.connect(folder / "fts5.sqlite")
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE VIRTUAL TABLE docs USING fts5 (text, tokenize = 'trigram')")
    with connection:
        connection.executemany(
            "INSERT INTO docs (text) VALUES (?)", ((everything(one),) for one in documents)
        )

    def ask(text: str) -> object:
        words = [word for word in text.split() if len(word) > 2]
        if not words:
            pattern = f"%{text}%"
            first = "SELECT rowid FROM docs WHERE text LIKE ? LIMIT 20"
            total = "SELECT count(*) FROM docs WHERE text LIKE ?"
        else:
            pattern = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
            first = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 20"
            total = "SELECT count(*) FROM docs WHERE docs MATCH ?"
        found = connection.execute(first, [pattern]).fetchall()
        return found, connection.execute(total, [pattern]).fetchone()

    return ask


def _grams(text: str) -> str:
    """Single characters and pairs of Chinese, and words, joined by spaces."""
    terms: list[str] = []
    for token in canonical(text).split():
        terms.append(token)
        if token > "\u3400":
            terms += [*token, *(token[at : at + 2] for at in range(len(token) - 1))]
    return " ".join(terms)


def _wanted(text: str) -> list[str]:
    terms: list[str] = []
    for token in canonical(text).split():
        pairs = [token[at : at + 2] for at in range(len(token) - 1)]
        terms += (pairs or [token]) if token > "\u3400" else [token]
    return terms


def tantivy_index(folder: Path, documents: Sequence[Document]) -> Ask:
    """The same 2-grams, joined by spaces, all of them wanted."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="whitespace")
    builder.add_unsigned_field("row", stored=True)
    place = folder / "tantivy"
    place.mkdir()
    index = tantivy.Index(builder.build(), path=str(place))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for row, one in enumerate(documents):
        writer.add_document(tantivy.Document(text=_grams(everything(one)), row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    schema = index.schema

    def ask(text: str) -> object:
        terms = [
            (tantivy.Occur.Must, tantivy.Query.term_query(schema, "text", term))
            for term in _wanted(text)
        ]
        found = searcher.search(tantivy.Query.boolean_query(terms), limit=20, count=True)
        return [searcher.doc(address)["row"] for _, address in found.hits], found.count

    return ask


def postgres_ts_rank(connection: psycopg.Connection[Any], schema: str) -> Callable[..., Ask]:
    """The usual way: a tsvector with a GIN index, every match ranked by ts_rank."""

    def build(_: Path, documents: Sequence[Document]) -> Ask:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        table = Identifier(schema, "docs")
        connection.execute(SQL("CREATE TABLE {} (row bigint, lexemes tsvector)").format(table))
        copy_sql = SQL("COPY {} FROM STDIN").format(table)
        with connection.cursor() as cursor, cursor.copy(copy_sql) as copy:
            for row, one in enumerate(documents):
                parts = analyse(one, normalise_number)
                terms = {
                    term for part in ("title", "names", "number", "body") for term in parts[part][0]
                }
                copy.write_row((row, " ".join(f"{quoted(term)}:1" for term in sorted(terms))))
        connection.execute(SQL("CREATE INDEX ON {} USING gin (lexemes)").format(table))
        connection.execute(SQL("ANALYZE {}").format(table))
        query = SQL(
            "SELECT row, count(*) OVER () FROM {} WHERE lexemes @@ %(q)s::tsquery"
            " ORDER BY ts_rank(lexemes, %(q)s::tsquery) DESC LIMIT 20"
        ).format(table)

        def ask(text: str) -> object:
            terms = " & ".join(quoted(term) for term in _wanted(text))
            return connection.execute(query, {"q": terms}).fetchall()

        return ask

    return build
