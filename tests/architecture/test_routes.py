"""Every route declares its access, has typed kebab-case parts, and is on record."""

import pytest
from flask import Flask

from tests.architecture import route_rules
from tests.databases import on_sqlite


@pytest.fixture
def planted() -> Flask:
    """An application whose routes break every rule, beside some that break none."""
    app = Flask(__name__, static_folder=None)

    def declared() -> str:
        return ""

    declared.access = "public:standard:read"  # type: ignore[attr-defined]
    for address in ("/V/<string:code>", "/v/<string:code>.json", "/.well-known/gs1resolver", "/"):
        app.add_url_rule(address, f"right {address}", declared)
    app.add_url_rule("/open/<code>", "open", declared)
    app.add_url_rule("/Standards", "capital", declared)
    app.add_url_rule("/code_batches", "snake", declared)
    app.add_url_rule("/silent", "silent", lambda: "")
    return app


@on_sqlite
def test_every_route_declares_its_access(app: Flask) -> None:
    assert route_rules.undeclared(app) == []


@on_sqlite
def test_every_address_is_typed_and_in_kebab_case(app: Flask) -> None:
    assert route_rules.untidy(app) == []


@on_sqlite
def test_no_address_dies_and_none_is_new_without_record(app: Flask) -> None:
    now, ever = set(route_rules.routes_of(app)), set(route_rules.recorded())
    assert not ever - now, f"addresses that died: {sorted(ever - now)}"
    assert not now - ever, f"to be added to routes.txt: {sorted(now - ever)}"


def test_the_record_is_in_order() -> None:
    assert route_rules.recorded() == sorted(set(route_rules.recorded()))


def test_a_silent_route_is_found(planted: Flask) -> None:
    assert route_rules.undeclared(planted) == ["/silent: access None"]


def test_an_untidy_address_is_found(planted: Flask) -> None:
    assert route_rules.untidy(planted) == [
        "/Standards: Standards is not in kebab case",
        "/code_batches: code_batches is not in kebab case",
        "/open/<code>: <code> has no type",
    ]
