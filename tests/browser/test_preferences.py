"""A language and large type are remembered when chosen, and nothing before."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.browser.pages.base import SitePage
from tests.browser.pages.records import CertificatePage, MarkPage
from tests.browser.pages.results import ResultsPage
from tests.browser.visitors import PHONE, Visitor, Way

Visit = Callable[..., Visitor]
WAYS: tuple[Way, ...] = ("pointer", "no-script", "keyboard")


def test_reading_sets_no_cookie(visitor: Visitor) -> None:
    code = next(iter(visitor.open_home().showcase.values()))
    visitor.open_home().search("瓷砖")
    visitor.open("/certificates/FSBZ-YL-0001?at=2026-06-01", CertificatePage)
    visitor.open(f"/v/{code}", MarkPage).open_product()
    assert visitor.cookies() == {}


@pytest.mark.parametrize("way", WAYS)
def test_a_language_is_remembered(visit: Visit, way: Way) -> None:
    visitor = visit(language="zh-CN", way=way, width=PHONE)
    home = visitor.open_home()
    assert home.language == "zh-CN"
    home = home.switch_language()
    assert (home.language, home.path) == ("en", "/")
    assert visitor.cookies() == {"lang": "en"}
    about = visitor.open("/about", SitePage)
    assert about.language == "en"
    assert about.switch_language().language == "zh-CN"


@pytest.mark.parametrize("way", WAYS)
def test_large_type_is_remembered(visit: Visit, way: Way) -> None:
    visitor = visit(way=way, width=PHONE)
    home = visitor.open_home()
    before = home.type_size
    home = home.switch_mode()
    assert home.mode == "elder"
    assert home.type_size >= before * 1.2
    assert visitor.cookies() == {"mode": "elder"}
    code = next(iter(home.showcase.values()))
    answer = visitor.open(f"/v/{code}", MarkPage)
    assert answer.mode == "elder"
    assert answer.switch_mode().mode == "standard"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"/search?q={quote('瓷砖')}&kind=standard&sort=title", ResultsPage),
        ("/certificates/FSBZ-YL-0002?at=2026-06-01", CertificatePage),
        (f"/search?q={quote('a&b=c#d')}", ResultsPage),
    ],
)
def test_a_choice_leads_back_to_the_same_page(
    visitor: Visitor, path: str, kind: type[SitePage]
) -> None:
    page = visitor.open(path, kind)
    asked = page.path
    assert page.switch_language().path == asked
    page = page.switch_mode()
    assert page.path == asked
    assert (page.language, page.mode) == ("zh-CN", "elder")


def test_an_address_may_name_its_language_and_the_choice_overrules_it(visitor: Visitor) -> None:
    page = visitor.open("/about?lang=zh-CN", SitePage)
    assert page.language == "zh-CN"
    assert visitor.cookies() == {}
    page = page.switch_language()
    assert (page.language, page.path) == ("en", "/about")


def test_an_unknown_language_is_no_fault(visitor: Visitor) -> None:
    assert visitor.open("/?lang=tlh", SitePage).language == "en"


def test_a_cookie_is_kept_from_scripts(visitor: Visitor) -> None:
    visitor.open_home().switch_mode()
    (cookie,) = visitor.tab.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
