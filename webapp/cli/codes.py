"""`codes`: batches of lot and unit codes, from their allocation to their end."""

from datetime import UTC, date, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from webapp.cli import code_exports, code_voids
from webapp.cli.parameters import BATCH, DAY, RUN
from webapp.cli.refusals import refusals
from webapp.config import Settings
from webapp.domain.calendar import start_of
from webapp.domain.code_batches import GRAINS, Quantities, Run, name_of
from webapp.queries import code_batches as reads
from webapp.services import code_batches

group = AppGroup("codes", help="Batches of lot and unit codes: allocate, print, release, void.")
group.add_command(code_exports.export)
group.add_command(code_voids.group)
_by = click.option("--actor", required=True, help="The organisation that did it.")


@group.command("allocate")
@click.argument("certificate")
@click.argument("model")
@click.argument("size", type=int)
@click.option("--grain", type=click.Choice(GRAINS), default="unit", show_default=True)
@_by
def allocate(certificate: str, model: str, size: int, grain: str, actor: str) -> None:
    """Put SIZE codes for MODEL on CERTIFICATE on record; prints the name of the batch."""
    wanted = code_batches.Allocation(certificate, model, grain, size, actor)
    settings = _settings()
    with refusals():
        number = code_batches.allocate(
            wanted, settings.current_mark_key, datetime.now(UTC), settings.time_zone
        )
    click.echo(name_of(number))


@group.command("printed")
@click.argument("batch", type=BATCH)
@click.argument("count", type=int)
@_by
def printed(batch: int, count: int, actor: str) -> None:
    """Record that the next COUNT codes of BATCH were printed, in the order of their index."""
    with refusals():
        _tell(batch, code_batches.record_print(batch, count, actor, datetime.now(UTC)))


@group.command("release")
@click.argument("batch", type=BATCH)
@click.argument("run", type=RUN)
@click.option("--lot", required=True, help="The lot, as it is printed on the packages.")
@click.option("--made-on", type=DAY, required=True, help="The day on which the lot was made.")
@click.option("--on", "day", type=DAY, help="The day of the release; default: now.")
@_by
def release(batch: int, run: Run, lot: str, made_on: date, day: date | None, actor: str) -> None:
    """Bind the codes RUN (0-99) of BATCH to a lot: they went onto its packages."""
    now, zone = datetime.now(UTC), _settings().time_zone
    released_at = start_of(day, zone) if day else now
    given = code_batches.Release(run, lot, made_on, released_at, actor)
    with refusals():
        _tell(batch, code_batches.release(batch, given, now, zone))


@group.command("close")
@click.argument("batch", type=BATCH)
@_by
def close(batch: int, actor: str) -> None:
    """End BATCH: nothing more of it is printed or released."""
    with refusals():
        _tell(batch, code_batches.close(batch, actor, datetime.now(UTC)))


@group.command("show")
@click.argument("batch", type=BATCH, required=False)
def show(batch: int | None) -> None:
    """Show what became of BATCH; without a name, list the newest batches."""
    console = Console()
    if batch is None:
        console.print(_listed(reads.list_batches()))
        return
    with refusals():
        found = reads.get_batch(batch)
    console.print(_listed([found.batch]))
    zone = _settings().time_zone
    runs = Table("codes", "lot or reason", "made on or decision", "since")
    for release in found.releases:
        day = release.released_at.astimezone(zone).date()
        runs.add_row(str(release.run), release.lot, str(release.made_on), str(day))
    for void in found.voids:
        day = void.voided_at.astimezone(zone).date()
        runs.add_row(str(void.run), f"void: {void.reason}", void.decision_number, str(day))
    console.print(runs)
    console.print(f"void: {found.voided:,} codes")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["registry.settings"]
    return settings


def _tell(batch: int, now: Quantities) -> None:
    click.echo(
        f"{name_of(batch)}: {now.allocated:,} allocated, {now.printed:,} printed, "
        f"{now.released:,} released"
    )


def _listed(batches: list[reads.BatchRow]) -> Table:
    table = Table("batch", "grain", "status", "certificate", "model", "key")
    for heading in ("allocated", "printed", "released"):
        table.add_column(heading, justify="right")
    for row in batches:
        quantities = [f"{quantity:,}" for quantity in row.quantities]
        table.add_row(
            row.name,
            row.grain,
            row.status,
            row.certificate,
            row.model,
            str(row.key_id),
            *quantities,
        )
    return table
