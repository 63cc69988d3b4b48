"""What is found, by both stores: fragments, pinyin, words, numbers, corrections."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from search_index.documents import Document
from search_index.store import Query, SearchStore
from tests.search_index.corpus import standards
from tests.search_index.samples import documents as sample_documents

Fill = Callable[..., SearchStore]

TILE = Document(
    "standard:1",
    "standard",
    "陶瓷砖 第1部分：外墙用",
    "Ceramic tiles for façades",
    "GB/T 4100-2015",
    body="规定了吸水率的要求。",
)
FIRM = Document(
    "enterprise:1",
    "enterprise",
    "佛山市岭云陶瓷有限公司",
    names=("岭云", "LingYun"),
    identifiers=("91440604MA4W00001X",),
)


def found(store: SearchStore, text: str, **options: object) -> set[str]:
    return {hit.id for hit in store.search(Query(text, correct=False, **options)).hits}


@pytest.mark.parametrize(
    "text",
    [
        "陶瓷砖", "瓷砖", "砖", "陶瓷磚", "陶瓷砖 外墙", "外墙 吸水率", "第1部分", "第１部分：外墙",
        "CERAMIC", "ceram", "tiles ceramic", "façade", "ceramic tiles",
        "taocizhuan", "tao ci zhuan", "taocizh", "waiqiang", "tcz", "cz", "WQ",
        "GB/T 4100-2015", "GBT4100", "gb/t 4100—2015", "GB 4100", "4100-2015", "4100", "gbt41",
        "ＧＢ／Ｔ　４１００", "gb/t 4100 陶瓷", "瓷砖 gbt4100-2015",
    ],
)  # fmt: skip
def test_a_standard_is_found_in_every_way_people_write_it(filled: Fill, text: str) -> None:
    assert found(filled(TILE, FIRM), text) >= {"standard:1"}


@pytest.mark.parametrize(
    "text",
    [
        "岭云", "佛山市", "foshan", "fs", "岭云陶瓷", "lingyun", "有限公司", "陶瓷有限", "ly",
        "91440604ma4w00001x", "9144 0604 MA4W 00001X", "91440604",
    ],
)  # fmt: skip
def test_an_enterprise_is_found_by_name_brand_and_code(filled: Fill, text: str) -> None:
    assert found(filled(TILE, FIRM), text) >= {"enterprise:1"}


def test_all_pairs_alone_are_not_the_phrase(filled: Fill) -> None:
    """`甲乙丙甲` has only pairs that `丙甲乙丙` has too, yet it does not stand there."""
    store = filled(Document("x:1", "x", "丙甲乙丙"), Document("x:2", "x", "丁甲乙丙甲戊"))
    assert found(store, "甲乙丙甲") == {"x:2"}
    assert found(store, "甲乙丙") == {"x:1", "x:2"}


def test_a_phrase_does_not_reach_from_one_field_into_another(filled: Fill) -> None:
    store = filled(Document("x:1", "x", "外墙陶瓷", names=("砖厂",), body="釉面"))
    assert found(store, "陶瓷砖厂") == set()
    assert found(store, "陶瓷 砖厂") == {"x:1"}


def test_words_match_from_their_beginning_only(filled: Fill) -> None:
    store = filled(Document("x:1", "x", "Porcelain tile"))
    assert found(store, "porcel") == {"x:1"}
    assert found(store, "celain") == set()


def test_every_word_must_be_there(filled: Fill) -> None:
    assert found(filled(TILE, FIRM), "陶瓷 岭云") == {"enterprise:1"}
    assert found(filled(TILE, FIRM), "外墙 岭云") == set()


def test_number_and_title_come_before_body(filled: Fill) -> None:
    store = filled(
        Document("x:body", "x", "釉料", body="用于陶瓷砖的生产"),
        Document("x:title", "x", "陶瓷砖"),
        Document("x:long", "x", "建筑物外墙用各种陶瓷砖的检验方法"),
    )
    hits = store.search(Query("陶瓷砖")).hits
    assert [hit.id for hit in hits] == ["x:title", "x:long", "x:body"]
    assert hits[0].score > hits[1].score > hits[2].score


def test_an_exact_number_or_identifier_leads_to_its_document(filled: Fill) -> None:
    again = Document("standard:2", "standard", "陶瓷砖", number="GB/T 4100-2006")
    store = filled(TILE, FIRM, again)
    assert store.search(Query("gbt 4100—2015")).exact == "standard:1"
    assert store.search(Query("91440604ma4w-00001x")).exact == "enterprise:1"
    assert store.search(Query("GB/T 4100")).exact is None, "two editions: the visitor chooses"
    assert store.search(Query("4100-2015")).exact is None, "digits alone name no standard"
    assert store.search(Query("陶瓷砖")).exact is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("陶磁砖", "陶瓷砖"), ("陶次砖", "陶瓷砖"), ("陶瓷钻", "陶瓷砖"), ("瓷陶砖", "陶瓷砖"),
        ("陶瓷瓷砖", "陶瓷砖"), ("岭云陶瓷外墙", "岭云 陶瓷"), ("cermaic", "ceramic"),
        ("taocizhaun", "taocizhuan"), ("GB/T 4100-2016", "GB/T 4100"), ("GB/T 4010", "GB/T 4100"),
        ("GB/T 4110-2015", "GB/T 4100-2015"), ("外墙砖瓦", "外墙"),
    ],
)  # fmt: skip
def test_what_finds_nothing_is_answered_with_what_was_meant(
    filled: Fill, text: str, meant: str
) -> None:
    store = filled(TILE, FIRM)
    strict = store.search(Query(text, correct=False))
    assert (strict.total, strict.hits, strict.corrected) == (0, (), False)
    assert strict.did_you_mean == meant
    kind = store.search(Query(text))
    assert kind.corrected
    assert kind.total == len(kind.hits) > 0
    assert kind.did_you_mean == meant


def test_what_is_found_is_never_corrected(filled: Fill) -> None:
    results = filled(TILE, FIRM).search(Query("陶瓷", filters={"kind": ("notice",)}))
    assert (results.total, results.did_you_mean, results.corrected) == (0, None, False)


def test_highlights_are_pieces_of_the_title(filled: Fill) -> None:
    store = filled(Document("x:1", "x", "佛山<b>陶瓷磚</b>ＧＢ Tile"))
    for text, marked in [
        ("陶瓷砖", ["陶瓷磚"]),
        ("taocizhuan", ["陶瓷磚"]),
        ("fs", ["佛山"]),
        ("gb", ["ＧＢ"]),
        ("til 佛山", ["佛山", "Til"]),
    ]:
        (hit,) = store.search(Query(text)).hits
        assert "".join(piece for piece, _ in hit.highlight) == "佛山<b>陶瓷磚</b>ＧＢ Tile"
        assert [piece for piece, match in hit.highlight if match] == marked


def test_suggestions_while_typing(filled: Fill) -> None:
    store = filled(TILE, FIRM, Document("x:1", "x", "釉料", body="陶瓷砖"))
    for prefix in ("陶", "陶瓷砖", "taoc", "tc", "ceram", "gbt41", "4100"):
        assert "standard:1" in {one.id for one in store.suggest(prefix)}, prefix
    assert "x:1" not in {one.id for one in store.suggest("陶瓷砖")}, "body text does not suggest"
    assert store.suggest("") == ()
    assert len(store.suggest("陶", 1)) == 1
    (one,) = store.suggest("foshans")
    assert (one.id, one.kind, one.title) == ("enterprise:1", "enterprise", FIRM.title)


def test_every_fragment_of_real_titles_and_names(library: SearchStore, shared_data: Path) -> None:
    """Any two or more Chinese characters in a row are found, and nothing that lacks them."""
    chance = random.Random(4100)
    documents = [*standards(shared_data), *sample_documents()]
    texts = {one.id: [one.title, *one.names] for one in documents}
    runs = [run for one in texts.values() for text in one for run in han_runs(text) if len(run) > 1]
    for _ in range(150):
        run = chance.choice(runs)
        start = chance.randrange(len(run) - 1)
        piece = run[start : start + chance.randint(2, 7)]
        if len(piece) < 2:
            continue
        expected = {key for key, held in texts.items() if any(piece in text for text in held)}
        results = library.search(Query(piece, limit=200, correct=False))
        shown = {hit.id for hit in results.hits}
        assert shown <= expected | in_bodies(documents, piece)
        assert results.total >= len(expected)
        if results.total <= 200:
            assert expected <= shown, piece


def han_runs(text: str) -> list[str]:
    return "".join(c if "\u4e00" <= c <= "\u9fff" else " " for c in text).split()


def in_bodies(documents: list[Document], piece: str) -> set[str]:
    return {one.id for one in documents if piece in one.body}
