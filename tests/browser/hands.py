"""How a visitor acts on a page: with a pointer, or with the keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

from tests.browser.checks.focus import assert_focus_is_seen

MOST_STOPS = 120


class Hand(Protocol):
    """Presses what can be pressed and writes into what can be written into."""

    def press(self, target: Locator) -> None: ...

    def write(self, target: Locator, text: str) -> None: ...


class Pointer:
    """A mouse or a finger."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)


class Keys:
    """The keyboard alone: Tab until the target has the focus, which must be seen all the way."""

    def press(self, target: Locator) -> None:
        self._reach(target)
        target.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        target.page.keyboard.press("Control+a")
        target.page.keyboard.type(text)

    def _reach(self, target: Locator) -> None:
        tab: Tab = target.page
        wanted = target.element_handle()
        for _ in range(MOST_STOPS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            tab.keyboard.press("Tab")
            assert_focus_is_seen(tab)
        raise AssertionError(f"{MOST_STOPS} times Tab did not reach {target}")
