"""Scanning in tests: a code by its address, the answer as JSON."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.code_batches import code_of
from tests.factories.saving import save
from webapp.domain.codes import format_code, parse
from webapp.domain.mark_keys import MarkKeys
from webapp.models.code_batch import CodeBatch, CodeVoid


def keys_of(app: Flask) -> MarkKeys:
    """The ring of the application."""
    keys: MarkKeys = app.extensions["registry.mark_keys"]
    return keys


def printed(app: Flask, batch: CodeBatch, *voids: CodeVoid) -> str:
    """Save the batch with its voids and return the code of its index 0."""
    save(app, batch, *voids)
    return code_of(batch, keys_of(app))


def forged(code: str) -> str:
    """The code with one bit of its tag turned over and fitting check symbols."""
    read = parse(code)
    return format_code(read.key_id, read.batch, read.serial, read.tag ^ 1)


def scan(client: FlaskClient, code: str, query: str = "") -> TestResponse:
    """Ask for JSON."""
    return client.get(f"/v/{code}{query}", headers={"Accept": "application/json"})


def facts(response: TestResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    found: dict[str, Any] = response.get_json()
    return found
