"""`/01/<GTIN>…` as the GS1-Conformant Resolver Standard asks, and the page that it leads to."""

from urllib.parse import quote, unquote_to_bytes, urlsplit

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as BaseResponse

from webapp.domain.digital_link import ROOT, DigitalLink, DigitalLinkError, read_link
from webapp.queries.digital_link import list_products_of_gtin
from webapp.queries.products import ProductPage
from webapp.queries.verification import Clock, verify
from webapp.views.digital_link.links import (
    CONTEXT,
    DEFAULT,
    VOCABULARY,
    Entry,
    choice_of,
    chosen,
    entries_of,
    header_of,
    linkset_of,
)
from webapp.views.digital_link.payload import as_json, facts_of
from webapp.views.digital_link.words import fault_words, unit_words
from webapp.views.shared.access import access
from webapp.views.shared.dates import asked_day, asked_question
from webapp.views.shared.errors import BadInput, error_page
from webapp.views.shared.formats import preferred
from webapp.views.shared.language import say
from webapp.views.shared.parts import mark_keys, now, reader, schemes, settings
from webapp.views.shared.phrases import gettext as _

blueprint = Blueprint("digital_link", __name__)

HTML, JSON, LINKSET = "text/html", "application/json", "application/linkset+json"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Expose-Headers": "Link, Location",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Remainder(BaseConverter):
    """All that follows, be it nothing, doubled slashes or line ends: faults get an answer too."""

    part_isolating = False
    regex = "(?s:.*?)"


@blueprint.record_once
def know_remainders(state: BlueprintSetupState) -> None:
    """Make the converter known before the routes that use it."""
    state.app.url_map.converters["remainder"] = Remainder


@blueprint.after_request
def open_to_other_sites(response: Response) -> Response:
    """Anybody's page may ask (resolver standard §2.2); nothing here is told to one person only."""
    response.headers.update(CORS)
    return response


@blueprint.get("/01/<remainder:rest>", merge_slashes=False)
@access("public:product:read")
def resolve(rest: str) -> BaseResponse:
    """Lead to what is known of a product, or list it."""
    link = _link_of(rest)
    unit = _unit(link)
    products = _products(link)
    if not products and unit != "ours":
        return _not_on_record(link)
    base = _base()
    entries = entries_of(link, products, is_our_unit=unit == "ours", base=base)
    response = _answer(link, unit, products, entries)
    of_linkset = response.status_code < 307 and response.mimetype != HTML
    response.headers["Link"] = header_of(base + link.path, of_linkset=of_linkset)
    return response


@blueprint.get("/gtins/<string:gtin>")
@access("public:product:read")
def product_number(gtin: str) -> BaseResponse:
    """The products of a number with all their marks; tells what cannot be said of a unit."""
    named = {name: request.args.get(name, "")[:28] for name in ("variant", "lot", "serial")}
    link = DigitalLink(_link_of(quote(gtin, safe="")).gtin, **named)
    unit = "other_product" if link.code else "not_ours" if link.serial else ""
    products = _products(link)
    if not products:
        return _not_on_record(link)
    if preferred((HTML, JSON)) == JSON:
        return Response(as_json(facts_of(link, products, unit, now())), mimetype=JSON)
    return Response(_page(link, products, unit))


@blueprint.get("/.well-known/gs1resolver")
@access("public:product:read")
def description() -> Response:
    """The resolver description file (resolver standard §3)."""
    facts: dict[str, object] = {
        "name": say(*current_app.extensions["registry.site"].name),
        "resolverRoot": settings().public_url,
        "supportedPrimaryKeys": ["01"],
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": CONTEXT,
    }
    return Response(as_json(facts), mimetype=JSON)


def _answer(
    link: DigitalLink, unit: str, products: tuple[ProductPage, ...], entries: list[Entry]
) -> BaseResponse:
    link_type = request.args.get("linkType", "")
    listed = link_type in ("linkset", "all")
    liked = preferred((LINKSET, JSON, HTML) if listed else (HTML, JSON, LINKSET))
    if liked == LINKSET:
        return _linkset(linkset_of(entries), LINKSET)
    if liked == JSON and not link_type and unit != "ours":
        facts = facts_of(link, products, unit, now()) | {"linkset": linkset_of(entries)}
        return Response(as_json(facts), mimetype=JSON)
    if listed and (liked == JSON or not products):
        return _linkset(linkset_of(entries), JSON)
    if listed:
        return Response(_page(link, products, unit))
    return _led(entries, link_type or f"gs1:{DEFAULT}")


def _led(entries: list[Entry], link_type: str) -> BaseResponse:
    """To the one link of a type; several are listed with 300 (resolver standard §2.6)."""
    found = chosen(entries, link_type)
    if not found:
        return error_page(
            404,
            _("No such link"),
            _("Nothing of the kind “%(kind)s” is linked to this product.", kind=link_type[:40]),
        )
    if len(found) > 1:
        return _linkset(choice_of(entries, found), LINKSET, 300)
    query = request.query_string.decode("ascii", "replace")
    address = found[0].href
    joint = "&" if "?" in address else "?"
    return redirect(f"{address}{joint}{query}" if query else address, 307)


def _linkset(found: list[dict[str, object]], mimetype: str, status: int = 200) -> Response:
    return Response(as_json({"linkset": found}), status, mimetype=mimetype)


def _page(link: DigitalLink, products: tuple[ProductPage, ...], unit: str) -> str:
    question = asked_question(request.args.get("at"))
    return render_template(
        "digital_link/gtin.html",
        item=link,
        products=products,
        unit=unit_words(unit),
        schemes=schemes(),
        question=question,
        asked_day=asked_day(question),
    )


def _not_on_record(link: DigitalLink) -> Response:
    return error_page(
        404,
        _("This product number is not on record"),
        _("No product with the number %(gtin)s carries a mark of this registry.", gtin=link.gtin),
    )


def _link_of(rest: str) -> DigitalLink:
    """The parts of the requested address; raises BadInput."""
    query = request.query_string.decode("latin-1") if request.path.startswith(ROOT) else ""
    try:
        return read_link(_path_as_sent(rest), query)
    except DigitalLinkError as fault:
        raise BadInput(fault.reason, fault.detail, fault_words(fault)) from None


def _path_as_sent(rest: str) -> str:
    """The path before it was decoded, where a slash may stand in a value as `%2F`."""
    for name in ("RAW_URI", "REQUEST_URI"):
        path = urlsplit(f"//any{request.environ.get(name, '')}").path
        if path.startswith(ROOT) and unquote_to_bytes(path) == request.path.encode():
            return path
    return ROOT + rest


def _unit(link: DigitalLink) -> str:
    """`ours` for a code that answers for itself, else why there is no answer; or nothing."""
    if not link.code:
        return "not_ours" if link.serial or link.third_party else ""
    answer = verify(reader(), mark_keys(), link.code, Clock(now(), settings().time_zone))
    gtin = answer.mark.product.gtin if answer.mark else None
    return "ours" if gtin in (None, link.gtin) else "other_product"


def _products(link: DigitalLink) -> tuple[ProductPage, ...]:
    question = asked_question(request.args.get("at"))
    return list_products_of_gtin(link.gtin, mark_keys(), question)


def _base() -> str:
    """Our address as the visitor came by it; the scheme of a proxy is known for our own only."""
    public = settings().public_url
    return public if urlsplit(public).netloc == request.host else request.host_url.rstrip("/")
