"""The pages that visitors read: home, standards, products, enterprises, schemes."""

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.domain.uscc import normalise_uscc
from webapp.queries.enterprises import get_enterprise
from webapp.queries.notices import page_notices
from webapp.queries.overview import overview
from webapp.queries.products import get_product
from webapp.queries.showcase import showcase_codes
from webapp.queries.standards import get_standard
from webapp.views.shared.access import access
from webapp.views.shared.dates import asked_day, asked_question
from webapp.views.shared.parts import mark_keys, now, schemes, settings
from webapp.views.shared.remembering import remembered

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/")
@access("public:home:read")
@remembered
def home() -> str:
    """What this is, search, check a mark, what is new, the numbers of the schemes."""
    moment = now()
    return render_template(
        "catalogue/home.html",
        overview=overview(moment, settings().time_zone),
        notices=page_notices(moment, size=4).items,
        schemes=schemes(),
        showcase=_showcase(),
    )


def _showcase() -> dict[str, str]:
    """A mark code for each standing, in a sample installation only."""
    if not settings().is_sample:
        return {}
    return showcase_codes(current_app.extensions["registry.showcase"], mark_keys())


@blueprint.get("/standards/<string:slug>")
@access("public:standard:read")
@remembered
def standard(slug: str) -> str:
    """A standard: editions, successors, indicators beside other standards, products."""
    page = get_standard(slug, now(), settings().time_zone)
    return render_template("catalogue/standard.html", standard=page)


@blueprint.get("/products/<int:product_id>")
@access("public:product:read")
@remembered
def product(product_id: int) -> str:
    """A product: picture, model, net content, values, and the marks that it holds or held."""
    if product_id > 2**31 - 1:
        abort(404)
    question = asked_question(request.args.get("at"))
    page = get_product(product_id, mark_keys(), question)
    return render_template(
        "catalogue/product.html",
        product=page,
        question=question,
        asked_day=asked_day(question),
        schemes=schemes(),
    )


@blueprint.get("/enterprises/<string:uscc>")
@access("public:enterprise:read")
@remembered
def enterprise(uscc: str) -> str | Response:
    """An enterprise: its certificates, products and declared standards."""
    key = normalise_uscc(uscc)
    page = get_enterprise(key, asked_question(None))
    if uscc != key:
        return redirect(f"/enterprises/{key}", 301)
    return render_template("catalogue/enterprise.html", enterprise=page)


@blueprint.get("/schemes/<string:slug>")
@access("public:scheme:read")
@remembered
def scheme(slug: str) -> str:
    """A scheme: what its mark means, who decides, on which grounds."""
    found = schemes().get(slug)
    if found is None:
        abort(404)
    return render_template("catalogue/scheme.html", scheme=found)
