"""The tables of one version of the index, and how documents get into them.

`terms_<n>` is what is matched and counted: the terms as a tsvector without positions (kept out of
line, because the GIN index answers for it), the texts that needles are looked for in, and small
numbers. `shown_<n>` is what a page needs of a document. `combos_<n>` and `standings_<n>` number
facet combinations and standings. `state` has one row: live version, generation, outbox position.
"""

from collections.abc import Iterable
from typing import Any, LiteralString

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from search_index.analysis import PARTS, Normalise, analyse
from search_index.documents import Document, storable
from search_index.facets import facet_key
from search_index.ranking import date_number

Connection = psycopg.Connection[Any]

LETTER = {"title": "T", "names": "N", "number": "K", "body": "B", "sound": "S"}
"""First letter of a lexeme: the part that the term belongs to."""

MAX_KEY = 200
"""Characters of a title key that order titles."""
LAST_KEY = "\U0010ffff"
"""Stands for an empty title key and sorts behind all others."""
NEVER = 2**62
"""An instant after all others."""

_STATE: LiteralString = (
    "CREATE TABLE IF NOT EXISTS {schema}.state (one boolean PRIMARY KEY DEFAULT true CHECK (one),"
    " live integer NOT NULL, generation bigint NOT NULL, position bigint NOT NULL)"
)
_TABLES: tuple[LiteralString, ...] = (
    "CREATE TABLE {terms} (row bigint NOT NULL, combo integer NOT NULL, standing smallint NOT NULL,"
    " since bigint NOT NULL, until bigint NOT NULL, weight real NOT NULL, date integer NOT NULL,"
    ' title_key text COLLATE "C" NOT NULL, length smallint NOT NULL, title text NOT NULL,'
    " names text NOT NULL,"
    " number text NOT NULL, body text NOT NULL, sound text NOT NULL, span_at bigint[] NOT NULL,"
    " span_standing smallint[] NOT NULL, lexemes tsvector NOT NULL)"
    " WITH (toast_tuple_target = 128, autovacuum_vacuum_scale_factor = 0.05)",
    "ALTER TABLE {terms} ALTER title SET STORAGE main, ALTER names SET STORAGE main,"
    " ALTER number SET STORAGE main, ALTER span_at SET STORAGE main,"
    " ALTER span_standing SET STORAGE main, ALTER body SET STORAGE external,"
    " ALTER sound SET STORAGE external, ALTER lexemes SET STORAGE external",
    'CREATE TABLE {shown} (row bigint NOT NULL, id text COLLATE "C" NOT NULL, kind text NOT NULL,'
    " title text NOT NULL)",
    "CREATE TABLE {combos} (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " word text NOT NULL, digest text GENERATED ALWAYS AS (md5(word)) STORED UNIQUE)",
    "CREATE TABLE {standings} (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " word text NOT NULL, digest text GENERATED ALWAYS AS (md5(word)) STORED UNIQUE)",
)
_INDEXES: tuple[LiteralString, ...] = (
    "ALTER TABLE {terms} ADD PRIMARY KEY (row)",
    "ALTER TABLE {shown} ADD PRIMARY KEY (row)",
    "CREATE UNIQUE INDEX ON {shown} (id)",
    "CREATE INDEX ON {terms} USING gin (lexemes) WITH (fastupdate = off)",
    "CREATE INDEX ON {terms} (weight DESC, title_key, row)",
    "CREATE INDEX ON {terms} (title_key, row)",
    "CREATE INDEX ON {terms} (date DESC, title_key, row)",
    "CREATE INDEX ON {terms} (until) WHERE until < 4611686018427387904",
    "ANALYZE {terms}",
    "ANALYZE {shown}",
)
_COPY_TERMS: LiteralString = (
    "COPY {terms} (row, combo, standing, since, until, weight, date, title_key, length, title,"
    " names, number, body, sound, span_at, span_standing, lexemes) FROM STDIN"
)


class Version:
    """The names of one set of tables."""

    def __init__(self, schema: str, number: int) -> None:
        self.number = number
        self.names = {
            "schema": Identifier(schema),
            "terms": Identifier(schema, f"terms_{number}"),
            "shown": Identifier(schema, f"shown_{number}"),
            "combos": Identifier(schema, f"combos_{number}"),
            "standings": Identifier(schema, f"standings_{number}"),
        }

    def sql(self, text: LiteralString) -> psycopg.sql.Composed:
        """Text with {schema}, {terms}, {shown}, {combos} and {standings} filled in."""
        return SQL(text).format(**self.names)


def create_state(connection: Connection, schema: str) -> None:
    """The schema and its one row of state, if they are not there yet."""
    connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(schema)))
    connection.execute(Version(schema, 0).sql(_STATE))


def create_tables(connection: Connection, version: Version) -> None:
    """Empty tables without indexes, for a fast COPY."""
    for statement in _TABLES:
        connection.execute(version.sql(statement))


def create_indexes(connection: Connection, version: Version) -> None:
    """Indexes and statistics, once the rows are in."""
    for statement in _INDEXES:
        connection.execute(version.sql(statement))


