"""YAML read node by node, so that every fault names its file, line and key.

Faults are collected and raised together: whoever writes a definition sees all of them at once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class Fault(NamedTuple):
    """One thing that is wrong: where, and in words.  `line` counts from 1."""

    file: str
    line: int
    key: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.words}"


class DefinitionError(ValueError):
    """A definition cannot be used; `faults` lists every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Words(NamedTuple):
    """The same text in both languages."""

    zh: str
    en: str


class Figure(NamedTuple):
    """A number of a definition; None when no source gives it, `assumed` when we chose it."""

    value: int | None
    assumed: bool


@dataclass
class Section:
    """A mapping of the file.  Each reader returns a value, or notes a fault and returns a blank."""

    file: str
    path: str
    line: int
    nodes: dict[str, Node]
    faults: list[Fault]
    read: set[str] = field(default_factory=set)

    def fault(self, key: str, words: str, node: Node | None = None) -> None:
        """Note what is wrong with `key` (at `node`, or at the section itself)."""
        line = node.start_mark.line + 1 if node else self.line
        self.faults.append(Fault(self.file, line, self._name(key), words))

    def text(self, key: str, pattern: str = r"(?s).+") -> str:
        """A text that matches the whole `pattern`."""
        node = self._scalar(key)
        if node is None:
            return ""
        value = str(node.value).strip()
        if not re.fullmatch(pattern, value):
            self.fault(key, f"{value!r} is not of the form {pattern}" if value else "empty", node)
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None for `null`: nobody knows it (yet)."""
        node = self._scalar(key)
        return None if node is None or _is_null(node) else str(node.value).strip()

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """One of the `allowed` words."""
        node = self._scalar(key)
        if node is None:
            return ""
        if node.value not in allowed:
            self.fault(key, f"{node.value!r} is none of {', '.join(allowed)}", node)
        return str(node.value)

    def flag(self, key: str) -> bool:
        """`true` or `false`; an absent flag is false."""
        if key not in self.nodes:
            return False
        return self.choice(key, ("true", "false")) == "true"

    def figure(self, key: str, low: int, high: int) -> Figure:
        """A whole number within `low`..`high`, as `{value: 7, assumed: true}`."""
        inner = self.section(key)
        value = inner.optional_number("value", low, high)
        figure = Figure(value, inner.flag("assumed"))
        inner.finish()
        return figure

    def optional_number(self, key: str, low: int, high: int) -> int | None:
        """A whole number within `low`..`high`, or None for `null`."""
        node = self._scalar(key)
        if node is None or _is_null(node):
            return None
        value = str(node.value)
        if not re.fullmatch(r"-?\d{1,9}", value) or not low <= int(value) <= high:
            self.fault(key, f"{value!r} is not a whole number from {low} to {high}", node)
            return None
        return int(value)

    def words(self, key: str) -> Words:
        """`{zh: …, en: …}`."""
        inner = self.section(key)
        words = Words(inner.text("zh"), inner.text("en"))
        inner.finish()
        return words

    def words_list(self, key: str) -> tuple[Words, ...]:
        """A list of `{zh: …, en: …}`."""
        return tuple(_finished_words(item) for item in self.sections(key))

    def texts(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """A list whose every item is one of the `allowed` words."""
        node = self._node(key)
        if not isinstance(node, SequenceNode):
            if node is not None:
                self.fault(key, "a list is needed", node)
            return ()
        for item in node.value:
            if not isinstance(item, ScalarNode) or item.value not in allowed:
                self.fault(key, f"each item is one of {', '.join(allowed)}", item)
        return tuple(str(item.value) for item in node.value)

    def section(self, key: str) -> "Section":
        """The mapping under `key`; an empty one after a fault."""
        return self._inner(self._node(key), key)

    def sections(self, key: str) -> list["Section"]:
        """The mappings in the list under `key`."""
        node = self._node(key)
        if node is not None and not isinstance(node, SequenceNode):
            self.fault(key, "a list is needed", node)
            return []
        items = [] if node is None else node.value
        return [self._inner(item, f"{key}[{at}]") for at, item in enumerate(items)]

    def finish(self) -> None:
        """Note every key that nobody asked for: most likely a slip of the pen."""
        for key, node in self.nodes.items():
            if key not in self.read:
                self.fault(key, "unknown key", node)

    def _inner(self, node: Node | None, key: str) -> "Section":
        line = node.start_mark.line + 1 if node else self.line
        inner = Section(self.file, self._name(key), line, {}, self.faults)
        if node is None:
            # The missing key is noted already; what would be inside must not be noted again.
            inner.faults = []
        elif isinstance(node, MappingNode):
            inner._take(node)
        else:
            self.fault(key, "a mapping is needed", node)
            inner.faults = []
        return inner

    def _take(self, mapping: MappingNode) -> None:
        for name, value in mapping.value:
            key = str(name.value)
            if key in self.nodes:
                self.fault(key, "written twice", name)
            self.nodes[key] = value

    def _node(self, key: str) -> Node | None:
        self.read.add(key)
        node = self.nodes.get(key)
        if node is None:
            self.fault(key, "missing")
        return node

    def _scalar(self, key: str) -> ScalarNode | None:
        node = self._node(key)
        if node is None or isinstance(node, ScalarNode):
            return node
        self.fault(key, "a single value is needed", node)
        return None

    def _name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def open_document(path: Path, faults: list[Fault]) -> Section:
    """The top mapping of a YAML file.  What is wrong is added to `faults`, never raised."""
    top = Section(path.name, "", 1, {}, faults)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        words = f"not YAML: {getattr(error, 'problem', None) or error}"
        faults.append(Fault(path.name, mark.line + 1 if mark else 1, "(file)", words))
        top.faults = []
        return top
    if isinstance(node, MappingNode):
        top._take(node)
    else:
        faults.append(Fault(path.name, 1, "(file)", "a mapping is needed"))
        top.faults = []
    return top


def _finished_words(section: Section) -> Words:
    words = Words(section.text("zh"), section.text("en"))
    section.finish()
    return words


def _is_null(node: ScalarNode) -> bool:
    return node.tag == "tag:yaml.org,2002:null"
