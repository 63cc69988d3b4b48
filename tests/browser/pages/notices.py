"""Notices, and the other pages that are read and not acted upon."""

from tests.browser.pages.base import SitePage
from tests.browser.pages.records import CertificatePage


class NoticePage(SitePage):
    """One notice."""

    ADDRESS = "/notices/[a-z0-9-]+"

    @property
    def published(self) -> str:
        """The instant of publication, as ISO writes it."""
        return str(self.tab.locator("article time").get_attribute("datetime"))

    @property
    def text(self) -> str:
        """What it says."""
        return self.tab.locator("article").inner_text()

    def open_certificate(self) -> CertificatePage:
        """Open the certificate that it is about."""
        return self._follow(self.tab.locator("article a[href^='/certificates/']"), CertificatePage)


class NoticesPage(SitePage):
    """The list of notices."""

    ADDRESS = "/notices"

    @property
    def published(self) -> list[str]:
        """The instants of publication, as they stand."""
        return [
            str(time.get_attribute("datetime"))
            for time in self.tab.locator(".news-list time").all()
        ]

    def open(self, title: str) -> NoticePage:
        """Open a notice by a part of its title."""
        return self._follow(self.tab.locator(".news-list a", has_text=title), NoticePage)


class SchemePage(SitePage):
    """A scheme: what its mark means, who decides, on which grounds."""

    ADDRESS = "/schemes/[a-z0-9-]+"

    @property
    def sections(self) -> list[str]:
        """Its headings."""
        return self._texts("main h2")


class TextPage(SitePage):
    """A page about the registry itself."""

    ADDRESS = "/(about|privacy|accessibility)"

    @property
    def sections(self) -> list[str]:
        """Its headings."""
        return self._texts("main h2")


class ErrorPage(SitePage):
    """What went wrong, in words."""

    @property
    def ways_on(self) -> int:
        """How many ways it offers."""
        return self.tab.locator("main a, main form").count()
