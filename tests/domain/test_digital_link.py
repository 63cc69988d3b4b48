"""GS1 Digital Link addresses: what the standard allows, what it does not, and our own units."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.digital_link import DigitalLink, DigitalLinkError, path_of_unit, read_link

GTIN = "09506000134352"  # of the standard's examples
CODE = "03NQK8NWZW3H4K24GP5W8ZA24"
FAULTS = ("pairs", "key", "order", "value", "encoding", "attribute")
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        (f"/01/{GTIN}", DigitalLink(GTIN)),
        (f"/01/{GTIN}/", DigitalLink(GTIN)),
        ("/01/9506000134352", DigitalLink(GTIN)),
        ("/01/036000291452", DigitalLink("00036000291452")),
        ("/01/73513537", DigitalLink("00000073513537")),
        (f"/01/{GTIN}/22/2A", DigitalLink(GTIN, variant="2A")),
        (f"/01/{GTIN}/10/ABC123", DigitalLink(GTIN, lot="ABC123")),
        (f"/01/{GTIN}/21/12345", DigitalLink(GTIN, serial="12345")),
        (f"/01/{GTIN}/22/2A/10/ABC/21/1", DigitalLink(GTIN, "2A", "ABC", "1")),
        (f"/01/{GTIN}/10/A%2FB%2d1", DigitalLink(GTIN, lot="A/B-1")),
        (f"/01/{GTIN}/21/%25%22%3F", DigitalLink(GTIN, serial='%"?')),
        (f"/01/{GTIN}/235/2ABCDEF1a", DigitalLink(GTIN, third_party="2ABCDEF1a")),
        (f"/01/{GTIN}/%31%30/A", DigitalLink(GTIN, lot="A")),
    ],
)
def test_what_the_standard_allows(path: str, link: DigitalLink) -> None:
    assert read_link(path) == link


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/01/", "gtin_empty"),
        ("/01//10/A", "gtin_empty"),
        ("/01/09506000134353", "gtin_check_digit"),
        ("/01/9506000134", "gtin_length"),
        ("/01/0950600013435X", "gtin_digits"),
        ("/01/0950-6000-1343-52", "gtin_digits"),
        ("/01/%EF%BC%90", "gtin_digits"),
        (f"/01/{GTIN}//", "pairs"),
        (f"/01/{GTIN}/foo", "pairs"),
        (f"/01/{GTIN}/10", "pairs"),
        (f"/01/{GTIN}/10/A/21", "pairs"),
        (f"/01/{GTIN}/10/A/B", "pairs"),
        (f"/01/{GTIN}/17/261231", "key"),
        (f"/01/{GTIN}/lot/A", "key"),
        (f"/01/{GTIN}/01/{GTIN}", "key"),
        (f"/01/{GTIN}/21/1/10/A", "order"),
        (f"/01/{GTIN}/10/A/22/2A", "order"),
        (f"/01/{GTIN}/10/A/10/B", "order"),
        (f"/01/{GTIN}/235/A/21/1", "order"),
        (f"/01/{GTIN}/10//21/1", "value"),
        (f"/01/{GTIN}/10/{'A' * 21}", "value"),
        (f"/01/{GTIN}/21/A%20B", "value"),
        (f"/01/{GTIN}/21/A%0AB", "value"),
        (f"/01/{GTIN}/21/A%0A", "value"),
        (f"/01/{GTIN}/21/%E7%A0%96", "value"),
        (f"/01/{GTIN}/21/A%23", "value"),
        (f"/01/{GTIN}/21/A%2", "encoding"),
        (f"/01/{GTIN}/21/%FF", "encoding"),
    ],
)
def test_what_it_does_not_allow_is_named(path: str, reason: str) -> None:
    with pytest.raises(DigitalLinkError) as refused:
        read_link(path)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "query",
    [
        "",
        "17=261231",
        "17=261200&3103=000195&11=251101",
        "linkType=gs1:pip&foo=bar&lang=en",
        "37=12&&00=106141411234567897",
        "3922=1995&99=anything%2Fgoes&1x=y",
    ],
)
def test_attributes_that_can_be_read(query: str) -> None:
    assert read_link(f"/01/{GTIN}", query) == DigitalLink(GTIN)


@pytest.mark.parametrize(
    "query",
    ["17=20261231", "17=261331", "17=", "17", "3103=195", "21=1", "10=A", "01=1", "5=1", "17=%zz"],
)
def test_attributes_that_cannot(query: str) -> None:
    with pytest.raises(DigitalLinkError) as refused:
        read_link(f"/01/{GTIN}", query)
    assert refused.value.reason in ("attribute", "encoding")


@given(*(st.text(SET_82, max_size=20) for _ in range(3)))
def test_every_value_survives_its_way_through_an_address(
    variant: str, lot: str, serial: str
) -> None:
    link = DigitalLink(GTIN, variant, lot, serial)
    assert read_link(link.path) == link
    assert read_link(f"{link.path}/") == link


def test_a_unit_code_of_ours_makes_the_round() -> None:
    path = path_of_unit("9506000134352", CODE)
    assert path == f"/01/{GTIN}/10/03NQK8N/21/WZW3H4K24GP5W8ZA24"
    assert read_link(path).code == CODE
    assert read_link(path.lower()).code == CODE


@pytest.mark.parametrize(
    ("lot", "serial"),
    [
        ("03NQK8N", "WZW3H4K24GP5W8ZA42"),
        ("03NQK8N", ""),
        ("", CODE[7:]),
        ("03NQK8", CODE[6:]),
        ("L-2026-07", "000123"),
    ],
)
def test_any_other_serial_is_no_code_of_ours(lot: str, serial: str) -> None:
    assert DigitalLink(GTIN, lot=lot, serial=serial).code == ""


def outcome(path: str, query: str) -> str:
    """The GTIN of an address, or why it has none; anything else that is raised fails the test."""
    try:
        return read_link(path, query).gtin
    except DigitalLinkError as refused:
        return refused.reason


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_else_is_ever_raised(path: str, query: str) -> None:
    for tried in (path, f"/01/{GTIN}/{path}", f"/01/{path}", f"/01/{GTIN}/10/{path}"):
        assert outcome(tried, query)


def test_hostile_strings_are_refused_in_words(shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8")):
        assert not outcome(f"/01/{text}", text).isdigit()
        assert outcome(f"/01/{GTIN}/{text}/1", text) in (*FAULTS, GTIN)
