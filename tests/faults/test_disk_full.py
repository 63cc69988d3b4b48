"""The disk is full: writing fails in words, and what was there before stays whole and in use."""

import csv
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.faults.answers import NEVER_SHOWN
from tests.faults.served import PROJECT, environment_of
from tests.faults.town import Town, another_product, build_town
from webapp.config import Settings
from webapp.factory import create_app

DISK = 16 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 16 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(place)]
    if not shutil.which("mount") or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk here; the limit of file sizes is tested")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, leave: int) -> None:
    """Leave `leave` bytes free."""
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(b"\0" * (free - leave))


def installation(place: Path, sqlite_template: Path) -> Settings:
    """A migrated installation whose database and index both lie in `place`."""
    url = databases.copy_sqlite(sqlite_template, place / "registry.sqlite")
    return Settings.for_tests(place / "instance", url)


def run(
    settings: Settings, *arguments: str, largest_file: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run an operator's command in a process of its own."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        [sys.executable, "wsgi.py", *arguments],
        cwd=PROJECT,
        env=environment_of(settings) | {"SQLITE_TMPDIR": str(settings.instance_path)},
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=limit,
        check=False,
    )


def assert_failed_in_words(done: "subprocess.CompletedProcess[str]") -> None:
    said = done.stdout + done.stderr
    assert done.returncode != 0, said
    assert not NEVER_SHOWN.search(said), said[-2000:]
    assert said.strip()


def many_standards(file: Path, count: int) -> Path:
    """A file of standards to import."""
    with file.open("w", encoding="utf-8", newline="") as raw:
        writer = csv.writer(raw)
        writer.writerow(["number", "title", "status"])
        for number in range(count):
            writer.writerow([f"GB/T {70000 + number}-2020", f"样例标准第{number}号" * 4, "现行"])
    return file


def assert_database_is_whole(settings: Settings) -> int:
    """Check the file with SQLite's own check; return how many standards it holds."""
    connection = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        standards = connection.execute("SELECT COUNT(*) FROM standards").fetchone()[0]
        recorded = connection.execute(
            "SELECT COUNT(*) FROM events WHERE subject_kind = 'standard'"
        ).fetchone()[0]
    finally:
        connection.close()
    assert recorded == standards - 1  # the town's own standard was built without an event
    return int(standards)


def assert_still_answers(settings: Settings, town: Town) -> None:
    """The pages are there, from the index that was live before."""
    client = create_app(settings).test_client()
    found = client.get("/api/v1/search?q=陶瓷砖").json
    assert found is not None
    assert found["degraded"] is False
    assert found["items"]
    answer = client.get(f"/v/{town.valid_code}.json").json
    assert answer is not None
    assert answer["standing"] == "valid"
    assert os.listdir(settings.instance_path / "search")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_index_that_finds_no_room_leaves_the_live_one(
    disk: Path, sqlite_template: Path, processes: str
) -> None:
    settings = installation(disk, sqlite_template)
    app = create_app(settings)
    town = build_town(app)
    another_product(app)
    fill(disk, leave=8 * 1024)
    assert_failed_in_words(run(settings, "index", "rebuild", "--processes", processes))
    assert_still_answers(settings, town)
    (disk / "ballast").unlink()
    done = run(settings, "index", "rebuild", "--processes", processes)
    assert done.returncode == 0, done.stderr
    assert len(list((settings.instance_path / "search").glob("v0*"))) == 1


def test_an_import_that_finds_no_room_keeps_what_was_committed(
    disk: Path, sqlite_template: Path, tmp_path: Path
) -> None:
    settings = installation(disk, sqlite_template)
    town = build_town(create_app(settings))
    file = many_standards(tmp_path / "many.csv", 6000)
    fill(disk, leave=4 * 1024 * 1024)
    assert_failed_in_words(run(settings, "import", "standards", str(file)))
    assert assert_database_is_whole(settings) < 6001
    assert_still_answers(settings, town)
    (disk / "ballast").unlink()
    done = run(settings, "import", "standards", str(file))
    assert done.returncode == 0, done.stderr
    assert assert_database_is_whole(settings) == 6001


def test_a_page_is_read_while_the_disk_is_full(disk: Path, sqlite_template: Path) -> None:
    settings = installation(disk, sqlite_template)
    town = build_town(create_app(settings))
    fill(disk, leave=0)
    client = create_app(settings).test_client()
    for page in town.pages:
        assert client.get(page).status_code == 200, page
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json is not None
    assert ready.json["parts"]["disk"]["colour"] == "amber"


def test_a_limit_of_file_sizes_is_told_in_words(sqlite_template: Path, tmp_path: Path) -> None:
    settings = installation(tmp_path, sqlite_template)
    app = create_app(settings)
    town = build_town(app)
    another_product(app)
    size = (tmp_path / "registry.sqlite").stat().st_size
    file = many_standards(tmp_path / "many.csv", 6000)
    limit = size + 256 * 1024
    assert_failed_in_words(run(settings, "import", "standards", str(file), largest_file=limit))
    assert assert_database_is_whole(settings) < 6001
    assert_failed_in_words(run(settings, "index", "rebuild", "--processes", "1", largest_file=1024))
    assert_still_answers(settings, town)
