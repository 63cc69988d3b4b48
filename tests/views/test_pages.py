"""Every page of the sample city, in both languages: whole, labelled, small, with nothing stray."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from jinja2 import Template

from tests import databases
from tests.views.html_page import Page
from tests.views.scanning import forged
from webapp.adapters.pictures import PictureStore
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import ROOT, create_app
from webapp.queries.showcase import showcase_codes
from webapp.services.indexing import rebuild
from webapp.services.sample_city import load_sample_city
from webapp.services.steps.sample_rows import Loading

LANGUAGES = ("zh-CN", "en")
PAGES = {
    "home": "/",
    "all standards": "/search?kind=standard",
    "words": "/search?q=瓷砖",
    "narrowed": "/search?q=瓷砖&kind=certificate&standing=valid&sort=date",
    "nothing found": "/search?q=zzzzqqqx",
    "absurd search": "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&kind=%22%3E&sort=%27",
    "standard": "/standards/gb-t-4100-2015",
    "standard with successor": "/standards/gb-t-4100-2006",
    "standard with indicators": "/standards/t-fsyl-001-2021",
    "product": "/products/1",
    "product on a day": "/products/1?at=2026-01-15",
    "product number": "/gtins/2990010000016",
    "enterprise": "/enterprises/91440604YL0000012W",
    "certificate": "/certificates/FSBZ-YL-0001",
    "reinstated certificate": "/certificates/FSBZ-YL-0010",
    "renewed certificate": "/certificates/LPZ-YL-0021",
    "certificate on a day": "/certificates/FSBZ-YL-0002?at=2026-01-15",
    "mark scheme": "/schemes/foshan-standard",
    "grading scheme": "/schemes/quality-grading",
    "notices": "/notices",
    "older notices": "/notices?before=3",
    "notice": "/notices/sample-voided-codes",
    "form": "/verify",
    "about": "/about",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
}
FAULTY = {
    "mistyped in the form": ("/verify?code=0F9NM-F75HQ", 400),
    "mistyped address": ("/v/ABC", 400),
    "foreign": ("/verify?code=https://example.org/v/1", 400),
    "no such page": ("/nothing", 404),
    "no such product": ("/products/999999", 404),
    "no date": ("/products/1?at=yesterday", 400),
    "a day to come": ("/certificates/FSBZ-YL-0001?at=2999-01-01", 400),
}
MOST_BYTES, MOST_SCAN_BYTES = 60_000, 14_000


@pytest.fixture(scope="module")
def city(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The sample installation, loaded and indexed, which no test changes."""
    folder = tmp_path_factory.mktemp("pages")
    url = databases.copy_sqlite(sqlite_template, folder / "registry.sqlite")
    settings = replace(Settings.for_tests(folder, url), profile="sample")
    app = create_app(settings)
    with app.app_context():
        keys = app.extensions["registry.mark_keys"]
        loading = Loading(datetime.now(UTC), settings.time_zone, keys.current)
        load_sample_city(loading, PictureStore(folder / "pictures"))
        rebuild(app.extensions["registry.search_store"], settings.time_zone)
        db.session.remove()
    yield app  # outside the context: within it all requests would share the language of the first
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module", autouse=True)
def templates(city: Flask) -> Iterator[set[str]]:
    """The names of the templates rendered since the first request: later a page is remembered."""
    seen: set[str] = set()

    def note(_sender: Flask, template: Template, **_more: object) -> None:
        seen.add(str(template.name))

    with template_rendered.connected_to(note, city):
        yield seen


@pytest.fixture(scope="module")
def codes(city: Flask) -> dict[str, str]:
    """A mark code for each standing."""
    parts = city.extensions
    with city.app_context():
        found = showcase_codes(parts["registry.showcase"], parts["registry.mark_keys"])
    return found | {"forged": forged(found["valid"])}


def read(city: Flask, path: str, language: str = "en", status: int = 200) -> Page:
    """A page without a fault."""
    answer = city.test_client().get(path, headers={"Accept-Language": language})
    assert answer.status_code == status, answer.text[:500]
    page = Page(answer.text)
    assert page.faults == []
    assert f'<html lang="{language}"' in answer.text
    return page


