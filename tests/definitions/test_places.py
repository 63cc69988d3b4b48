"""Districts and industries; the industries are compared with the official table where it lies."""

import csv
from pathlib import Path

import pytest

from webapp.definitions.documents import DefinitionError
from webapp.definitions.places import load_districts, load_industries


def test_foshan_has_five_districts() -> None:
    names = {entry.code: (entry.name, entry.name_en) for entry in load_districts().values()}
    assert names == {
        "440604": ("禅城区", "Chancheng"),
        "440605": ("南海区", "Nanhai"),
        "440606": ("顺德区", "Shunde"),
        "440607": ("三水区", "Sanshui"),
        "440608": ("高明区", "Gaoming"),
    }


def test_industries_bear_their_official_names(shared_data: Path) -> None:
    with (shared_data / "code-tables/gbt4754_2017.csv").open(encoding="utf-8-sig") as file:
        official = {row["code"]: row["name"] for row in csv.DictReader(file)}
    ours = {code: entry.name for code, entry in load_industries().items()}
    assert ours == {code: official[code] for code in ours}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,name\n", "t.csv:1: (header)"),
        ("code,name,name_en\n44060,禅城区,Chancheng\n", "t.csv:2: 44060: the code is not"),
        ("code,name,name_en\n440604,禅城区,\n", "t.csv:2: 440604: needs code, name, name_en"),
        ("code,name,name_en\n440604,禅,C\n440604,禅,C\n", "t.csv:3: 440604: written twice"),
    ],
)
def test_a_planted_fault_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_districts(path)
    assert str(caught.value).startswith(told)
