"""`/healthz`: alive.  `/readyz`: each part in words, amber included."""

from flask import Blueprint, Response, jsonify

from webapp.queries.readiness import readiness, scans_part
from webapp.views.shared.access import access
from webapp.views.shared.parts import mark_keys, reader, scan_store, search_store, settings

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@access("public:health:read")
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@access("public:health:read")
def ready() -> tuple[Response, int]:
    """Each part is green, amber (works with less comfort) or red; red means 503."""
    scans = scan_store()
    parts = (
        *readiness(reader(), search_store(), mark_keys(), settings().instance_path),
        scans_part(scans.unrecorded, lately=scans.has_lost_lately),
    )
    red = any(part.colour == "red" for part in parts)
    body = {part.name: {"colour": part.colour, "detail": part.detail} for part in parts}
    return jsonify({"ready": not red, "parts": body}), 503 if red else 200
