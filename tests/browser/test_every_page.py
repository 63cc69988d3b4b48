"""What holds for every public page, found by following links and by the recorded addresses."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.browser.checks.axe import axe_faults
from tests.browser.checks.delivery import fetch, header_faults, parts_of, weight_of
from tests.browser.checks.focus import focus_faults
from tests.browser.checks.layout import print_faults, reflow_faults
from tests.browser.checks.standings import shapes_of, standing_faults
from tests.browser.checks.structure import structure_faults
from tests.browser.crawl import Found, crawl, page_routes
from tests.browser.registry import Registry
from tests.browser.visitors import DESK, HEIGHTS, PHONE, Visitor
from tests.browser.words import LANGUAGES, Language

Visit = Callable[..., Visitor]
CHECKS = (structure_faults, standing_faults, reflow_faults, print_faults, axe_faults)
HEAVIEST_PAGE, HEAVIEST_ANSWER, MOST_REQUESTS = 60_000, 14_000, 3
MOST_STOPS = 30


@pytest.fixture(scope="module")
def pages(registry: Registry) -> list[Found]:
    """Every page that the crawl finds, and those that no link leads to."""
    return crawl(registry.url)


@pytest.fixture(scope="module")
def one_of_each(pages: list[Found]) -> list[Found]:
    """One page of each address."""
    return list({page.route: page for page in reversed(pages)}.values())


@pytest.fixture(scope="module")
def answers(pages: list[Found]) -> list[Found]:
    """The answers for marks."""
    return [page for page in pages if page.route.lower().startswith("/v/")]


def test_the_crawl_reaches_every_address(pages: list[Found]) -> None:
    reached = {page.route for page in pages}
    assert not set(page_routes()) - reached
    linked = [page for page in pages if page.answer.status == 200]
    assert len(linked) > 40


def test_every_answer_is_guarded_and_sets_no_cookie(registry: Registry, pages: list[Found]) -> None:
    parts = {part for page in pages for part in parts_of(page.answer.body.decode())}
    parts |= {"/robots.txt", "/healthz", "/readyz", "/api/v1/search?q=a", "/products/x"}
    answers = {page.path: page.answer for page in pages}
    answers |= {part: fetch(registry.url + part, accept="*/*") for part in parts}
    faults = {path: header_faults(answer.headers) for path, answer in answers.items()}
    # What a GS1 resolver answers may be read by every site, as its standard asks.
    open_to_all = faults.pop("/gtins/2990010000016")
    assert open_to_all == ["Cross-Origin-Resource-Policy: 'cross-origin'"]
    assert not {path: fault for path, fault in faults.items() if fault}


def test_every_page_has_a_title_of_its_own(pages: list[Found]) -> None:
    titles = Counter(
        _title(page)
        for page in pages
        if page.answer.status == 200 and "at=" not in page.path and page.route != "/V/<string:code>"
    )
    assert not [title for title, count in titles.items() if count > 1]
    assert all("·" in title for title in titles), "each ends in the name of the site"


def _title(page: Found) -> str:
    found = re.search(r"<title>(.*?)</title>", page.answer.body.decode(), re.S)
    assert found, page.path
    return found[1]


@pytest.mark.parametrize(
    ("language", "mode"),
    [("zh-CN", "standard"), ("en", "standard"), ("zh-CN", "elder"), ("en", "elder")],
)
def test_every_page_is_sound(
    visit: Visit, pages: list[Found], one_of_each: list[Found], language: Language, mode: str
) -> None:
    every_page = (language, mode) != ("en", "standard")
    visitor = visit(language=language, mode=mode)
    faults = {}
    for page in pages if every_page else one_of_each:
        visitor.tab.set_viewport_size({"width": DESK, "height": HEIGHTS[DESK]})
        visitor.tab.goto(visitor.url + page.path)
        found = [fault for check in CHECKS for fault in check(visitor.tab)]
        visitor.tab.set_viewport_size({"width": PHONE, "height": HEIGHTS[PHONE]})
        found += axe_faults(visitor.tab)
        if found:
            faults[page.path] = found
    assert not faults


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_whoever_tabs_through_a_page_sees_where_they_are(
    visit: Visit, one_of_each: list[Found], mode: str
) -> None:
    visitor = visit(width=PHONE, mode=mode)
    faults = {}
    for page in one_of_each:
        visitor.tab.goto(visitor.url + page.path)
        for _ in range(MOST_STOPS):
            visitor.tab.keyboard.press("Tab")
            if found := focus_faults(visitor.tab):
                faults[page.path] = found
    assert not faults


@pytest.mark.parametrize("path", ["/", "/verify", "/search?q=cizhuan"])
def test_the_skip_link_leads_past_the_navigation(visitor: Visitor, path: str) -> None:
    tab = visitor.tab
    tab.goto(visitor.url + path)
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").get_attribute("class") == "skip-link"
    assert not focus_faults(tab)
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.locator("main :focus").count() == 1


def test_no_page_is_heavy(registry: Registry, pages: list[Found]) -> None:
    weights = {
        page.path: weight_of(registry.url, page.path, photos=False)
        for page in pages
        if page.answer.status == 200
    }
    assert max(weights.values()) > 5_000, "the scales are empty"
    assert not {path: weight for path, weight in weights.items() if weight > HEAVIEST_PAGE}


def test_the_answer_for_a_mark_is_light(visit: Visit, answers: list[Found]) -> None:
    assert len(answers) >= 15
    visitor = visit(width=PHONE)
    for page in answers:
        visitor.requests.clear()
        visitor.tab.goto(visitor.url + page.path)
        assert 2 <= len(visitor.requests) <= MOST_REQUESTS, visitor.requests
        weight = weight_of(visitor.url, page.path, photos=True)
        assert 2_000 < weight <= HEAVIEST_ANSWER, f"{page.path}: {weight}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_standings_differ_without_colour(
    visit: Visit, answers: list[Found], language: Language
) -> None:
    visitor = visit(language=language, width=PHONE)
    shapes: dict[str, str] = {}
    for page in answers:
        visitor.tab.goto(visitor.url + page.path)
        word = visitor.tab.locator("h1").inner_text()
        shape = shapes_of(visitor.tab)[word]
        assert shapes.setdefault(word, shape) == shape, f"{word} has two shapes"
    assert len(shapes) >= 11
    assert len(set(shapes.values())) == len(shapes), "two standings share a shape"


def test_paper_keeps_the_answer_and_tells_when_it_was_asked(
    visitor: Visitor, answers: list[Found]
) -> None:
    visitor.tab.goto(visitor.url + answers[0].path)
    visitor.tab.emulate_media(media="print")
    assert visitor.tab.locator("h1").is_visible()
    note = visitor.tab.locator(".print-note")
    assert note.is_visible()
    assert "/v/" in note.inner_text()
    assert re.search(r"20\d\d", note.inner_text())
