"""The steps of the schema lead to what the models say, on both databases, and back."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, inspect

from webapp.extensions import db


def _differences(app: Flask, metadata: MetaData) -> list[object]:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": False}
        )
        return list(compare_metadata(context, metadata))


def test_models_match_migrations(app: Flask) -> None:
    assert _differences(app, db.metadata) == []


def test_a_forgotten_migration_is_found(app: Flask) -> None:
    metadata = MetaData(naming_convention=db.metadata.naming_convention)
    for table in db.metadata.sorted_tables:
        table.to_metadata(metadata)
    Table("forgotten", metadata, Column("id", Integer, primary_key=True))
    metadata.tables["notices"].append_column(Column("forgotten", Integer))
    assert [difference[0] for difference in _differences(app, metadata)] == [
        "add_table",
        "add_column",
    ]


@pytest.mark.slow
def test_every_step_leads_back(app: Flask) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        flask_migrate.upgrade()
        assert "certificates" in inspect(db.engine).get_table_names()
