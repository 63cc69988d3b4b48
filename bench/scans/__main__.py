"""`python -m bench.scans`: unit codes verified with their scans on the disk, beside “hello”."""

import argparse
import os
import random
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.http.__main__ import own_database
from bench.http.load import CONNECTIONS, Load, generator, put_load
from bench.http.pages import HTML, JSON
from bench.http.serving import prepare, production_environment, serve
from webapp.config import Settings
from webapp.domain.mark_keys import MarkKeys
from webapp.domain.scans import codes_of_batch
from webapp.extensions import db
from webapp.factory import create_app
from webapp.models.certificate import ScopeItem
from webapp.models.code_batch import CodeBatch, CodeRelease
from webapp.queries.scans import count_scanned

NUMBER, SIZE, ASKED = 7_654_321, 1_000_000, 20_000


def main() -> None:
    """Measure on one database; every answer is counted against the store afterwards."""
    parser = argparse.ArgumentParser(prog="python -m bench.scans", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 rounds of 1 s")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--database-url", default="", help="a PostgreSQL server; default: SQLite")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 3, 1.0
    with (
        tempfile.TemporaryDirectory(prefix="bench-scans-") as folder,
        own_database(options.database_url) as url,
    ):
        environment = production_environment(Path(folder) / "instance", url, "whoosh")
        prepare(environment)
        paths = [f"/v/{code}" for code in unit_codes(environment)]
        rounds = measured(environment, paths, options.rounds, options.seconds)
        told(rounds, environment)


def unit_codes(environment: Mapping[str, str]) -> list[str]:
    """Store a released batch of unit codes; return some of its codes, in no order."""
    settings = Settings.from_environ(environment)
    now = datetime.now(UTC)
    with create_app(settings).app_context(), Session(db.engine) as session:
        item = session.scalars(select(ScopeItem).limit(1)).one()
        run = {"first_index": 0, "last_index": SIZE - 1, "lot": "bench", "made_on": now.date()}
        batch = CodeBatch(
            number=NUMBER, key_id=0, grain="unit", scope_item=item, size=SIZE, printed=SIZE,
            released=SIZE, status="released", issued_at=now,
            releases=[CodeRelease(**run, released_at=now, recorded_at=now)],
        )  # fmt: skip
        session.add(batch)
        session.commit()
    keys = MarkKeys(settings.mark_keys, settings.current_mark_key)
    return [keys.mint(0, NUMBER, index) for index in random.Random(1).sample(range(SIZE), ASKED)]


def measured(
    environment: Mapping[str, str], paths: list[str], rounds: int, seconds: float
) -> list[tuple[Load, Load]]:
    """Hello and scans by turns."""
    found = []
    with serve("wsgi:app", environment) as ours, serve("bench.http.hello:app", environment) as peer:
        put_load(ours.port, paths[:50], JSON, 1)
        put_load(peer.port, ["/"], HTML, 1)
        for turn in range(rounds):
            start = turn * len(paths) // rounds
            hello = put_load(peer.port, ["/"], HTML, seconds)
            found.append((hello, put_load(ours.port, paths[start:], JSON, seconds)))
    return found


def told(rounds: list[tuple[Load, Load]], environment: Mapping[str, str]) -> None:
    """Print medians, and how many scans the store holds for how many answers."""
    hello = median(one.rate for one, _ in rounds)
    scans = median(one.rate for _, one in rounds)
    ratio = median(ours.rate / peer.rate for peer, ours in rounds)
    p99 = median(one.p99 for _, one in rounds)
    app = create_app(Settings.from_environ(environment))
    store = app.extensions["registry.scan_store"]
    codes, counted = count_scanned(store.reader, codes_of_batch(NUMBER)[0] >> 30)
    answers = sum(one.requests for _, one in rounds)
    print(f"{CONNECTIONS} connections by {generator()}, {os.cpu_count()} cores shared")
    print(f"hello {hello:.0f}/s, unit code with its scan {scans:.0f}/s, JSON")
    print(f"ratio {ratio:.2f} (aim 0.35 on SQLite, 0.30 on PostgreSQL), p99 {p99:.1f} ms (aim 50)")
    print(f"{answers} answers measured, {counted} scans of {codes} codes stored, warm-up included")


if __name__ == "__main__":
    main()
