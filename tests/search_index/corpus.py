"""Real standards for the search tests: facts only, read from the shared data."""

import csv
from collections.abc import Iterator
from pathlib import Path

from search_index.documents import Document
from webapp.domain.sort_keys import title_key


def standards(shared_data: Path) -> Iterator[Document]:
    """One document per number, the first row of each, `standard:<number>`."""
    seen: set[str] = set()
    with (shared_data / "standards_cn.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            code = row["code"]
            if code in seen:
                continue
            seen.add(code)
            yield Document(
                f"standard:{code}",
                "standard",
                row["title"],
                row["title_en"],
                code,
                facets={"status": (row["status"],), "year": (row["issue_date"][:4],)},
                title_key=title_key(row["title"]),
                date=row["issue_date"],
                weight=0.6 if row["status"] == "现行" else 0.3,
            )
