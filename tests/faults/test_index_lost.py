"""The search index is gone or damaged: the database answers, in words, until a rebuild."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.faults.answers import assert_safe
from tests.faults.town import Town, another_product, withdraw_unnoticed
from webapp.config import Settings
from webapp.factory import create_app


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _empty(folder: Path) -> None:
    _remove(folder)
    folder.mkdir()


def _lose_the_pointer(folder: Path) -> None:
    (folder / "current").unlink()


def _scribble_on_the_pointer(folder: Path) -> None:
    (folder / "current").write_bytes(b"\x00\xff nonsense")


def _point_to_nowhere(folder: Path) -> None:
    (folder / "current").write_text("v999999 1 0\n", encoding="ascii")


def _lose_the_version(folder: Path) -> None:
    for version in folder.glob("v0*"):
        shutil.rmtree(version)


def _cut_every_file_in_half(folder: Path) -> None:
    """As a power cut leaves a copy of the folder."""
    for file in folder.glob("v0*/*"):
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])


def _turn_bits(folder: Path) -> None:
    for file in folder.glob("v0*/*"):
        file.write_bytes(bytes(byte ^ 0x55 for byte in file.read_bytes()))


def _put_a_file_there(folder: Path) -> None:
    _remove(folder)
    folder.write_bytes(b"")


DAMAGES = [
    _remove,
    _empty,
    _lose_the_pointer,
    _scribble_on_the_pointer,
    _point_to_nowhere,
    _lose_the_version,
    _cut_every_file_in_half,
    _turn_bits,
]


@pytest.fixture
def folder(settings: Settings, town: Town) -> Path:
    """The folder of the index of a small register."""
    return settings.instance_path / "search"


@pytest.fixture(params=DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def damaged(request: pytest.FixtureRequest, folder: Path, settings: Settings) -> Flask:
    """An application that starts over a damaged index."""
    damage: Callable[[Path], None] = request.param
    damage(folder)
    return create_app(settings)


@on_sqlite
def test_search_goes_on_from_the_database_and_says_so(damaged: Flask, town: Town) -> None:
    client = damaged.test_client()
    response = client.get("/search?q=陶瓷砖&lang=en")
    assert response.status_code == 200
    assert_safe(response)
    page = response.get_data(as_text=True)
    assert re.search(r'class="notice-box[^"]*--warn', page)
    assert f'href="/products/{town.product}"' in page
    found = client.get("/api/v1/search?q=陶瓷砖").json
    assert found is not None
    assert found["degraded"] is True
    assert found["items"]


@on_sqlite
def test_every_query_is_answered_without_an_index(damaged: Flask) -> None:
    client = damaged.test_client()
    for query in ("", "%", "_", "GB/T 9001-2020", "' OR 1=1", "甲" * 500, "a\x00b", "kind:x"):
        for path in ("/search", "/api/v1/search", "/api/v1/suggest"):
            response = client.get(path, query_string={"q": query, "after": "x", "kind": "nonsense"})
            assert response.status_code == 200, (path, query)


@on_sqlite
def test_readyz_is_amber_and_a_rebuild_mends_it(damaged: Flask, town: Town) -> None:
    client = damaged.test_client()
    response = client.get("/readyz")
    assert response.json is not None
    part = response.json["parts"]["search"]
    assert (response.status_code, response.json["ready"]) == (200, True)
    assert part["colour"] == "amber"
    assert "index rebuild" in part["detail"]
    run = damaged.test_cli_runner().invoke(args=["index", "rebuild", "--processes", "1"])
    assert run.exit_code == 0, run.output
    response = client.get("/readyz")
    assert response.json is not None
    assert response.json["parts"]["search"]["colour"] == "green"
    found = client.get("/api/v1/search?q=陶瓷砖").json
    assert found is not None
    assert found["degraded"] is False
    assert found["items"]


@on_sqlite
def test_what_was_withdrawn_is_never_shown_as_valid(damaged: Flask, town: Town) -> None:
    withdraw_unnoticed(damaged, town.certificate)
    _assert_all_withdrawn(damaged.test_client(), town)


def test_an_index_that_lags_behind_shows_no_withdrawn_certificate_as_valid(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    _pages_of_the_mark(client, town)  # what is remembered of them must not outlive the act
    withdraw_unnoticed(app, town.certificate)
    _assert_all_withdrawn(client, town)
    for page in _pages_of_the_mark(client, town):
        assert "Withdrawn" in page
        assert not re.search(r"tone-good[^>]*>(<svg.*?</svg>)?Valid<", page)


def _pages_of_the_mark(client: FlaskClient, town: Town) -> list[str]:
    """What visitors see of the certificate, in English."""
    paths = (
        f"/certificates/{town.certificate}",
        f"/products/{town.product}",
        f"/v/{town.valid_code}",
        "/search?kind=certificate",
    )
    return [
        client.get(path, headers={"Accept-Language": "en"}).get_data(as_text=True) for path in paths
    ]


def _assert_all_withdrawn(client: FlaskClient, town: Town) -> None:
    found = client.get("/api/v1/search?kind=certificate&limit=100").json
    assert found is not None
    statuses = {item["url"]: item["status"] for item in found["items"]}
    assert statuses[f"/certificates/{town.certificate}"] == "withdrawn"
    assert "valid" not in statuses.values()
    answer = client.get(f"/v/{town.valid_code}.json").json
    assert answer is not None
    assert answer["standing"] == "withdrawn"


@on_sqlite
def test_a_running_process_notices_that_its_index_goes_and_comes_back(
    app: Flask, client: FlaskClient, town: Town, folder: Path
) -> None:
    def is_degraded() -> bool:
        answer = client.get("/api/v1/search?q=陶瓷砖").json
        assert answer is not None
        assert answer["items"]
        return bool(answer["degraded"])

    assert not is_degraded()
    aside = folder.with_name("aside")
    folder.rename(aside)
    assert is_degraded()
    aside.rename(folder)
    assert not is_degraded()


@on_sqlite
def test_a_rebuild_that_was_cut_off_leaves_the_live_index_alone(
    app: Flask, client: FlaskClient, town: Town, folder: Path
) -> None:
    """A killed rebuild leaves half a version beside the live one; the next rebuild sweeps it."""
    half = folder / "v000002"
    half.mkdir()
    for file in (folder / "v000001").iterdir():
        content = file.read_bytes()
        (half / file.name).write_bytes(content[: len(content) // 3])
    another_product(app)
    found = client.get("/api/v1/search?q=陶瓷砖").json
    assert found is not None
    assert found["degraded"] is False
    run = app.test_cli_runner().invoke(args=["index", "rebuild", "--processes", "1"])
    assert run.exit_code == 0, run.output
    assert not half.exists()
    found = client.get("/api/v1/search?q=水龙头").json
    assert found is not None
    assert found["total"] >= 1


@on_sqlite
def test_a_file_in_place_of_the_folder_is_told_in_words(
    settings: Settings, folder: Path, town: Town
) -> None:
    _put_a_file_there(folder)
    app = create_app(settings)
    assert app.test_client().get("/search?q=陶瓷砖").status_code == 200
    part = app.test_client().get("/readyz").json
    assert part is not None
    assert part["parts"]["search"]["colour"] == "amber"
