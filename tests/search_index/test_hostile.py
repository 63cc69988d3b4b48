"""No text is an error and none takes long, in queries or in documents, by both stores."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.documents import Change, Document, storable
from search_index.query import MAX_WORDS, parse
from search_index.ranking import Cursor
from search_index.store import Query, SearchStore

Fill = Callable[..., SearchStore]

ODD = [
    "\0", "\ud800", "a\0b", "%", "_", "\\", "'", "''", '"', "*", ":*", "&|!()", "=tile", "#gbt4100",
    "'fo'shan", "陶%砖", "陶_砖", "陶\\砖", "{terms}", "{}", "%s", "%(x)s", "--", "$1",
    "\u200b陶\u200b瓷", "-", "....", "1.", ".1", "1.2.3.4.5.6", "٣٤", "ⅷ", "½", "ﬁ", "ß", "İ", "ǅ",
    "か", "한국", "😀", "\u202e磁陶", "e\u0301", "\u0301", "a" * 5000, "陶" * 5000, "1" * 5000,
    "陶 " * 3000, "a1" * 300, "zhuangzhuangzhuangzhuangzhuangzhuang", "xianxianxianxianxianxian",
    "T/", "/T", "GB/", "GB/T", "4100-", "-2015", "GB/T-4100", "GB//T 4100", "9" * 30, "０１２３",
    "\t\n\v\f\r\x1c\x85\u2028",
]  # fmt: skip


@pytest.fixture(scope="module")
def naughty(shared_data: Path) -> list[str]:
    strings = json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8"))
    assert len(strings) > 400
    return [str(text) for text in strings]


def ask_everything(store: SearchStore, text: str) -> None:
    results = store.search(Query(text))
    assert results.total >= len(results.hits)
    store.suggest(text)
    store.search(Query("砖", filters={text: (text,)}, after=text))
    for hit in results.hits:
        assert all(piece for piece, _ in hit.highlight)


def test_hostile_queries(filled: Fill, naughty: list[str]) -> None:
    store = filled(Document("x:1", "x", "陶瓷砖 tile", number="GB/T 4100-2015"))
    for text in [*naughty, *ODD]:
        ask_everything(store, text)


def test_hostile_documents(filled: Fill, naughty: list[str]) -> None:
    """They are stored, shown unchanged and found again by what letters they have."""
    texts = [text for text in [*naughty, *ODD] if text]
    store = filled(
        *(
            Document(
                f"x:{number}", "x", text, text, text, (text,), (text,), text,
                {"facet": (text[:50],)}, ((0, text[:20]),), text[:50], text[:12],
            )
            for number, text in enumerate(texts)
        )
    )  # fmt: skip
    assert store.search(Query("")).total == len(texts)
    shown = {}
    after = None
    while True:
        page = store.search(Query("", limit=200, after=after, sort="title"))
        shown |= {hit.id: "".join(piece for piece, _ in hit.highlight) for hit in page.hits}
        after = page.next
        if after is None:
            break
    for number, text in enumerate(texts):
        assert shown[f"x:{number}"] == storable(text)
    store.apply([Change.put(Document("x:0", "x", "\0\ud800'\\"))], 2)


def test_what_looks_like_a_pattern_is_only_text(filled: Fill) -> None:
    store = filled(Document("x:1", "x", "陶瓷砖块 tiles"))
    for text in ("%", "_", ".*", "*", "?", "t%s", "t_les", "t*s", "陶%瓷砖瓦", "[a-z]+iles"):
        assert store.search(Query(text, correct=False)).total == 0, text


def test_a_query_of_ten_megabytes_is_answered_at_once(filled: Fill) -> None:
    store = filled(Document("x:1", "x", "陶瓷砖"))
    letters = random.Random(1).choices("陶瓷砖 abc1/-(", k=10_000_000)
    for text in ("陶瓷砖" * 3_400_000, "a" * 10_000_000, " " * 10_000_000, "".join(letters)):
        began = time.monotonic()
        store.search(Query(text))
        store.suggest(text)
        assert time.monotonic() - began < 2


def test_words_of_a_query_are_bounded() -> None:
    readings = parse("a b c d e f g h i j k l m n o p q r s t u v w x y z", lambda text: text)
    assert readings
    assert all(len(words) <= MAX_WORDS for words in readings)


def test_a_normaliser_that_refuses_does_not_break_a_search() -> None:
    def refuse(text: str) -> str:
        raise ValueError(text)

    assert parse("GB/T 4100", refuse)


@given(st.text(), st.sampled_from(["relevance", "title", "date"]))
def test_any_cursor_text_is_read_or_refused(text: str, sort: str) -> None:
    query = Query("砖", sort=sort, after=text)  # type: ignore[arg-type]
    assert Cursor.decode(query) is None


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(codec=None, exclude_categories=[]), max_size=60))
def test_any_text_at_all(library: SearchStore, text: str) -> None:
    ask_everything(library, text)
