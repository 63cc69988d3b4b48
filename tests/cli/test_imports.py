"""`import` and `export` as an operator types them."""

import ast
import csv
import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.engine import make_url

from tests.databases import on_sqlite
from tests.importing import counts
from webapp.cli.exports import export_records
from webapp.cli.import_words import FAULTS, REFUSALS, refusal, words_of
from webapp.cli.imports import LOCALES, import_records
from webapp.config import Settings
from webapp.domain.imports import Fault
from webapp.extensions import db
from webapp.models.standard import Standard

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
STANDARDS = (
    "标准编号,标准名称,标准状态,被代替标准,colour\n"
    "GB/T 4100—2015,陶瓷砖,现行,,red\n"
    "GB 6952-2015,=卫生陶瓷,现行,TC456,\n"
    "GB 1-2020,坏\x07,现行,,\n"
)
ENTERPRISES = "uscc,name,district\n91110000600037341L,样例陶瓷,禅城\n"
PRODUCTS = "uscc,model,name,standards\n91110000600037341L,A-10,砖,GB/T 4100\n"
CERTIFICATES = (
    "number,scheme,holder,valid_from,valid_until,models,status,status_on,status_reason,"
    "decision_number\n"
    "FS-2024-1,佛山标准,91110000600037341L,2024-01-01,2026-12-31,A-10,暂停,2025-05-01,"
    "监督抽查不合格,1号\n"
)

USCC_REASONS = ("empty", "length", "alphabet", "region", "check_digit")
GTIN_REASONS = ("empty", "digits", "length", "check_digit")

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    commands = {"import": import_records, "export": export_records}
    runner = app.test_cli_runner()

    def typed(command: str, *arguments: str) -> Result:
        result = runner.invoke(commands[command], arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return typed


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


@on_sqlite
def test_a_dry_run_prints_the_difference_and_writes_nothing(run: Run, app: Flask) -> None:
    file = write("s.csv", STANDARDS)
    done = run("import", "standards", file, "--dry-run", "--language", "en")
    assert done.exit_code == 1
    assert "+ 2: GB/T 4100-2015" in done.output
    assert "line 4, title: The text holds control characters." in done.output
    assert "Columns not read: colour" in done.output
    assert "Dry run: nothing was written" in done.output
    with app.app_context():
        assert counts()["standards"] == 0
    run("import", "standards", file)
    write("s.csv", STANDARDS.replace("陶瓷砖", "瓷砖"))
    done = run("import", "standards", file, "--dry-run", "--language", "en")
    assert "~ 2: GB/T 4100-2015: title: '陶瓷砖' → '瓷砖'" in done.output


@on_sqlite
def test_the_report_names_line_field_value_fault_and_mend(run: Run) -> None:
    run("import", "standards", write("s.csv", STANDARDS), "--report", "r.csv", "--language", "en")
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["level"], row["field"], row["value"]) for row in rows] == [
        ("4", "error", "title", "坏\ufffd"),
        ("3", "warning", "successors", "TC456"),
    ]
    assert all(row["fault"] and row["mend"] for row in rows)


@on_sqlite
def test_a_report_cannot_be_made_to_run(run: Run) -> None:
    run("import", "standards", write("s.csv", "code,status\nGB 1-2020,=1+1\n"), "--report", "r.csv")
    assert ",'=1+1," in Path("r.csv").read_text("utf-8-sig")


@on_sqlite
def test_a_terminal_cannot_be_steered_by_a_file(run: Run) -> None:
    done = run("import", "standards", write("s.csv", "code,status\nGB 1-2020,\x1b[31mred\n"))
    assert "\x1b[31mred" not in done.output


def test_all_nouns_go_out_and_come_back_unchanged(run: Run, app: Flask) -> None:
    texts = {"standards": STANDARDS, "enterprises": ENTERPRISES, "products": PRODUCTS,
             "certificates": CERTIFICATES}  # fmt: skip
    for noun, text in texts.items():
        run("import", noun, write(f"{noun}.csv", text))
    with app.app_context():
        before = counts()
    assert (before["standards"], before["certificates"], before["status_events"]) == (2, 1, 2)
    for noun in texts:
        for kind in ("csv", "xlsx", "jsonl"):
            file = f"{noun}.{kind}"
            assert run("export", noun, "--format", kind, "--output", file).exit_code == 0
            done = run("import", noun, file, "--language", "en")
            assert (done.exit_code, "│ changed              │ 0" in done.output) == (0, True)
    with app.app_context():
        assert counts() == before


