"""`export`: write the records of the register as CSV, XLSX or JSON lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from webapp.adapters.sheet_writers import FORMATS, Record, TooManyRows, write_sheet, write_text
from webapp.queries.exports import EXPORTS, Export


@click.command("export")
@click.argument("noun", type=click.Choice(list(EXPORTS)))
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file to write, packed when it ends in .gz; default: standard output (not XLSX).",
)
@with_appcontext
def export_records(noun: str, kind: str, output: Path | None) -> None:
    """Export NOUN in columns that `import` reads.  No cell is taken for a formula."""
    export = EXPORTS[noun]
    records = _with_progress(export)
    if output is None:
        if kind == "xlsx":
            raise click.UsageError("XLSX needs --output")
        with click.open_file("-", "wb") as stream:
            write_text(cast(BinaryIO, stream), kind, export.headings, records)
        return
    try:
        count = write_sheet(output, kind, export.headings, records)
    except TooManyRows as error:
        raise click.ClickException(f"a sheet holds {error} rows; export as csv or jsonl") from None
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from None
    click.echo(f"{output}: {count}", err=True)


def _with_progress(export: Export) -> Iterator[Record]:
    zone = current_app.extensions["registry.settings"].time_zone
    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True)
    )
    with bar:
        task = bar.add_task("", total=export.count())
        for record in export.records(zone):
            yield record
            bar.advance(task)
