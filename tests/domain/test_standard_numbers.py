"""Numbers of standards: one key for every way to write one."""

import csv
import gzip
import io
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.standard_numbers import (
    base_key_of,
    level_of,
    normalise_number,
    parse_number,
    slug_of,
)

VARIANTS = {
    "GB/T 4100-2015": [
        "GB／Ｔ 4100—2015", "gbt4100-2015", "GB/T4100－2015", "GB-T 4100–2015", "GB T 4100 2015",
        "GB_T 4100‐2015", "  gb/t  4100 - 2015 ", "GB∕T 4100−2015", "GB/T\u00a04100\u200b-2015",
        "GB/T 4100一2015", "GB\\T 4100-2015", "GB/T 4100:2015",
    ],
    "GB 6095-1985": ["GB 6095-85", "GB6095—1985"],
    "GBZ/T 229.1-2010": ["GBZ/T229.1-2010", "GBZT 229.1-2010"],
    "GB/Z 40836-2021": ["GB/Z40836-2021", "GB-Z 40836—2021"],
    "DB37/T 2904-2019": ["DB 37/T 2904-2019", "DB37T 2904—2019"],
    "DB/T 12-2000": ["DBT 12-2000", "DB/T12—2000"],
    "AQ/T 2077-2020": ["AQT 2077-2020"],
    "T/CSSGA 1036-2021": ["T/CSSGA 1036—2021", "TCSSGA1036-2021", "T CSSGA 1036-2021"],
    "Q/440604ABC 1-2020": ["q/440604abc 1-2020"],
    "GB/T 19001-2016": ["GB/T 19001-2016/ISO 9001:2015", "GB/T 19001-2016 idt ISO 9001:2015"],
    "ISO 9001:2015": ["ISO 9001-2015", "iso9001：2015", "ISO 9001 : 2015"],
    "ISO/IEC 17065:2012": ["ISOIEC17065:2012", "ISO／IEC 17065：2012", "iso/iec 17065-2012"],
    "ISO/TR 9:2000": ["ISO TR 9:2000", "ISO/TR9:2000"],
    "ISO/IEC TR 9:2000": ["ISO/IEC/TR 9:2000"],
    "ISO 9:2000/AMD 1:2002": ["ISO 9:2000/Amd 1:2002", "ISO 9:2000 / Amd 1:2002"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "key"), [(text, key) for key, texts in VARIANTS.items() for text in [key, *texts]]
)
def test_every_way_to_write_a_number_has_one_key(written: str, key: str) -> None:
    assert normalise_number(written) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GB 4100-2015", "GB/T 4100-2015"),
        ("GBZ 188-2014", "GB/Z 188-2014"),
        ("GB/T 4100-2015", "GB/T 4100-2006"),
        ("YY 0287-2017", "YY 287-2017"),
        ("DB/T 12-2000", "DB12/T 1-2000"),
        ("ISO 10646-1:2000", "ISO 10646:2000"),
        ("GB/T 4100", "GB/T 4100-2015"),
        ("ISO/CD 9", "ISO 9"),
    ],
)
def test_different_standards_have_different_keys(one: str, other: str) -> None:
    assert normalise_number(one) != normalise_number(other)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("GB 4100", "national"),
        ("GBZ/T 300.1-2017", "national"),
        ("QB/T 2601-2013", "industry"),
        ("YJT 48—2026", "industry"),
        ("JTG D40-2011", "industry"),
        ("DB/T 12-2000", "industry"),
        ("DB4406/T 12—2020", "local"),
        ("DBS44/006-2016", "local"),
        ("T/ZZB 0243—2017", "group"),
        ("Q/FSTC 001-2019", "enterprise"),
        ("IWA 45", "international"),
        ("ISO/HL7 10781:2015", "international"),
        ("EN 14411:2016", "unknown"),
        ("TC456", "unknown"),
    ],
)
def test_level(text: str, level: str) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    "text", ["", " ", "TC456", "GB", "2015", "足球", "HELLO 12", "GB/T", "ISO", "ISO 9001 or so"]
)
def test_what_is_no_number_is_not_parsed(text: str) -> None:
    assert parse_number(text) is None


