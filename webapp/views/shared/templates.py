"""The words and addresses that every template may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, request
from markupsafe import Markup

from webapp.config import Settings
from webapp.definitions.site import Site
from webapp.domain.calendar import day_of
from webapp.views.shared.dates import written_day, written_instant
from webapp.views.shared.labels import label_of, shape_of
from webapp.views.shared.language import LANGUAGES, language, mode, say
from webapp.views.shared.numbers import barcode, figure
from webapp.views.shared.parts import now, settings
from webapp.views.shared.phrases import marked_up

_LINK = Markup('<a href="{}">{}</a>')
_CHINESE = Markup('<span lang="zh-CN">{}</span>')


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
    environment.add_extension("jinja2.ext.do")
    environment.globals.update(
        _=marked_up,
        say=say,
        say_marked=say_marked,
        in_chinese=in_chinese,
        lang_is=_language_is,
        day=written_day,
        day_of=_day_of,
        now=now,
        today=_today,
        instant=_instant,
        label=label_of,
        shape=shape_of,
        link=link,
        figure=figure,
        barcode=barcode,
        stylesheet=app.extensions["registry.stylesheets"].address,
        static_url=app.extensions["registry.static_files"].address,
    )
    sites = _sites_of(app.extensions["registry.site"], app.extensions["registry.settings"])
    app.context_processor(lambda: _words_of(sites))


def link(href: str, text: str) -> Markup:
    """A link, for the cells of tables and lists of facts; both parts are escaped."""
    return _LINK.format(href, text)


def say_marked(chinese: str, english: str) -> str:
    """As `say`; Chinese on an English page is marked, so that it is read out as Chinese."""
    return english if english and language() == "en" else in_chinese(chinese)


def in_chinese(text: str | None) -> str:
    """A text that is on record in Chinese only, marked on an English page; empty for none."""
    if not text:
        return ""
    return _CHINESE.format(text) if language() == "en" else text


def _language_is(tag: str) -> bool:
    return language() == tag


def _day_of(at: datetime) -> str:
    return written_day(day_of(at, settings().time_zone))


def _today() -> str:
    return day_of(now(), settings().time_zone).isoformat()


def _instant(at: datetime | None) -> str:
    return written_instant(at, settings().time_zone)


def _sites_of(site: Site, settings: Settings) -> dict[str, SiteWords]:
    return {
        language: SiteWords(
            site.name[place],
            site.city[place],
            site.authority[place],
            settings.public_url,
            settings.is_sample,
        )
        for place, language in enumerate(LANGUAGES)
    }


def _words_of(sites: Mapping[str, SiteWords]) -> dict[str, object]:
    chosen = language()
    query = request.query_string.decode("utf-8", "replace")
    return {
        "site": sites[chosen],
        "lang": chosen,
        "mode": mode(),
        "request_path": f"{request.path}?{query}" if query else request.path,
    }
