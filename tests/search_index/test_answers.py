"""Facets, filters, order and pages, by both stores."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from search_index.documents import Change, Document
from search_index.store import Query, Results, SearchStore

Fill = Callable[..., SearchStore]

DISTRICTS = ("禅城", "南海", "顺德", "高明", "三水")
DAY = 86_400


def tile(number: int) -> Document:
    """Product `number`: district by fives, scheme by twos, some words by threes."""
    spans = ((0, "not_yet_valid"), (10 * DAY, "valid"), ((20 + number) * DAY, "expired"))
    return Document(
        f"product:{number}",
        "product" if number % 7 else "certificate",
        f"陶瓷砖 {'外墙' if number % 3 else '地面'} {number:03d}",
        facets={
            "district": (DISTRICTS[number % 5],),
            "scheme": ("佛山标准", "领跑者")[: 1 + number % 2],
        },
        spans=spans if number % 4 else (),
        title_key=f"taocizhuan {'waiqiang' if number % 3 else 'dimian'} {number:03d}",
        date=f"20{10 + number % 15}-01-0{1 + number % 9}",
        weight=(number % 6) / 10,
    )


TILES = [tile(number) for number in range(120)]


@pytest.fixture
def tiles(filled: Fill) -> SearchStore:
    return filled(*TILES)


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def test_counts_are_those_of_the_documents(tiles: SearchStore) -> None:
    results = tiles.search(Query("外墙", at=5 * DAY))
    walls = [one for one in TILES if "外墙" in one.title]
    assert results.total == len(walls)
    assert dict(results.facets["kind"]) == Counter(one.kind for one in walls)
    for name in ("district", "scheme"):
        expected = Counter(value for one in walls for value in one.facets[name])
        assert dict(results.facets[name]) == expected
        counts = [count for _, count in results.facets[name]]
        assert counts == sorted(counts, reverse=True)
    assert results.facets["standing"] == (("not_yet_valid", sum(bool(one.spans) for one in walls)),)


def test_a_facet_ignores_its_own_filter(tiles: SearchStore) -> None:
    filters = {"district": ("南海", "顺德"), "kind": ("product",)}
    results = tiles.search(Query("陶瓷", filters=filters, at=DAY))
    chosen = [
        one
        for one in TILES
        if one.kind == "product" and one.facets["district"][0] in ("南海", "顺德")
    ]
    assert results.total == len(chosen)
    assert dict(results.facets["district"]) == Counter(
        one.facets["district"][0] for one in TILES if one.kind == "product"
    )
    assert dict(results.facets["kind"]) == Counter(
        one.kind for one in TILES if one.facets["district"][0] in ("南海", "顺德")
    )
    assert dict(results.facets["scheme"]) == Counter(
        value for one in chosen for value in one.facets["scheme"]
    )
    assert set(ids(tiles.search(Query("陶瓷", filters=filters, limit=200)))) == {
        one.id for one in chosen
    }


def test_filters_that_nothing_has(tiles: SearchStore) -> None:
    for filters in ({"district": ("北京",)}, {"moon": ("full",)}, {"standing": ("odd",)}):
        results = tiles.search(Query("陶瓷", filters=filters))
        assert (results.total, results.hits, results.next) == (0, (), None)
        assert results.did_you_mean is None
    assert dict(tiles.search(Query("", filters={"district": ("北京",)})).facets["district"])


def test_browsing_without_text(tiles: SearchStore) -> None:
    assert tiles.search(Query("")).total == len(TILES)
    assert tiles.search(Query("  \n")).total == len(TILES)
    assert tiles.search(Query("", filters={"district": ("三水",)})).total == len(TILES) / 5
    assert tiles.search(Query("!?…")).total == 0, "a text without words finds nothing"


def test_the_standing_turns_at_midnight_without_a_change(tiles: SearchStore) -> None:
    """Tile n (n not a fourth) is valid from day 10 and expires at the start of day 20 + n."""
    dated = [number for number in range(120) if number % 4]
    for at, standing, expected in [
        (10 * DAY - 1, "valid", 0),
        (10 * DAY, "valid", len(dated)),
        (53 * DAY - 1, "expired", sum(number < 33 for number in dated)),
        (53 * DAY, "expired", sum(number <= 33 for number in dated)),
        (10_000 * DAY, "valid", 0),
        (10_000 * DAY, "expired", len(dated)),
        (-1, "expired", 0),
    ]:
        results = tiles.search(Query("陶瓷", at=at, filters={"standing": (standing,)}, limit=200))
        assert results.total == len(results.hits) == expected, (at, standing)
        assert dict(results.facets.get("standing", ())).get(standing, 0) == expected
    assert not dict(tiles.search(Query("陶瓷", at=-1)).facets).get("standing")


@pytest.mark.parametrize("sort", ["relevance", "title", "date"])
@pytest.mark.parametrize("text", ["", "外墙", "taocizhuan"])
def test_pages_join_to_the_whole_list(tiles: SearchStore, sort: str, text: str) -> None:
    whole = ids(tiles.search(Query(text, sort=sort, limit=200)))
    seen: list[str] = []
    after: str | None = None
    while True:
        page = tiles.search(Query(text, sort=sort, limit=7, after=after))
        seen += ids(page)
        after = page.next
        if after is None:
            break
    assert seen == whole
    assert len(set(seen)) == len(seen)


def test_orders(tiles: SearchStore) -> None:
    by_id = {one.id: one for one in TILES}
    titles = [by_id[key].title_key for key in ids(tiles.search(Query("", sort="title", limit=200)))]
    assert titles == sorted(titles)
    dates = [by_id[key].date for key in ids(tiles.search(Query("外墙", sort="date", limit=200)))]
    assert dates == sorted(dates, reverse=True)
    weights = [by_id[key].weight for key in ids(tiles.search(Query("", limit=200)))]
    assert weights == sorted(weights, reverse=True)


def test_documents_without_key_or_date_come_last(filled: Fill) -> None:
    store = filled(
        Document("x:none", "x", "陶瓷"),
        Document("x:b", "x", "陶瓷", title_key="b", date="2020-01-01"),
        Document("x:a", "x", "陶瓷", title_key="a", date="2019-01-01"),
    )
    assert ids(store.search(Query("陶瓷", sort="title"))) == ["x:a", "x:b", "x:none"]
    assert ids(store.search(Query("陶瓷", sort="date"))) == ["x:b", "x:a", "x:none"]


def test_a_page_stays_where_it_was_when_documents_come_and_go(tiles: SearchStore) -> None:
    first = tiles.search(Query("外墙", sort="title", limit=10))
    rest = ids(tiles.search(Query("外墙", sort="title", limit=200)))[10:]
    tiles.apply(
        [
            Change.put(Document("product:new", "product", "外墙", title_key="a")),
            Change.delete(first.hits[3].id),
            Change.delete(first.hits[9].id),
        ],
        position=2,
    )
    later = tiles.search(Query("外墙", sort="title", limit=200, after=first.next))
    assert ids(later) == rest


@pytest.mark.parametrize(
    "cursor",
    ["x", "💥", "", "a" * 5000, "e30", "W10", "WyJhIiwxLCIiLCIiXQ", "////", "MTIz", "bnVsbA"],
)
def test_a_strange_cursor_is_the_first_page(tiles: SearchStore, cursor: str) -> None:
    assert ids(tiles.search(Query("外墙", after=cursor))) == ids(tiles.search(Query("外墙")))


def test_the_cursor_of_another_query_is_the_first_page(tiles: SearchStore) -> None:
    foreign = tiles.search(Query("陶瓷", limit=5)).next
    for query in (
        Query("外墙", limit=5, after=foreign),
        Query("陶瓷", limit=5, sort="date", after=foreign),
        Query("陶瓷", limit=5, filters={"kind": ("product",)}, after=foreign),
    ):
        plain = Query(query.text, query.filters, query.sort, query.limit)
        assert ids(tiles.search(query)) == ids(tiles.search(plain))


@pytest.mark.parametrize(("limit", "expected"), [(0, 0), (-5, 0), (1, 1), (10**9, 120)])
def test_the_limit_is_kept_within_reason(tiles: SearchStore, limit: int, expected: int) -> None:
    results = tiles.search(Query("", limit=limit))
    assert (results.total, len(results.hits)) == (120, expected)


def test_against_a_plain_count_over_random_documents(filled: Fill) -> None:
    """A model that only knows `in` agrees with the store on any filters and any two characters."""
    chance = random.Random(7)
    letters = "陶瓷砖外墙地面佛山标准"
    documents = [
        Document(
            f"x:{number}",
            chance.choice("ab"),
            "".join(chance.choices(letters, k=chance.randint(1, 9))),
            facets={"f": tuple(chance.sample("pqrs", chance.randint(0, 3)))},
            spans=tuple((at * 10, chance.choice(("valid", "expired"))) for at in range(3)),
        )
        for number in range(200)
    ]
    store = filled(*documents)
    for _ in range(60):
        piece = "".join(chance.choices(letters, k=chance.randint(1, 3)))
        wanted = tuple(chance.sample("pqrs", 2))
        at = chance.randint(-5, 40)
        results = store.search(
            Query(piece, {"f": wanted, "standing": ("valid",)}, limit=200, at=at, correct=False)
        )
        expected = {
            one.id
            for one in documents
            if piece in one.title
            and set(wanted) & set(one.facets["f"])
            and [word for start, word in one.spans if start <= at][-1:] == ["valid"]
        }
        assert (set(ids(results)), results.total) == (expected, len(expected))