def drop_tables(connection: Connection, version: Version) -> None:
    """A version that is no longer live, or was never finished."""
    connection.execute(version.sql("DROP TABLE IF EXISTS {terms}, {shown}, {combos}, {standings}"))


def delete_documents(connection: Connection, version: Version, ids: list[str]) -> None:
    """Take these ids out; unknown ones do not matter."""
    rows = connection.execute(
        version.sql("DELETE FROM {shown} WHERE id = ANY(%s) RETURNING row"), [ids]
    ).fetchall()
    connection.execute(
        version.sql("DELETE FROM {terms} WHERE row = ANY(%s)"), [[row for (row,) in rows]]
    )


def insert_documents(
    connection: Connection,
    version: Version,
    documents: list[Document],
    normalise: Normalise,
    first_row: int | None = None,
) -> None:
    """Copy documents in under consecutive row numbers, by default behind all others."""
    combos = _numbers(connection, version, "combos", {facet_key(one) for one in documents})
    words = {storable(word) for one in documents for _, word in one.spans}
    standings = _numbers(connection, version, "standings", words)
    found = connection.execute(
        version.sql(
            "SELECT extract(epoch FROM now())::bigint, coalesce(max(row), 0) + 1 FROM {terms}"
        )
        if first_row is None
        else SQL("SELECT extract(epoch FROM now())::bigint, {}::bigint").format(Literal(first_row))
    ).fetchone()
    now, first = (int(found[0]), int(found[1])) if found else (0, 1)
    rows = list(enumerate(documents, first))
    with connection.cursor() as cursor:
        with cursor.copy(version.sql(_COPY_TERMS)) as copy:
            for row, one in rows:
                spans = [(instant, standings[storable(word)]) for instant, word in one.spans]
                instants, words_then = [at for at, _ in spans], [word for _, word in spans]
                texts, lexemes = _texts(one, normalise)
                facts = (combos[facet_key(one)], *_facts(one, spans, now))
                copy.write_row((row, *facts, *texts, instants, words_then, lexemes))
        with cursor.copy(version.sql("COPY {shown} (row, id, kind, title) FROM STDIN")) as copy:
            for row, one in rows:
                copy.write_row((row, one.id, storable(one.kind), storable(one.title)))


def refresh_standings(connection: Connection, version: Version) -> None:
    """Bring up to date what the clock has changed, so that few rows need their whole timeline."""
    connection.execute(
        version.sql(
            "UPDATE {terms} AS t SET standing = n.word, since = n.instant, until = coalesce("
            "(SELECT min(instant) FROM unnest(t.span_at) AS instant WHERE instant > n.instant),"
            " 4611686018427387904) FROM {terms} AS old CROSS JOIN LATERAL (SELECT word, instant"
            " FROM unnest(old.span_at, old.span_standing) AS span (instant, word)"
            " WHERE instant <= extract(epoch FROM now()) ORDER BY instant DESC LIMIT 1) AS n"
            " WHERE t.row = old.row AND old.until <= extract(epoch FROM now())::bigint"
            " AND old.until < 4611686018427387904"
        )
    )


def standing_at(spans: list[tuple[int, int]], at: int) -> tuple[int, int, int]:
    """Standing, since when and until when, at an instant."""
    standing, since, until = 0, -NEVER, NEVER
    for instant, word in spans:
        if instant > at:
            until = instant
            break
        standing, since = word, instant
    return standing, since, until


def lexeme(part: str, term: str) -> str:
    """A term as it stands in the tsvector."""
    return LETTER[part] + storable(term)


def quoted(text: str) -> str:
    """A lexeme inside a tsvector or tsquery literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _facts(document: Document, spans: list[tuple[int, int]], at: int) -> tuple[object, ...]:
    return (
        *standing_at(spans, at),
        document.weight,
        date_number(document.date),
        storable(document.title_key[:MAX_KEY]) or LAST_KEY,
        max(1, min(32_000, len(document.title))),
    )


def _texts(document: Document, normalise: Normalise) -> tuple[list[str], str]:
    """The texts of the parts in the order of the columns, and all terms as a tsvector."""
    parts = analyse(document, normalise)
    lexemes = sorted({lexeme(part, term) for part in PARTS for term in parts[part][0]})
    return [storable(parts[part][1]) for part in PARTS], " ".join(map(quoted, lexemes))


def _numbers(
    connection: Connection, version: Version, table: str, wanted: Iterable[str]
) -> dict[str, int]:
    """The numbers of combinations or standings; new ones get the next number."""
    words = sorted(wanted)
    name = version.names[table]
    connection.execute(
        SQL(
            "INSERT INTO {0} (word) SELECT wanted FROM unnest(%s::text[]) AS wanted"
            " WHERE NOT EXISTS (SELECT FROM {0} WHERE digest = md5(wanted))"
        ).format(name),
        [words],
    )
    rows = connection.execute(
        SQL(
            "SELECT word, id FROM {} WHERE digest IN"
            " (SELECT md5(wanted) FROM unnest(%s::text[]) AS wanted)"
        ).format(name),
        [words],
    ).fetchall()
    return {str(word): int(str(number)) for word, number in rows}