@on_sqlite
def test_an_export_is_safe_and_goes_to_standard_output_too(run: Run) -> None:
    run("import", "standards", write("s.csv", STANDARDS))
    done = run("export", "standards")
    assert "'=卫生陶瓷" in done.stdout
    assert run("export", "standards", "--format", "xlsx").exit_code == 2
    assert run("export", "standards", "--output", "s.csv.gz").exit_code == 0
    assert gzip.decompress(Path("s.csv.gz").read_bytes()).decode("utf-8-sig").startswith("number,")


@on_sqlite
def test_where_standards_come_from(run: Run, app: Flask) -> None:
    run("import", "standards", write("s.csv", "code,title\nGB 1-2020,x\n"), "--source", "样例来源")
    with app.app_context():
        assert db.session.scalars(select(Standard.source)).one() == "样例来源"


@on_sqlite
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty."),
        ("title\nx\n", "Needed columns are missing: number"),
        ("code,标准号,title\n1,2,3\n", "Two columns mean the same field: number"),
    ],
)
def test_a_file_that_is_no_table_of_these_is_refused_in_words(
    run: Run, text: str, words: str
) -> None:
    done = run("import", "standards", write("s.csv", text), "--language", "en")
    assert done.exit_code == 1
    assert words in done.output


@on_sqlite
def test_a_locked_database_is_said_in_words(run: Run, settings: Settings) -> None:
    file = write("s.csv", STANDARDS)
    path = make_url(settings.database_url).database
    with closing(sqlite3.connect(str(path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = run("import", "standards", file, "--language", "en")
    assert done.exit_code == 1
    assert "The database does not answer" in done.output
    assert "import the file again" in done.output


@on_sqlite
def test_a_report_that_cannot_be_written_is_said_before_anything_is(run: Run, app: Flask) -> None:
    done = run("import", "standards", write("s.csv", STANDARDS), "--report", "no/such/folder.csv")
    assert done.exit_code == 1
    assert "no/such/folder.csv" in done.output
    with app.app_context():
        assert counts()["standards"] == 0


@on_sqlite
def test_every_fault_has_its_words_and_every_word_its_fault(app: Flask) -> None:
    used = set(_reasons())
    assert used - FAULTS.keys() - REFUSALS.keys() == set()
    assert (FAULTS.keys() | REFUSALS.keys()) - used == set()
    for locale in LOCALES.values():
        _check_words(app, locale)


def _check_words(app: Flask, locale: str) -> None:
    with app.app_context(), force_locale(locale):
        for reason in FAULTS:
            words = words_of(Fault("error", "title", "50% off", reason, "12"))
            assert words.fault
            assert words.mend
            assert "%(" not in words.fault + words.mend
        assert all(refusal(reason, "50%") for reason in REFUSALS)


def _reasons() -> list[str]:
    """Every key of a fault in the sources: arguments of the calls and literals that look so."""
    known = FAULTS.keys() | REFUSALS.keys()
    paths = [*WEBAPP.glob("domain/*.py"), *WEBAPP.glob("adapters/*.py"),
             *WEBAPP.glob("services/*.py"), *WEBAPP.glob("services/steps/*.py"),
             WEBAPP / "cli/imports.py"]  # fmt: skip
    found = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in known:
                found.append(str(node.value))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found += _reason_in(node, node.func.id)
    found += [f"uscc_{reason}" for reason in USCC_REASONS]
    return found + [f"gtin_{reason}" for reason in GTIN_REASONS]


def _reason_in(call: ast.Call, name: str) -> list[str]:
    place = {"Fault": 3, "SheetRefused": 0, "WorkbookRefused": 0}.get(name)
    if place is None or len(call.args) <= place:
        return []
    argument = call.args[place]
    return [argument.value] if isinstance(argument, ast.Constant) else []
