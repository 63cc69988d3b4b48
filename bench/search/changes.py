"""How long changes take, and how soon another process finds them."""

import multiprocessing
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from search_index.documents import Change, Document
from search_index.postgres_store import PostgresStore
from search_index.store import Query, SearchStore
from search_index.whoosh_store import WhooshStore
from webapp.domain.standard_numbers import normalise_number

SPAWN = multiprocessing.get_context("spawn")
SINGLE = 40
"""Single changes that are watched."""


@dataclass(frozen=True)
class Opening:
    """What a process needs to open a store."""

    engine: str
    folder: str
    url: str
    schema: str

    def open(self) -> SearchStore:
        """A store of this process."""
        if self.engine == "whoosh":
            return WhooshStore(Path(self.folder) / "whoosh", normalise_number)
        return PostgresStore(self.url, normalise_number, self.schema)


def print_changes(opening: Opening, found: Sequence[Document]) -> None:
    """1,000 changed documents in one batch, then single ones that another process waits for."""
    store = opening.open()
    changed = [replace(one, title=f"{one.title} 改") for one in found[:1_000]]
    began = time.perf_counter()
    store.apply([Change.put(one) for one in changed], 2)
    print(f"{opening.engine}: 1,000 changed documents in {time.perf_counter() - began:.2f} s")
    here, there = SPAWN.Pipe()
    watcher = SPAWN.Process(target=watch, args=(opening, there), daemon=True)
    watcher.start()
    here.recv()
    applied, visible = [], []
    for number in range(SINGLE):
        probe = Document(f"probe:{number}", f"probe{number}", "探测用陶瓷砖")
        here.send(probe.kind)
        began = time.time()
        store.apply([Change.put(probe)], 3 + number)
        committed = time.time()
        applied.append((committed - began) * 1_000)
        visible.append(max(0.0, here.recv() - committed) * 1_000)
    here.send(None)
    watcher.join()
    print(
        f"{opening.engine}: one change applied in {statistics.median(applied):.1f} ms (worst"
        f" {max(applied):.1f}), seen by another process {statistics.median(visible):.1f} ms after"
        f" that (worst {max(visible):.1f})",
        flush=True,
    )


def watch(opening: Opening, pipe: Connection) -> None:
    """Another process that searches until the probe is among the found, and says when that was."""
    store = opening.open()
    store.search(Query("陶瓷"))
    pipe.send("ready")
    while (kind := pipe.recv()) is not None:
        while not store.search(Query("陶瓷砖", {"kind": (kind,)})).total:
            time.sleep(0.001)
        pipe.send(time.time())
