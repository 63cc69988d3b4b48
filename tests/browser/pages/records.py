"""The pages of records, and the answer for a mark, which they link to and from."""

from playwright.sync_api import Locator

from tests.browser.pages.base import SitePage


class DatedPage(SitePage):
    """A page that can be asked about another day."""

    @property
    def asked_day(self) -> str:
        """The day in the field, as ISO writes it."""
        return self.tab.locator("input[name=at]").input_value()

    def ask_about(self, day: str) -> "SitePage":
        """Ask for the standing on `day`, 2026-01-31."""
        form = self.tab.locator("form.date-query")
        form.locator("input[name=at]").fill(day)
        return self._go(lambda: self.hand.press(form.locator("button")), type(self))

    def back_to_today(self) -> "SitePage":
        """Follow the link that drops the day."""
        return self._follow(self.tab.locator("a.date-query__today"), type(self))

    @property
    def then(self) -> list[str]:
        """The standings on the asked day: by all that is known today, as known then."""
        return self._texts(".standing-then .status-tag")


class StandardPage(SitePage):
    """A standard."""

    ADDRESS = "/standards/[a-z0-9-]+"

    @property
    def compared(self) -> int:
        """How many indicators stand beside those of other standards."""
        return self.tab.locator(".comparison-table tbody tr").count()

    def open_product(self) -> "ProductPage":
        """Open the first product that declares it."""
        return self._follow(self.tab.locator(".result-list a[href^='/products/']"), ProductPage)


class ProductPage(DatedPage):
    """A product."""

    ADDRESS = r"/products/\d+"

    @property
    def marks(self) -> Locator:
        """The marks that it holds or held."""
        return self.tab.locator(".held-mark")

    @property
    def has_picture(self) -> bool:
        """Whether its picture is there and was loaded."""
        picture = self.tab.locator(".photo img")
        return bool(picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)"))

    def open_maker(self) -> "EnterprisePage":
        """Open the enterprise that makes it."""
        return self._follow(self.tab.locator(".fact-list a[href^='/enterprises/']"), EnterprisePage)

    def open_mark(self) -> "MarkPage":
        """Follow the printed address of its first mark."""
        return self._follow(self.marks.locator("a[href^='/v/']"), MarkPage)


class EnterprisePage(SitePage):
    """An enterprise."""

    ADDRESS = "/enterprises/[0-9A-Z]{18}"

    @property
    def certificates(self) -> dict[str, str]:
        """The word for the standing of each certificate, by number."""
        rows = self.tab.locator("table:has(a[href^='/certificates/']) tbody tr").all()
        return {
            row.locator("a").first.inner_text(): row.locator(".status-tag").inner_text().strip()
            for row in rows
        }

    def open_certificate(self, number: str) -> "CertificatePage":
        """Open one of its certificates."""
        return self._follow(self.tab.locator(f"a[href='/certificates/{number}']"), CertificatePage)


class CertificatePage(DatedPage):
    """A certificate."""

    ADDRESS = "/certificates/[0-9A-Z-]+"

    @property
    def standing(self) -> str:
        """The word for its standing today."""
        return self.tab.locator(".page-head .status-tag").first.inner_text().strip()

    @property
    def history(self) -> list[str]:
        """What was done with it, newest first."""
        return self._texts(".timeline__head span")

    @property
    def models(self) -> dict[str, str]:
        """The word for the standing of each model in its scope."""
        rows = self.tab.locator("table:has(a[href^='/products/']) tbody tr").all()
        return {
            row.locator("th a").inner_text(): row.locator(".status-tag").inner_text().strip()
            for row in rows
        }

    def open_mark(self) -> "MarkPage":
        """Follow the code of its first model."""
        return self._follow(self.tab.locator("td a[href^='/v/']"), MarkPage)


class MarkPage(DatedPage):
    """The answer for a mark code, at whatever address it was asked."""

    ADDRESS = "/([vV]/.+|verify)"

    @property
    def meaning(self) -> list[str]:
        """The paragraphs and steps that say what the answer means."""
        return [text for text in self._texts("main p, main li") if text]

    @property
    def code(self) -> str:
        """The code that was read, without the spaces between its groups."""
        return "".join(self.tab.locator(".code-groups").last.inner_text().split())

    @property
    def banner(self) -> str:
        """All that the banner says."""
        return self.tab.locator(".standing-banner").inner_text()

    def open_certificate(self) -> CertificatePage:
        """Open the certificate behind the mark."""
        return self._follow(self.tab.locator("a[href^='/certificates/']"), CertificatePage)

    def open_product(self) -> ProductPage:
        """Open the product that the mark was granted for."""
        return self._follow(self.tab.locator("a[href^='/products/']"), ProductPage)
