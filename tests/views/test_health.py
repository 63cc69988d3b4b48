"""`/healthz` and `/readyz`: alive, and each part in words."""

from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.code_batches import a_batch
from tests.factories.saving import save
from webapp.config import Settings
from webapp.factory import create_app
from webapp.services.indexing import rebuild


def colours(client: FlaskClient) -> dict[str, str]:
    return {
        name: part["colour"] for name, part in client.get("/readyz").get_json()["parts"].items()
    }


@on_sqlite
def test_alive_says_ok_and_nothing_else(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")


def test_a_missing_index_is_amber_and_green_once_it_is_built(
    app: Flask, client: FlaskClient
) -> None:
    found = client.get("/readyz")
    assert found.status_code == 200
    assert found.get_json()["ready"] is True
    assert "index rebuild" in found.get_json()["parts"]["search"]["detail"]
    assert colours(client) == {
        "database": "green",
        "search": "amber",
        "disk": "green",
        "worker": "green",
        "mark keys": "green",
        "scans": "green",
    }
    with app.app_context():
        rebuild(
            app.extensions["registry.search_store"], app.extensions["registry.settings"].time_zone
        )
    assert set(colours(client).values()) == {"green"}


def test_a_lost_mark_key_is_amber_and_named(app: Flask, client: FlaskClient) -> None:
    save(app, a_batch(key_id=7))
    part = client.get("/readyz").get_json()["parts"]["mark keys"]
    assert part["colour"] == "amber"
    assert "key 7" in part["detail"]


def test_without_its_database_it_is_not_ready(settings: Settings) -> None:
    nowhere = (
        "sqlite:////nowhere/registry.sqlite"
        if settings.database_url.startswith("sqlite")
        else "postgresql://postgres@127.0.0.1:1/registry"
    )
    broken = create_app(Settings.for_tests(settings.instance_path, nowhere)).test_client()
    answer = broken.get("/readyz")
    assert (answer.status_code, answer.get_json()["ready"]) == (503, False)
    assert answer.get_json()["parts"]["database"]["colour"] == "red"
    assert broken.get("/healthz").status_code == 200
