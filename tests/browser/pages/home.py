"""The opening page and the form that checks a mark."""

from tests.browser.pages.base import SitePage
from tests.browser.pages.records import MarkPage
from tests.browser.pages.results import SearchingPage


class HomePage(SearchingPage):
    """The opening page."""

    ADDRESS = "/"

    @property
    def showcase(self) -> dict[str, str]:
        """The code of each sample mark, by its label."""
        links = self.tab.locator(".showcase a").all()
        return {
            link.inner_text().strip(): str(link.get_attribute("href")).removeprefix("/v/")
            for link in links
        }

    @property
    def figures(self) -> list[str]:
        """The numbers of the schemes and of the register."""
        return self._texts(".stat__number")

    def check(self, code: str) -> MarkPage:
        """Type a code into the form on the page."""
        self.hand.write(self.tab.locator("#code"), code)
        return self._go(lambda: self.hand.press(self.tab.locator(".mark-check button")), MarkPage)


class VerifyPage(SitePage):
    """The form that takes a code."""

    ADDRESS = "/verify"

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.tab.locator("#code").input_value()

    @property
    def fault(self) -> str:
        """What the page says is wrong with it."""
        return self.tab.locator("#code-error").inner_text()

    def check(self, code: str) -> MarkPage:
        """Type a code that can be read, and press the button."""
        self._type(code)
        return self._go(self._send, MarkPage)

    def check_wrong(self, code: str) -> "VerifyPage":
        """Type a code that cannot be read: the form comes back."""
        self._type(code)
        return self._go(self._send, VerifyPage)

    def _type(self, code: str) -> None:
        self.hand.write(self.tab.locator("#code"), code)

    def _send(self) -> None:
        self.hand.press(self.tab.locator(".mark-check button"))
