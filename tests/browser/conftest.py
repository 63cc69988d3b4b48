"""One registry and one browser for all of these tests, and visitors who use them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import servers
from tests.browser.registry import Registry, running
from tests.browser.visitors import Visitor, visiting

HERE = Path(__file__).parent
# A sandbox needs privileges that containers lack, and nothing here comes from elsewhere; the rest
# keeps Chromium from talking to anybody but the registry.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--no-proxy-server",
)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and group it, so that one worker may start one registry.

    The group counts under `--dist loadgroup`, and not with pytest 9.2 and pytest-xdist 3.8
    (pytest-xdist issue 1386): then each worker starts a registry of its own.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The sample city on SQLite and Whoosh, as `make run` starts it."""
    with running(tmp_path_factory.mktemp("registry")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium: CHROMIUM, else the one on the PATH."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=servers.chromium(), args=list(ARGUMENTS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, registry: Registry) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors of the registry; see `visitors.visiting` for what they may be like."""
    with ExitStack() as leaving:

        def arrive(**kind: object) -> Visitor:
            return leaving.enter_context(visiting(browser, registry.url, **kind))  # type: ignore[arg-type]

        yield arrive


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """Somebody at a desk who reads English."""
    return visit()
