"""Finds words that a visitor would see and that no catalogue can translate, in sources."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

WORD = re.compile(r"[A-Za-z]{2,}|[\u3400-\u9fff]")
# A text is told from a key, an address or a drawing by its capital or its second word.
HANDED_OVER = re.compile(r"^[A-Z][A-Za-z]+|[A-Za-z]{2,},? [a-z]{2,}|[\u3400-\u9fff]")
# In Python the names of headers begin with a capital too.
PROSE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|[\u3400-\u9fff]")
# What these functions are handed, after so many arguments, is shown as it stands.
SHOWN = {"error_page": 1, "BadInput": 2, "Markup": 0, "abort": 1}
READ_ALOUD = (
    "title",
    "alt",
    "aria-label",
    "placeholder",
    "aria-description",
    "aria-roledescription",
)
TRANSLATES = {"_", "gettext", "message"}
FILLED_IN = "x0"  # stands for what Jinja fills in: part of a tag or of a text, but no word


class _Visible(HTMLParser):
    """Text nodes, and the attributes that a browser shows or a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._silent += tag in ("script", "style")
        self.texts += [given[name] for name in READ_ALOUD if name in given]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self.texts.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def in_template(source: str, allowed: frozenset[str]) -> list[str]:
    """Words of a template outside `_()`: in its markup, and in what it hands to macros."""
    environment = Environment(extensions=["jinja2.ext.do"], autoescape=True)
    visible = _Visible()
    visible.feed(_markup(environment, source))
    visible.close()
    texts = [text.strip() for text in visible.texts if WORD.search(text)]
    texts += [text for text in _handed_over(environment.parse(source)) if HANDED_OVER.search(text)]
    return [text for text in texts if text not in allowed]


def _markup(environment: Environment, source: str) -> str:
    """The template with every `{{ … }}` replaced by a mark and every `{% … %}` left out."""
    parts: list[str] = []
    for _line, kind, text in environment.lex(source):
        if kind == "data":
            parts.append(text)
        elif kind == "variable_begin":
            parts.append(FILLED_IN)
    return "".join(parts)


def _handed_over(node: nodes.Node) -> Iterator[str]:
    """Fixed texts within expressions, but what is translated and what is compared or looked up."""
    if isinstance(node, nodes.Compare | nodes.Getitem | nodes.Extends | nodes.FromImport):
        return
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in (*TRANSLATES, "label"):
        return
    is_text = isinstance(node, nodes.Const) and isinstance(node.value, str)
    if is_text and not node.value.lstrip().startswith("<"):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _handed_over(child)


def in_module(source: str) -> list[str]:
    """Texts in a Python module outside `_()`, docstrings and the log."""
    return list(dict.fromkeys(_texts(ast.parse(source))))


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        if _is_unseen(node.func):
            return
        shown = node.args[SHOWN.get(getattr(node.func, "id", ""), len(node.args)) :]
        yield from (text for text in map(_fixed, shown) if WORD.search(text))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and PROSE.search(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from _texts(child)  # but a docstring


def _fixed(node: ast.expr) -> str:
    """The text of a literal; of an f-string, what is fixed of it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_fixed(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _is_unseen(function: ast.expr) -> bool:
    """Whether what is handed to this function is translated, or goes to the log."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id in ("logger", "logging")
    return isinstance(function, ast.Name) and function.id in TRANSLATES
