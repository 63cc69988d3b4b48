"""`registry certificates`: acts on certificates from the command line."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.domain.calendar import start_of
from webapp.domain.certificates import TransitionRefused
from webapp.domain.matching_keys import certificate_key
from webapp.queries.lookups import NotFound
from webapp.services import certificates
from webapp.services.transaction import ConflictError

group = AppGroup("certificates", help="Suspend, reinstate, withdraw or cancel a certificate.")

_SERVICES: dict[str, Callable[[str, certificates.Act, datetime], str]] = {
    "suspend": certificates.suspend,
    "reinstate": certificates.reinstate,
    "withdraw": certificates.withdraw,
    "cancel": certificates.cancel,
}


@group.command("act")
@click.argument("action", type=click.Choice(sorted(_SERVICES)))
@click.argument("number")
@click.option("--reason", required=True, help="Reason code, see definitions/reasons.yaml.")
@click.option("--words", default="", help="The reason in Chinese, shown to the public.")
@click.option("--words-en", default="", help="The reason in English.")
@click.option("--decision", default="", help="Number of the decision.")
@click.option("--actor", required=True, help="The organisation that decided.")
@click.option("--effective", default="", help="First day it counts, 2026-01-31; default now.")
def act(action: str, number: str, effective: str, **words: str) -> None:
    """Record an act on the certificate NUMBER; the next scan shows it."""
    now = datetime.now(UTC)
    given = certificates.Act(
        reason=words["reason"],
        words=words["words"],
        words_en=words["words_en"],
        decision_number=words["decision"],
        actor=words["actor"],
        effective_at=_effective(effective, now),
    )
    try:
        status = _SERVICES[action](certificate_key(number), given, now)
    except NotFound:
        raise click.ClickException(f"no certificate has the number {number}") from None
    except (TransitionRefused, ConflictError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{number}: {status}")


def _effective(text: str, now: datetime) -> datetime:
    if not text:
        return now
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise click.ClickException(f"--effective: {text!r} is no day; write 2026-01-31") from None
    return start_of(day, current_app.extensions["registry.settings"].time_zone)
