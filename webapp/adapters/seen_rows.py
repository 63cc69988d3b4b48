"""Remembers the rows of a file by key in a private temporary database, not in memory."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self


class SeenRows:
    """Key -> line and facts of the first row that had it.  The file vanishes when it is closed."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER, facts TEXT)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()

    def first_of(self, keys: Sequence[str]) -> dict[str, tuple[int, dict[str, object]]]:
        """The line and facts (as JSON keeps them) of those keys that were seen."""
        marks = ",".join("?" * len(keys))
        found = self._base.execute(
            f"SELECT key, line, facts FROM seen WHERE key IN ({marks})",  # noqa: S608
            keys,
        )
        return {key: (line, json.loads(facts)) for key, line, facts in found}

    def remember(self, rows: Sequence[tuple[str, int, Mapping[str, object]]]) -> None:
        """Keep the first rows of their keys."""
        self._base.executemany(
            "INSERT INTO seen VALUES (?, ?, ?)",
            [(key, line, _as_json(facts)) for key, line, facts in rows],
        )


def as_kept(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as `first_of` gives them back, for comparison."""
    kept: dict[str, object] = json.loads(_as_json(facts))
    return kept


def _as_json(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)
