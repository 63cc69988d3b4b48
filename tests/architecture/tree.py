"""The source tree as the rules see it: modules, their syntax trees and their imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("webapp", "search_index")


@dataclass(frozen=True)
class Import:
    """One imported module (or `module:name` for something inside it), where it stands."""

    target: str
    line: int
    in_function: bool = False
    for_types: bool = False


@dataclass(frozen=True)
class Module:
    name: str
    path: Path
    is_package: bool
    known: frozenset[str]

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))

    @cached_property
    def imports(self) -> list[Import]:
        """Every import, also under `if TYPE_CHECKING`, in functions, and by `import_module`."""
        return list(self._imports_in(self.syntax, in_function=False, for_types=False))

    def _imports_in(self, node: ast.AST, in_function: bool, for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                for target in self._targets(child):
                    yield Import(target, child.lineno, in_function, for_types)
            if isinstance(child, ast.Call) and called_name(child) in DYNAMIC_IMPORTS:
                yield Import(_first_text(child), child.lineno, in_function=True)
            yield from self._imports_in(
                child,
                in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef),
                for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in dotted(child.test)),
            )

    def _targets(self, node: ast.Import | ast.ImportFrom) -> list[str]:
        """`package.module`, or `package.module:name`, for each thing that a statement imports."""
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        base = node.module or ""
        if node.level:
            above = self.name.split(".")
            above = above[: len(above) - node.level + (1 if self.is_package else 0)]
            base = ".".join([*above, node.module] if node.module else above)
        pairs = [(f"{base}.{alias.name}", f"{base}:{alias.name}") for alias in node.names]
        return [module if module in self.known else name for module, name in pairs]


DYNAMIC_IMPORTS = {"import_module", "importlib.import_module", "__import__"}


def _first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return str(first.value) if isinstance(first, ast.Constant) else "(computed)"


def called_name(call: ast.Call) -> str:
    """`a.b.c` for the call `a.b.c()`; what precedes the dots may be any expression (`?`)."""
    return dotted(call.func)


def dotted(node: ast.AST) -> str:
    """`a.b.c` for an attribute chain; `?` stands for anything that is not a plain name."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


@dataclass(frozen=True)
class Tree:
    """A project folder; the rules run on the real one and on small planted ones."""

    root: Path = PROJECT

    def relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def files(self, *patterns: str) -> list[Path]:
        """The files that match any of the glob patterns, in a stable order, caches left out."""
        found = {path for pattern in patterns for path in self.root.glob(pattern) if path.is_file()}
        return sorted(path for path in found if "__pycache__" not in path.parts)

    @cached_property
    def modules(self) -> list[Module]:
        paths = self.files("wsgi.py", *(f"{package}/**/*.py" for package in PACKAGES))
        names = {path: self._name_of(path) for path in paths}
        known = frozenset(names.values())
        return [
            Module(name, path, path.name == "__init__.py", known) for path, name in names.items()
        ]

    def _name_of(self, path: Path) -> str:
        parts = path.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
