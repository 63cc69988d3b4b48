"""What is decided is seen at the next scan, and found within a second."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.browser.pages.records import CertificatePage, MarkPage
from tests.browser.pages.results import ResultsPage
from tests.browser.registry import Registry
from tests.browser.visitors import PHONE, Visitor

Visit = Callable[..., Visitor]
NUMBER = "FSBZ-YL-0012"  # valid in the sample city, and not of the showcase
LONGEST_UNTIL_FOUND = 1.0  # seconds after the commit
ACTOR, REASON = "佛山市市场监督管理局（样例）", "failed_spot_check"


@pytest.fixture
def suspended(registry: Registry) -> Iterator[Callable[[], float]]:
    """Suspends the certificate and tells when; it is reinstated afterwards."""

    def suspend() -> float:
        _act(registry, "suspend", REASON, "--words-en", "Suspended by a test.")
        return time.monotonic()

    yield suspend
    _act(registry, "reinstate", "corrected")


def _act(registry: Registry, action: str, reason: str, *more: str) -> None:
    registry.command(
        *("certificates", "act", action, NUMBER, "--reason", reason, "--actor", ACTOR), *more
    )


def _numbers(results: ResultsPage) -> list[str]:
    return [address.rpartition("/")[2] for address in results.addresses]


def test_a_suspension_is_seen_at_once_and_found_within_a_second(
    visit: Visit, suspended: Callable[[], float]
) -> None:
    shopper, clerk = visit(width=PHONE), visit()
    word = shopper.words.standing("suspended")
    answer = shopper.open(f"/certificates/{NUMBER}", CertificatePage).open_mark()
    assert answer.heading == shopper.words.standing("valid")
    search = "/search?kind=certificate"
    before = clerk.open(search, ResultsPage).facet("standing")[word]
    found = clerk.open(f"{search}&standing=suspended", ResultsPage)
    assert NUMBER not in _numbers(found)

    committed = suspended()
    again = shopper.open(f"/v/{answer.code}", MarkPage)
    assert again.heading == word
    assert "Suspended by a test." in again.tab.locator("main").inner_text()
    while clerk.open(search, ResultsPage).facet("standing")[word] != before + 1:
        assert time.monotonic() - committed < LONGEST_UNTIL_FOUND
    took = time.monotonic() - committed
    assert took < LONGEST_UNTIL_FOUND
    assert NUMBER in _numbers(clerk.open(f"{search}&standing=suspended&sort=date", ResultsPage))
    certificate = again.open_certificate()
    assert certificate.standing == word
    assert certificate.history[0] == word
