"""`index rebuild`, `index status`: the search index is ephemeral and can always be made anew."""

import os

import click
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from search_index.store import SearchError
from webapp.config import Settings
from webapp.queries.search_documents import count_documents
from webapp.services.indexing import rebuild

group = AppGroup("index", help="The search index: rebuild it, ask how it is.")


@group.command("rebuild")
@click.option("--processes", default=min(os.cpu_count() or 1, 4), show_default=True)
def rebuild_index(processes: int) -> None:
    """Build the index beside the live one and swap; searching goes on meanwhile."""
    build_with_progress(processes)


@group.command("status")
def status() -> None:
    """Tell how the index is."""
    health = current_app.extensions["registry.search_store"].health()
    click.echo(f"{'ok' if health.ok else 'not usable'}: {health.detail}")
    click.echo(f"{health.documents} documents at position {health.position}")
    raise SystemExit(0 if health.ok else 1)


def build_with_progress(processes: int) -> None:
    """Rebuild with a progress bar on the terminal; raises ClickException when it cannot."""
    settings: Settings = current_app.extensions["registry.settings"]
    store = current_app.extensions["registry.search_store"]
    bar = Progress(
        TextColumn("search index"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    try:
        with bar:
            task = bar.add_task("", total=count_documents())
            rebuild(
                store,
                settings.time_zone,
                lambda done: bar.update(task, completed=done),
                processes,
            )
    except (OSError, SearchError) as error:
        said = getattr(error, "strerror", None) or error
        raise click.ClickException(
            f"the index could not be built: {said}; what was live before stays in use"
        ) from None