def test_every_published_prefix_is_known(shared_data: Path) -> None:
    prefixes = yaml.safe_load((shared_data / "code-tables/gb_prefixes.yaml").read_text("utf-8"))
    for prefix in prefixes:
        expected = "national" if prefix.startswith("G") and prefix[1] in "BJS" else "industry"
        assert level_of(f"{prefix}/T 1-2020") == expected


def test_every_real_number_is_read_and_has_an_address_of_its_own(shared_data: Path) -> None:
    chinese = (shared_data / "standards_cn.csv").read_bytes()
    iso = gzip.decompress((shared_data / "standards_iso.csv.gz").read_bytes())
    numbers = [
        row["code"]
        for content in (chinese, iso)
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    ]
    unread = [number for number in numbers if parse_number(number) is None]
    assert unread == ["ISO/IEC DIR IEC SUP:2010"]
    keys = {normalise_number(number) for number in numbers}
    assert len(keys) == 2_428 + 61_638
    assert len({slug_of(key) for key in keys}) == len(keys)


def test_parts() -> None:
    number = parse_number("gb/t 4100.1－99")
    assert number is not None
    assert (number.prefix, number.kind, number.body, number.year) == ("GB", "T", "4100.1", 1999)
    assert number.is_recommended
    assert number.base_key == "GB/T 4100.1"


def test_a_document_type_is_no_recommendation() -> None:
    number = parse_number("ISO/TR 14121-2:2012")
    assert number is not None
    assert number.kind == "TR"
    assert not number.is_recommended


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("GB/T 4100—2015", "GB/T 4100"),
        ("ISO/IEC 17065:2012", "ISO/IEC 17065"),
        ("ISO 9:2000/Amd 1:2002", "ISO 9/AMD 1"),
        ("TC456", "TC456"),
    ],
)
def test_base_key_has_no_year(text: str, base: str) -> None:
    assert base_key_of(text) == base


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("GB/T 4100—2015", "gb-t-4100-2015"),
        ("ISO/IEC 17065:2012", "iso-iec-17065-2012"),
        ("GB/T 1.1-2020", "gb-t-1-1-2020"),
        ("GB 50011-2010（2016年版）", "gb-50011-2010-2016"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_a_text_without_letters_or_digits_has_no_slug() -> None:
    with pytest.raises(ValueError, match="no slug"):
        slug_of("——")


NUMBERS = st.from_regex(
    r"(GB|GBZ|QB|DB44|DB4406|T/[A-Z]{2,6}|Q/[A-Z]{2,6})(/[TZ])?[ ]?[0-9]{1,6}(\.[0-9]{1,2}){0,2}"
    r"([-—－:](19|20)?[0-9]{2})?|ISO(/IEC)?( TR|/TS)? ?[0-9]{1,5}(-[0-9]{1,4})?(:20[0-9]{2})?",
    fullmatch=True,
)
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


@given(st.one_of(NUMBERS, st.text(max_size=60)))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert normalise_number(normalise_number(text)) == normalise_number(text)


@given(NUMBERS)
def test_width_case_and_space_change_nothing(text: str) -> None:
    key = normalise_number(text)
    assert normalise_number(text.translate(WIDE)) == key
    assert normalise_number(text.lower()) == key
    assert normalise_number(f"\u3000{text}\n") == key


@pytest.mark.parametrize("unit", ["-", "1-", "A ", "/A", "T/", "1.", "ISO/", "GB ", "-A1", "("])
def test_absurd_text_is_answered_at_once(unit: str) -> None:
    started = time.perf_counter()
    for head in ("", "GB/T 1", "ISO 1"):
        normalise_number(head + unit * 100_000)
        normalise_number((head + unit * 200)[:200])
    assert time.perf_counter() - started < 1.0
