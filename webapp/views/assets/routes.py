"""`/styles`, `/static`, `/pictures`: files that never change under their address."""

from flask import Blueprint, Response, abort, current_app, request, send_from_directory

from webapp.views.shared.access import access
from webapp.views.shared.parts import settings, stylesheets

blueprint = Blueprint("assets", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/styles/<string:name>/<string:digest>.css")
@access("public:asset:read")
def stylesheet(name: str, digest: str) -> Response:
    """One bundle of styles; an old digest gets today's styles, and is not kept."""
    try:
        body = stylesheets().body(name)
    except KeyError:
        abort(404)
    response = Response(body, mimetype="text/css")
    current = stylesheets().address(name).endswith(f"/{digest}.css")
    response.headers["Cache-Control"] = FOR_EVER if current else "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


@blueprint.get("/static/<path:filename>")
@access("public:asset:read")
def static_file(filename: str) -> Response:
    """A script, an image or a font of the site."""
    response = send_from_directory(str(current_app.static_folder), filename)
    address = current_app.extensions["registry.static_files"].address(filename)
    if request.args.get("v") == address.rpartition("=")[2]:
        return _kept(response)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/favicon.ico")
@access("public:asset:read")
def favicon() -> Response:
    """What browsers ask for by themselves."""
    return _kept(send_from_directory(str(current_app.static_folder), "img/favicon.svg"))


@blueprint.get("/pictures/<string:filename>")
@access("public:asset:read")
def picture(filename: str) -> Response:
    """The picture of a product; its name is the digest of its content."""
    folder = settings().instance_path / "pictures"
    return _kept(send_from_directory(folder, filename))


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response
