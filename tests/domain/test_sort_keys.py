"""Sort keys: pinyin, small letters and numbers, in plain ASCII."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.sort_keys import KEY_LENGTH, title_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("陶瓷砖", "tao ci zhuan"),
        ("重庆", "chong qing"),
        ("女儿绿", "nv er lv"),
        ("Ceramic  TILES", "ceramic tiles"),
        ("Ｃｅｒａｍｉｃ", "ceramic"),
        ("Schäden – Teil 2", "schaden teil 000002"),
        ("陶瓷砖（A型）", "tao ci zhuan a xing"),
        ("GB/T 4100-2015", "gb t 004100 002015"),
        ("——", ""),
        ("", ""),
    ],
)
def test_key(text: str, key: str) -> None:
    assert title_key(text) == key


def test_order_is_by_reading_and_by_number() -> None:
    titles = ["足球 第10部分", "足球 第2部分", "篮球", "陶瓷砖", "Ball", "Ωμέγα"]
    ordered = ["Ball", "篮球", "陶瓷砖", "足球 第2部分", "足球 第10部分", "Ωμέγα"]
    assert sorted(titles, key=title_key) == ordered


@given(st.text(max_size=600))
def test_keys_are_short_plain_ascii(text: str) -> None:
    key = title_key(text)
    assert key.isascii()
    assert len(key) <= KEY_LENGTH
    assert key == " ".join(key.split())
    assert key == key.lower()
