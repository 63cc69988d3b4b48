"""What other processes do in tests of the scan store; each opens the store anew."""

import os
import signal
import threading
import time
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from webapp.adapters.databases import Reader
from webapp.adapters.scan_store.store import ScanStore, scan_store_of
from webapp.domain.scans import Scan

PROCESSES = get_context("spawn")
PATIENCE = 60
CODES = 50


def store_on(url: str, instance: Path, wait: float = PATIENCE) -> ScanStore:
    """The store of a process of its own."""
    return scan_store_of(url, instance, Reader(url), wait)


def scan_many(
    place: tuple[str, Path],
    ready: Barrier,
    told: "Queue[list[tuple[int, int, int]]]",
    who: int,
    scans: int,
) -> None:
    """Record scans in four threads and tell (code, count, first_at) of each."""
    store, seen = store_on(*place), []

    def work(thread: int) -> None:
        for turn in range(scans // 4):
            code = (turn * 7 + thread) % CODES
            tally = store.record(Scan(code, 1_000_000 + who * 1000 + turn, who))
            assert tally is not None
            seen.append((code, tally.count, tally.first_at))

    ready.wait(PATIENCE)
    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    told.put(seen)


def scan_until_killed(place: tuple[str, Path], log: Path) -> None:
    """Scan without end; write a line to `log` for each scan that was answered `recorded`."""
    store = store_on(*place)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def work(thread: int) -> None:
        turn = 0
        while True:
            code = (turn + thread) % CODES
            if store.record(Scan(code, 1_000_000, turn)) is not None:
                os.write(file, f"{code}\n".encode())
            turn += 1

    for thread in range(4):
        threading.Thread(target=work, args=(thread,)).start()


def killed_while_scanning(place: tuple[str, Path], log: Path, lines: int) -> list[int]:
    """Let a process scan until `lines` were recorded, kill it -9, and return the codes it told."""
    process = PROCESSES.Process(target=scan_until_killed, args=(place, log))
    process.start()
    assert process.pid is not None
    try:
        deadline = time.monotonic() + PATIENCE
        while not log.exists() or log.read_bytes().count(b"\n") < lines:
            assert process.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.01)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.join(PATIENCE)
    return [int(line) for line in log.read_text().split()]
