"""Pages read in each language: no English left on Chinese pages, no Chinese on English ones.

The pages are found by following links from the home page of the sample city, some of each kind,
so that a page that is added is read here too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from sqlalchemy import Column, select
from werkzeug.exceptions import HTTPException

from tests import databases
from tests.translations.visible import lines_of, without
from webapp.adapters.pictures import PictureStore
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import ROOT, create_app
from webapp.queries.showcase import showcase_codes
from webapp.services.indexing import rebuild
from webapp.services.sample_city import load_sample_city
from webapp.services.steps.sample_rows import Loading

CHINESE = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff，。：；、（）“”《》]*")
LATIN = re.compile(r"[A-Za-z]{2,}")
CODE = re.compile(r"[a-z_]*")
UNITS = {"mm", "lx"}  # look like codes, but are what the records say
OF_EACH_KIND = 12
ON_A_DAY = "at=2026-01-15"
GTIN = "/gtins/2990010000016"  # of a product of the sample city; no page links to it
STARTS = (
    "/", "/notices", "/search?q=zzzzqqqx", "/search?q=zhuan", "/search?kind=notice", GTIN,
    f"{GTIN}?variant=7&lot=8&serial=9", f"{GTIN}?{ON_A_DAY}",
)  # fmt: skip
FAULTS = (
    "/verify?code=0F9NM-F75HQ", "/verify?code=", "/v/ABC", "/verify?code=0F9NM-F75HQ-!!!!!",
    "/verify?code=https://example.org/v/1", "/nothing", "/products/1?at=yesterday",
    "/products/1?at=2999-01-01", "/products/1?at=1900-01-01", "/gtins/123", "/gtins/4006381333931",
    "/01/2990010000016/10", "/01/2990010000016/99/1", "/01/2990010000016?linkType=yesterday",
    "/verify?code=https://foshan@example.org:81/v/1", "/verify?code=weixin:yesterday",
)  # fmt: skip
# Reviewed: what stands in Latin letters on Chinese pages and is no record's own text, such as
# the name of GS1; some were typed by the visitor.
LATIN_IN_CHINESE = {
    "English", "Cookie", "lang", "mode", "PNG", "SVG", "JSON", "json", "api", "search", "Web",
    "WCAG", "AA", "ICS", "CCS", "GB", "GBT", "gb", "foshan", "yesterday", "zzzzqqqx", "zhuan",
    "ABC", "example", "org", "weixin", "GS",
}  # fmt: skip
# Reviewed: what stands in Chinese on English pages and is no record's own text: the other
# language's name, and words to search for.
CHINESE_IN_ENGLISH = {"中文", "瓷砖", "电饭煲"}


class Links(HTMLParser):
    """The addresses within the site that a page leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("/") and not href.endswith((".png", ".svg")):
            self.found.append(href.partition("#")[0])


