"""`sample load`: the made-up city that a new installation shows."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from webapp.adapters.pictures import PictureStore
from webapp.config import Settings
from webapp.services.sample_city import Loaded, load_sample_city
from webapp.services.steps.sample_rows import Loading

group = AppGroup("sample", help="The sample city: made-up records to try things with.")


@group.command("load")
def load() -> None:
    """Load the sample city unless it is there already."""
    loaded = load_with_progress()
    if loaded == Loaded():
        click.echo("the sample city is there already; nothing was written")
        return
    click.echo(
        f"sample city loaded: {loaded.standards} standards, {loaded.enterprises} enterprises, "
        f"{loaded.products} products, {loaded.certificates} certificates, {loaded.codes} codes, "
        f"{loaded.notices} notices"
    )


def load_with_progress() -> Loaded:
    """Load with a progress bar on the terminal."""
    settings: Settings = current_app.extensions["registry.settings"]
    loading = Loading(datetime.now(UTC), settings.time_zone, settings.current_mark_key)
    bar = Progress(
        TextColumn("sample city"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
    )
    with bar:
        task = bar.add_task("", total=None)
        return load_sample_city(
            loading,
            PictureStore(settings.instance_path / "pictures"),
            lambda done, total: bar.update(task, completed=done, total=total),
        )
