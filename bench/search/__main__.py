"""Measure the search stores beside other engines, all in one run, and print the tables.

python -m bench.search --size 64000
python -m bench.search --size 250000 --only whoosh,postgres --each 30
"""

import argparse
import gc
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from bench.search import rivals
from bench.search.changes import Opening, print_changes
from bench.search.corpus import documents as make_documents
from bench.search.queries import NOW, kinds
from search_index.documents import Document
from search_index.store import Query, SearchStore

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
SCHEMA = f"search_bench_{os.getpid()}"
ENGINES = ("whoosh", "postgres", "fts5", "tantivy", "ts_rank")


@dataclass
class Figures:
    """What one engine needed: seconds to build, bytes on disk, milliseconds per query kind."""

    build: float
    size: int
    times: dict[str, list[float]] = field(default_factory=dict)


def main() -> None:
    options = read_options()
    found = list(make_documents(options.size))
    queries = kinds(found, options.each)
    print(f"{len(found):,} documents, {options.each} queries of each kind, each asked twice")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before we began")
    results: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="bench-search-") as name:
        try:
            for engine in options.only:
                results[engine] = measure(engine, Path(name), found, queries, options)
                gc.collect()
        finally:
            with psycopg.connect(POSTGRES, autocommit=True) as connection:
                for schema in (SCHEMA, f"{SCHEMA}_rank"):
                    drop = SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema))
                    connection.execute(drop)
    report(results, list(queries))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--size", type=int, default=64_000, help="documents (default 64000)")
    parser.add_argument("--each", type=int, default=60, help="queries of each kind (default 60)")
    parser.add_argument("--procs", type=int, default=2, help="processes that build (default 2)")
    parser.add_argument(
        "--cpu", action="store_true", help="processor time of this process instead of the clock's"
    )
    parser.add_argument("--only", default=",".join(ENGINES), help="engines, separated by commas")
    options = parser.parse_args()
    options.only = options.only.split(",")
    return options


def measure(
    engine: str,
    folder: Path,
    found: Sequence[Document],
    queries: dict[str, list[Query]],
    options: argparse.Namespace,
) -> Figures:
    print(f"\n{engine}: building …", flush=True)
    before = folder_bytes(folder)
    began = time.perf_counter()
    ask, store = built(engine, folder, found, options.procs)
    built_in = time.perf_counter() - began
    size = folder_bytes(folder) - before or schema_bytes(SCHEMA if store else f"{SCHEMA}_rank")
    print(f"{engine}: built in {built_in:.1f} s, {size / 1e6:.0f} MB on disk", flush=True)
    figures = Figures(built_in, size)
    ask(Query("陶瓷", at=NOW))
    clock = time.process_time if options.cpu else time.perf_counter
    for kind, asked in queries.items():
        figures.times[kind] = [timed(ask, query, clock) for _ in range(2) for query in asked]
    if store:
        print(f"{engine}: this process now takes {peak_megabytes():.0f} MB at most")
        print_changes(Opening(engine, str(folder), POSTGRES, SCHEMA), found)
    return figures


def built(
    engine: str, folder: Path, found: Sequence[Document], procs: int
) -> tuple[Callable[[Query], object], SearchStore | None]:
    if engine in ("whoosh", "postgres"):
        store = Opening(engine, str(folder), POSTGRES, SCHEMA).open()
        store.rebuild(found, 1, procs=procs)
        return store.search, store
    builders = {
        "fts5": rivals.fts5,
        "tantivy": rivals.tantivy_index,
        "ts_rank": rivals.postgres_ts_rank(
            psycopg.connect(POSTGRES, autocommit=True), f"{SCHEMA}_rank"
        ),
    }
    ask = builders[engine](folder, found)
    return lambda query: ask(query.text) if query.text else None, None


def timed(
    ask: Callable[[Query], object], query: Query, clock: Callable[[], float] = time.perf_counter
) -> float:
    began = clock()
    ask(query)
    return (clock() - began) * 1_000


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def schema_bytes(schema: str) -> int:
    with psycopg.connect(POSTGRES) as connection:
        row = connection.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = relnamespace WHERE nspname = %s AND relkind = 'r'",
            [schema],
        ).fetchone()
    return int(row[0] or 0) if row else 0


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def report(results: dict[str, Figures], asked: Sequence[str]) -> None:
    """Median/p99 in milliseconds; in brackets how many times the first engine's median."""
    engines = list(results)
    print(f"\n{'milliseconds':18}" + "".join(f"{engine:>24}" for engine in engines))
    for kind in asked:
        first = statistics.median(results[engines[0]].times[kind])
        cells = []
        for engine in engines:
            times = results[engine].times[kind]
            middle = statistics.median(times)
            cells.append(f"{middle:.2f}/{p99(times):.1f} ({middle / first:.2f})")
        print(f"{kind:18}" + "".join(f"{cell:>24}" for cell in cells))
    print(f"{'build, s':18}" + "".join(f"{one.build:>24.1f}" for one in results.values()))
    print(f"{'disk, MB':18}" + "".join(f"{one.size / 1e6:>24.0f}" for one in results.values()))


def p99(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[98]


if __name__ == "__main__":
    main()
