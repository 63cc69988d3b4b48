"""Failures of a follower are seen on `/readyz` until it works again."""

from flask import Flask
from flask.testing import FlaskClient

from webapp.services.followers import note_failure, note_recovery


def worker_part(client: FlaskClient) -> dict[str, str]:
    return client.get("/readyz").get_json()["parts"]["worker"]


def test_a_failing_follower_is_amber_until_it_works_again(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        note_failure("index", "disk full")
        note_failure("index", "x" * 2000)
        note_failure("index", "no space left")
    failing = worker_part(client)
    assert failing["colour"] == "amber"
    assert "index failed 3 times: no space left" in failing["detail"]
    with app.app_context():
        note_recovery("index")
    assert worker_part(client)["colour"] == "green"
