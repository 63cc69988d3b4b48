"""People at a browser: each with a language, a screen, and their way of using it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Request
from playwright.sync_api import Page as Tab

from tests.browser.hands import Hand, Keys, Pointer
from tests.browser.pages.base import SitePage
from tests.browser.pages.home import HomePage
from tests.browser.words import WORDS, Language, Words

PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 740, DESK: 800}
Way = Literal["pointer", "no-script", "keyboard"]
P = TypeVar("P", bound=SitePage)


@dataclass
class Visitor:
    """Somebody who looks at the registry; `complaints` is what their browser found wrong."""

    tab: Tab
    url: str
    words: Words
    hand: Hand
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str, kind: type[P]) -> P:
        """Type an address of the registry."""
        self.tab.goto(self.url + path)
        return kind(self.tab, self.hand, self.words)

    def open_home(self) -> HomePage:
        """Begin as a newcomer does."""
        return self.open("/", HomePage)

    def cookies(self) -> dict[str, str]:
        """What the registry has remembered in this browser."""
        return {cookie["name"]: cookie["value"] for cookie in self.tab.context.cookies()}

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error of the console, but not that the page itself is an error page."""
        at = message.location.get("url", "")
        page_itself = at == self.tab.url and message.text.startswith("Failed to load resource")
        if message.type == "error" and not page_itself:
            self.complaints.append(f"console: {message.text} ({at})")

    def see(self, request: Request) -> None:
        """Note every request, and complain of one to anybody else."""
        self.requests.append(request.url)
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self.complaints.append(f"asks elsewhere: {request.url}")


@contextlib.contextmanager
def visiting(
    browser: Browser,
    url: str,
    language: Language = "en",
    width: int = DESK,
    way: Way = "pointer",
    mode: str = "standard",
) -> Iterator[Visitor]:
    """A visitor with a browser of their own; fails when their browser complained."""
    words = WORDS[language]
    context = browser.new_context(
        locale=words.locale,
        viewport={"width": width, "height": HEIGHTS[width]},
        java_script_enabled=way != "no-script",
    )
    context.set_default_timeout(15_000)
    if mode == "elder":
        context.add_cookies([{"name": "mode", "value": "elder", "url": url}])
    tab = context.new_page()
    visitor = Visitor(tab, url, words, Keys() if way == "keyboard" else Pointer())
    tab.on("console", visitor.hear)
    tab.on("pageerror", lambda error: visitor.complaints.append(f"script: {error}"))
    tab.on("request", visitor.see)
    yield visitor
    context.close()
    assert not visitor.complaints, visitor.complaints
