"""Telling in words why a service refused an act on codes."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from webapp.domain.code_batches import BatchRefused
from webapp.queries.lookups import NotFound
from webapp.services.transaction import ConflictError


@contextmanager
def refusals() -> Iterator[None]:
    """Tell in words why an act was refused."""
    try:
        yield
    except NotFound as error:
        raise click.ClickException(f"there is no {error}") from None
    except (BatchRefused, ConflictError) as error:
        raise click.ClickException(str(error)) from None
