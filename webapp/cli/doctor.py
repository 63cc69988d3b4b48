"""`doctor`: looks at every part and names each fault with its mend."""

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.queries.readiness import readiness

_SIGNS = {"green": "ok  ", "amber": "note", "red": "BAD "}


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Tell how each part of the installation is; the exit status is 1 if one is broken."""
    parts = readiness(
        current_app.extensions["registry.reader"],
        current_app.extensions["registry.search_store"],
        current_app.extensions["registry.mark_keys"],
        current_app.extensions["registry.settings"].instance_path,
    )
    for part in parts:
        click.echo(f"{_SIGNS[part.colour]} {part.name}: {part.detail}")
    raise SystemExit(1 if any(part.colour == "red" for part in parts) else 0)
