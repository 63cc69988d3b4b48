"""`/search`: results with facets, sorting and paging; everything is in the address."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.queries.search import mark_address_of, search
from webapp.views.shared.access import access
from webapp.views.shared.asking import FACETS, ask_of
from webapp.views.shared.parts import search_store

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@access("public:catalogue:search")
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
    return render_template("catalogue/results.html", ask=ask, found=found, address=_address)


def _address(**changes: object) -> str:
    """The address of this search with some arguments changed; None drops one.

    `toggle=(facet, value)` switches one value of a facet on or off.
    """
    arguments = {key: request.args.getlist(key) for key in request.args if key != "after"}
    toggle = changes.pop("toggle", None)
    if isinstance(toggle, tuple) and toggle[0] in FACETS:
        facet, value = str(toggle[0]), str(toggle[1])
        chosen = arguments.setdefault(facet, [])
        if value in chosen:
            chosen.remove(value)
        else:
            chosen.append(value)
    for key, changed in changes.items():
        arguments[key] = [] if changed is None else [str(changed)]
    return "/search?" + urlencode(arguments, doseq=True)
