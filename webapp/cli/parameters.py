"""What commands take as arguments: batches, runs of codes, days."""

from datetime import date

import click

from webapp.domain.code_batches import Run, number_of, run_of


class BatchType(click.ParamType[int]):
    """A batch by the six symbols that stand for it in its codes; gives its number."""

    name = "batch"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read the symbols as people type them."""
        if isinstance(value, int):
            return value
        try:
            return number_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class RunType(click.ParamType[Run]):
    """A run of codes by index: `0-99` or `7`."""

    name = "run"

    def convert(
        self, value: str | Run, param: click.Parameter | None, ctx: click.Context | None
    ) -> Run:
        """Read both ends."""
        if isinstance(value, Run):
            return value
        try:
            return run_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class DayType(click.ParamType[date]):
    """A calendar day of the installation's zone: `2026-01-31`."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read an ISO day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write 2026-01-31", param, ctx)


BATCH, RUN, DAY = BatchType(), RunType(), DayType()
