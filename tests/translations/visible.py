"""What a visitor reads of a page: its text and whatever is read aloud, without its markup.

Addresses are left out, and what the page itself says is in no language (`translate="no"`).
"""

import re
from html.parser import HTMLParser

READ_ALOUD = ("title", "alt", "aria-label", "placeholder")
# These stand within a line: the words beside them belong together (`陶<mark>瓷砖</mark>`).
INLINE = {"mark", "span", "a", "strong", "em", "time", "b", "i"}
ADDRESS = re.compile(r"https?://[^\s，。；]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silenced_by = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._silenced_by and (tag in ("script", "style") or ("translate", "no") in attrs):
            self._silenced_by = tag
        self._depth += tag == self._silenced_by
        if tag not in INLINE:
            self.parts.append("\n")
        self.parts += [f"\n{value}\n" for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == self._silenced_by
        if not self._depth:
            self._silenced_by = ""
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silenced_by:
            self.parts.append(data)


def lines_of(page: str) -> list[str]:
    """The lines of a page as read."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    text = ADDRESS.sub("", "".join(reader.parts))
    return [line for part in text.split("\n") if (line := " ".join(part.split()))]


def without(text: str, known: list[str]) -> str:
    """A text without the values of records that stand in it; `known` has the longest first."""
    for value in known:
        if value in text:
            text = text.replace(value, "\n")
    return text
