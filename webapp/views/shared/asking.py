"""From the arguments of an address to what is asked of the search."""

from werkzeug.datastructures import MultiDict

from webapp.queries.search import FACETS, SORTS, Ask
from webapp.views.shared.parts import now, settings

__all__ = ["FACETS", "ask_of"]

LONGEST_TEXT = 500
MOST_VALUES = 50


def ask_of(arguments: MultiDict[str, str], limit: int = 20) -> Ask:
    """Read `q`, the facets, `sort` and `after`; whatever makes no sense is left out."""
    filters = {
        facet: tuple(value[:100] for value in arguments.getlist(facet)[:MOST_VALUES] if value)
        for facet in FACETS
        if any(arguments.getlist(facet))
    }
    sort = arguments.get("sort", "relevance")
    return Ask(
        text=arguments.get("q", "").strip()[:LONGEST_TEXT],
        at=now(),
        zone=settings().time_zone,
        filters=filters,
        sort=next((known for known in SORTS if known == sort), "relevance"),
        limit=limit,
        after=arguments.get("after"),
    )
