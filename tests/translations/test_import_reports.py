"""What an import says of a file: every remark in both languages, on the terminal and on file."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_babel import force_locale

from tests.databases import on_sqlite
from webapp.cli.import_words import FAULTS, REFUSALS, refusal, words_of
from webapp.cli.imports import LOCALES, import_records
from webapp.domain.imports import Fault

CHINESE = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Reviewed: names of formats, standards and classifications.
SAME_EVERYWHERE = {
    "UTF", "GB", "JSON", "Lines", "ZIP", "XLSX", "CSV", "ICS", "CCS",
}  # fmt: skip
ROWS = (
    "标准编号,标准名称,标准状态,发布日期,colour\n"
    "GB/T 4100—2015,陶瓷砖,现行,2015-05-15,red\n"
    "GB 6952-2015,坏\x07,现行,,\n"
    "GB 6566-2010,限量,nonsense,2010-13-45,\n"
)
Run = Callable[[str], Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Tries the import of ROWS in a language; the report is written to `report.csv`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    Path("rows.csv").write_text(ROWS, encoding="utf-8")

    def typed(language: str) -> Result:
        asked = ["standards", "rows.csv", "--dry-run", "--report", "report.csv"]
        return app.test_cli_runner().invoke(import_records, [*asked, "--language", language])

    return typed


def report() -> list[dict[str, str]]:
    with open("report.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def strange(text: str) -> set[str]:
    return set(LATIN.findall(text)) - SAME_EVERYWHERE


@on_sqlite
def test_every_remark_and_refusal_is_said_in_chinese(app: Flask) -> None:
    with app.app_context(), force_locale(LOCALES["zh-CN"]):
        said = [words_of(Fault("error", "", "7", reason, "8")) for reason in FAULTS]
        texts = [text for words in said for text in words] + [refusal(r, "8") for r in REFUSALS]
    assert {text: found for text in texts if (found := strange(text))} == {}
    assert [text for text in texts if not CHINESE.search(text) or "%" in text] == []


@on_sqlite
def test_every_remark_and_refusal_is_said_in_english(app: Flask) -> None:
    with app.app_context(), force_locale(LOCALES["en"]):
        said = [words_of(Fault("error", "", "7", reason, "8")) for reason in FAULTS]
        texts = [text for words in said for text in words] + [refusal(r, "8") for r in REFUSALS]
    assert [text for text in texts if CHINESE.search(text) or "%" in text] == []


@on_sqlite
def test_a_report_is_written_in_chinese(run: Run) -> None:
    done = run("zh-CN")
    assert done.exit_code == 1
    assert "第3行，title" in done.output
    assert "文字中有控制字符。" in done.output
    assert "未读取的列：colour" in done.output
    assert "试运行：未写入任何数据" in done.output
    rows = [row for row in report() if row["fault"] and row["level"] in ("error", "warning")]
    assert len(rows) >= 3
    for row in rows:
        assert CHINESE.search(row["mend"])
        assert strange(row["fault"].replace(row["value"], "")) == set()


@on_sqlite
def test_a_report_is_written_in_english(run: Run) -> None:
    done = run("en")
    assert "line 3, title: The text holds control characters." in done.output
    assert "Dry run: nothing was written" in done.output
    rows = [row for row in report() if row["level"] in ("error", "warning")]
    assert len(rows) >= 3
    for row in rows:
        assert not CHINESE.search(row["fault"].replace(row["value"], ""))
