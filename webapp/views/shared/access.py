"""Every route declares the permission that it needs; one without a declaration is not mounted."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])


class UndeclaredAccess(Exception):
    """A route says nothing of who may use it."""


def access(permission: str) -> Callable[[View], View]:
    """Declare the permission of a view, as `scope:resource:action`."""

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def access_of(app: Flask, endpoint: str) -> str | None:
    """The permission that an endpoint declares, or None."""
    return getattr(app.view_functions[endpoint], "access", None)


def require_declared_access(app: Flask) -> None:
    """Refuse to start with an undeclared route; raises UndeclaredAccess naming them all."""
    silent = sorted(name for name in app.view_functions if access_of(app, name) is None)
    if silent:
        raise UndeclaredAccess(f"no access declared for: {', '.join(silent)}")
