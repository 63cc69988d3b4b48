"""The words and addresses that every template may use."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, request

from webapp.definitions.site import Site
from webapp.views.shared.dates import written_day, written_instant
from webapp.views.shared.labels import label_of
from webapp.views.shared.language import language, mode, say
from webapp.views.shared.parts import settings


@dataclass(frozen=True, slots=True)
class SiteWords:
    """The installation in the language of the request."""

    name: str
    city: str
    authority: str
    public_url: str
    is_sample: bool


def add_template_words_to(app: Flask) -> None:
    """Give templates: site, lang, mode, request_path, say, day, instant, label, addresses."""
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        say=say,
        day=written_day,
        instant=_instant,
        label=label_of,
        stylesheet=app.extensions["registry.stylesheets"].address,
        static_url=app.extensions["registry.static_files"].address,
    )
    app.context_processor(lambda: _words_of(app.extensions["registry.site"]))


def _instant(at: datetime | None) -> str:
    return written_instant(at, settings().time_zone)


def _words_of(site: Site) -> dict[str, object]:
    query = request.query_string.decode("utf-8", "replace")
    return {
        "site": SiteWords(
            say(*site.name),
            say(*site.city),
            say(*site.authority),
            settings().public_url,
            settings().is_sample,
        ),
        "lang": language(),
        "mode": mode(),
        "request_path": f"{request.path}?{query}" if query else request.path,
    }
