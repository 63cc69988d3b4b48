"""Queries of every kind, drawn from the documents themselves with a fixed seed."""

import random
import re
from collections.abc import Callable, Sequence

from pypinyin import lazy_pinyin

from search_index.documents import Document
from search_index.store import Query

_RUNS = re.compile("[\u4e00-\u9fff]+")
_WORDS = re.compile("[A-Za-z]{4,}")
NOW = 1_760_000_000


def kinds(documents: Sequence[Document], each: int) -> dict[str, list[Query]]:
    """`each` queries of every kind; broad ones recur, as they do in life."""
    chance = random.Random(44_060)

    def draw(make: Callable[[], str | None]) -> list[Query]:
        made: list[Query] = []
        while len(made) < each:
            text = make()
            if text:
                made.append(Query(text, at=NOW))
        return made

    def one() -> Document:
        return chance.choice(documents)

    def run(least: int = 2) -> str | None:
        runs = [r for r in _RUNS.findall(" ".join((one().title, *one().names))) if len(r) >= least]
        return chance.choice(runs) if runs else None

    def piece(least: int, most: int) -> str | None:
        whole = run(least)
        size = chance.randint(least, most)
        start = chance.randrange(max(1, len(whole) - size + 1)) if whole else 0
        return whole[start : start + size] if whole else None

    def words() -> str | None:
        found = [piece(2, 3), piece(2, 3)]
        return " ".join(filter(None, found))

    def latin(size: int | None) -> str | None:
        found = _WORDS.findall(f"{one().title} {one().title_en}")
        return chance.choice(found)[:size] if found else None

    def spoken(initials: bool) -> str | None:
        text = piece(2, 4)
        parts = lazy_pinyin(text) if text else []
        return "".join(part[0] if initials else part for part in parts) or None

    def number(cut: int) -> str | None:
        text = one().number
        return text[: len(text) - cut] if len(text) > cut + 4 else None

    def slip() -> str | None:
        text = piece(3, 5)
        if not text:
            return None
        place = chance.randrange(len(text))
        return text[:place] + chance.choice("的了在人有我他") + text[place + 1 :]

    def typo() -> str | None:
        text = latin(None)
        place = chance.randrange(1, len(text) - 1) if text else 0
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :] if text else None

    return {
        "two characters": draw(lambda: piece(2, 2)),
        "fragment 3-6": draw(lambda: piece(3, 6)),
        "one character": draw(lambda: piece(2, 2) and (piece(2, 2) or "砖")[:1]),
        "two words": draw(words),
        "latin word": draw(lambda: latin(None)),
        "latin prefix": draw(lambda: latin(3)),
        "pinyin": draw(lambda: spoken(False)),
        "initials": draw(lambda: spoken(True)),
        "number": draw(lambda: number(0)),
        "number prefix": draw(lambda: number(chance.randint(3, 7))),
        "identifier": draw(
            lambda: next(iter(one().identifiers or one().identifiers), one().number)
        ),
        "wrong character": draw(slip),
        "wrong letters": draw(typo),
        "broad": [
            Query(
                chance.choice(("佛山", "有限公司", "陶瓷", "技术", "要求", "test", "iso")), at=NOW
            )
            for _ in range(each)
        ],
        "browse, filters": [
            Query("", {"kind": (chance.choice(("product", "standard")),)}, at=NOW, sort=sort)
            for sort in ("relevance", "title", "date")
            for _ in range(each // 3)
        ],
        "text and filters": [
            Query(query.text, {"standing": ("valid",), "district": ("南海", "顺德")}, at=NOW)
            for query in draw(lambda: piece(2, 2))
        ],
    }
