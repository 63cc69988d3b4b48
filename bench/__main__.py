"""The menu: `python -m bench [search|http|…] [--quick]`; without a name, all of them."""

import argparse
import subprocess
import sys
from collections.abc import Mapping

SMALL_INDEX = ("--size", "2500", "--each", "10")

PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "search": ("search stores beside FTS5, tantivy and PostgreSQL", SMALL_INDEX),
    "http": ("pages through gunicorn beside plain Flask “hello”; their weights", ("--quick",)),
    "scans": ("unit codes verified with their scans on the disk", ("--quick",)),
    "copies": ("copied codes found by their scans, genuine ones suspected", ("--quick",)),
    "minting": ("codes per second beside a plain loop; checking one code", ("--quick",)),
    "imports": (
        "import of the ISO catalogue with indexing beside plain csv + sqlite3",
        ("--quick",),
    ),
}


def main() -> int:
    """Run the chosen measurements one after the other, each in a process of its own."""
    menu = "\n".join(f"  {name:<9}{says}" for name, (says, _) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=f"Measurements:\n{menu}\n\nEach has --help: python -m bench.http --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="name", help="which; default: all")
    parser.add_argument("--quick", action="store_true", help="rough figures within two minutes")
    options = parser.parse_args()
    unknown = [name for name in options.parts if name not in PARTS]
    if unknown:
        parser.error(f"no such measurement: {', '.join(unknown)}")
    failed = []
    for name in options.parts or PARTS:
        says, quick = PARTS[name]
        print(f"\n== {name}: {says}\n", flush=True)
        command = [sys.executable, "-m", f"bench.{name}", *(quick if options.quick else ())]
        if subprocess.run(command, check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