def weight(city: Flask, page: Page, photos: bool = False) -> int:
    """Bytes of the page with all that it loads, compressed as they are sent."""
    kept = [a for a in page.loads if photos or not a.startswith(("/pictures", "/certificates"))]
    bodies = [city.test_client().get(address).data for address in kept]
    return sum(len(gzip.compress(body, 5)) for body in (page.source.encode(), *bodies))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_whole_and_small(city: Flask, path: str, language: str) -> None:
    page = read(city, path, language)
    assert "sample-ribbon" in page.source
    assert weight(city, page) <= MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("path", "status"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_answered_with_a_whole_page(
    city: Flask, path: str, status: int, language: str
) -> None:
    read(city, path, language, status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_to_a_scan_is_whole_and_light(
    city: Flask, codes: dict[str, str], language: str
) -> None:
    for standing, code in codes.items():
        for query in ("", "?at=2026-01-15"):
            page = read(city, f"/v/{code}{query}", language, 404 if standing == "forged" else 200)
            assert weight(city, page) <= MOST_SCAN_BYTES
            assert 1 + len(page.loads) <= 3


def test_links_within_the_city_lead_somewhere(city: Flask, codes: dict[str, str]) -> None:
    client = city.test_client()
    paths = [*PAGES.values(), *(f"/v/{code}" for code in codes.values())]
    links = {link for path in paths for link in Page(client.get(path).text).links}
    inside = {link for link in links if link.startswith("/") and not link.startswith("/search")}
    assert len(inside) > 100
    gone = {link: client.get(link).status_code for link in inside}
    forged_form = {link for link in gone if link.startswith("/verify?code=")}
    assert {k: v for k, v in gone.items() if v >= 400 and k not in forged_form} == {}


def test_every_page_template_was_read(
    city: Flask, codes: dict[str, str], templates: set[str]
) -> None:
    client = city.test_client()
    for path in [*PAGES.values(), *(p for p, _ in FAULTY.values()), f"/v/{codes['expired']}"]:
        client.get(path)
    folders = [f for f in (ROOT / "templates").iterdir() if f.name not in ("components", "layouts")]
    pages = {f"{folder.name}/{file.name}" for folder in folders for file in folder.glob("*.html")}
    parts = {"catalogue/held_mark.html"}
    assert pages - parts == templates


def test_what_was_typed_stays_in_the_field(city: Flask) -> None:
    page = read(city, "/verify?code=0f9nm-f75hq-%22dxwqe", status=400)
    assert 'value="0f9nm-f75hq-&#34;dxwqe"' in page.source
    assert 'aria-invalid="true"' in page.source
    assert "<span>0F9NM</span> <span>F75HQ</span>" in page.source


def test_showcase_has_a_mark_for_each_standing(city: Flask, codes: dict[str, str]) -> None:
    home = read(city, "/")
    for code in set(codes.values()) - {codes["forged"]}:
        assert f"/v/{code}" in home.links


def test_records_say_that_they_are_samples(city: Flask, codes: dict[str, str]) -> None:
    for name in ("product", "enterprise", "certificate", "notice", "standard with indicators"):
        source = read(city, PAGES[name]).source
        assert "Sample</span>" in source, name
    assert "(sample)" in read(city, f"/v/{codes['valid']}").source


@pytest.mark.parametrize(("language", "marks"), [("en", True), ("zh-CN", False)])
def test_chinese_on_an_english_page_is_marked(city: Flask, language: str, marks: bool) -> None:
    source = read(city, PAGES["certificate"], language).source
    foot = source.split('<p class="timeline__foot">', 1)[1]
    assert foot.startswith('<span lang="zh-CN">') == marks


def test_what_stands_around_a_text_is_of_its_language(city: Flask) -> None:
    fault = FAULTY["mistyped in the form"]
    assert "<title>输入有误：查验标识 ·" in read(city, fault[0], "zh-CN", fault[1]).source
    assert "<title>Error: Check a mark ·" in read(city, fault[0], "en", fault[1]).source
    assert "分（暂定）" in read(city, PAGES["mark scheme"], "zh-CN").source.replace(
        "（满分100分）", ""
    )
    assert "2999年1月1日尚未到来" in read(city, FAULTY["a day to come"][0], "zh-CN", 400).source


def test_paper_names_an_address_that_can_be_asked_again(city: Flask) -> None:
    note = read(city, FAULTY["foreign"][0], status=400).source.split("print-note", 1)[1]
    assert "/verify" in note
    assert "example.org" not in note


def test_a_model_that_left_the_scope_was_not_given_up(city: Flask, codes: dict[str, str]) -> None:
    source = read(city, f"/v/{codes['scope_reduced']}").source
    assert "This model is no longer covered by the certificate." in source
    assert "given up" not in source
    assert "given up for this model by its holder" in read(city, f"/v/{codes['cancelled']}").source
