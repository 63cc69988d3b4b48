"""`/certificates/<number>`: the certificate, its history, and the images of its marks."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.adapters.qr_images import png_of, svg_of
from webapp.domain.codes import address_of
from webapp.domain.matching_keys import certificate_key
from webapp.queries.certificates import get_certificate
from webapp.queries.code_batches import get_mark_code
from webapp.views.shared.access import access
from webapp.views.shared.dates import asked_day, asked_question
from webapp.views.shared.parts import mark_keys, schemes, settings
from webapp.views.shared.remembering import remembered

blueprint = Blueprint("certificates", __name__)

_IMAGES = {"png": (png_of, "image/png"), "svg": (svg_of, "image/svg+xml")}


@blueprint.get("/certificates/<string:number>")
@access("public:certificate:read")
@remembered
def show(number: str) -> BaseResponse | str:
    """A certificate: scope, history, standing now or on a past day."""
    key = certificate_key(number)
    question = asked_question(request.args.get("at"))
    page = get_certificate(key, mark_keys(), question)
    if number != page.key:
        return redirect(f"/certificates/{page.key}", 301)
    return render_template(
        "certificates/certificate.html",
        certificate=page,
        scheme=schemes().get(page.scheme),
        question=question,
        asked_day=asked_day(question),
    )


@blueprint.get("/certificates/<string:number>/marks/<int:product_id>.<string:form>")
@access("public:certificate:read")
def mark_image(number: str, product_id: int, form: str) -> Response:
    """The QR symbol of a model's mark as `png` or `svg`."""
    if form not in _IMAGES or product_id > 2**31 - 1:
        abort(404)
    code = get_mark_code(certificate_key(number), product_id, mark_keys())
    draw, mimetype = _IMAGES[form]
    response = Response(draw(address_of(settings().public_url, code)), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'inline; filename="{code}.{form}"'
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
