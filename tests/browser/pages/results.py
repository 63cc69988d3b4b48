"""The search box and what it finds."""

import re
from typing import TypeVar

from playwright.sync_api import Locator, expect

from tests.browser.pages.base import SitePage

P = TypeVar("P", bound=SitePage)


class SearchingPage(SitePage):
    """A page with a search box."""

    def search(self, text: str) -> "ResultsPage":
        """Type and press the button."""
        return self.search_straight_to(text, ResultsPage)

    def search_straight_to(self, text: str, kind: type[P]) -> P:
        """Type what leads straight to a page, and press the button."""
        box = self.tab.locator("form[role=search]").first
        self.hand.write(box.locator("input[name=q]"), text)
        return self._go(lambda: self.hand.press(box.locator("button")), kind)

    def type_slowly(self, text: str) -> list[str]:
        """Type into the box and wait for suggestions; return them."""
        self.tab.locator("form[role=search] input[name=q]").first.press_sequentially(text, delay=30)
        expect(self.options.first).to_be_visible()
        return [option.strip() for option in self.options.all_inner_texts()]

    @property
    def options(self) -> Locator:
        """The suggestions that are offered."""
        return self.tab.get_by_role("option")

    @property
    def selected(self) -> list[str]:
        """The suggestion that the arrow keys have come to, if any."""
        return self._texts("[role=option][aria-selected=true]")

    def press_key(self, key: str) -> None:
        """Press a key where the focus is."""
        self.tab.keyboard.press(key)


class ResultsPage(SearchingPage):
    """Results of a search, with its facets."""

    ADDRESS = "/search"

    @property
    def total(self) -> int:
        """How many were found, as the page says it."""
        words = self.tab.locator("#count").inner_text()
        return int(re.sub(r"\D", "", words))

    @property
    def titles(self) -> list[str]:
        """The titles shown."""
        return self._texts(".result-item__title")

    @property
    def addresses(self) -> list[str]:
        """Where the results lead."""
        links = self.tab.locator(".result-item__title a")
        return [str(link.get_attribute("href")) for link in links.all()]

    @property
    def highlights(self) -> list[str]:
        """What is marked as found."""
        return self._texts(".result-item mark")

    @property
    def typed(self) -> str:
        """What stands in the box."""
        return self.tab.locator("main input[name=q]").input_value()

    @property
    def suggestion(self) -> str:
        """What “did you mean” offers."""
        return self.tab.locator(".did-you-mean a").inner_text()

    def facet(self, name: str) -> dict[str, int]:
        """The open choices of a facet with their counts, by the value in their address."""
        choices = {}
        for link in self.tab.locator(f"section[aria-labelledby=facet-{name}] a").all():
            label = link.locator(".facet-group__label").text_content() or ""
            count = link.locator(".facet-group__count").text_content() or ""
            choices[label.strip()] = int(re.sub(r"\D", "", count))
        return choices

    def choose(self, facet: str, label: str) -> "ResultsPage":
        """Switch one choice of a facet."""
        choices = self.tab.locator(f"section[aria-labelledby=facet-{facet}] a")
        wanted = choices.filter(
            has=self.tab.locator(".facet-group__label", has_text=re.compile(f"^{label}$"))
        )
        return self._follow(wanted, ResultsPage)

    @property
    def chosen(self) -> list[str]:
        """The choices that are switched on."""
        return self._texts("a[aria-current=true] .facet-group__label")

    def sort_by(self, sort: str) -> "ResultsPage":
        """Sort by `title` or `date`."""
        return self._follow(self.tab.locator(f".results-head a[href*='sort={sort}']"), ResultsPage)

    def next(self) -> "ResultsPage":
        """Go one page on."""
        return self._follow(self.tab.locator("nav.pager a[rel=next]"), ResultsPage)

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.tab.locator("nav.pager a[rel=next]").count() == 1

    def take_suggestion(self) -> "ResultsPage":
        """Follow “did you mean”."""
        return self._follow(self.tab.locator(".did-you-mean a"), ResultsPage)

    def open(self, address: str, kind: type[P]) -> P:
        """Open the result that leads to `address`."""
        return self._follow(self.tab.locator(f".result-item__title a[href='{address}']"), kind)
