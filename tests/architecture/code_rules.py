"""What may stand in a room: clocks, SELECTs, commits, names and sizes."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.import_rules import room_of
from tests.architecture.tree import Module, Tree, called_name

CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today"
    r"|time\.(time|time_ns|localtime|gmtime|monotonic)|^utcnow)$"
)
SELECT_TEXT = re.compile(r"\s*(SELECT|WITH \w+ AS)\s")
# `services` load the row that they are about to change; the wing and the adapters name no row.
READERS = ("queries", "services", "search_index", "adapters", "migrations")
FORBIDDEN_NAMES = ("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers")

FILE_LINES = 300
FUNCTION_LINES = 50
TEMPLATE_LINES = 120
TEST_LINES = 400
CONFTEST_LINES = 150


def _calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.Call):
            yield node, called_name(node)


def clockless_domain(tree: Tree) -> list[str]:
    """Time is an argument of every rule."""
    return [
        f"{tree.relative(module.path)}:{call.lineno}: domain reads the clock: {name}()"
        for module in tree.modules
        if room_of(module.name) == "domain"
        for call, name in _calls(module)
        if CLOCKS.search(name)
    ]


def reads_in_queries(tree: Tree) -> list[str]:
    """SELECTs stand in `queries`; a service may load the row that it is about to change."""
    faults = []
    for module in tree.modules:
        if room_of(module.name) in (None, *READERS):
            continue
        where = tree.relative(module.path)
        for call, name in _calls(module):
            if name.split(".")[-1] == "select":
                faults.append(f"{where}:{call.lineno}: select() outside queries")
        for node in ast.walk(module.syntax):
            if isinstance(node, ast.Constant) and SELECT_TEXT.match(str(node.value)):
                faults.append(f"{where}:{node.lineno}: SELECT as text outside queries")
    return faults


def commits_in_services(tree: Tree) -> list[str]:
    """Only a use case commits; a step takes the session and leaves that to its caller."""
    faults = []
    for module in tree.modules:
        room = room_of(module.name)
        is_step = module.name.startswith("webapp.services.steps")
        if room in (None, "search_index", "migrations") or (room == "services" and not is_step):
            continue
        for call, name in _calls(module):
            if name.split(".")[-1] == "commit":
                faults.append(
                    f"{tree.relative(module.path)}:{call.lineno}: commit outside services"
                )
    return faults


def telling_names(tree: Tree) -> list[str]:
    """No drawer for everything: a module's name says what is in it."""
    found = tree.files(
        *(f"{folder}/**/*" for folder in ("webapp", "search_index", "tests", "bench", "scripts")),
        "templates/**/*",
        "static/**/*",
    )
    return [
        f"{tree.relative(path)}: `{word}` says nothing"
        for path in found
        for word in _words_of(tree.relative(path))
        if word in FORBIDDEN_NAMES
    ]


def _words_of(relative: str) -> list[str]:
    return [word for word in re.split(r"[/_.\-]", relative) if word]


def sizes(tree: Tree) -> dict[str, tuple[int, int]]:
    """What is over its limit: `path` or `path::function` -> (lines, limit)."""
    measured = {**_file_sizes(tree), **_function_sizes(tree)}
    return {what: pair for what, pair in measured.items() if pair[0] > pair[1]}


def _file_sizes(tree: Tree) -> dict[str, tuple[int, int]]:
    limits = {
        "templates/**/*.html": TEMPLATE_LINES,
        "tests/**/*.py": TEST_LINES,
        "tests/**/conftest.py": CONFTEST_LINES,
        "bench/**/*.py": FILE_LINES,
        "scripts/*": FILE_LINES,
        "static/css/**/*.css": FILE_LINES,
        "static/js/**/*.js": FILE_LINES,
        **{tree.relative(module.path): FILE_LINES for module in _written(tree)},
    }
    return {
        tree.relative(path): (len(path.read_text(encoding="utf-8").splitlines()), limit)
        for pattern, limit in limits.items()
        for path in tree.files(pattern)
    }


def _written(tree: Tree) -> list[Module]:
    """The modules that people write; a step of the schema is written by Alembic."""
    steps = "webapp.migrations.versions."
    return [module for module in tree.modules if not module.name.startswith(steps)]


def _function_sizes(tree: Tree) -> dict[str, tuple[int, int]]:
    return {
        f"{tree.relative(module.path)}::{node.name}": (
            (node.end_lineno or node.lineno) - node.lineno + 1,
            FUNCTION_LINES,
        )
        for module in _written(tree)
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def size_faults(tree: Tree) -> list[str]:
    """What is over and not on the allow-list, and entries of that list that are no longer true."""
    over = sizes(tree)
    allowed = _allow_list(tree)
    faults = [
        f"{what}: {lines} lines, aim {limit}"
        for what, (lines, limit) in sorted(over.items())
        if lines > allowed.get(what, 0)
    ]
    for what, lines in allowed.items():
        now = over.get(what, (0, 0))[0]
        if now < lines:
            faults.append(
                f"oversize.txt: {what} has shrunk from {lines}: lower or remove the entry"
            )
    return faults


def _allow_list(tree: Tree) -> dict[str, int]:
    path = tree.root / "tests/architecture/oversize.txt"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    return {what: int(count) for what, count in entries}


RULES = (clockless_domain, reads_in_queries, commits_in_services, telling_names, size_faults)
