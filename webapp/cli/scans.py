"""`scans purge`: destroy the looks at unit codes that have been kept long enough."""

from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.adapters.scan_store.group_commit import ScansUnavailable
from webapp.config import Settings
from webapp.domain.calendar import day_of

group = AppGroup("scans", help="What is kept of scans.")


@group.command("purge")
@click.option("--days", type=click.IntRange(min=0), help="Instead of SCAN_RETENTION_DAYS.")
def purge(days: int | None) -> None:
    """Destroy old looks at unit codes and the salts of past days; counters stay."""
    settings: Settings = current_app.extensions["registry.settings"]
    now = datetime.now(UTC)
    kept = settings.scan_retention_days if days is None else days
    before = int((now - timedelta(days=kept)).timestamp())
    store = current_app.extensions["registry.scan_store"]
    try:
        looks = store.purge(before, day_of(now, settings.time_zone).isoformat())
    except ScansUnavailable as error:
        raise click.ClickException(f"nothing more was destroyed: {error}; try again") from None
    click.echo(f"{looks} looks older than {kept} days destroyed")
