"""Fresh, migrated databases for tests: copies of a template that is migrated once per process."""

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app

KINDS = ("sqlite", "postgresql")

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For a test whose subject does not touch what differs between the databases."""

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
"""For a test of what only PostgreSQL has."""


def migrate(url: str, instance: Path) -> None:
    """Bring an empty database to the newest schema, and let go of it."""
    app = create_app(Settings.for_tests(instance_path=instance, database_url=url))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def copy_sqlite(template: Path, target: Path) -> str:
    """Copy a database file that nobody has open; return the URL of the copy."""
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


@contextlib.contextmanager
def postgres_database(server: str, template: str = "template0") -> Iterator[str]:
    """A database of its own on `server`, made from `template` and dropped afterwards: its URL."""
    name = f"registry_test_{uuid.uuid4().hex[:12]}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(drop.format(sql.Identifier(name)))
