"""The documents say what the code says: every word in the glossary, every setting in operations."""

import ast
import re

import pytest

from tests.architecture.tree import PROJECT, Tree, called_name
from webapp.domain.certificates import ACTIONS, STATUSES
from webapp.domain.import_standards import STATUSES as STANDARD_STATUSES
from webapp.domain.standard_numbers import LEVELS
from webapp.domain.standing import ORDER

GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
OPERATIONS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
# How `config` reads a setting: its name is the first argument.
READERS = {"get", "_count"}
# Read by `wsgi.py up`, which knows where to listen.
OF_THE_STARTER = {"HOST"}


@pytest.mark.parametrize(
    "word", sorted({*ORDER, *STATUSES, *ACTIONS, *LEVELS, *STANDARD_STATUSES.values()})
)
def test_every_word_has_its_chinese(word: str) -> None:
    rows = re.findall(rf"^\| `{word}` \|[^|]+\|([^|]+)\|", GLOSSARY, re.MULTILINE)
    assert rows, f"{word} is not in docs/glossary.md"
    assert all(re.search(r"[\u4e00-\u9fff]", chinese) for chinese in rows)


def _settings_in_code() -> set[str]:
    """The names that `config` reads: first arguments of `environ.get` and of its own readers."""
    found = set()
    for module in Tree().modules:
        if module.name != "webapp.config":
            continue
        for node in ast.walk(module.syntax):
            if isinstance(node, ast.Call) and called_name(node).split(".")[-1] in READERS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_operations_lists_every_setting_and_no_other() -> None:
    told = set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", OPERATIONS, re.MULTILINE))
    read = _settings_in_code()
    assert len(read) > 8
    assert told - OF_THE_STARTER == read
