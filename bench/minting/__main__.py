"""`python -m bench.minting`: codes per second beside a plain loop, and checking one code."""

import argparse
import hmac
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from webapp.domain.codes import parse
from webapp.domain.mark_keys import CACHED_BATCHES, MarkKeys

ROOT = Path(__file__).resolve().parents[2]
AIM_TIMES, AIM_MB, AIM_CHECK = 20, 64, 8
MASTER = bytes(range(32))


def main() -> int:
    """Measure and print both tables; the exit status is 1 when an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.minting", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer codes")
    options = parser.parse_args()
    console = Console(width=110)
    minted = mint(1_000_000 if options.quick else 10_000_000, console)
    checked = check(console)
    return 0 if minted and checked else 1


def mint(count: int, console: Console) -> bool:
    """Both ways in turn, three times, on one disk; the fastest of each counts."""
    ways: dict[str, list[dict[str, float]]] = {"plain": [], "ours": []}
    with tempfile.TemporaryDirectory(prefix="bench-minting-") as folder:
        for _ in range(3):
            for way, costs in ways.items():
                codes = count if way == "ours" else count // 20
                costs.append(_contest(way, codes, Path(folder) / f"{way}.csv"))
    best = {way: max(costs, key=_rate) for way, costs in ways.items()}
    times = _rate(best["ours"]) / _rate(best["plain"])
    peak = max(cost["peak"] for cost in ways["ours"])
    table = Table("what", title="A table of index, code and address, written to disk")
    for heading in ("codes", "codes/s", "codes/CPU s", "times plain", "peak MB"):
        table.add_column(heading, justify="right")
    for what, way in (("hmac.new + base32 + csv.writer", "plain"), ("adapters.minting", "ours")):
        cost = best[way]
        table.add_row(
            what,
            f"{cost['codes']:,}",
            f"{_rate(cost):,.0f}",
            f"{cost['codes'] / cost['cpu']:,.0f}",
            f"{_rate(cost) / _rate(best['plain']):.1f}",
            f"{cost['peak']:.0f}",
        )
    console.print(table)
    console.print(f"aims: ≥ {AIM_TIMES} times plain, < {AIM_MB} MB\n")
    return times >= AIM_TIMES and peak < AIM_MB


def check(console: Console) -> bool:
    """Reading and checking one code, with the batch's key at hand and without."""
    keys = MarkKeys({0: MASTER}, 0)
    warm = keys.mint(0, 123456789, 4711)
    cold = iter([keys.mint(0, number, 4711) for number in range(2 * CACHED_BATCHES)])
    message = bytes(16)
    costs = {
        "one hmac.digest (SHA-256, 16 bytes)": _lowest(
            lambda: hmac.digest(MASTER, message, "sha256")
        ),
        "parse and check, warm batch key": _lowest(lambda: keys.is_authentic(parse(warm))),
        # Each batch is asked for once, after as many others as the cache holds.
        "parse and check, cold": _lowest(
            lambda: keys.is_authentic(parse(next(cold))), rounds=1, calls=2 * CACHED_BATCHES
        ),
    }
    base = next(iter(costs.values()))
    table = Table("what", title="Checking one code")
    table.add_column("µs", justify="right")
    table.add_column("times hmac.digest", justify="right")
    for what, seconds in costs.items():
        table.add_row(what, f"{seconds * 1e6:.2f}", f"{seconds / base:.1f}")
    console.print(table)
    console.print(f"aim: ≤ {AIM_CHECK} times with a warm key; {CACHED_BATCHES:,} keys are kept")
    return costs["parse and check, warm batch key"] / base <= AIM_CHECK


def _contest(way: str, count: int, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.minting.contest", way, str(count), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    cost: dict[str, float] = json.loads(done.stdout)
    return cost


def _rate(cost: dict[str, float]) -> float:
    return cost["codes"] / cost["seconds"]


def _lowest(act: Callable[[], object], rounds: int = 15, calls: int = 5000) -> float:
    """Seconds for one call: the lowest mean of several rounds."""
    lowest = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        for _ in range(calls):
            act()
        lowest = min(lowest, (time.perf_counter() - begin) / calls)
    return lowest


if __name__ == "__main__":
    sys.exit(main())
