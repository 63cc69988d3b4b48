"""`/api/v1`: search and suggestions as JSON."""

from flask import Blueprint, Response, jsonify, request

from search_index.store import IndexUnavailable
from webapp.queries.cards import Card, list_cards
from webapp.queries.search import search
from webapp.views.shared.access import access
from webapp.views.shared.asking import ask_of
from webapp.views.shared.language import say
from webapp.views.shared.parts import now, search_store, settings

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
MOST = 100
_NUMBERED = ("standard", "certificate")  # kinds that people know by their numbers


@blueprint.get("/search")
@access("public:catalogue:search")
def search_catalogue() -> Response:
    """Search; `limit` up to 100, `after` from the `next` of the page before."""
    asked = request.args.get("limit", "20")
    limit = min(max(int(asked), 1), MOST) if asked.isdecimal() and len(asked) < 6 else 20
    ask = ask_of(request.args, limit)
    found = search(search_store(), ask)
    return jsonify(
        {
            "query": ask.text,
            "total": found.total,
            "items": [
                {
                    "kind": item.card.kind,
                    "id": item.card.id,
                    "url": item.card.url,
                    "title": item.card.title,
                    "highlight": [list(segment) for segment in item.highlight],
                    "label": item.card.label,
                    "status": item.card.status or None,
                    "sample": item.card.is_sample,
                }
                for item in found.items
            ],
            "facets": {
                facet: [{"value": value, "count": count} for value, count in values]
                for facet, values in found.facets.items()
            },
            "next": found.next,
            "did_you_mean": found.did_you_mean,
            "degraded": found.degraded,
        }
    )


@blueprint.get("/suggest")
@access("public:catalogue:search")
def suggest() -> Response:
    """Records for what has been typed so far, as `suggest.js` reads them; none without an index."""
    try:
        suggestions = search_store().suggest(request.args.get("q", "")[:100])
    except IndexUnavailable:
        suggestions = ()
    cards = list_cards([item.id for item in suggestions], now(), settings().time_zone)
    response = jsonify(items=[_suggestion(card) for card in cards])
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _suggestion(card: Card) -> dict[str, str]:
    title = say(card.title, card.title_en)
    if card.kind in _NUMBERED:
        title = f"{card.label} {title}"
    elif card.kind == "product":
        title = f"{title} {card.label}"
    return {"text": title, "url": card.url, "kind": card.kind}
