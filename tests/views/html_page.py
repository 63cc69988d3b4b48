"""A page as its readers' tools see it: headings, ids, labels, addresses, code within the markup."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

NAMELESS = ("hidden", "submit", "button")  # inputs that need no label
STRAY = re.compile(r"Undefined|\{\{|\}\}|\{%|%\(\w+\)s|>None<|\bNone\b\s*<")


@dataclass
class Page(HTMLParser):
    """One parsed page; `faults` lists what no page may have."""

    source: str
    title: str = ""
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    _faults: list[str] = field(default_factory=list)
    _labels: set[str] = field(default_factory=set)
    _controls: list[str] = field(default_factory=list)
    _refers: set[str] = field(default_factory=set)
    _in_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note_code(tag, given)
        self._note_names(tag, given)
        self._in_title = tag == "title"
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "img" and "alt" not in given:
            self._faults.append(f"a picture without words: {given}")
        for name in ("src", "href"):
            if tag in ("img", "script", "link") and name in given:
                self.loads.append(given[name])

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def _note_code(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given or (tag == "script" and "src" not in given):
            self._faults.append(f"inline style or script: <{tag} {given}>")
        self._faults += [f"inline handler: {name}" for name in given if name.startswith("on")]

    def _note_names(self, tag: str, given: dict[str, str]) -> None:
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self._labels.add(given.get("for", ""))
        if tag in ("input", "select", "textarea") and given.get("type") not in NAMELESS:
            self._controls.append(given.get("id", ""))
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self._refers.update(given.get(name, "").split())

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong with the page, in words."""
        found = list(self._faults)
        if self.headings.count(1) != 1:
            found.append(f"{self.headings.count(1)} headings of level 1")
        steps = zip(self.headings, self.headings[1:], strict=False)
        found += [f"h{a} is followed by h{b}" for a, b in steps if b > a + 1]
        if not self.title.partition("·")[0].strip():
            found.append("no title")
        found += [f"id {i} occurs twice" for i in sorted({*self.ids}) if self.ids.count(i) > 1]
        found += [f"nothing has the id {i}" for i in sorted(self._refers - {*self.ids})]
        found += [f"no label for {c or '?'}" for c in self._controls if c not in self._labels]
        found += [f"loads {a}" for a in self.loads if not a.startswith("/") or a[:2] == "//"]
        found += [f"stray {s[0]!r}" for s in STRAY.finditer(self.source)]
        return found
