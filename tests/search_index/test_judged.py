"""The queries of judged.csv: how much of what was meant is among the first ten, and how high.

Judged by reading titles before any ranking was tuned. `best` counts twice `good`. The scores are
printed (`pytest -s`), overall and by kind of query.
"""

import csv
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from search_index.store import Query, SearchStore

JUDGED = Path(__file__).parent / "judged.csv"
ODD_KINDS = ("fragment", "typo", "variant")


@dataclass(frozen=True)
class Judgement:
    kind: str
    query: str
    grades: dict[str, int]


def judgements() -> list[Judgement]:
    with JUDGED.open(encoding="utf-8", newline="") as rows:
        return [
            Judgement(
                row["kind"],
                row["query"],
                {full_id(key): 1 for key in row["good"].split("|") if key}
                | {full_id(key): 2 for key in row["best"].split("|") if key},
            )
            for row in csv.DictReader(rows)
        ]


def full_id(key: str) -> str:
    return key if key.startswith(("product:", "certificate:", "enterprise:")) else f"standard:{key}"


def recall(found: list[str], grades: dict[str, int]) -> float:
    return sum(key in grades for key in found) / min(10, len(grades))


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    gains = [2 ** grades.get(key, 0) - 1 for key in found]
    ideal = [2**grade - 1 for grade in sorted(grades.values(), reverse=True)[:10]]
    return discounted(gains) / discounted(ideal)


def averages(pairs: list[tuple[float, float]]) -> str:
    return f"{mean(r for r, _ in pairs):.3f} {mean(n for _, n in pairs):.3f}"


def discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def test_the_set_is_large_and_odd_enough() -> None:
    judged = judgements()
    assert len(judged) >= 80
    assert len({one.query for one in judged}) == len(judged)
    assert all(one.grades for one in judged)
    assert sum(one.kind in ODD_KINDS for one in judged) >= 0.3 * len(judged)


def test_judged_queries(library: SearchStore) -> None:
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in judgements():
        found = [hit.id for hit in library.search(Query(one.query, limit=10)).hits]
        assert found, f"nothing at all for {one.query!r}"
        scores[one.kind].append((recall(found, one.grades), ndcg(found, one.grades)))
    print(f"\n{type(library).__name__}: kind, queries, recall@10, nDCG@10")
    for kind, pairs in sorted(scores.items()):
        print(f"  {kind:12} {len(pairs):4} {averages(pairs)}")
    everything = [pair for pairs in scores.values() for pair in pairs]
    overall = mean(r for r, _ in everything), mean(n for _, n in everything)
    print(f"  {'all':12} {len(everything):4} {averages(everything)}")
    assert overall[0] >= 0.95
    assert overall[1] >= 0.9
