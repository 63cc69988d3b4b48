"""`python -m bench.http`: each page and “hello” by turns, then the median of the ratios."""

import argparse
import contextlib
import os
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg
from psycopg import sql
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url

from bench.http.load import CONNECTIONS, Load, generator, put_load
from bench.http.pages import HTML, JSON, Page, pages_of
from bench.http.serving import Server, prepare, production_environment, serve
from bench.http.weights import weight_of


@dataclass(frozen=True)
class Turn:
    """One server under load for a while; `cpu` is the seconds that it spent for one request."""

    load: Load
    cpu: float


@dataclass(frozen=True)
class Round:
    """Hello, then the page at one address, then hello again, then at many addresses."""

    hello: Turn
    same: Turn
    hello_again: Turn
    others: Turn


def main() -> int:
    """Measure on one database and print two tables."""
    options = _options()
    console = Console(width=118)
    with (
        tempfile.TemporaryDirectory(prefix="bench-http-") as folder,
        own_database(options.database_url) as url,
    ):
        environment = production_environment(Path(folder) / "instance", url, options.search_store)
        prepare(environment)
        pages = [page for page in pages_of(environment) if options.only in page.name]
        with (
            serve("wsgi:app", environment) as ours,
            serve("bench.http.hello:app", environment) as hello,
        ):
            kind = make_url(environment["DATABASE_URL"]).get_backend_name()
            console.print(
                f"{kind}, index in {options.search_store}; {CONNECTIONS} connections by "
                f"{generator()}; {options.rounds} rounds of {options.seconds:g} s each; "
                f"{os.cpu_count()} cores shared by servers and client"
            )
            table = _speed_table()
            for page in pages:
                _add_speed(table, page, _rounds(page, hello, ours, options))
            console.print(table)
            console.print(_weight_table(pages, ours))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.http", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 rounds of 1 s")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument(
        "--database-url",
        default="",
        help="a PostgreSQL server in which a database may be created; default: SQLite",
    )
    parser.add_argument("--search-store", choices=("whoosh", "postgres"), default="whoosh")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 3, 1.0
    return options


@contextlib.contextmanager
def own_database(server: str) -> Iterator[str]:
    """A database of its own on `server`, dropped afterwards; empty for SQLite."""
    if not server:
        yield ""
        return
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(sql.Identifier(name))
        )
    try:
        url = make_url(server).set(database=name)
        yield url.render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _rounds(page: Page, hello: Server, ours: Server, options: argparse.Namespace) -> list[Round]:
    put_load(ours.port, [page.path], page.accept, 1)  # every worker has met the page
    put_load(hello.port, ["/"], HTML, 1)
    return [
        Round(
            _turn(hello, ["/"], HTML, options.seconds),
            _turn(ours, [page.path], page.accept, options.seconds),
            _turn(hello, ["/"], HTML, options.seconds),
            _turn(ours, page.others, page.accept, options.seconds),
        )
        for _ in range(options.rounds)
    ]


def _turn(server: Server, paths: Sequence[str], accept: str, seconds: float) -> Turn:
    before = server.cpu_seconds()
    load = put_load(server.port, paths, accept, seconds)
    return Turn(load, (server.cpu_seconds() - before) / load.requests)


def _speed_table() -> Table:
    table = Table("page", "addresses", title="Speed beside hello (medians)")
    for heading in ("hello/s", "page/s", "ratio", "aim", "p50 ms", "p99 ms", "CPU µs", "CPU ratio"):
        table.add_column(heading, justify="right")
    return table


def _add_speed(table: Table, page: Page, rounds: list[Round]) -> None:
    _add_row(table, page, "the same", [(one.hello, one.same) for one in rounds])
    _add_row(table, page, "others", [(one.hello_again, one.others) for one in rounds])


def _add_row(table: Table, page: Page, addresses: str, turns: list[tuple[Turn, Turn]]) -> None:
    ratio = median(ours.load.rate / hello.load.rate for hello, ours in turns)
    table.add_row(
        page.name,
        addresses,
        f"{median(hello.load.rate for hello, _ in turns):,.0f}",
        f"{median(ours.load.rate for _, ours in turns):,.0f}",
        f"{ratio:.2f}",
        f"{page.aim:.2f}{'' if ratio >= page.aim else ' missed'}",
        f"{median(ours.load.p50 for _, ours in turns):.1f}",
        f"{median(ours.load.p99 for _, ours in turns):.1f}",
        f"{median(ours.cpu for _, ours in turns) * 1e6:,.0f}",
        f"{median(hello.cpu / ours.cpu for hello, ours in turns):.2f}",
    )


def _weight_table(pages: list[Page], server: Server) -> Table:
    table = Table("page", title="Weight of a first visit (gzip, pictures apart)")
    for heading in ("HTML", "CSS", "together", "limit", "requests"):
        table.add_column(heading, justify="right")
    for page in pages:
        if page.accept == JSON:
            continue
        weight = weight_of(server.port, page)
        sizes = (weight.page, weight.styles, weight.total)
        over = "" if weight.total <= page.most_bytes else " over"
        table.add_row(
            page.name,
            *(f"{size:,}" for size in sizes),
            f"{page.most_bytes:,}{over}",
            str(weight.requests),
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
