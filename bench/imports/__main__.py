"""`python -m bench.imports`: the ISO catalogue, its first part, and the plain load, in one run."""

import argparse
import csv
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
FILE = SHARED / "standards_iso.csv.gz"
AIM_SECONDS = 60


@dataclass(frozen=True)
class Cost:
    """Wall and CPU seconds of a process and its children, and the largest resident size in MB."""

    seconds: float
    cpu: float
    peak: float


def main() -> int:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the first 10,000 rows only")
    options = parser.parse_args()
    if not FILE.exists():
        print(f"no {FILE}: set SHARED_DATA to the folder of real data", file=sys.stderr)
        return 1
    table = Table("what", title="Import of standards (SQLite, fresh database for each)")
    for heading in ("rows", "seconds", "rows/s", "CPU s", "peak MB", "times plain"):
        table.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory(prefix="bench-imports-") as name:
        folder = Path(name)
        whole = _first(10_000, folder) if options.quick else FILE
        rows = _rows_of(whole)
        quarter = _first(rows // 4, folder)
        plain = _plain(whole, folder)
        _add(table, "csv.reader + executemany", rows, [plain], plain)
        _add(table, "import, a quarter", rows // 4, _steps(quarter, folder / "q")[:1], None)
        steps = _steps(whole, folder / "w")
        for what, cost in zip(("import", "index", "import again: nothing new"), steps, strict=True):
            _add(table, what, rows, [cost], plain)
        _add(table, f"import with index (aim: {AIM_SECONDS} s)", rows, steps[:2], plain)
    Console(width=110).print(table)
    return 0


def _rows_of(file: Path) -> int:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as raw:
        return sum(1 for _ in csv.reader(raw)) - 1


def _first(count: int, folder: Path) -> Path:
    """The first rows of the file, packed as it is."""
    part = folder / f"first-{count}.csv.gz"
    with (
        gzip.open(FILE, "rt", encoding="utf-8", newline="") as whole,
        gzip.open(part, "wt", encoding="utf-8", newline="") as raw,
    ):
        csv.writer(raw).writerows(islice(csv.reader(whole), count + 1))
    return part


def _plain(file: Path, folder: Path) -> Cost:
    return _run(["-m", "bench.imports.plain", str(file), str(folder / "plain.sqlite")], os.environ)


def _steps(file: Path, folder: Path) -> list[Cost]:
    """What each step costs in an installation of its own: import, index, the same import again."""
    environment = os.environ | {"REGISTRY_PROFILE": "test", "INSTANCE_PATH": str(folder)}
    environment.pop("DATABASE_URL", None)
    _run(["wsgi.py", "db", "upgrade"], environment)
    load = ["wsgi.py", "import", "standards", str(file), "--source", "ISO"]
    return [_run(command, environment) for command in (load, ["wsgi.py", "index", "rebuild"], load)]


def _run(arguments: list[str], environment: Mapping[str, str]) -> Cost:
    """Run Python with these arguments; odd rows (exit status 1) are part of real files."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or b"Traceback" in said:
        raise RuntimeError(f"{' '.join(arguments)}: {said.decode()[-2000:]}")
    return Cost(
        seconds=time.perf_counter() - begin,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss / 1024,
    )


def _add(table: Table, what: str, rows: int, costs: list[Cost], plain: Cost | None) -> None:
    seconds = sum(cost.seconds for cost in costs)
    table.add_row(
        what,
        f"{rows:,}",
        f"{seconds:.1f}",
        f"{rows / seconds:,.0f}",
        f"{sum(cost.cpu for cost in costs):.1f}",
        f"{max(cost.peak for cost in costs):.0f}",
        f"{seconds / plain.seconds:.0f}" if plain else "",
    )


if __name__ == "__main__":
    sys.exit(main())
