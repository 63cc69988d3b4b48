"""What every page has: a heading, the switches in its head, and a way on."""

import re
from collections.abc import Callable
from typing import ClassVar, Self, TypeVar

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from tests.browser.hands import Hand
from tests.browser.words import Words


class SitePage:
    """A page in a tab; `ADDRESS` is a pattern of the path at which it lies."""

    ADDRESS: ClassVar[str] = "/.*"

    def __init__(self, tab: Tab, hand: Hand, words: Words) -> None:
        self.tab, self.hand, self.words = tab, hand, words
        expect(tab).to_have_url(re.compile(rf"^https?://[^/]+{self.ADDRESS}(\?[^#]*)?(#.*)?$"))

    @property
    def heading(self) -> str:
        """The main heading."""
        return self.tab.locator("h1").inner_text()

    @property
    def language(self) -> str | None:
        """The language that the page declares."""
        return self.tab.locator("html").get_attribute("lang")

    @property
    def mode(self) -> str | None:
        """`standard` or `elder`."""
        return self.tab.locator("html").get_attribute("data-mode")

    @property
    def type_size(self) -> float:
        """The size of running text in CSS pixels."""
        return float(self.tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))

    @property
    def path(self) -> str:
        """Path and query of the address."""
        return str(self.tab.evaluate("location.pathname + location.search"))

    def switch_language(self) -> Self:
        """Press the switch that names the other language; it leads back to this page."""
        return self._press("form.preference-switch button[name=lang]")

    def switch_mode(self) -> Self:
        """Press the switch between standard and large type; it leads back to this page."""
        return self._press("form.preference-switch button[name=mode]")

    def _press(self, selector: str) -> Self:
        return self._go(lambda: self.hand.press(self.tab.locator(selector)), type(self))

    def _follow(self, target: Locator, kind: "type[P]") -> "P":
        return self._go(lambda: self.hand.press(target.first), kind)

    def _go(self, act: Callable[[], None], kind: "type[P]") -> "P":
        with self.tab.expect_navigation():
            act()
        return kind(self.tab, self.hand, self.words)

    def _texts(self, selector: str) -> list[str]:
        return [text.strip() for text in self.tab.locator(selector).all_inner_texts()]


P = TypeVar("P", bound=SitePage)
