"""Scans are counted exactly, whoever writes at the same time, and what was answered is kept."""

import fcntl
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.adapters.scan_processes import (
    CODES,
    PATIENCE,
    PROCESSES,
    killed_while_scanning,
    scan_many,
    store_on,
)
from tests.databases import on_sqlite
from webapp.adapters.scan_store.store import ScanStore
from webapp.domain.scans import MOST_OBSERVATIONS, Observation, Scan, Tally
from webapp.queries.scans import observations_of, tally_of


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> tuple[str, Path]:
    return database_url, tmp_path


@pytest.fixture
def store(place: tuple[str, Path]) -> ScanStore:
    return store_on(*place)


def test_a_scan_is_counted_and_the_first_one_remembered(store: ScanStore) -> None:
    assert store.record(Scan(1 << 40, 2_000, 5, "CN-GD")) == Tally(1, 2_000)
    assert store.record(Scan(1 << 40, 3_000, 6)) == Tally(2, 2_000)
    assert store.record(Scan(7, 3_000)) == Tally(1, 3_000)
    assert tally_of(store.reader, 1 << 40) == Tally(2, 2_000)
    assert tally_of(store.reader, 8) is None
    assert observations_of(store.reader, 1 << 40) == [
        Observation(2_000, 5, "CN-GD"),
        Observation(3_000, 6, ""),
    ]
    assert observations_of(store.reader, 7) == []


def test_a_scan_that_is_committed_late_may_be_the_first(store: ScanStore) -> None:
    store.record(Scan(1, 2_000))
    assert store.record(Scan(1, 1_000)) == Tally(2, 1_000)


def test_only_the_newest_looks_are_kept(store: ScanStore) -> None:
    for at in range(MOST_OBSERVATIONS + 10):
        store.record(Scan(1, at, at))
    assert [seen.at for seen in observations_of(store.reader, 1)] == list(
        range(10, MOST_OBSERVATIONS + 10)
    )


def test_the_salt_of_a_day_is_one_for_all_and_ends_with_the_day(place: tuple[str, Path]) -> None:
    one, other = store_on(*place), store_on(*place)
    salt = one.salt_of("2026-05-01")
    assert salt is not None
    assert len(salt) == 32
    assert other.salt_of("2026-05-01") == salt
    assert one.salt_of("2026-05-02") not in (None, salt)
    assert one.reader.rows("SELECT day FROM scan_salts", ()) == [("2026-05-02",)]


def test_a_purge_destroys_looks_and_salts_but_no_count(store: ScanStore) -> None:
    store.salt_of("2026-05-01")
    for at in (100, 200, 300):
        store.record(Scan(1, at, at))
        store.record(Scan(2, at, at))
    assert store.purge(before=200, today="2026-05-02") == 2
    assert [seen.at for seen in observations_of(store.reader, 1)] == [200, 300]
    assert store.reader.rows("SELECT day FROM scan_salts", ()) == []
    assert tally_of(store.reader, 1) == Tally(3, 100)


@pytest.mark.slow
def test_eight_processes_count_exactly(place: tuple[str, Path]) -> None:
    workers, each = 8, 2_500
    ready, told = PROCESSES.Barrier(workers), PROCESSES.Queue()
    processes = [
        PROCESSES.Process(target=scan_many, args=(place, ready, told, who, each))
        for who in range(workers)
    ]
    for process in processes:
        process.start()
    seen = [scan for _ in processes for scan in told.get(timeout=300)]
    for process in processes:
        process.join(PATIENCE)
    assert len(seen) == workers * each
    per_code = Counter(code for code, _, _ in seen)
    reader = store_on(*place).reader
    for code in range(CODES):
        counts = sorted(count for scanned, count, _ in seen if scanned == code)
        assert counts == list(range(1, per_code[code] + 1)), "each scan has a number of its own"
        tally = tally_of(reader, code)
        assert tally is not None
        assert tally.count == per_code[code]
        assert tally.first_at <= min(first for scanned, _, first in seen if scanned == code)
        assert tally.first_at == 1_000_000 + min(
            turn for turn in range(each // 4) for t in range(4) if (turn * 7 + t) % CODES == code
        )


def test_what_was_answered_outlives_a_kill(place: tuple[str, Path], tmp_path: Path) -> None:
    told = Counter(killed_while_scanning(place, tmp_path / "answered.log", lines=200))
    reader = store_on(*place).reader
    assert sum(told.values()) >= 200
    for code, answered in told.items():
        tally = tally_of(reader, code)
        assert tally is not None
        assert tally.count >= answered
    after = store_on(*place, wait=PATIENCE).record(Scan(0, 1_000_000))
    assert after is not None, "the lock went with the process"


@on_sqlite
@pytest.mark.parametrize("holder", ["our lock", "another program's"])
def test_a_lock_that_is_held_costs_the_scan_not_the_answer(
    place: tuple[str, Path], tmp_path: Path, holder: str
) -> None:
    store = store_on(*place, wait=0.2)
    assert store.record(Scan(1, 1_000)) == Tally(1, 1_000)
    if holder == "our lock":
        held = (tmp_path / "scans.lock").open("rb")
        fcntl.flock(held, fcntl.LOCK_EX)
        release = held.close
    else:
        other = sqlite3.connect(tmp_path / "scans.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        release = other.close
    started = time.monotonic()
    answers: list[Tally | None] = []
    threads = [
        threading.Thread(target=lambda: answers.append(store.record(Scan(1, 2_000))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert answers == [None] * 4
    assert time.monotonic() - started < 0.2 + 0.3
    assert store.unrecorded == 4
    assert store.has_lost_lately
    release()
    assert store.record(Scan(1, 3_000)) == Tally(2, 1_000)


def test_a_store_that_is_gone_costs_the_scan_not_the_answer(tmp_path: Path) -> None:
    for url in ("sqlite:///unused", "postgresql://postgres@127.0.0.1:1/registry"):
        store = store_on(url, tmp_path / "nowhere", wait=0.2)
        assert store.record(Scan(1, 1_000, 1)) is None
        assert store.salt_of("2026-05-01") is None
        assert store.unrecorded == 1


@on_sqlite
def test_a_counter_costs_at_most_32_bytes(place: tuple[str, Path], tmp_path: Path) -> None:
    store = store_on(*place)
    store.record(Scan(0, 1_800_000_000))
    connection = sqlite3.connect(tmp_path / "scans.sqlite")
    codes = ((hash((turn, "code")) & (1 << 60) - 1, 1_800_000_000) for turn in range(50_000))
    connection.executemany("INSERT OR IGNORE INTO scan_counts VALUES (?, 1, ?)", codes)
    pages = connection.execute(
        "SELECT sum(pgsize), sum(ncell) FROM dbstat WHERE name = 'scan_counts'"
    ).fetchone()
    assert pages[0] / pages[1] <= 32
