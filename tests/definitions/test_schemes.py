"""Schemes load, and every fault of a file is named with its line and key."""

from pathlib import Path

import pytest

from webapp.definitions.documents import DefinitionError, Figure, Words
from webapp.definitions.schemes import SCHEMES, load_schemes

GOOD = (SCHEMES / "foshan-standard.yaml").read_text(encoding="utf-8")


def faults_of(folder: Path, text: str, name: str = "foshan-standard.yaml") -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_schemes(folder)
    return [str(fault) for fault in caught.value.faults]


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_the_first_four_schemes_load() -> None:
    schemes = load_schemes()
    assert list(schemes) == [
        "forerunner",
        "foshan-standard",
        "international-standard",
        "quality-grading",
    ]
    foshan = schemes["foshan-standard"]
    assert foshan.name == "佛山标准"
    assert [dimension.name.zh for dimension in foshan.dimensions] == [
        "标准水平", "质量稳定", "科技创新", "效益提升",
    ]  # fmt: skip
    assert {scheme.fee for scheme in schemes.values()} == {"none"}
    assert all(scheme.mark.trademark_number is None for scheme in schemes.values())


def test_what_no_document_states_is_marked_as_assumed() -> None:
    for scheme in load_schemes().values():
        figures = [
            scheme.publicity_days,
            scheme.validity_months,
            scheme.surveillance_months,
            *(dimension.weight for dimension in scheme.dimensions),
        ]
        assert all(figure.assumed for figure in figures), scheme.slug
    # A ranking has no pass mark: none is invented.
    assert load_schemes()["forerunner"].pass_mark == Figure(None, False)


def test_grades_are_found_by_their_key() -> None:
    grading = load_schemes()["quality-grading"]
    grade = grading.grade_named("advanced")
    assert grade is not None
    assert grade.name == Words("先进水平", "Advanced level")
    assert grading.grade_named("best") is None


@pytest.mark.parametrize(
    ("old", "new", "line_start", "told"),
    [
        ("fee: none", "fee: 300", "fee:", "fee: '300' is none of none"),
        ("kind: mark", "kind: marque", "kind:", "kind: 'marque' is none of mark, ranking"),
        ("slug: foshan", "slug: Foshan", "slug:", "slug: 'Foshan-standard' is not of the form"),
        ("{value: 7, assumed: true}", "{value: seven, assumed: true}", "publicity_days:",
         "publicity_days.value: 'seven' is not a whole number from 1 to 180"),
        ("{value: 80, assumed: true}", "{value: 80, assumed: perhaps}", "pass_mark:",
         "pass_mark.assumed: 'perhaps' is none of true, false"),
        ("value: 40", "value: 50", "  - key: standard-level",
         "dimensions: the weights add up to 110, not 100"),
        ("en: Foshan Standard}", "fr: Foshan}", "name:", "name.en: missing"),
        ("en: Foshan Standard}", "en: Foshan, fr: Foshan}", "name:", "name.fr: unknown key"),
        ("grades: []", "grades: none", "grades:", "grades: a list is needed"),
        ("key: benefit", "key: innovation", "  - key: standard-level",
         "dimensions: two items have the same key"),
        ("publicity_days:", "publicity_day:", "publicity_day:", "publicity_day: unknown key"),
        ("fee: none", "fee: none\nfee: none", "fee:", "fee: written twice"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_told_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, line_start: str, told: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    line = line_of(text, line_start) + (told.endswith("twice"))
    found = faults_of(tmp_path, text)
    assert any(fault.startswith(f"foshan-standard.yaml:{line}: {told}") for fault in found), found


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("slug: [broken", encoding="utf-8")
    found = faults_of(
        tmp_path, GOOD.replace("fee: none", "fee: 1").replace("kind: mark", "kind: x")
    )
    assert [fault.split(":")[0] for fault in found] == ["foshan-standard.yaml"] * 2 + ["other.yaml"]
    assert "not YAML" in found[-1]


def test_a_missing_mapping_is_told_once(tmp_path: Path) -> None:
    cut = GOOD[: GOOD.index("mark:\n  name")]
    assert faults_of(tmp_path, cut) == ["foshan-standard.yaml:1: mark: missing"]


def test_the_slug_is_the_name_of_the_file(tmp_path: Path) -> None:
    found = faults_of(tmp_path, GOOD, "guangzhou-standard.yaml")
    line = line_of(GOOD, "slug:")
    assert found == [
        f"guangzhou-standard.yaml:{line}: slug: is not the file's name 'guangzhou-standard'"
    ]


def test_a_grading_scheme_needs_grades(tmp_path: Path) -> None:
    found = faults_of(tmp_path, GOOD.replace("kind: mark", "kind: grading"))
    assert found == [
        f"foshan-standard.yaml:{line_of(GOOD, 'grades:')}: grades: a grading scheme needs grades"
    ]


@pytest.mark.parametrize("text", ["", "- a list", "just words"])
def test_a_file_that_is_no_mapping_is_told(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text) == ["foshan-standard.yaml:1: (file): a mapping is needed"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"holds no \*\.yaml file"):
        load_schemes(tmp_path)
