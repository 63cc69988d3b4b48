"""The documents say what the code says: every word in the glossary, every setting in operations."""

import ast
import re

import pytest

from tests.architecture.tree import PROJECT, Tree, called_name
from webapp.domain import code_batches
from webapp.domain.certificates import ACTIONS, STATUSES
from webapp.domain.import_standards import STATUSES as STANDARD_STATUSES
from webapp.domain.standard_numbers import LEVELS
from webapp.domain.standing import ORDER

GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
OPERATIONS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
# How a setting is read: its name is the first argument.  (`environ` of a request is not ours.)
READERS = {"os.environ.get"}
READERS_OF_CONFIG = {"environ.get", "_count"}


WORDS = {
    *ORDER,
    *STATUSES,
    *ACTIONS,
    *code_batches.STATUSES,
    *code_batches.ACTIONS,
    *LEVELS,
    *STANDARD_STATUSES.values(),
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_has_its_chinese(word: str) -> None:
    rows = re.findall(rf"^\| `{word}` \|[^|]+\|([^|]+)\|", GLOSSARY, re.MULTILINE)
    assert rows, f"{word} is not in docs/glossary.md"
    assert all(re.search(r"[\u4e00-\u9fff]", chinese) for chinese in rows)


def _settings_in_code() -> set[str]:
    return {
        str(node.args[0].value)
        for module in Tree().modules
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Call)
        if called_name(node) in READERS
        or (module.name == "webapp.config" and called_name(node) in READERS_OF_CONFIG)
        if isinstance(node.args[0], ast.Constant)
    }


def test_operations_lists_every_setting_and_no_other() -> None:
    told = set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", OPERATIONS, re.MULTILINE))
    assert told == _settings_in_code()
