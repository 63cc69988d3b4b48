"""The language and mode of a request: what its address says, else what was chosen, else sent."""

from functools import lru_cache

from flask import g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LANGUAGES = ("zh-CN", "en")
LOCALES = {"zh-CN": "zh_Hans_CN", "en": "en"}
MODES = ("standard", "elder")
LANGUAGE_COOKIE = "lang"
MODE_COOKIE = "mode"


def language() -> str:
    """`zh-CN` or `en` for this request.  An unknown `?lang=` is ignored, never an error."""
    found: str | None = g.get("language")
    if found is None:
        asked = request.args.get("lang", "") or request.cookies.get(LANGUAGE_COOKIE, "")
        found = g.language = _known(asked) or negotiated(request.headers.get("Accept-Language"))
    return found


def mode() -> str:
    """`standard`, or `elder` for large type and strong contrast."""
    chosen = request.cookies.get(MODE_COOKIE, "")
    return chosen if chosen in MODES else "standard"


def locale() -> str:
    """The locale of the request in the form that Babel names it."""
    return LOCALES[language()]


def say(chinese: str, english: str) -> str:
    """Whichever of a record's two texts fits the request; Chinese where the other is missing."""
    return english if english and language() == "en" else chinese


def _known(tag: str) -> str | None:
    tag = tag.lower()
    if tag.startswith("zh"):
        return "zh-CN"
    return "en" if tag.startswith("en") else None


@lru_cache(maxsize=512)
def negotiated(header: str | None) -> str:
    """The language that an `Accept-Language` header asks for first, of those we have."""
    accepted = parse_accept_header(header, LanguageAccept)
    for tag, quality in accepted:
        known = _known(tag)
        if known and quality > 0:
            return known
    return "zh-CN"
