"""The main journey once more where the registry and its search live in PostgreSQL."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import databases
from tests.browser.registry import Registry, running
from tests.browser.test_journeys import from_a_word_to_a_standing
from tests.browser.visitors import PHONE, visiting


@pytest.fixture(scope="module")
def on_postgresql(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Registry]:
    """The sample city on PostgreSQL, with its search store there too."""
    instance = tmp_path_factory.mktemp("on-postgresql")
    with (
        databases.postgres_database(postgres_url) as url,
        running(instance, DATABASE_URL=url, SEARCH_STORE="postgres", WEB_WORKERS="1") as started,
    ):
        yield started


def test_a_newcomer_comes_from_a_word_to_a_standing(
    browser: Browser, on_postgresql: Registry
) -> None:
    with visiting(browser, on_postgresql.url, width=PHONE) as visitor:
        from_a_word_to_a_standing(visitor)
