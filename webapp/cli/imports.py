"""`import`: bring records into the register from CSV, XLSX or JSON lines, also packed (.gz)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import OperationalError

from webapp.adapters.sheet_rows import SheetRefused, SheetRow
from webapp.adapters.sheets import Sheet, open_sheet
from webapp.cli.import_reports import ImportReport
from webapp.cli.import_words import refusal
from webapp.config import Settings
from webapp.domain.calendar import day_of
from webapp.domain.imports import Context, RowReader, fold_heading
from webapp.services.imports import Import, Tally
from webapp.services.steps.import_certificates import CertificateTarget
from webapp.services.steps.import_enterprises import EnterpriseTarget
from webapp.services.steps.import_products import ProductTarget
from webapp.services.steps.import_standards import StandardTarget
from webapp.services.steps.importing import ImportAct, Target

LOCALES = {"zh-CN": "zh_Hans_CN", "en": "en"}
TARGETS: Mapping[str, Target] = {
    "standards": StandardTarget(),
    "enterprises": EnterpriseTarget(),
    "products": ProductTarget(),
    "certificates": CertificateTarget(),
}


@click.command("import")
@click.argument("noun", type=click.Choice(list(TARGETS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the difference and write nothing.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every remark as CSV: line, level, field, value, fault, mend.",
)
@click.option("--actor", default="", help="The organisation that imports; default: the site's.")
@click.option("--source", default="", help="Where standards come from, if the file does not say.")
@click.option("--language", type=click.Choice(list(LOCALES)), default="zh-CN", show_default=True)
@with_appcontext
def import_records(
    noun: str,
    file: Path,
    dry_run: bool,
    report: Path | None,
    actor: str,
    source: str,
    language: str,
) -> None:
    """Import NOUN from FILE.  The same file twice changes nothing; a bad row stops nothing.

    The exit status is 1 when a row was refused.
    """
    now = datetime.now(UTC)
    target = TARGETS[noun]
    reader = RowReader(target.noun, _context(now))
    with force_locale(LOCALES[language]), _told(report, dry_run) as told:
        task = Import(target, reader, _act(actor, now), told, dry_run)
        with _opened(file, reader) as sheet:
            rows = _rows(sheet, source if noun == "standards" else "")
            tally = _with_progress(task, sheet, rows)
            told.finish(tally, [*reader.ignored, *sheet.other_sheets], dry_run)
    raise SystemExit(1 if tally.refused else 0)


def _told(report: Path | None, dry_run: bool) -> ImportReport:
    try:
        return ImportReport(report, Console(), shows_changes=dry_run)
    except OSError as error:
        words = refusal("report_unwritable", f"{report}: {error.strerror}")
        raise click.ClickException(words) from None


def _opened(file: Path, reader: RowReader) -> Sheet:
    try:
        sheet = open_sheet(file)
        if sheet.kind != "jsonl":
            _check_columns(sheet.headings, reader)
    except SheetRefused as error:
        raise click.ClickException(refusal(error.reason, error.detail)) from None
    return sheet


def _check_columns(headings: list[str], reader: RowReader) -> None:
    missing = reader.missing(headings)
    if missing:
        raise SheetRefused("columns_missing", ", ".join(missing))
    doubled = reader.doubled(headings)
    if doubled:
        raise SheetRefused("fields_doubled", ", ".join(doubled))


def _rows(sheet: Sheet, source: str) -> Iterator[SheetRow]:
    for row in sheet.rows:
        yield replace(row, cells={"source": source, **row.cells}) if source else row


def _with_progress(task: Import, sheet: Sheet, rows: Iterator[SheetRow]) -> Tally:
    bar = Progress(
        TextColumn("{task.fields[rows]:,}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with bar:
        shown = bar.add_task("", total=1.0, rows=0)
        try:
            return task.run(
                rows, lambda read: bar.update(shown, completed=sheet.fraction_read, rows=read)
            )
        except OperationalError as error:
            words = refusal("database_unavailable", str(error.orig))
            raise click.ClickException(words) from None


def _act(actor: str, now: datetime) -> ImportAct:
    settings: Settings = current_app.extensions["registry.settings"]
    authority: str = current_app.extensions["registry.site"].authority.zh
    return ImportAct(actor or authority, now, settings.time_zone, settings.current_mark_key)


def _context(now: datetime) -> Context:
    """The codes in use here, by every name that a file may give them."""
    parts = current_app.extensions
    schemes = parts["registry.schemes"].values()
    reasons = parts["registry.reasons"].values()
    return Context(
        today=day_of(now, parts["registry.settings"].time_zone),
        schemes=_codes((s.slug, s.slug, s.name, s.name_en) for s in schemes),
        grades={s.slug: _codes((g.key, g.key, *g.name) for g in s.grades) for s in schemes},
        districts=_codes(
            (d.code, d.code, d.name, d.name.removesuffix("区"), d.name_en)
            for d in parts["registry.districts"].values()
        ),
        reasons={
            act: _codes((r.code, r.code, *r.text) for r in reasons if act in r.acts)
            for act in {act for reason in reasons for act in reason.acts}
        },
    )


def _codes(entries: Iterator[tuple[str, ...]]) -> Mapping[str, str]:
    return {fold_heading(name): code for code, *names in entries for name in names}
