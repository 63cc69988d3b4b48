"""`/about`, `/privacy`, `/accessibility`: what the registry says of itself."""

from flask import Blueprint, render_template

from webapp.views.shared.access import access
from webapp.views.shared.parts import schemes

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
@access("public:about:read")
def about() -> str:
    """Who keeps the register, what is in it, what an answer proves and what it does not."""
    return render_template("about/about.html", schemes=schemes())


@blueprint.get("/privacy")
@access("public:about:read")
def privacy() -> str:
    """What is kept about visitors: next to nothing."""
    return render_template("about/privacy.html")


@blueprint.get("/accessibility")
@access("public:about:read")
def accessibility() -> str:
    """For whom the pages are built and where they still fall short."""
    return render_template("about/accessibility.html")
