"""Which requests are scans, what the answer tells of them, and what is kept of a visitor."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.code_batches import a_batch
from tests.views.scanning import facts, forged, printed, scan
from webapp.adapters.scan_store.store import scan_store_of
from webapp.config import Settings
from webapp.factory import create_app
from webapp.models.code_batch import CodeBatch


def a_unit_batch() -> CodeBatch:
    return a_batch(grain="unit", size=100, printed=100, status="printed")


def unit_code(app: Flask) -> str:
    return printed(app, a_unit_batch())


def test_each_look_is_recorded_and_counted(app: Flask, client: FlaskClient) -> None:
    for code in (printed(app, a_batch()), unit_code(app)):
        told = [facts(scan(client, code))["scans"] for _ in range(3)]
        assert [scans["count"] for scans in told] == [1, 2, 3]
        assert all(scans["recorded"] for scans in told)
        assert len({scans["first_at"] for scans in told}) == 1
        assert told[0]["first_at"].endswith("Z")


@on_sqlite
def test_every_form_of_the_answer_is_a_scan(app: Flask, client: FlaskClient) -> None:
    code = unit_code(app)
    client.get(f"/v/{code}")
    client.get(f"/V/{code}?lang=en")
    client.get(f"/v/{code}.json")
    client.get(f"/v/{code}?format=text")
    assert facts(scan(client, code))["scans"]["count"] == 5


@on_sqlite
@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?check=1", {}),
        ("?at=2026-01-01", {}),
        ("", {"Sec-Purpose": "prefetch;prerender"}),
        ("", {"Purpose": "prefetch"}),
        ("", {"X-Moz": "prefetch"}),
    ],
)
def test_what_is_no_scan_tells_and_does_not_count(
    app: Flask, client: FlaskClient, query: str, headers: dict[str, str]
) -> None:
    code = unit_code(app)
    headers |= {"Accept": "application/json"}
    before = client.get(f"/v/{code}{query}", headers=headers).get_json()["scans"]
    assert before["recorded"] is False
    assert not before["count"]
    scan(client, code)
    after = client.get(f"/v/{code}{query}", headers=headers).get_json()["scans"]
    assert (after["recorded"], after["count"]) == (False, 1)
    client.head(f"/v/{code}")
    assert facts(scan(client, code))["scans"]["count"] == 2


@on_sqlite
def test_only_genuine_codes_are_counted(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    code = unit_code(app)
    for wrong in (forged(code), code[:-1] + ("0" if code[-1] != "0" else "1")):
        assert facts(scan(client, wrong))["scans"] == {
            "recorded": False,
            "count": None,
            "first_at": None,
        }
    assert not (tmp_path / "instance" / "scans.sqlite").exists()


@on_sqlite
def test_no_address_is_kept(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    code = unit_code(app)
    for address in ("203.0.113.7", "203.0.113.7", "203.0.113.8"):
        client.get(f"/v/{code}", environ_overrides={"REMOTE_ADDR": address})
    client.get(f"/v/{printed(app, a_batch())}")
    file = sqlite3.connect(tmp_path / "instance" / "scans.sqlite")
    looks = file.execute("SELECT visitor, region FROM scan_observations").fetchall()
    assert len(looks) == 3, "of a model code no look is kept"
    assert len(set(looks)) == 2
    assert b"203.0.113" not in b"".join(
        path.read_bytes() for path in (tmp_path / "instance").glob("scans.*")
    )


@on_sqlite
def test_the_page_calls_it_weak_evidence(app: Flask, client: FlaskClient) -> None:
    code, model = unit_code(app), printed(app, a_batch())
    first, second = (client.get(f"/v/{code}?lang=en").text for _ in range(2))
    assert "first time that this code is scanned" in first
    assert "scanned 2 times" in second
    assert "says nothing against the goods" in second
    client.get(f"/v/{model}")
    assert "scanned" not in client.get(f"/v/{model}?lang=en").text.split("<main")[1]


def test_a_store_that_fails_costs_the_scan_not_the_answer(app: Flask, client: FlaskClient) -> None:
    code = unit_code(app)
    reader = app.extensions["registry.reader"]
    nowhere = scan_store_of("sqlite:///unused", Path("/nowhere"), reader, 0.1)
    app.extensions["registry.scan_store"] = nowhere
    answer = scan(client, code)
    assert answer.status_code == 200
    assert facts(answer)["scans"]["recorded"] is False
    part = client.get("/readyz").get_json()["parts"]["scans"]
    assert part["colour"] == "amber"
    assert part["detail"].startswith("1 scans")


@on_sqlite
def test_purging_is_a_command(app: Flask, client: FlaskClient) -> None:
    code = unit_code(app)
    scan(client, code)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["scans", "purge"]).output == "0 looks older than 90 days destroyed\n"
    done = runner.invoke(args=["scans", "purge", "--days", "-1"])
    assert done.exit_code == 2
    assert facts(scan(client, code))["scans"]["count"] == 2


@on_sqlite
def test_a_copied_code_is_suspected_in_words_on_top(
    settings: Settings, app: Flask, tmp_path: Path
) -> None:
    client = create_app(replace(settings, region_header="X-Region")).test_client()
    code, model = unit_code(app), printed(app, a_batch())
    answers = {code: [], model: []}  # type: ignore[var-annotated]
    for turn in range(20):
        region = ("CN-GD", "CN-BJ")[turn % 2]
        for asked in (code, model):
            answer = client.get(
                f"/v/{asked}",
                headers={"Accept": "application/json", "X-Region": region},
                environ_overrides={"REMOTE_ADDR": f"203.0.113.{turn}"},
            )
            answers[asked].append(answer.get_json())
    first, last = answers[code][0], answers[code][-1]
    assert first["flags"] == []
    assert last["flags"] == ["suspected_copy"]
    assert last["standing"] == first["standing"], "shown on top of whatever else holds"
    assert "far_apart" in {signal["kind"] for signal in last["signals"]}
    assert all(answer["flags"] == [] for answer in answers[model])
    page = client.get(f"/v/{code}?lang=en&check=1").text
    assert "Possibly a copied code" in page
    assert "fake" not in page.lower()
    assert "Possibly a copied code" in client.get(f"/v/{code}?format=text&lang=en").text
