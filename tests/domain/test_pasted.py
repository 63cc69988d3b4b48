"""What people paste: a code, our address around it, or somebody else's address."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.pasted import Pasted, read_pasted

CODE = "03NQK8NWZW3H4K24GP5W8ZA24"
OURS = frozenset({"mark.example", "127.0.0.1"})


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"  {CODE}\n",
        f"HTTPS://MARK.EXAMPLE/V/{CODE}",
        f"https://mark.example/v/{CODE}",
        f"http://mark.example:8080/v/{CODE}",
        f"https://mark.example/v/{CODE}?at=2025-03-31#top",
        f"https://mark.example/v/{CODE}.json",
        f"https://mark.example/v/{CODE}/",
        f"mark.example/v/{CODE}",
        f"/v/{CODE}",
        f"http://127.0.0.1:8000/v/{CODE}",
    ],
)
def test_our_code_and_our_address(text: str) -> None:
    assert read_pasted(text, OURS) == Pasted(CODE)


def test_an_address_with_a_code_in_groups() -> None:
    found = read_pasted("https://mark.example/v/03NQK%208NWZW%203H4K2%204GP5W%208ZA24", OURS)
    assert found == Pasted("03NQK 8NWZW 3H4K2 4GP5W 8ZA24")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.org/v/" + CODE, "example.org"),
        ("https://mark.example.org/v/" + CODE, "mark.example.org"),
        ("https://mark.example@example.org/v/" + CODE, "example.org"),
        ("https://example.org/https://mark.example/v/" + CODE, "example.org"),
        ("https://m\u0430rk.example/v/" + CODE, "m\u0430rk.example"),  # a Cyrillic letter
        ("example.org/v/" + CODE, "example.org"),
        ("HTTPS://EXAMPLE.ORG", ""),
        ("https://192.0.2.1/", "192.0.2.1"),
    ],
)
def test_an_address_of_somebody_else(text: str, host: str) -> None:
    found = read_pasted(text, OURS)
    assert found.foreign is not None
    assert found.foreign.host == (host or "example.org")
    assert (found.code, found.link) == ("", "")


@pytest.mark.parametrize("text", ["", " ", "GB/T 4100-2015", "https://[", "http:///v/", "///"])
def test_anything_else_is_left_to_the_reader_of_codes(text: str) -> None:
    assert read_pasted(text, OURS).foreign is None


@pytest.mark.parametrize("text", ["tel:12315", "weixin://dl/business", "mark.example.org"])
def test_what_else_a_symbol_may_hold_is_no_code(text: str) -> None:
    assert read_pasted(text, OURS).foreign is not None


def test_our_digital_link_is_followed() -> None:
    link = "/01/06900350006025/10/A%2FB"
    assert read_pasted(f"https://mark.example{link}?17=261231", OURS) == Pasted("", link=link)


def test_our_other_pages_are_no_code() -> None:
    text = "https://mark.example/certificates/FSBZ-1"
    assert read_pasted(text, OURS) == Pasted(text)


@given(st.text(st.characters(), max_size=60))
def test_no_text_raises(text: str) -> None:
    for tried in (text, f"https://{text}", f"https://mark.example/v/{text}", f"//{text}/v/x"):
        read_pasted(tried, OURS)


def test_hostile_strings_raise_nothing(shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8")):
        read_pasted(text, OURS)
        read_pasted(f"https://{text}/v/{text}", OURS)


def test_a_very_long_text_is_cut() -> None:
    assert len(read_pasted("x" * 10_000_000, OURS).code) == 2000
