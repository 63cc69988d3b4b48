"""`/api/v1`: the register as JSON; never an error for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, scope_of
from tests.factories.enterprises import an_enterprise
from tests.factories.notices import a_notice
from tests.factories.products import a_product
from tests.factories.saving import save
from tests.factories.standards import a_standard
from webapp.services.indexing import rebuild


def search(client: FlaskClient, **arguments: str) -> dict[str, Any]:
    answer = client.get("/api/v1/search", query_string=arguments)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.fixture
def indexed(app: Flask) -> Flask:
    """A small register with its index."""
    maker = an_enterprise(name="佛山市禅瓷样例有限公司")
    products = [a_product(name=f"抛光瓷砖{number}号", enterprise=maker) for number in range(1, 26)]
    save(
        app,
        *products,
        a_standard(title="样例陶瓷砖"),
        a_certificate(scope=[scope_of(products[0])]),
        a_notice(),
    )
    with app.app_context():
        settings = app.extensions["registry.settings"]
        rebuild(app.extensions["registry.search_store"], settings.time_zone)
    return app


def test_the_keys_are_the_contract(indexed: Flask, client: FlaskClient) -> None:
    found = search(client, q="瓷砖")
    assert {"query", "total", "items", "facets", "next"} <= set(found)
    assert found["query"] == "瓷砖"
    assert found["total"] >= 26
    for item in found["items"]:
        assert {"kind", "id", "url", "title", "highlight"} <= set(item)
        assert "".join(text for text, _ in item["highlight"]) == item["title"]
        assert client.get(item["url"]).status_code == 200
    kinds = {entry["value"]: entry["count"] for entry in found["facets"]["kind"]}
    assert kinds["product"] == 25


def test_pages_join_without_gap_or_repetition(indexed: Flask, client: FlaskClient) -> None:
    seen: list[tuple[str, int]] = []
    after: str | None = ""
    while after is not None:
        arguments = {"q": "抛光瓷砖", "kind": "product", "limit": "7"}
        page = search(client, **arguments, **({"after": after} if after else {}))
        seen += [(item["kind"], item["id"]) for item in page["items"]]
        after = page["next"]
        assert len(page["items"]) <= 7
    assert len(seen) == len(set(seen)) == page["total"] == 25


@on_sqlite
@pytest.mark.parametrize(
    ("limit", "count"),
    [("3", 3), ("0", 1), ("-1", 20), ("x", 20), ("1e3", 20), ("٣", 3), ("9" * 50, 20), ("", 20)],
)
def test_a_limit_that_makes_no_sense_is_set_right(
    indexed: Flask, client: FlaskClient, limit: str, count: int
) -> None:
    assert len(search(client, q="抛光瓷砖", limit=limit)["items"]) == count


def test_without_an_index_the_database_answers(app: Flask, client: FlaskClient) -> None:
    save(app, a_product(name="抛光瓷砖"), a_standard(title="瓷砖样例"))
    found = search(client, q="瓷砖")
    assert found["degraded"] is True
    assert {item["kind"] for item in found["items"]} == {"product", "standard"}
    assert client.get("/api/v1/suggest?q=瓷").get_json() == {"items": []}


def test_suggestions_lead_to_pages(indexed: Flask, client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": "佛山市禅"})
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    items = answer.get_json()["items"]
    assert {item["kind"] for item in items} >= {"enterprise"}
    for item in items:
        assert item["text"]
        assert client.get(item["url"]).status_code == 200


@on_sqlite
def test_hostile_strings_are_answered(
    indexed: Flask, client: FlaskClient, shared_data: Path
) -> None:
    naughty = json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8"))
    for text in naughty[::4]:
        search(client, q=text)
        search(client, q="瓷砖", after=text, scheme=text, sort=text, year=text)
        assert client.get("/api/v1/suggest", query_string={"q": text}).status_code == 200


@on_sqlite
def test_what_is_not_there_is_a_problem_document(client: FlaskClient) -> None:
    answer = client.get("/api/v1/none", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["status"] == 404
    assert client.post("/api/v1/search").status_code == 405
