"""`codes void`: one code, a run, a batch, or everything issued with a key before a day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.cli.parameters import BATCH, DAY, RUN
from webapp.cli.refusals import refusals
from webapp.definitions.reasons import reasons_for
from webapp.domain.calendar import start_of
from webapp.domain.code_batches import Run, name_of
from webapp.domain.codes import Mistyped, parse
from webapp.domain.mark_keys import MarkKeys
from webapp.queries.code_batches import get_batch
from webapp.services.code_batches import Voiding, void_codes, void_key

group = AppGroup("void", help="Void codes for good: those that were destroyed, lost or leaked.")
Command = Callable[..., None]


def _why(command: Command) -> Command:
    """The options that say why, by whom and from when."""
    for option in (
        click.option("--since", type=DAY, help="First day on which it counts; default: now."),
        click.option("--actor", required=True, help="The organisation that decided."),
        click.option("--decision", default="", help="Number of the decision."),
        click.option("--words-en", default="", help="The reason in English."),
        click.option("--words", default="", help="The reason in Chinese, shown to the public."),
        click.option("--reason", required=True, help="Reason code, see definitions/reasons.yaml."),
    ):
        command = option(command)
    return command


@group.command("code")
@click.argument("code")
@_why
def void_one(code: str, **why: str | date | None) -> None:
    """Void one CODE, as it is printed."""
    keys: MarkKeys = current_app.extensions["registry.mark_keys"]
    try:
        read = parse(code)
    except Mistyped as fault:
        raise click.ClickException(f"{code!r} is no code: {fault}") from None
    with refusals():
        issued_with = get_batch(read.batch).batch.key_id
    if read.key_id != issued_with or not keys.is_authentic(read):
        raise click.ClickException(f"{code!r} was not issued here")
    index = keys.index_of(read)
    _void_run(read.batch, Run(index, index), why)


@group.command("run")
@click.argument("batch", type=BATCH)
@click.argument("run", type=RUN)
@_why
def void_run(batch: int, run: Run, **why: str | date | None) -> None:
    """Void the codes RUN (0-99) of BATCH."""
    _void_run(batch, run, why)


@group.command("batch")
@click.argument("batch", type=BATCH)
@_why
def void_batch(batch: int, **why: str | date | None) -> None:
    """Void every code of BATCH."""
    _void_run(batch, None, why)


@group.command("key")
@click.argument("key_id", type=int)
@click.argument("before", type=DAY)
@_why
def void_all_of_key(key_id: int, before: date, **why: str | date | None) -> None:
    """Void every batch that was issued with the key KEY_ID before the day BEFORE."""
    now = datetime.now(UTC)
    zone = current_app.extensions["registry.settings"].time_zone
    count = void_key(key_id, start_of(before, zone), _voiding(why, now), now)
    click.echo(f"key {key_id}: {count} batches voided")


def _void_run(batch: int, run: Run | None, why: dict[str, str | date | None]) -> None:
    now = datetime.now(UTC)
    with refusals():
        voided = void_codes(batch, run, _voiding(why, now), now)
    click.echo(f"{name_of(batch)}: {voided} voided")


def _voiding(why: dict[str, str | date | None], now: datetime) -> Voiding:
    reasons = [r.code for r in reasons_for("void", current_app.extensions["registry.reasons"])]
    if why["reason"] not in reasons:
        raise click.ClickException(f"--reason: one of {', '.join(reasons)}")
    zone = current_app.extensions["registry.settings"].time_zone
    since = why["since"]
    return Voiding(
        reason=str(why["reason"]),
        words=str(why["words"]),
        words_en=str(why["words_en"]),
        decision_number=str(why["decision"]),
        actor=str(why["actor"]),
        voided_at=start_of(since, zone) if isinstance(since, date) else now,
    )
