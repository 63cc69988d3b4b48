"""`/notices`: the list and each notice."""

from flask import Blueprint, render_template, request

from webapp.queries.notices import get_notice, page_notices
from webapp.views.shared.access import access
from webapp.views.shared.parts import now
from webapp.views.shared.remembering import remembered

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
@access("public:notice:read")
@remembered
def index() -> str:
    """Notices, newest first; `before` goes on from a notice."""
    before = request.args.get("before", "")
    page = page_notices(now(), int(before) if before.isdecimal() and len(before) < 10 else None)
    return render_template("notices/list.html", notices=page, is_first=not before)


@blueprint.get("/notices/<string:slug>")
@access("public:notice:read")
@remembered
def show(slug: str) -> str:
    """One notice."""
    return render_template("notices/notice.html", notice=get_notice(slug, now()))