@pytest.fixture(scope="module")
def city(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The sample installation, which no test changes."""
    folder = tmp_path_factory.mktemp("translated")
    url = databases.copy_sqlite(sqlite_template, folder / "registry.sqlite")
    settings = replace(Settings.for_tests(folder, url), profile="sample")
    app = create_app(settings)
    with app.app_context():
        keys = app.extensions["registry.mark_keys"]
        loading = Loading(datetime.now(UTC), settings.time_zone, keys.current)
        load_sample_city(loading, PictureStore(folder / "pictures"))
        rebuild(app.extensions["registry.search_store"], settings.time_zone)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def templates(city: Flask) -> Iterator[set[str]]:
    """The names of the templates that have been rendered so far."""
    seen: set[str] = set()

    def note(_sender: Flask, template: Template, **_more: object) -> None:
        seen.add(str(template.name))

    with template_rendered.connected_to(note, city):
        yield seen


@pytest.fixture(scope="module")
def pages(city: Flask, templates: set[str]) -> list[str]:
    """Addresses of pages: every mark of the showcase, faults, and some of each kind."""
    parts = city.extensions
    with city.app_context():
        codes = showcase_codes(parts["registry.showcase"], parts["registry.mark_keys"])
    waiting = [*STARTS, *FAULTS, *(f"/v/{code}" for code in codes.values())]
    found: dict[str, None] = dict.fromkeys(waiting)
    seen = Counter[str]()
    client = city.test_client()
    while waiting:
        address = waiting.pop(0)
        for link in Links(client.get(address).text).found:
            kind = kind_of(city, link)
            if link not in found and seen[kind] < OF_EACH_KIND:
                seen[kind] += 1
                found[link] = None
                waiting.append(link)
    dated = [a for a in found if a.startswith(("/v/", "/products/", "/certif")) and "?" not in a]
    return [*found, *(f"{address}?{ON_A_DAY}" for address in dated)]


@pytest.fixture(scope="module")
def records(city: Flask) -> set[str]:
    """Every text on record, line by line; but no codes and keys, which pages put into words."""
    texts: set[str] = set()
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.c if is_text(column)]
        with city.app_context():
            rows = db.session.execute(select(*columns)).all() if columns else []
        texts.update(line for row in rows for text in row if text for line in text.splitlines())
    read = {" ".join(text.split()) for text in texts if not CODE.fullmatch(text)}
    return read | UNITS | without_english(city)


def is_text(column: Column[object]) -> bool:
    return column.type.python_type is str and not column.name.endswith(("key", "slug", "picture"))


def without_english(city: Flask) -> set[str]:
    """Sources and numbers of documents, which have no English."""
    schemes = city.extensions["registry.schemes"].values()
    bases = [basis for scheme in schemes for basis in scheme.legal_basis]
    return {text for basis in bases for text in (basis.source, basis.number) if text}


def kind_of(city: Flask, address: str) -> str:
    """The endpoint that answers an address."""
    adapter = city.url_map.bind("localhost")
    try:
        return str(adapter.match(urlsplit(address).path)[0])
    except HTTPException:
        return "none"


def left_over(city: Flask, address: str, language: str, known: list[str]) -> list[str]:
    """The lines of a page in a language, without what stands in the records."""
    answer = city.test_client().get(address, headers={"Accept-Language": language})
    while answer.status_code in (301, 303):
        answer = city.test_client().get(answer.location, headers={"Accept-Language": language})
    assert answer.status_code < 500, address
    assert f'<html lang="{language}"' in answer.text, address
    return without("\n".join(lines_of(answer.text)), known).split("\n")


def longest_first(texts: set[str], pattern: re.Pattern[str]) -> list[str]:
    return sorted((text for text in texts if pattern.search(text)), key=len, reverse=True)


def test_chinese_pages_hold_no_english(city: Flask, pages: list[str], records: set[str]) -> None:
    known = longest_first(records, LATIN)
    strange = {
        address: sorted(words)
        for address in pages
        if (words := latin_in(left_over(city, address, "zh-CN", known)) - LATIN_IN_CHINESE)
    }
    assert strange == {}


def latin_in(lines: list[str]) -> set[str]:
    return {word for line in lines for word in LATIN.findall(line)}


def test_english_pages_hold_no_chinese(city: Flask, pages: list[str], records: set[str]) -> None:
    known = longest_first(records, CHINESE)
    strange = {}
    for address in pages:
        lines = left_over(city, address, "en", known)
        found = {words for line in lines for words in CHINESE.findall(line)} - CHINESE_IN_ENGLISH
        if found:
            strange[address] = sorted(found)
    assert strange == {}


def test_the_walk_reads_every_kind_of_page(pages: list[str], templates: set[str]) -> None:
    folders = [f for f in (ROOT / "templates").iterdir() if f.name not in ("components", "layouts")]
    files = [file for folder in folders for file in folder.glob("*.html")]
    whole = [file for file in files if "{% extends" in file.read_text(encoding="utf-8")]
    assert {f"{file.parent.name}/{file.name}" for file in whole} - templates == set()


def test_a_text_that_nobody_translated_is_seen(city: Flask, records: set[str]) -> None:
    page = '<p class="a">搜索 <b>Read</b> on</p><img alt="Wok" src="/a">'
    lines = without("\n".join(lines_of(page)), longest_first(records, LATIN)).split("\n")
    assert latin_in(lines) == {"Read", "on", "Wok"}
