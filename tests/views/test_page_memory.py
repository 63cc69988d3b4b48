"""The memory for pages is bounded."""

from webapp.views.shared.remembering import MOST_PAGES, Page, Pages


def test_the_oldest_page_goes_when_there_are_too_many() -> None:
    pages = Pages(most=2)
    for number in range(3):
        pages.keep(number, Page(b"page"))
    assert len(pages) == 2
    assert pages.find(0) is None
    assert pages.find(2) is not None
    assert MOST_PAGES >= 512
