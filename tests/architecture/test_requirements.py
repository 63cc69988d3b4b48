"""What the code imports is named in requirements.in, and what is named there is imported."""

import re
import sys
from importlib.metadata import packages_distributions

from tests.architecture.tree import PACKAGES, PROJECT, Tree

# Used without an import: by another library, by a name in a URL, or as a program.
SILENT = {"gunicorn", "tzdata", "async-timeout"}
# Parts of what is named: Flask's own ground, and the library that Flask-Migrate wraps.
CARRIED = {"click", "jinja2", "markupsafe", "werkzeug", "alembic"}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _named(file: str) -> set[str]:
    lines = (PROJECT / file).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"[A-Za-z][\w.-]*", line) for line in lines)
    return {_plain(name[0]) for name in found if name}


def _imported() -> dict[str, str]:
    """The distributions that the code imports, each with one module that does."""
    distributions = packages_distributions()
    found: dict[str, str] = {}
    for module in Tree().modules:
        for one in module.imports:
            root = one.target.split(":")[0].split(".")[0]
            if one.for_types or root in (*sys.stdlib_module_names, *PACKAGES, "wsgi"):
                continue
            for name in distributions.get(root, [root]):
                found.setdefault(_plain(name), module.name)
    return found


def test_every_import_is_named() -> None:
    missing = {name: where for name, where in _imported().items() if name not in RUNS | CARRIED}
    assert not missing, f"to be named in requirements.in: {missing}"


def test_every_name_is_imported() -> None:
    unused = RUNS - set(_imported()) - SILENT
    assert not unused, f"named in requirements.in, but not imported: {sorted(unused)}"


def test_each_name_has_its_reason() -> None:
    reasons = (PROJECT / "docs" / "adr" / "0009-libraries.md").read_text(encoding="utf-8").lower()
    silent = {name for name in RUNS if name.removesuffix("-binary") not in reasons}
    assert silent == set(), "to be explained in docs/adr/0009-libraries.md"


def test_the_lock_holds_every_name() -> None:
    assert _named("requirements.txt") >= RUNS
    assert _named("requirements-dev.txt") >= _named("requirements-dev.in")


RUNS = _named("requirements.in")
