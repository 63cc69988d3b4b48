"""Changes, replays, rebuilds, one writer, and what other processes and threads see of them."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import pytest

from search_index.documents import Change, Document
from search_index.store import IndexUnavailable, Query, SearchStore, WriterBusy
from tests.search_index.conftest import Place

Fill = Callable[..., SearchStore]
SPAWN = multiprocessing.get_context("spawn")


def product(number: int, title: str = "陶瓷砖") -> Document:
    return Document(f"product:{number}", "product", title)


def answer_totals(place: Place, pipe: Connection) -> None:
    """Another process: for each text that comes, how many documents it finds."""
    store = place.open()
    while (text := pipe.recv()) is not None:
        pipe.send(store.search(Query(text, correct=False)).total)


def write_forever(place: Place, pipe: Connection) -> None:
    """Another process that writes without end, until it is killed."""
    store = place.open()
    pipe.send("ready")
    position = 100
    while True:
        position += 1
        store.apply([Change.put(product(position, f"砖{position}"))], position)


def rebuild_slowly(place: Place, pipe: Connection) -> None:
    """Another process that holds the writer's lock until it is told to go on."""

    def documents() -> Iterator[Document]:
        yield product(1, "慢慢来")
        pipe.send("building")
        pipe.recv()

    place.open().rebuild(documents(), 5)


def test_put_replace_delete(store: SearchStore) -> None:
    store.apply([Change.put(product(1)), Change.put(product(2, "岩板"))], 1)
    assert store.search(Query("陶瓷砖")).total == 1
    store.apply([Change.put(product(1, "外墙砖")), Change.delete("product:9")], 2)
    assert store.search(Query("陶瓷砖", correct=False)).total == 0
    assert [hit.id for hit in store.search(Query("外墙砖")).hits] == ["product:1"]
    store.apply([Change.delete("product:1")], 3)
    assert store.search(Query("")).total == 1
    assert store.health().documents == 1


def test_the_last_change_of_an_id_in_a_batch_counts(store: SearchStore) -> None:
    store.apply(
        [
            Change.put(product(1, "甲乙")),
            Change.delete("product:1"),
            Change.put(product(1, "丙丁")),
            Change.put(product(2)),
            Change.delete("product:2"),
        ],
        1,
    )
    assert store.search(Query("")).total == 1
    assert store.search(Query("丙丁")).total == 1


def test_a_replay_changes_nothing(store: SearchStore) -> None:
    assert store.position() == 0
    store.apply([Change.put(product(1, "新的"))], 7)
    generation = store.health().generation
    store.apply([Change.put(product(1, "旧的"))], 7)
    store.apply([Change.delete("product:1")], 3)
    assert store.position() == 7
    assert store.health().generation == generation
    assert store.search(Query("新的")).total == 1


def test_an_empty_batch_moves_the_position(store: SearchStore) -> None:
    store.apply([], 4)
    assert store.position() == 4
    assert store.health().ok


def test_many_small_changes_stay_right(store: SearchStore) -> None:
    """Enough commits that small segments are merged several times."""
    for number in range(60):
        store.apply([Change.put(product(number % 10, f"砖块{number:02d}号"))], number + 1)
    assert store.search(Query("砖块")).total == 10
    titles = {"".join(p for p, _ in hit.highlight) for hit in store.search(Query("砖块")).hits}
    assert titles == {f"砖块{number:02d}号" for number in range(50, 60)}


def test_a_rebuild_replaces_everything_and_reports_progress(filled: Fill) -> None:
    store = filled(product(1), product(2))
    heard: list[int] = []
    store.rebuild((product(number, "新砖") for number in range(3, 1203)), 9, heard.append)
    assert heard[-1] == 1200
    assert heard == sorted(heard)
    assert len(heard) > 1
    assert store.position() == 9
    assert store.search(Query("新砖")).total == 1200
    assert store.search(Query("陶瓷砖", correct=False)).total == 0


