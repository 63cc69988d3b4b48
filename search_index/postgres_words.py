"""Words of a query as SQL over a `terms` table.

A needle stands in a part's text only if the part has its terms, so a condition asks the GIN index
for the terms first and looks for needles in the few rows that are left.
"""

from collections.abc import Sequence
from typing import LiteralString

from psycopg.sql import SQL, Composable, Identifier, Literal

from search_index.postgres_tables import lexeme, quoted
from search_index.query import Alternative, Word

COVERAGE = 3.0
"""As in the other store: what a title gains that is the query and nothing else."""
_NOTHING = SQL("false")


def condition(words: Sequence[Word], terms: Composable) -> Composable:
    """A WHERE condition on columns of `terms` for documents that have all words."""
    return SQL(" AND ").join([_has(word, terms) for word in words]) if words else SQL("true")


def score(words: Sequence[Word]) -> Composable:
    """A real number for a row: the best alternative of each word, and the row's own weight."""
    best = [
        SQL("greatest({})").format(SQL(", ").join([_worth(way) for way in word.alternatives]))
        for word in words
    ]
    return SQL("({})::real").format(SQL(" + ").join([*best, SQL("weight")]))


def any_lexeme(part: str, terms: Sequence[str]) -> Composable:
    """A condition: the part has one of the terms."""
    query = " | ".join(quoted(lexeme(part, term)) for term in terms)
    return SQL("lexemes @@ {}::tsquery").format(Literal(query))


def _has(word: Word, terms: Composable) -> Composable:
    bare = [way for way in word.alternatives if not way.needle or way.prefix]
    needled = [way for way in word.alternatives if way.needle and not way.prefix]
    if not needled:
        return _match(bare) if bare else _NOTHING
    looked = SQL(" OR ").join([_looked(way) for way in needled])
    checked = SQL("({} AND ({}))").format(_match(needled), looked)
    if not bare:
        return checked
    # Rows of the second kind as an array, so that both are index conditions and no tsvector
    # has to be fetched to decide which of the two a row fulfils.
    return SQL("({} OR row = ANY(ARRAY(SELECT row FROM {} WHERE {})))").format(
        _match(bare), terms, checked
    )


def _match(ways: Sequence[Alternative]) -> Composable:
    query = " | ".join(dict.fromkeys(map(_tsquery, ways)))
    return SQL("lexemes @@ {}::tsquery").format(Literal(query))


def _tsquery(way: Alternative) -> str:
    if way.prefix:
        return f"{quoted(lexeme(way.part, way.prefix))}:*"
    return f"({' & '.join(quoted(lexeme(way.part, term)) for term in way.terms)})"


def _looked(way: Alternative) -> Composable:
    """The needle in the part's text, as typed: LIKE with its special characters disarmed."""
    pattern = way.needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return SQL("{} LIKE {}").format(Identifier(way.part), Literal(f"%{pattern}%"))


def _worth(way: Alternative) -> Composable:
    found = _looked(way) if way.needle and not way.prefix else _match([way])
    worth: Composable = Literal(way.weight)
    if way.length:
        form: LiteralString = "{} + {} / greatest(length, {})"
        worth = SQL(form).format(worth, Literal(COVERAGE * way.length), Literal(way.length))
    return SQL("CASE WHEN {} THEN {} ELSE 0 END").format(found, worth)
