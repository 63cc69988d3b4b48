"""`python -m bench.copies`: recall within the first 30 scans, and false alarms by good use.

`--events FILE` judges histories of another simulator in place of ours: JSON lines
`{"code": "…", "copies": 0, "kind": "…", "at": 1780000000, "visitor": 7, "region": "CN-GD",
"released_at": 1780000000}`, one a scan, in any order; `copies` is 0 for a genuine code.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bench.copies.histories import KINDS, RANGES, History, Town, campaign, genuine
from webapp.definitions.regions import REGIONS, load_regions
from webapp.definitions.schemes import load_schemes
from webapp.domain.copy_signals import Circumstances, CopyRules, Map, signals_of
from webapp.domain.scans import MOST_OBSERVATIONS, Observation

SEEDS = {"tuning": 11, "test": 2026}
FIRST_SCANS = 30
LARGE = 200  # copies


def flagged_at(history: History, rules: CopyRules, where: Map) -> tuple[int, str]:
    """Return at which scan (from 1) a sign first shows, and which; (0, "") for never."""
    item = Circumstances(history.released_at)
    for count in range(1, len(history.looks) + 1):
        newest = history.looks[max(0, count - MOST_OBSERVATIONS) : count]
        found = signals_of(newest, item, rules, where)
        if found:
            return count, found[0].kind
    return 0, ""


def drawn(seed: int, campaigns: int, codes: int) -> Iterable[History]:
    """Histories of one seed: campaigns, then genuine codes in their shares."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        regions = [row["region"] for row in csv.DictReader(file)]
    random = Random(seed)
    for _ in range(campaigns):
        yield campaign(Town(random, regions))
    for kind in random.choices(list(KINDS), list(KINDS.values()), k=codes):
        yield genuine(Town(random, regions), kind)


def read_events(path: Path) -> Iterable[History]:
    """Histories from a file of events."""
    found: dict[str, History] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)
            history = found.setdefault(
                event["code"],
                History(event["kind"], event["copies"], event.get("released_at", 0)),
            )
            look = Observation(event["at"], event["visitor"], event.get("region", ""))
            history.looks.append(look)
    for history in found.values():
        history.looks.sort()
    return found.values()


def report(name: str, histories: Iterable[History], rules: CopyRules, where: Map) -> None:
    """Print recall and false alarms."""
    large, caught, genuine_codes = 0, 0, 0
    alarms: dict[str, int] = defaultdict(int)
    shares: dict[str, int] = defaultdict(int)
    for history in histories:
        at, _kind = flagged_at(history, rules, where)
        if history.copies:
            if history.copies >= LARGE and len(history.looks) >= FIRST_SCANS:
                large += 1
                caught += 0 < at <= FIRST_SCANS
            continue
        genuine_codes += 1
        shares[history.kind] += 1
        alarms[history.kind] += at > 0
    wrong = sum(alarms.values())
    print(f"{name}: campaigns of {LARGE}+ copies and {FIRST_SCANS}+ scans: {large}")
    print(f"  flagged within {FIRST_SCANS} scans: {caught / max(large, 1):.2%} (aim 95 %)")
    print(
        f"  genuine codes flagged: {wrong} of {genuine_codes} = "
        f"{wrong / max(genuine_codes, 1):.3%} (aim below 0.1 %)"
    )
    for kind, codes in sorted(shares.items()):
        print(f"    {kind}: {alarms[kind]} of {codes}")


def main() -> None:
    """Judge both seeds, or a file of events."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--events", type=Path, help="JSON lines of another simulator")
    parser.add_argument("--scheme", default="foshan-standard", help="whose figures to use")
    parser.add_argument("--seed", choices=sorted(SEEDS), help="one seed only; default: both")
    parser.add_argument("--quick", action="store_true", help="a tenth of the histories")
    options = parser.parse_args()
    rules, where = load_schemes()[options.scheme].copy_rules, load_regions()
    if options.events:
        report(str(options.events), read_events(options.events), rules, where)
        return
    for name, (low, high) in RANGES.items():
        print(f"{name}: {low} to {high}")
    part = 10 if options.quick else 1
    for name in [options.seed] if options.seed else sorted(SEEDS, reverse=True):
        report(name, drawn(SEEDS[name], 1_000 // part, 50_000 // part), rules, where)


if __name__ == "__main__":
    main()
