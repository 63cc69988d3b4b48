"""The house keeps its rules, and every rule finds what it forbids.

Each rule runs over the real tree, over a small tree that breaks it (so that it cannot pass by being
blind) and over a small tree that is close to the edge but right (so that it does not cry wolf).
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import asset_rules, code_rules, import_rules
from tests.architecture.planted import RIGHT, WRONG
from tests.architecture.tree import Tree

Rule = Callable[[Tree], list[str]]
RULES: list[Rule] = [*import_rules.RULES, *code_rules.RULES, *asset_rules.RULES]


def _name(rule: Rule) -> str:
    return rule.__name__


def _plant(root: Path, files: dict[str, str]) -> Tree:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Tree(root)


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_house_keeps(rule: Rule) -> None:
    faults = rule(Tree())
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        pytest.param(rule, files, id=f"{rule.__name__}-{number}")
        for rule, cases in WRONG.items()
        for number, files in enumerate(cases)
    ],
)
def test_a_planted_violation_is_found(rule: Rule, files: dict[str, str], tmp_path: Path) -> None:
    faults = rule(_plant(tmp_path, files))
    assert len(faults) == 1, faults


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_what_is_right_is_left_alone(rule: Rule, tmp_path: Path) -> None:
    assert rule(_plant(tmp_path, RIGHT)) == []


def test_every_rule_has_a_planted_violation() -> None:
    assert set(WRONG) == set(RULES)


def test_the_walk_sees_the_house() -> None:
    rooms = {import_rules.room_of(module.name) for module in Tree().modules}
    assert rooms >= set(import_rules.FLOORS)
    assert sum(len(module.imports) for module in Tree().modules) > 300
    assert len(asset_rules.documents(Tree())) > 10
