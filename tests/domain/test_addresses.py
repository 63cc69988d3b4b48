"""Addresses of others: what imitates us, what does not, and what there is to see in each."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.addresses import IMITATES, KINDS, NOT_OURS, OURS, Address, examine
from webapp.domain.likeness import LONGEST, distance, skeleton

HOSTS = frozenset({"registry.example", "www.biao-zhi.gov.cn", "localhost", "127.0.0.1"})
# The last two are words of Unicode code points: Cyrillic е, and its punycode.
HOMOGRAPH, PUNYCODE = "r\u0435gistry.example", "xn--rgistry-2of.example"


def examined(text: str) -> Address:
    """The address that a text is, which it must be."""
    found = examine(text, HOSTS)
    assert found is not None
    return found


def kinds_of(text: str) -> list[str]:
    """What is seen in an address."""
    return [observation.kind for observation in examined(text).observations]


@pytest.mark.parametrize(
    "text",
    [
        "https://registry.example/v/X",
        "HTTPS://REGISTRY.EXAMPLE/V/X",
        "http://registry.example:8080/v/X",
        "registry.example/v/X",
        "registry.example",
        "//registry.example./v/X",
        "https:\\\\registry.example\\v\\X",
        "https:registry.example/v/X",
        "https://someone@registry.example/v/X",
        "https://\uff52egistry\u3002example/v/X",
        "https://registry\u200b.example/v/X",
        "https://reg%69stry.example/v/X",
    ],
)
def test_what_a_browser_would_open_here_is_ours(text: str) -> None:
    assert examined(text).verdict == OURS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"https://{HOMOGRAPH}/v/X", "look_alike"),
        (f"https://{HOMOGRAPH.encode('idna').decode()}/v/X", "look_alike"),
        ("https://REG1STRY.EXAMPLE/V/X", "look_alike"),
        ("https://reg\u00efstry.example", "look_alike"),
        ("https://registry.exarnple/", "look_alike"),
        ("https://registri.example/v/X", "nearly_ours"),
        ("https://regisrty.example/v/X", "nearly_ours"),
        ("https://biao-zi.gov.cn/", "nearly_ours"),
        ("https://registry.top/v/X", "other_ending"),
        ("https://registry.com.cn/v/X", "other_ending"),
        ("https://registry.example.check.top/v/X", "name_as_part"),
        ("https://registry-example.top/v/X", "name_as_part"),
        ("registry-verify.top", "name_as_part"),
        ("https://verify-biao-zhi.top", "name_as_part"),
        ("ftp://registry.example/v/X", "name_as_part"),
        ("https://registry.example@evil.top/v/X", "name_before_at"),
        ("https://registry.example%2Fv@evil.top/", "name_before_at"),
        ("https://evil.top/registry.example/v/X", "name_in_path"),
        ("https://evil.top\\@registry.example/v/X", "name_in_path"),
        ("https://evil.top/?to=https%3A%2F%2Fregistry.example", "name_in_path"),
        ("https://evil.top#registry.example", "name_in_path"),
        ("http://127.0.0.1@evil.top/", "name_before_at"),
        ("http://127.0.0.1.evil.top/", "name_as_part"),
    ],
)
def test_what_imitates_us_is_said_to_and_why(text: str, kind: str) -> None:
    found = examined(text)
    assert found.verdict == IMITATES
    assert found.observations[0].kind == kind
    assert found.observations[0].detail in HOSTS | {"biao-zhi.gov.cn"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("https://www.samr.gov.cn/", []),
        ("https://registry.npmjs.org/left-pad", []),
        ("https://gitlab.example/registry", []),
        ("https://someone@evil.top/", ["before_at"]),
        ("http://evil.top:8443/", ["port"]),
        ("http://192.0.2.1/v/X", ["numeric"]),
        ("http://127.0.0.2/v/X", ["numeric"]),
        ("http://2130706433/", ["numeric"]),
        ("https://[2001:db8::1]/v/X", ["numeric"]),
        ("https://xn--fiq228c.xn--fiqs8s/", ["punycode"]),
        ("https://evil\u00ad.top/", ["invisible"]),
        ("weixin://dl/business/?t=1", ["scheme"]),
        ("javascript:alert(1)", ["scheme"]),
        ("WIFI:S:shop;;", ["scheme"]),
        ("tel:12315", ["scheme"]),
    ],
)
def test_another_site_is_only_another_site(text: str, kinds: list[str]) -> None:
    assert examined(text).verdict == NOT_OURS
    assert kinds_of(text) == kinds


def test_punycode_is_told_in_letters() -> None:
    found = examined("https://xn--fiq228c.xn--fiqs8s/")
    assert found.host == "\u4e2d\u6587.\u4e2d\u56fd"
    assert "punycode" in kinds_of(f"https://{PUNYCODE}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB/T 4100-2015",
        "03NQK8NWZW3H4K24GP5W8ZA24",
        "03NQK.8NWZW.3H4K2.4GP5W.8ZA24",
        "A3NQK:8NWZW:3H4K2:4GP5W:8ZA24",
        "/v/03NQK8NWZW3H4K24GP5W8ZA24",
        "https://[",
        "http:///v/",
    ],
)
def test_a_code_is_no_address(text: str) -> None:
    assert examine(text, HOSTS) is None


@given(st.text(max_size=80))
def test_no_text_raises_and_every_observation_has_words(text: str) -> None:
    for tried in (text, f"https://{text}", f"https://{text}@registry.example/", f"xn--{text}.cn/"):
        found = examine(tried, HOSTS)
        assert found is None or {seen.kind for seen in found.observations} <= set(KINDS)


def test_hostile_strings_raise_nothing(shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8")):
        for tried in (text, f"https://{text}/v/{text}", f"https://registry.example@{text}"):
            examine(tried, HOSTS)


@given(st.text(st.sampled_from("abcdegilrsty.-"), min_size=1, max_size=30), st.data())
def test_skeletons_forget_shape_and_nothing_else(name: str, data: st.DataObject) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)
    swapped = name.replace("e", "\u0435").replace("a", "\u03b1").replace("l", "1")
    assert skeleton(swapped) == skeleton(name)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_the_count_of_slips(a: str, b: str) -> None:
    slips = distance(a, b)
    assert slips == distance(b, a)
    assert (slips == 0) == (a == b)
    assert abs(len(a) - len(b)) <= slips <= max(len(a), len(b))


def test_known_counts_of_slips() -> None:
    assert distance("registry", "regisrty") == 1
    assert distance("kitten", "sitting") == 3
    assert distance("a" * LONGEST, "a" * 5000) == 0
