"""Wrong codes are counted exactly, whichever process counts and wherever the counts are."""

import uuid
from collections.abc import Iterator
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests import databases
from tests.adapters.scan_processes import PATIENCE, PROCESSES
from webapp.adapters.limits import WINDOW, LimitsUnavailable, guesses_of

Place = tuple[str, str, Path]


@pytest.fixture(params=["sqlite", "postgresql", "redis"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield "sqlite:///unused", "", tmp_path
    elif request.param == "redis":
        yield "sqlite:///unused", request.getfixturevalue("redis_url"), tmp_path
    else:
        server = request.getfixturevalue("postgres_url")
        template = request.getfixturevalue("postgres_template")
        with databases.postgres_database(server, template) as url:
            yield url, "", tmp_path


def guess_many(place: Place, ready: Barrier, told: "Queue[list[int]]", client: str) -> None:
    guesses = guesses_of(*place, wait=PATIENCE)
    ready.wait(PATIENCE)
    told.put([guesses.add(client, 1_000)[0] for _ in range(100)])


def test_several_processes_count_as_one(place: Place) -> None:
    ready, told, client = PROCESSES.Barrier(4), PROCESSES.Queue(), uuid.uuid4().hex
    processes = [
        PROCESSES.Process(target=guess_many, args=(place, ready, told, client)) for _ in range(4)
    ]
    for process in processes:
        process.start()
    counts = [count for _ in processes for count in told.get(timeout=PATIENCE)]
    for process in processes:
        process.join(PATIENCE)
    assert sorted(counts) == list(range(1, 401))


def test_each_client_has_a_count_and_a_window_of_its_own(place: Place) -> None:
    guesses, one, other = guesses_of(*place, wait=5), uuid.uuid4().hex, uuid.uuid4().hex
    assert guesses.add(one, 1_000) == (1, WINDOW)
    assert guesses.add(one, 1_000) == (2, WINDOW)
    assert guesses.add(other, 1_000) == (1, WINDOW)


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_a_window_ends(place: Place) -> None:
    guesses = guesses_of(*place, wait=5)
    assert guesses.add("a", 1_000) == (1, WINDOW)
    assert guesses.add("a", 1_000 + WINDOW - 1) == (2, 1)
    assert guesses.add("a", 1_000 + WINDOW) == (1, WINDOW)


def test_what_cannot_count_says_so(tmp_path: Path) -> None:
    for database, redis_url in (
        ("sqlite:///unused", ""),
        ("postgresql://postgres@127.0.0.1:1/registry", ""),
        ("sqlite:///unused", "redis://127.0.0.1:1/0"),
    ):
        with pytest.raises(LimitsUnavailable):
            guesses_of(database, redis_url, tmp_path / "nowhere", wait=0.2).add("a", 1_000)
