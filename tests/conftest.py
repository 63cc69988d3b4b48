"""Fixtures that every room may use: services, fresh databases, the application.

`app` and `database_url` run a test on both databases; `@on_sqlite` and `@on_postgresql` of
`tests.databases` choose one.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import make_url

from tests import databases, servers
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL in which the tests may create databases."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis that the tests may use."""
    with servers.redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that lies beside the project."""
    return servers.shared_data()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file that nobody has open."""
    folder = tmp_path_factory.mktemp("sqlite-template")
    databases.migrate(f"sqlite:///{folder}/registry.sqlite", folder)
    return folder / "registry.sqlite"


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a migrated, empty PostgreSQL database that nobody is connected to."""
    with databases.postgres_database(postgres_url) as url:
        databases.migrate(url, tmp_path_factory.mktemp("postgres-template"))
        yield str(make_url(url).database)


@pytest.fixture(params=databases.KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of the test's own."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield databases.copy_sqlite(template, tmp_path / "registry.sqlite")
    else:
        server = request.getfixturevalue("postgres_url")
        template = request.getfixturevalue("postgres_template")
        with databases.postgres_database(server, template) as url:
            yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of a throw-away installation."""
    return Settings.for_tests(instance_path=tmp_path / "instance", database_url=database_url)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on an empty database."""
    app = create_app(settings)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script, so to say."""
    return app.test_client()
