"""The operator's commands: `python wsgi.py <command>` or `flask --app wsgi <command>`."""

from collections.abc import Sequence

import click

from webapp.cli import certificates, doctor, index, worker


def commands() -> Sequence[click.Command]:
    """Every command, for the factory to register."""
    return (worker.work, index.group, certificates.group, doctor.doctor)
