"""Searching: facets, sorting, pages, did-you-mean, suggestions, numbers that lead straight on."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.browser.pages.notices import NoticePage
from tests.browser.pages.records import (
    CertificatePage,
    EnterprisePage,
    MarkPage,
    StandardPage,
)
from tests.browser.pages.results import ResultsPage
from tests.browser.visitors import PHONE, Visitor
from tests.browser.words import LANGUAGES, Language

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("language", LANGUAGES)
def test_facets_narrow_and_widen_again(visit: Visit, language: Language) -> None:
    visitor = visit(language=language, way="no-script")
    results = visitor.open("/search?kind=certificate", ResultsPage)
    everything, choices = results.total, results.facet("standing")
    word = visitor.words.standing("suspended")
    results = results.choose("standing", word)
    assert results.total == choices[word] < everything
    assert word in results.chosen
    assert {text.strip() for text in results.tab.locator(".status-tag").all_inner_texts()} == {word}
    other = visitor.words.standing("withdrawn")
    both = results.choose("standing", other)
    assert both.total == choices[word] + choices[other]
    assert both.choose("standing", word).choose("standing", other).total == everything


def test_a_facet_keeps_the_words_and_the_words_keep_the_facet(visitor: Visitor) -> None:
    results = visitor.open(f"/search?q={quote('瓷砖')}&kind=standard", ResultsPage)
    assert results.typed == "瓷砖"
    before = results.total
    levels = results.facet("level")
    rare = min(levels, key=lambda label: levels[label])
    narrowed = results.choose("level", rare)
    chosen = narrowed.chosen
    assert len(chosen) == 2
    assert rare in chosen
    assert narrowed.typed == "瓷砖"
    assert narrowed.total == levels[rare] < before
    assert all(address.startswith("/standards/") for address in narrowed.addresses)
    again = narrowed.search("玻璃")
    assert again.typed == "玻璃"
    assert again.chosen == chosen


def test_results_are_sorted_as_asked(visitor: Visitor) -> None:
    results = visitor.open(f"/search?q={quote('瓷砖')}", ResultsPage)
    by_match = results.addresses
    by_name = results.sort_by("title").addresses
    assert len(by_name) == len(by_match) == 20
    assert by_name != by_match
    newest = visitor.open("/search?kind=notice", ResultsPage).sort_by("date").addresses[:4]
    days = [visitor.open(address, NoticePage).published for address in newest]
    assert days == sorted(set(days), reverse=True)


def test_pages_of_results_show_everything_once(visitor: Visitor) -> None:
    results = visitor.open("/search?kind=enterprise&sort=title", ResultsPage)
    total, seen = results.total, list(results.addresses)
    while results.has_next:
        results = results.next()
        assert results.total == total
        seen += results.addresses
    assert len(seen) == len(set(seen)) == total > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_is_met_with_a_suggestion(visit: Visit, language: Language) -> None:
    visitor = visit(language=language, way="no-script", width=PHONE)
    results = visitor.open_home().search("cizhuam")
    assert results.typed == "cizhuam"
    assert results.suggestion == "cizhuan"
    mended = results.take_suggestion()
    assert mended.typed == "cizhuan"
    assert "/standards/gb-t-4100-2015" in mended.addresses


@pytest.mark.parametrize("text", ["cizhuan", "cz", "CIZHUAN", "瓷磚", "ＧＢＴ４１００"])
def test_other_ways_of_writing_find_it_too(visitor: Visitor, text: str) -> None:
    results = visitor.open(f"/search?list=1&q={quote(text)}", ResultsPage)
    assert "/standards/gb-t-4100-2015" in results.addresses


def test_a_number_leads_straight_to_its_page(visitor: Visitor) -> None:
    home = visitor.open_home()
    code = next(iter(home.showcase.values()))
    standard = home.search_straight_to("gbt 4100-2015", StandardPage)
    assert standard.path.startswith("/standards/gb-t-4100-2015")
    certificate = visitor.open_home().search_straight_to("fsbz-yl-0001", CertificatePage)
    maker = certificate.tab.locator("a[href^='/enterprises/']").first.get_attribute("href")
    uscc = str(maker).rpartition("/")[2]
    assert visitor.open_home().search_straight_to(uscc, EnterprisePage).path.endswith(uscc)
    mark = visitor.open_home().search_straight_to(code, MarkPage)
    assert mark.heading == visitor.words.standing("valid")


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_are_taken_with_the_arrow_keys(visit: Visit, language: Language) -> None:
    home = visit(language=language).open_home()
    texts = home.type_slowly("瓷砖")
    assert any("瓷砖" in text for text in texts)
    box = home.tab.get_by_role("combobox")
    home.press_key("ArrowDown")
    assert home.selected == [texts[0]]
    home.press_key("ArrowUp")
    assert home.selected == []
    home.press_key("ArrowUp")
    assert home.selected == [texts[-1]]
    assert box.get_attribute("aria-activedescendant")
    home.press_key("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "瓷砖"


def test_a_suggestion_leads_on(visitor: Visitor) -> None:
    home = visitor.open_home()
    home.type_slowly("瓷砖")
    home.press_key("ArrowDown")
    with home.tab.expect_navigation():
        home.press_key("Enter")
    assert home.path != "/"


def test_a_suggestion_is_taken_by_a_click(visitor: Visitor) -> None:
    home = visitor.open_home()
    home.type_slowly("瓷砖")
    with home.tab.expect_navigation():
        home.options.first.click()
    assert home.path != "/"


def test_nothing_found_says_what_to_try(visitor: Visitor) -> None:
    results = visitor.open_home().search("zzqqxxy")
    assert results.total == 0
    assert results.tab.locator(".empty-state li").count() >= 3
    assert results.typed == "zzqqxxy"
