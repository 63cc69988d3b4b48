"""The least that any import must do: `csv.reader` into one table with `executemany`."""

import csv
import gzip
import sqlite3
import sys
from pathlib import Path


def main(file: Path, database: Path) -> None:
    """Load the file as it stands; nothing is understood, compared, recorded or indexed."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with gzip.open(file, "rt", encoding="utf-8", newline="") as raw:
        rows = csv.reader(raw)
        columns = len(next(rows))
        names = ", ".join(f"c{number}" for number in range(columns))
        marks = ", ".join("?" * columns)
        connection.execute(f"CREATE TABLE rows ({names})")
        connection.executemany(f"INSERT INTO rows VALUES ({marks})", rows)
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
