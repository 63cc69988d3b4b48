"""`codes export`: the codes of a batch as a table for a printer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from webapp.adapters.minting import HEADINGS, Mint, csv_chunks
from webapp.cli.parameters import BATCH, RUN
from webapp.cli.refusals import refusals
from webapp.domain.code_batches import Run, check_run
from webapp.domain.mark_keys import UnknownKey
from webapp.queries.code_batches import BatchRow, get_batch


@click.command("export")
@click.argument("batch", type=BATCH)
@click.argument("run", type=RUN, required=False)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file to write; it appears when it is complete.  Default: standard output.",
)
@with_appcontext
def export(batch: int, run: Run | None, output: Path | None) -> None:
    """Write the codes RUN (0-99; default: all) of BATCH as CSV: index, code, address.

    Codes are made on the way, so that memory stays the same however many there are.
    """
    with refusals():
        row = get_batch(batch).batch
        run = run or Run(0, row.quantities.allocated - 1)
        check_run(row.quantities, run)
    try:
        mint = Mint(current_app.extensions["registry.mark_keys"], row.key_id, row.number)
    except UnknownKey:
        raise click.ClickException(f"MARK_KEYS holds no key {row.key_id}") from None
    try:
        with _target(output) as stream:
            _write(mint, row, run, stream)
    except OSError as error:
        raise click.ClickException(f"{output or 'standard output'}: {error.strerror}") from None


def _write(mint: Mint, row: BatchRow, run: Run, stream: BinaryIO) -> None:
    address = current_app.extensions["registry.settings"].public_url
    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    )
    stream.write(f"{','.join(HEADINGS)}\r\n".encode())
    with bar:
        task = bar.add_task(row.name, total=run.size)
        for count, lines in csv_chunks(mint, run.first, run.last, address):
            stream.write(lines)
            bar.advance(task, count)


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        with click.open_file("-", "wb") as stream:
            yield cast(BinaryIO, stream)
        return
    draft = output.with_name(f"{output.name}.part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
