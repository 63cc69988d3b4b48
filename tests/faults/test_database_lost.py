"""The database is gone, unreadable or comes back: 503 in words, never a standing."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql
from sqlalchemy.engine import make_url

from tests import servers
from tests.databases import migrate, on_postgresql, on_sqlite
from tests.faults.answers import VALID, assert_problem, assert_readable, assert_safe
from tests.faults.town import Town, build_town
from webapp.adapters import databases
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app


def _remove(file: Path) -> None:
    file.unlink()


def _fill_with_noise(file: Path) -> None:
    file.write_bytes(b"this is no database\n" * 400)


def _cut_to_the_first_page(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:4096])


def _put_a_folder_there(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.fixture
def closed(app: Flask, town: Town, settings: Settings) -> tuple[Path, Town]:
    """The SQLite file of a small register that no process has open any more."""
    app.extensions["registry.reader"].forget()
    with app.app_context():
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return Path(str(make_url(settings.database_url).database)), town


@on_sqlite
@pytest.mark.parametrize(
    "damage", [_remove, _fill_with_noise, _cut_to_the_first_page, _put_a_folder_there]
)
def test_a_lost_file_is_said_and_never_guessed(
    closed: tuple[Path, Town], settings: Settings, damage: Callable[[Path], None]
) -> None:
    file, town = closed
    damage(file)
    client = create_app(settings).test_client()
    for page in town.pages:
        if page.endswith(".json") or page.startswith("/api/"):
            assert_problem(client.get(page), 503)
        else:
            assert_readable(client, page, 503)
    response = client.get(f"/v/{town.valid_code}")
    assert response.headers["Retry-After"].isdecimal()


@on_sqlite
def test_a_valid_mark_would_be_seen(client: FlaskClient, town: Town) -> None:
    for path in (f"/v/{town.valid_code}", f"/v/{town.valid_code}.json"):
        assert VALID.search(client.get(path).get_data(as_text=True))
    for path in (f"/v/{town.withdrawn_code}", f"/v/{town.withdrawn_code}.json"):
        assert not VALID.search(client.get(path).get_data(as_text=True))


@on_sqlite
def test_readyz_is_red_without_a_database_while_healthz_lives(
    closed: tuple[Path, Town], settings: Settings
) -> None:
    file, _ = closed
    _remove(file)
    client = create_app(settings).test_client()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json is not None
    assert response.json["ready"] is False
    assert response.json["parts"]["database"]["colour"] == "red"
    assert client.get("/healthz").status_code == 200


@on_sqlite
def test_a_slip_of_the_finger_is_told_without_a_database(
    closed: tuple[Path, Town], settings: Settings
) -> None:
    file, town = closed
    _remove(file)
    other = "2" if town.valid_code[-1] != "2" else "3"
    response = create_app(settings).test_client().get(f"/v/{town.valid_code[:-1]}{other}.json")
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["standing"] == "mistyped"


@on_postgresql
def test_a_dropped_database_is_said_and_its_return_noticed(
    app: Flask, town: Town, settings: Settings, postgres_url: str, postgres_template: str
) -> None:
    name = sql.Identifier(str(make_url(settings.database_url).database))
    client = app.test_client()
    for page in town.pages:  # what was shown before is not shown from memory afterwards
        assert client.get(page).status_code == 200
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        for page in town.pages:
            response = client.get(page)
            assert response.status_code == 503, page
            assert_safe(response)
        assert client.get("/readyz").status_code == 503
        template = sql.Identifier(postgres_template)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
    assert client.get(f"/v/{town.valid_code}").status_code == 404
    assert client.get("/notices").status_code == 200


def test_a_stopped_server_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(servers, "LOCAL_POSTGRES", "postgresql://nobody@127.0.0.1:1/none")
    with servers.postgres() as url:
        migrate(url, tmp_path)
        app = create_app(Settings.for_tests(tmp_path, url))
        town = build_town(app)
        client = app.test_client()
        for page in town.pages:
            assert client.get(page).status_code == 200, page
    for page in town.pages:
        response = client.get(page)
        assert response.status_code == 503, page
        assert_safe(response)
    assert_readable(client, f"/v/{town.valid_code}", 503)


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_server_that_never_answers_does_not_hold_the_visitor(
    deaf_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "CONNECT_SECONDS", 2)  # libpq knows no less
    url = f"postgresql://postgres@127.0.0.1:{deaf_port}/registry"
    app = create_app(Settings.for_tests(tmp_path, url))
    code = app.extensions["registry.mark_keys"].mint(0, 1, 0)
    client = app.test_client()
    for path in ("/notices", f"/v/{code}"):
        response = client.get(path)
        assert response.status_code == 503
        assert_safe(response)
