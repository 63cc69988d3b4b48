"""One committed state of the PostgreSQL index, read inside one read-only transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from psycopg.sql import SQL, Composable, Literal

from search_index import facets
from search_index.facets import FacetTable, Groups
from search_index.postgres_tables import NEVER, Version, lexeme, quoted
from search_index.postgres_words import any_lexeme, condition, score
from search_index.query import Word
from search_index.ranking import Place, page_size
from search_index.searching import Found, Page
from search_index.store import Query, Sort

Words = tuple[Word, ...]

SCORED = 500
"""Up to this many matches are scored one by one. More are ordered by their stored weight, so that
the database can stop early: reading every match to rank it is what makes full-text search slow."""
_STANDING = (
    "CASE WHEN since <= {at} AND {at} < until THEN standing ELSE coalesce((SELECT word FROM"
    " unnest(span_at, span_standing) AS span (instant, word) WHERE instant <= {at}"
    " ORDER BY instant DESC LIMIT 1), 0) END"
)
_ORDERS = {
    "relevance": "score DESC, title_key, row",
    "title": "title_key, row",
    "date": "date DESC, title_key, row",
}


@dataclass(frozen=True)
class Dictionaries:
    """What the numbers of a version mean; grows while the version lives."""

    version: int
    sizes: tuple[int, int]
    """How many combinations and standings there are, counting the unused number 0."""
    table: FacetTable
    standings: tuple[str, ...]


class PostgresSnapshot:
    """The backend of one search."""

    def __init__(
        self, connection: psycopg.Connection[Any], version: Version, generation: int,
        dictionaries: Dictionaries,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._version = version
        self._dictionaries = dictionaries
        self.generation = f"{version.number}.{generation}"

    def page(self, words: Words, query: Query, after: Place | None) -> Page:
        """See Backend."""
        if not words:  # every row is counted, so that reading them in order is best
            self._connection.execute("SET LOCAL enable_seqscan = on")
        groups = self._groups(words, query.at)
        table = self._dictionaries.table
        matched = int(groups.counts.sum())
        total, counts = facets.count(groups, table, query.filters)
        limit = page_size(query)
        if not total or not limit:
            return Page(matched, total, counts, (), False)
        where = [condition(words, self._version.names["terms"]), *self._filters(query)]
        found = self._ordered(words, where, query.sort, matched, limit + 1, after)
        return Page(matched, total, counts, found[:limit], len(found) > limit)

    def top(self, words: Words, limit: int) -> Sequence[Found]:
        """See Backend."""
        where = [condition(words, self._version.names["terms"])]
        few = SQL("{all} SELECT count(*) FROM (SELECT FROM matched LIMIT {most}) AS few")
        matched = self._rows(few, all=self._all(where[0]), most=Literal(SCORED + 1))[0][0]
        return self._ordered(words, where, "relevance", matched, limit, None) if matched else ()

    def exact(self, terms: tuple[str, ...]) -> str | None:
        """See Backend."""
        if not terms:
            return None
        rows = self._rows(
            SQL("{all} SELECT id FROM matched JOIN {shown} AS shown USING (row) LIMIT 2"),
            all=self._all(any_lexeme("number", terms)),
        )
        return rows[0][0] if len(rows) == 1 else None

    def known(self, part: str, terms: Sequence[str]) -> set[str]:
        """See Backend."""
        queries = [quoted(lexeme(part, term)) for term in terms]
        rows = self._rows(
            SQL(
                "SELECT place FROM unnest({queries}::tsquery[]) WITH ORDINALITY AS one (q, place)"
                " WHERE EXISTS (SELECT FROM {terms} WHERE lexemes @@ q)"
            ),
            queries=Literal(queries),
        )
        return {terms[place - 1] for (place,) in rows}

    def texts(self, words: Words, limit: int) -> list[str]:
        """See Backend."""
        rows = self._rows(
            SQL("{all} SELECT title || ' ' || names FROM matched LIMIT {limit}"),
            all=self._all(condition(words, self._version.names["terms"])),
            limit=Literal(limit),
        )
        return [text for (text,) in rows]

    def _all(self, where: Composable) -> Composable:
        """Matches as if all were wanted: for a LIMIT alone the planner would walk through a whole
        table in the hope of meeting some soon.
        """
        text = SQL("WITH matched AS MATERIALIZED (SELECT row, title, names FROM {} WHERE {})")
        return text.format(self._version.names["terms"], where)

    def _rows(self, query: SQL, **parts: Composable) -> list[tuple[Any, ...]]:
        text = query.format(**self._version.names, **parts)
        return self._connection.execute(text, binary=True).fetchall()

    def _groups(self, words: Words, at: int) -> Groups:
        packed = self._rows(
            SQL(
                "SELECT string_agg(int4send(combo) || int4send(now) || int4send(held::integer), '')"
                " FROM (SELECT combo, {standing} AS now, count(*) AS held FROM {terms}"
                " WHERE {where} GROUP BY combo, now) AS counted"
            ),
            standing=SQL(_STANDING).format(at=Literal(at)),
            where=condition(words, self._version.names["terms"]),
        )[0][0]
        columns = np.frombuffer(packed or b"", dtype=">i4").astype(np.int64).reshape(-1, 3).T
        return Groups(columns[0], columns[1], columns[2], self._dictionaries.standings)

    def _filters(self, query: Query) -> list[Composable]:
        """Filters as conditions on combinations and on the standing at the query's instant."""
        found: list[Composable] = []
        table = self._dictionaries.table
        masks = [
            table.mask(name, wanted)
            for name, wanted in query.filters.items()
            if name != facets.STANDING
        ]
        if masks:
            combos = np.flatnonzero(np.logical_and.reduce(masks)).tolist()
            found.append(SQL("combo = ANY({})").format(Literal(combos)))
        if facets.STANDING in query.filters:
            words = query.filters[facets.STANDING]
            standings = self._dictionaries.standings
            codes = [code for code, word in enumerate(standings) if word and word in words]
            standing = SQL(_STANDING).format(at=Literal(query.at))
            found.append(SQL("{} = ANY({})").format(standing, Literal(codes)))
        return found

    def _ordered(
        self, words: Words, where: list[Composable], sort: Sort, matched: int, limit: int,
        after: Place | None,
    ) -> list[Found]:  # fmt: skip
        """One page in order; a query with too many matches is not scored row by row."""
        scored = bool(words) and matched <= SCORED
        rows = self._rows(
            SQL(
                "WITH matched AS {how} (SELECT row, weight, date, title_key, length, title, names,"
                " number, body, sound, lexemes || ''::tsvector AS lexemes FROM {terms}"
                " WHERE {where}), ranked AS (SELECT row, date, title_key, {score} AS score"
                " FROM matched), page AS (SELECT * FROM ranked WHERE {after} ORDER BY {order}"
                " LIMIT {limit}) SELECT id, kind, shown.title, score, date, title_key, row"
                " FROM page JOIN {shown} AS shown USING (row) ORDER BY {order}"
            ),
            how=SQL("MATERIALIZED" if scored else "NOT MATERIALIZED"),
            where=SQL(" AND ").join(where),
            score=score(words if scored else ()),
            after=_after(sort, after),
            order=SQL(_ORDERS[sort]),
            limit=Literal(limit),
        )
        return [_found(sort, row) for row in rows]


def _found(sort: Sort, row: tuple[Any, ...]) -> Found:
    """A row as a place: the bits of its score or its date, then title key and row number."""
    document_id, kind, title, worth, date, title_key, number = row
    bits = int(np.float32(worth).view(np.uint32))
    rank = {"relevance": bits, "date": date, "title": 0}[sort]
    return Found(document_id, kind, title, round(float(worth), 4), (rank, title_key, str(number)))


def _after(sort: Sort, after: Place | None) -> Composable:
    """The keyset condition: rows behind a place in the order of this sort."""
    if after is None or not after[2].isdigit() or after[0] >= 2**31 or "\0" in after[1]:
        return SQL("true")
    row = Literal(min(int(after[2][:18]), NEVER))
    behind = SQL("(title_key, row) > ({}, {})").format(Literal(after[1]), row)
    if sort == "title":
        return behind
    if sort == "date":
        column, value = SQL("date"), SQL("{}").format(Literal(after[0]))
    else:
        worth = float(np.uint32(after[0]).view(np.float32))
        column, value = SQL("score"), SQL("{}::real").format(Literal(repr(worth)))
    return SQL("({0} <= {1} AND ({0} < {1} OR {2}))").format(column, value, behind)