def test_a_rebuild_by_two_processes_is_the_same(store: SearchStore) -> None:
    store.rebuild((product(number, f"砖 {number}") for number in range(2000)), 3, procs=2)
    assert store.health().documents == 2000
    assert store.search(Query("1999")).total == 1
    store.apply([Change.put(product(1999, "岩板"))], 4)
    assert store.search(Query("")).total == 2000
    assert store.search(Query("1999", correct=False)).total == 0


def test_a_failed_rebuild_leaves_the_old_index(filled: Fill) -> None:
    store = filled(product(1))

    def broken() -> Iterator[Document]:
        yield product(2)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        store.rebuild(broken(), 8)
    assert store.position() == 1
    assert [hit.id for hit in store.search(Query("")).hits] == ["product:1"]
    store.apply([Change.put(product(3))], 2)
    assert store.search(Query("陶瓷")).total == 2


def test_another_process_sees_a_change_at_once(place: Place, store: SearchStore) -> None:
    here, there = SPAWN.Pipe()
    other = SPAWN.Process(target=answer_totals, args=(place, there))
    other.start()
    try:
        here.send("陶瓷砖")
        assert here.recv() == 0
        for number in range(1, 6):
            store.apply([Change.put(product(number))], number)
            here.send("陶瓷砖")
            assert here.recv() == number
        store.rebuild([product(1)], 9)
        here.send("陶瓷砖")
        assert here.recv() == 1
    finally:
        here.send(None)
        other.join(10)


def test_a_second_writer_waits_a_bounded_time(place: Place, filled: Fill) -> None:
    store = filled(product(1))
    here, there = SPAWN.Pipe()
    other = SPAWN.Process(target=rebuild_slowly, args=(place, there))
    other.start()
    assert here.recv() == "building"
    began = time.monotonic()
    with pytest.raises(WriterBusy):
        place.open(lock_wait=0.3).apply([Change.put(product(2))], 6)
    assert 0.3 <= time.monotonic() - began < 5
    assert store.search(Query("陶瓷砖")).total == 1, "readers are not disturbed"
    here.send("go on")
    other.join(20)
    assert store.search(Query("慢慢来")).total == 1
    place.open().apply([Change.put(product(2))], 6)
    assert store.position() == 6


def test_a_writer_that_is_killed_does_no_harm(place: Place, filled: Fill) -> None:
    store = filled(product(1))
    for _ in range(3):
        here, there = SPAWN.Pipe()
        other = SPAWN.Process(target=write_forever, args=(place, there))
        other.start()
        assert here.recv() == "ready"
        time.sleep(0.4)
        other.kill()
        other.join()
        position = store.position()
        assert store.search(Query("")).total == max(1, position - 100 + 1 if position > 100 else 1)
        assert store.health().ok
        store.rebuild([product(1)], 1)


def test_threads_search_while_another_writes(filled: Fill) -> None:
    store = filled(*(product(number, f"陶瓷砖 {number}") for number in range(200)))
    stop = threading.Event()

    def look() -> int:
        looked = 0
        while not stop.is_set():
            results = store.search(Query("陶瓷砖", limit=5))
            assert results.total >= 200
            assert sum(count for _, count in results.facets["kind"]) == results.total
            looked += 1
        return looked

    with ThreadPoolExecutor(4) as pool:
        looking = [pool.submit(look) for _ in range(4)]
        try:
            for number in range(200, 220):
                store.apply([Change.put(product(number, f"陶瓷砖 {number}"))], number)
        finally:
            stop.set()
        assert all(look.result() > 0 for look in looking)
    assert store.search(Query("陶瓷砖")).total == 220


def test_before_the_first_build(place: Place) -> None:
    empty = place.open()
    health = empty.health()
    assert (health.ok, health.documents) == (False, 0)
    assert "rebuild" in health.detail
    for ask in (
        lambda: empty.search(Query("砖")),
        lambda: empty.suggest("砖"),
        empty.position,
        lambda: empty.apply([], 1),
    ):
        with pytest.raises(IndexUnavailable):
            ask()
    empty.rebuild([product(1)], 1)
    assert empty.search(Query("陶瓷砖")).total == 1
