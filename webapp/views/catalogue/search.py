"""`/search`: results with facets, sorting and paging; everything is in the address."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.queries.search import mark_address_of, search
from webapp.views.catalogue.facets import address_of, arguments_of, facets_of
from webapp.views.shared.access import access
from webapp.views.shared.asking import FACETS, ask_of
from webapp.views.shared.parts import search_store
from webapp.views.shared.remembering import remembered_with_index

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@access("public:catalogue:search")
@remembered_with_index
def results() -> str | Response:
    """Search results; an exact number or code goes straight to its page."""
    ask = ask_of(request.args)
    plain = bool(ask.text) and not ask.filters and not ask.after
    mark = mark_address_of(ask.text) if plain else None
    if mark:
        return redirect(mark, 303)
    found = search(search_store(), ask)
    if plain and found.exact and "list" not in request.args:
        return redirect(found.exact, 303)
    return render_template(
        "catalogue/results.html",
        ask=ask,
        found=found,
        address=_address,
        facets=facets_of(request.args, found.facets),
        kept=[pair for pair in arguments_of(request.args) if pair[0] not in ("q", "list")],
        cleared=dict.fromkeys(FACETS),
    )


def _address(**changes: str | None) -> str:
    """The address of this search with some arguments changed; None drops one."""
    kept = [(key, value) for key, value in arguments_of(request.args) if key not in changes]
    added = [(key, value) for key, value in changes.items() if value is not None]
    return address_of(kept + added)
