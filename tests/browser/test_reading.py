"""Notices, schemes, the pages about the registry, and errors: all readable, all lead on."""

from collections.abc import Callable

import pytest

from tests.browser.pages.notices import (
    ErrorPage,
    NoticePage,
    NoticesPage,
    SchemePage,
    TextPage,
)
from tests.browser.visitors import PHONE, Visitor
from tests.browser.words import LANGUAGES, Language

Visit = Callable[..., Visitor]


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """Somebody with a phone and without script, in each language."""
    language: Language = request.param
    return visit(language=language, width=PHONE, way="no-script")


def test_notices_are_listed_newest_first_and_lead_to_certificates(reader: Visitor) -> None:
    notices = reader.open("/notices", NoticesPage)
    assert len(notices.published) >= 5
    assert notices.published == sorted(notices.published, reverse=True)
    notice = notices.open("FSBZ-YL-0010")
    assert isinstance(notice, NoticePage)
    assert "FSBZ-YL-0010" in notice.text
    certificate = notice.open_certificate()
    assert certificate.standing == reader.words.standing("valid")
    assert len(certificate.history) == 3


def test_every_scheme_tells_its_grounds(reader: Visitor) -> None:
    home = reader.open_home()
    links = home.tab.locator("a[href^='/schemes/']").all()
    paths = {str(link.get_attribute("href")) for link in links}
    assert len(paths) == 4
    for path in sorted(paths):
        assert len(reader.open(path, SchemePage).sections) >= 3


@pytest.mark.parametrize("path", ["/about", "/privacy", "/accessibility"])
def test_the_registry_tells_of_itself(reader: Visitor, path: str) -> None:
    page = reader.open(path, TextPage)
    assert page.language == reader.words.language
    assert len(page.sections) >= 3


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing/here", 404),
        ("/standards/gb-t-0-1900", 404),
        ("/products/999999", 404),
        ("/products/99999999999999999999", 404),
        ("/enterprises/000000000000000000", 404),
        ("/certificates/NONE-1", 404),
        ("/notices/none", 404),
        ("/schemes/none", 404),
        ("/certificates/FSBZ-YL-0001?at=soon", 400),
        ("/certificates/FSBZ-YL-0001?at=2999-01-01", 400),
    ],
)
def test_an_error_is_told_in_words_and_leads_on(reader: Visitor, path: str, status: int) -> None:
    response = reader.tab.goto(reader.url + path)
    assert response is not None
    assert response.status == status
    page = ErrorPage(reader.tab, reader.hand, reader.words)
    assert page.language == reader.words.language
    assert page.heading
    assert page.ways_on >= 3


def test_every_page_says_that_this_is_a_sample(reader: Visitor) -> None:
    for path in ("/", "/search", "/verify", "/standards/gb-t-4100-2015", "/nothing"):
        reader.tab.goto(reader.url + path)
        assert reader.tab.locator(".sample-ribbon").is_visible(), path
