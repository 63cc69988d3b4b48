"""The sample city's files: days counted from today, and faults told with file, line and column."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from webapp.definitions.documents import DefinitionError
from webapp.definitions.sample_city import FOLDER, day_of_cell, read_city, showcase
from webapp.domain.standard_numbers import parse_number

TODAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "city"))


def plant(folder: Path, name: str, old: str, new: str) -> list[str]:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_city(TODAY, folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("", None),
        ("2024-02-29", date(2024, 2, 29)),
        ("today", TODAY),
        ("today+10", date(2026, 12, 1)),
        ("today-365", date(2025, 11, 21)),
    ],
)
def test_days_are_fixed_or_counted_from_today(cell: str, day: date | None) -> None:
    assert day_of_cell(cell, TODAY) == day


@pytest.mark.parametrize("cell", ["2023-02-29", "21.11.2026", "today 3", "tomorrow", "today-"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its words are of no interest
        day_of_cell(cell, TODAY)


def test_the_year_of_a_decision_is_that_of_its_day() -> None:
    for event in read_city(TODAY)["events"]:
        assert f"〔{event['on'].year}〕" in event["decision_number"]


def test_every_number_can_be_read() -> None:
    city = read_city(TODAY)
    assert all(parse_number(row["number"]) for row in city["standards"])
    assert {parse_number(s.number).level for s in city.made_up if parse_number(s.number)} == {  # type: ignore[union-attr]
        "group",
        "enterprise",
    }
    invented = [
        p.number for s in city.made_up for i in s.indicators for p in i.peers if "YL" in p.number
    ]
    assert invented
    assert all(number.endswith("（样例）") for number in invented)


def test_what_is_compared_and_declared_stands_in_the_files_and_is_not_abolished() -> None:
    city = read_city(TODAY)
    status = {row["number"]: row["status"] for row in city["standards"]}
    compared = {
        p.number
        for s in city.made_up
        for i in s.indicators
        for p in i.peers
        if not p.number.endswith("（样例）")
    }
    declared = {number for row in city["products"] for number in row["standards"]} & status.keys()
    assert len(compared) == 8
    assert compared <= status.keys()
    assert not {n for n in compared | declared if status[n] in ("abolished", "superseded")}


def test_every_real_standard_says_where_it_is_from() -> None:
    standards = read_city(TODAY)["standards"]
    assert len(standards) >= 310
    assert {row["source"] for row in standards} == {"公开数据集", "ISO Open Data", "公开网页核对"}


def test_the_showcase_points_into_the_files() -> None:
    scopes = {row["number"]: row["models"] for row in read_city(TODAY)["certificates"]}
    entries = showcase()
    assert len(entries) == 13
    assert all(entry["model"] in scopes[entry["certificate"]] for entry in entries.values())


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("certificates.csv", "today-499", "last year",
         "certificates.csv:2: valid_from: 'last year' is neither a day nor counted from today"),
        ("certificates.csv", "MK-T201", "MK-T999",
         "certificates.csv:2: models: 'MK-T999' is not in the files"),
        ("products.csv", "GB/T 4100-2015", "GB/T 4100-2099",
         "products.csv:2: standards: 'GB/T 4100-2099' is not in the files"),
        ("events.csv", "\nFSBZ-YL-0001,issue", "\nFSBZ-YL-9999,issue",
         "events.csv:2: certificate: 'FSBZ-YL-9999' is not in the files"),
        ("enterprises.csv", "founded_on", "founded", "enterprises.csv:1: (header): the columns"),
        ("measures.csv", "\nMK-T201,", "\nMK-T201,,", "measures.csv:2: (row): 9 cells, 8 columns"),
        ("sample_standards.yaml", "value: '0.10'", "value: low",
         "sample_standards.yaml:18: standards[0].indicators[0].value: 'low' is not a number"),
        ("notices.yaml", "on: today-120", "on: someday",
         "notices.yaml:5: notices[0].on: 'someday' is neither a day"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_told(folder: Path, name: str, old: str, new: str, told: str) -> None:
    found = plant(folder, name, old, new)
    assert any(fault.startswith(told) for fault in found), found[:5]
