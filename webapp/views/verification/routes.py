"""`/v/<code>` answers a scan; `/verify` takes what a visitor types or pastes."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.domain.codes import Mistyped, clean, parse
from webapp.domain.pasted import read_pasted
from webapp.domain.standing import Standing
from webapp.queries.verification import Clock, Verification, verify
from webapp.views.shared.access import access
from webapp.views.shared.dates import asked_instant
from webapp.views.shared.formats import wants_json
from webapp.views.shared.language import LANGUAGES
from webapp.views.shared.parts import mark_keys, now, reader, settings
from webapp.views.verification.payload import json_of, status_code_of
from webapp.views.verification.quick import VERIFIED
from webapp.views.verification.rendering import html_answer
from webapp.views.verification.words import fault_words

blueprint = Blueprint("verification", __name__)
SCANNED = ("verification.mark", "verification.mark_upper", "verification.mark_json")


@blueprint.get("/v/<string:code>")
@blueprint.get("/V/<string:code>", endpoint="mark_upper")
@access("public:mark:verify")
def mark(code: str) -> BaseResponse:
    """Answer for a scanned or followed code, as HTML or JSON."""
    return _answered(_verification_of(code), as_json=wants_json())


@blueprint.get("/v/<string:code>.json")
@access("public:mark:verify")
def mark_json(code: str) -> BaseResponse:
    """Answer as JSON whatever the request prefers."""
    return _answered(_verification_of(code), as_json=True)


@blueprint.get("/verify")
@access("public:mark:verify")
def form() -> BaseResponse | str:
    """Show the form, or take what was typed to its own address."""
    text = request.args.get("code")
    if text is None:
        return _form_page("")
    pasted = read_pasted(text, _our_hosts())
    if pasted.foreign_host:
        return _answered(_foreign(pasted.foreign_host), as_json=wants_json())
    try:
        code = parse(pasted.code)
    except Mistyped as fault:
        if wants_json():
            return _answered(_verification_of(pasted.code), as_json=True)
        words = fault_words(fault.fault, fault.detail)
        return Response(_form_page(text, words, clean(pasted.code)[:64]), status=400)
    kept = _asked_language()
    return redirect(f"/v/{code.text}?lang={kept}" if kept else f"/v/{code.text}", 303)


def _form_page(text: str, fault: str | None = None, read: str = "") -> str:
    return render_template(
        "verification/form.html", text=text, fault=fault, read=read, kept_language=_asked_language()
    )


def _asked_language() -> str | None:
    """The language that the address names, so that the next address keeps it."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


def _verification_of(code: str) -> Verification:
    verified: Verification | None = request.environ.get(VERIFIED)
    if verified is not None and request.endpoint in SCANNED:
        return verified  # read a moment ago, before Flask began
    zone = settings().time_zone
    moment = now()
    # Most scans have no query; reading one would cost as much as the database does.
    asked = request.args.get("at") if request.environ.get("QUERY_STRING") else None
    clock = Clock(moment, zone, asked_instant(asked, moment, zone))
    return verify(reader(), mark_keys(), code, clock)


def _foreign(host: str) -> Verification:
    return Verification(host[:64], Standing("foreign"), None, None, now())


def _our_hosts() -> frozenset[str]:
    public = urlsplit(settings().public_url).hostname or ""
    return frozenset({public.lower(), request.host.partition(":")[0].lower()})


def _answered(answer: Verification, *, as_json: bool) -> Response:
    status = status_code_of(answer.standing.standing)
    if as_json:
        return Response(json_of(answer), status, mimetype="application/json")
    return html_answer(answer, status)
