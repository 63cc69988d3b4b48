"""The operator's commands: `python wsgi.py <command>` or `flask --app wsgi <command>`."""

from collections.abc import Sequence

import click

from webapp.cli import (
    certificates,
    codes,
    doctor,
    exports,
    imports,
    index,
    sample,
    scans,
    up,
    worker,
)


def commands() -> Sequence[click.Command]:
    """Every command, for the factory to register."""
    return (
        up.up,
        worker.work,
        doctor.doctor,
        imports.import_records,
        exports.export_records,
        sample.group,
        index.group,
        scans.group,
        certificates.group,
        codes.group,
    )
