"""What a newcomer comes to do, on a phone and at a desk, in both languages, in every way."""

from collections.abc import Callable

import pytest

from tests.browser.pages.home import VerifyPage
from tests.browser.pages.records import MarkPage, StandardPage
from tests.browser.visitors import DESK, PHONE, Visitor, Way
from tests.browser.words import LANGUAGES, Language

Visit = Callable[..., Visitor]
STANDARD = "/standards/gb-t-4100-2015"


def from_a_word_to_a_standing(visitor: Visitor) -> None:
    """Search, read the standard, a product, its maker, a certificate; follow the mark."""
    home = visitor.open_home()
    assert home.language == visitor.words.language
    assert all(int(number.replace(",", "")) > 0 for number in home.figures)
    results = home.search("瓷砖")
    assert results.total >= 20
    assert set(results.highlights) == {"瓷砖"}
    standard = results.open(STANDARD, StandardPage)
    product = standard.open_product()
    assert product.has_picture
    assert product.marks.count() >= 1
    maker = product.open_maker()
    number, standing = next(iter(maker.certificates.items()))
    certificate = maker.open_certificate(number)
    assert certificate.heading == number
    assert certificate.standing == standing
    assert certificate.history
    mark = certificate.open_mark()
    assert mark.heading == next(iter(certificate_models(visitor, number).values()))
    assert visitor.words.standing_named(mark.heading)
    assert len(mark.meaning) >= 5


def certificate_models(visitor: Visitor, number: str) -> dict[str, str]:
    """What the certificate's page says of each model; leaves the visitor where they are."""
    tab = visitor.tab.context.new_page()
    tab.goto(f"{visitor.url}/certificates/{number}")
    rows = tab.locator("table:has(a[href^='/products/']) tbody tr").all()
    models = {
        row.locator("th a").inner_text(): row.locator(".status-tag").inner_text().strip()
        for row in rows
    }
    tab.close()
    return models


@pytest.mark.parametrize("way", ["pointer", "no-script", "keyboard"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_comes_from_a_word_to_a_standing(
    visit: Visit, language: Language, width: int, way: Way
) -> None:
    from_a_word_to_a_standing(visit(language=language, width=width, way=way))


@pytest.mark.parametrize("way", ["no-script", "keyboard"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shopper_types_a_code_and_mends_a_slip(
    visit: Visit, language: Language, way: Way
) -> None:
    visitor = visit(language=language, width=PHONE, way=way)
    code = next(iter(visitor.open_home().showcase.values()))
    last = "0" if code[-1] != "0" else "1"
    slip = " ".join((code[:5], code[5:10], code[10:15], code[15:20], code[20:24] + last)).lower()
    form = visitor.open("/verify", VerifyPage).check_wrong(slip)
    assert form.fault
    assert form.typed == slip, "what was typed is lost"
    mended = slip[:-1] + code[-1].lower()
    answer = form.check(mended)
    assert answer.heading == visitor.words.standing("valid")
    assert answer.code == code


def test_an_upper_case_address_is_answered_as_printed(visit: Visit) -> None:
    visitor = visit(width=PHONE)
    code = next(iter(visitor.open_home().showcase.values()))
    answer = visitor.open(f"/V/{code}", MarkPage)
    assert answer.heading == visitor.words.standing("valid")
    certificate = answer.open_certificate()
    assert certificate.standing == visitor.words.standing("valid")


def test_a_reader_goes_from_a_mark_to_the_product_and_back(visitor: Visitor) -> None:
    answer = visitor.open_home().check(next(iter(visitor.open_home().showcase.values())))
    product = answer.open_product()
    assert product.has_picture
    assert product.open_mark().heading in {
        visitor.words.standing("valid"),
        visitor.words.standing("expired"),
    }
