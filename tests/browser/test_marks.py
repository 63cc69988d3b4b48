"""Every standing tells its word, also for codes that are not ours, and on another day."""

from collections.abc import Callable

import pytest

from tests.browser.pages.home import VerifyPage
from tests.browser.pages.records import CertificatePage, MarkPage, ProductPage
from tests.browser.visitors import PHONE, Visitor
from tests.browser.words import LANGUAGES, Language
from webapp.config import SAMPLE_MARK_KEY
from webapp.domain.mark_keys import MarkKeys

Visit = Callable[..., Visitor]
# The standing that the mark behind each entry of the showcase has, in its order.
SHOWCASE = (
    *("valid", "suspended", "withdrawn", "cancelled", "expired", "not_yet_valid", "not_released"),
    *("voided", "cancelled", "valid", "valid", "expired", "valid"),
)
BEFORE_ALL = "2015-01-01"


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """Somebody with a phone, in each language."""
    language: Language = request.param
    return visit(language=language, width=PHONE)


def test_every_standing_of_the_showcase_tells_its_word(reader: Visitor) -> None:
    codes = list(reader.open_home().showcase.values())
    assert len(codes) == len(SHOWCASE)
    for code, standing in zip(codes, SHOWCASE, strict=True):
        answer = reader.open(f"/v/{code}", MarkPage)
        assert answer.heading == reader.words.standing(standing)
        assert answer.code == code


def test_a_code_of_another_key_was_not_issued_here(reader: Visitor) -> None:
    forged = MarkKeys({0: bytes(32)}, 0).mint(0, 1, 0)
    answer = reader.open(f"/v/{forged}", MarkPage)
    assert answer.heading == reader.words.standing("forged")


def test_a_code_of_our_key_without_batch_cannot_be_confirmed(reader: Visitor) -> None:
    unknown = MarkKeys({0: SAMPLE_MARK_KEY}, 0).mint(0, 2**29, 0)
    assert reader.open(f"/v/{unknown}", MarkPage).heading == reader.words.standing("unknown")


def test_a_slip_in_a_followed_address_is_told(reader: Visitor) -> None:
    code = next(iter(reader.open_home().showcase.values()))
    swapped = code[:3] + code[4] + code[3] + code[5:]
    answer = reader.open(f"/v/{swapped}", MarkPage)
    assert answer.heading == reader.words.standing("mistyped")
    assert answer.code == swapped


def test_a_pasted_address_of_another_site_is_foreign(reader: Visitor) -> None:
    answer = reader.open("/verify", VerifyPage).check("https://registry.example.net/v/ABC")
    assert answer.heading == reader.words.standing("foreign")
    assert "registry.example.net" in reader.tab.locator("main").inner_text()


def test_a_pasted_address_of_ours_is_read(reader: Visitor) -> None:
    code = next(iter(reader.open_home().showcase.values()))
    answer = reader.open("/verify", VerifyPage).check(f"{reader.url}/V/{code}")
    assert answer.heading == reader.words.standing("valid")


def test_a_mark_answers_for_another_day(reader: Visitor) -> None:
    codes = list(reader.open_home().showcase.values())
    answer = reader.open(f"/v/{codes[1]}", MarkPage)
    assert answer.then == []
    answer.ask_about("2026-06-01")
    assert answer.then == [reader.words.standing("valid")] * 2
    assert answer.asked_day == "2026-06-01"
    assert answer.heading == reader.words.standing("suspended"), "today's standing comes first"
    answer.ask_about(BEFORE_ALL)
    assert answer.then == [reader.words.standing("not_released")] * 2
    answer.back_to_today()
    assert answer.then == []


def test_a_certificate_answers_for_another_day(reader: Visitor) -> None:
    page = reader.open("/certificates/FSBZ-YL-0002", CertificatePage)
    assert page.standing == reader.words.standing("suspended")
    page.ask_about("2026-06-01")
    assert page.then == [reader.words.standing("valid")] * 2
    page.back_to_today()
    assert page.then == []
    assert page.standing == reader.words.standing("suspended")


def test_a_product_answers_for_another_day(reader: Visitor) -> None:
    mark = reader.open(f"/v/{list(reader.open_home().showcase.values())[1]}", MarkPage)
    product = mark.open_product()
    product.ask_about(BEFORE_ALL)
    assert set(product.then) == {reader.words.standing("not_yet_valid")}
    assert product.asked_day == BEFORE_ALL
    product.back_to_today()
    assert product.then == []
    assert isinstance(product, ProductPage)
