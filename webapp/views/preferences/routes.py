"""`/preferences` remembers the language and the elder mode in cookies, on request only."""

from flask import Blueprint, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.views.shared.access import access
from webapp.views.shared.errors import error_page
from webapp.views.shared.language import LANGUAGE_COOKIE, LANGUAGES, MODE_COOKIE, MODES
from webapp.views.shared.origin import is_own_form
from webapp.views.shared.parts import settings

blueprint = Blueprint("preferences", __name__)
ONE_YEAR = 365 * 24 * 3600


@blueprint.post("/preferences")
@access("public:preference:choose")
def choose() -> Response:
    """Set the cookie that the form asks for and go back to the page that it came from."""
    if not is_own_form(request, settings().public_url):
        return error_page(403, _("Not allowed"), _("This form was sent from another site."))
    response = redirect(_back(request.form.get("next", "/")), 303)
    for field, cookie, allowed in (
        ("lang", LANGUAGE_COOKIE, LANGUAGES),
        ("mode", MODE_COOKIE, MODES),
    ):
        value = request.form.get(field, "")
        if value in allowed:
            response.set_cookie(
                cookie,
                value,
                max_age=ONE_YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure,
            )
    return response


def _back(target: str) -> str:
    """A path of this site without its `lang`, which would override the choice."""
    # Browsers drop tabs and line ends before they read an address: drop them before judging it.
    plain = "".join(char for char in target if char.isprintable())
    if not plain.startswith("/") or plain.startswith(("//", "/\\")):
        return "/"
    path, _, query = plain.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("lang=")]
    return f"{path}?{'&'.join(kept)}" if kept else path
