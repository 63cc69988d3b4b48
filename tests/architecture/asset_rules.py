"""What may stand in templates, style sheets, scripts and documents."""

import re
from pathlib import Path

from tests.architecture.tree import Tree

COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/", re.DOTALL)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>", re.IGNORECASE)
DATA_SCRIPT = re.compile(r"type\s*=\s*\"application/(ld\+)?json\"")
ADDRESS = re.compile(r"(?:https?:)?//[\w\u00a1-\uffff-]+\.[\w.\u00a1-\uffff-]+")
# Names, not addresses: no browser asks for a namespace.
NAMESPACES = ("http://www.w3.org/", "https://schema.org", "http://www.sitemaps.org/")
LINK_OUT = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
MARKDOWN_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
CODE_PATH = re.compile(r"`(?P<path>[\w.\-]+(?:/[\w.\-]+)+/?|[\w\-]+\.(?:py|md|txt|toml))`")


def _text(path: Path) -> str:
    """The file without its comments; what they cover keeps its line breaks."""
    return COMMENT.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def no_inline_code(tree: Tree) -> list[str]:
    """The content security policy forbids inline style and script; so do we."""
    faults = []
    for path in tree.files("templates/**/*"):
        text = _text(path)
        for words, pattern in (("inline style", INLINE_STYLE), ("inline handler", INLINE_HANDLER)):
            for found in pattern.finditer(text):
                faults.append(f"{tree.relative(path)}:{_line(text, found.start())}: {words}")
        for found in SCRIPT.finditer(text):
            if "src=" not in found["attributes"] and not DATA_SCRIPT.search(found["attributes"]):
                faults.append(f"{tree.relative(path)}:{_line(text, found.start())}: inline script")
    return faults


def nothing_from_elsewhere(tree: Tree) -> list[str]:
    """A page asks nobody but its own server; a link that a reader may follow is no request."""
    faults = []
    for path in tree.files(
        "templates/**/*", "static/**/*.css", "static/**/*.js", "static/**/*.svg"
    ):
        text = LINK_OUT.sub("", _text(path))
        for found in ADDRESS.finditer(text):
            if not text.startswith(NAMESPACES, found.start()):
                faults.append(f"{tree.relative(path)}: asks {found[0]}")
    return faults


def components_in_pairs(tree: Tree) -> list[str]:
    """`components/status_tag.html` holds the macro `status_tag`; its style is `status-tag.css`."""
    macros = {path.stem: path for path in tree.files("templates/components/*.html")}
    styles = {path.stem.replace("-", "_") for path in tree.files("static/css/components/*.css")}
    faults = [
        f"static/css/components/{name}.css: no macro" for name in sorted(styles - set(macros))
    ]
    for name, path in macros.items():
        if name not in styles:
            faults.append(f"{tree.relative(path)}: no css/components/{name.replace('_', '-')}.css")
        if not re.search(rf"{{%-?\s*macro\s+{name}\s*\(", path.read_text(encoding="utf-8")):
            faults.append(f"{tree.relative(path)}: no macro `{name}`")
    return faults


def documents(tree: Tree) -> list[Path]:
    """The project's prose."""
    return tree.files("*.md", "docs/**/*.md", "search_index/README.md", "bench/README.md")


def links_resolve(tree: Tree) -> list[str]:
    """Every relative link leads to a file and, with `#`, to a heading in it."""
    faults = []
    for page in documents(tree):
        for found in MARKDOWN_LINK.finditer(page.read_text(encoding="utf-8")):
            target, _, anchor = found["target"].partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            goal = page.parent / target if target else page
            if not goal.exists():
                faults.append(f"{tree.relative(page)}: {found['target']} does not exist")
            elif anchor and anchor not in _anchors(goal):
                faults.append(f"{tree.relative(page)}: no heading #{anchor} in {goal.name}")
    return faults


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+\s+(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def named_files_exist(tree: Tree) -> list[str]:
    """A path in `code style` in the documents is really there; `<x>` and `*` make no path."""
    faults = []
    for page in documents(tree):
        for found in CODE_PATH.finditer(page.read_text(encoding="utf-8")):
            name = found["path"]
            first = name.split("/")[0]
            ours = (tree.root / first).exists() or (tree.root / "webapp" / first).exists()
            here = (tree.root, tree.root / "webapp", page.parent)
            if ours and not any((folder / name).exists() for folder in here):
                faults.append(f"{tree.relative(page)}: `{name}` does not exist")
    return faults


RULES = (
    no_inline_code,
    nothing_from_elsewhere,
    components_in_pairs,
    links_resolve,
    named_files_exist,
)
