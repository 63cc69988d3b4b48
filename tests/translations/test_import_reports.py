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
from webapp.cli.import_words import (
    FAULTS,
    MORE,
    REFUSALS,
    REMARKS,
    more,
    refusal,
    remark,
    words_of,
)
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
    assert "错误，第3行，title：文字中有控制字符。请将其删除；" in done.output
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
    assert "Error, line 3, title: The text holds control characters. Remove them;" in done.output
    assert "Dry run: nothing was written" in done.output
    rows = [row for row in report() if row["level"] in ("error", "warning")]
    assert len(rows) >= 3
    for row in rows:
        assert not CHINESE.search(row["fault"].replace(row["value"], ""))


CODED = [
    (Fault("error", "status_on", "", "act_incomplete", "suspended"), "已暂停"),
    (Fault("error", "status", "reinstate", "act_impossible", "withdrawn"), "“恢复”"),
    (Fault("error", "status", "issued", "act_missing", "cancel"), "（注销）"),
    (Fault("warning", "level", "group", "level_differs", "national"), "（国家标准）"),
]


@on_sqlite
@pytest.mark.parametrize(("fault", "said"), CODED, ids=[fault.reason for fault, _ in CODED])
def test_codes_in_remarks_are_put_into_words(app: Flask, fault: Fault, said: str) -> None:
    with app.app_context(), force_locale(LOCALES["zh-CN"]):
        words = words_of(fault)
    assert said in words.fault
    assert strange(words.fault) == set()


@on_sqlite
def test_every_remark_is_one_whole_sentence(app: Flask) -> None:
    with app.app_context(), force_locale(LOCALES["zh-CN"]):
        said = [remark(7, Fault(level, "", "", "cell_count", "3")) for level in REMARKS]
        said += [more(level, 5) for level in MORE]
    assert [text for text in said if not CHINESE.search(text) or strange(text)] == []
    assert said[0].startswith("错误，第7行：该行的单元格数")
    assert "另有5条警告" in said
