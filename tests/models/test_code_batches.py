"""Rows of codes: what the database itself holds to, and a step of the schema under full tables."""

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.factories.code_batches import a_batch, a_release, a_unit_batch, a_void
from tests.factories.saving import save
from webapp.extensions import db


def test_two_releases_cannot_begin_at_one_index(app: Flask) -> None:
    batch = a_unit_batch()
    save(app, a_release(batch, first_index=5, last_index=9))
    with pytest.raises(IntegrityError):
        save(app, a_release(batch, first_index=5, last_index=5))


def test_a_release_does_not_run_backwards(app: Flask) -> None:
    with pytest.raises(IntegrityError):
        save(app, a_release(a_unit_batch(), first_index=5, last_index=4))


def test_releases_come_and_go_under_batches_that_voids_refer_to(app: Flask) -> None:
    batch = a_batch()
    save(app, a_void(batch))
    with app.app_context():
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        kept = db.session.execute(
            text("SELECT number, printed, released, version FROM code_batches")
        ).one()
        voids = db.session.execute(text("SELECT count(*) FROM code_voids")).scalar_one()
    assert (tuple(kept), voids) == ((batch.number, 0, 0, 1), 1)
