"""What a first visit weighs: the page and its styles, packed, and how many requests it takes."""

import gzip
import re
import urllib.request
from dataclasses import dataclass

from bench.http.pages import HTML, Page

_STYLES = re.compile(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"')
_OTHERS = re.compile(r'(?:<script[^>]+src|<img[^>]+src|<link[^>]+rel="icon"[^>]+href)="(/[^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes after gzip; `requests` counts the page, its styles, scripts, icon and pictures."""

    page: int
    styles: int
    requests: int

    @property
    def total(self) -> int:
        """Page and styles together."""
        return self.page + self.styles


def weight_of(port: int, page: Page) -> Weight:
    """Fetch an HTML page and what it links to."""
    body = _fetch(port, page.path)
    text = body.decode()
    styles = [_fetch(port, address) for address in _STYLES.findall(text)]
    return Weight(
        page=len(gzip.compress(body, 6)),
        styles=sum(len(gzip.compress(style, 6)) for style in styles),
        requests=1 + len(styles) + len(set(_OTHERS.findall(text))),
    )


def _fetch(port: int, path: str) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept": HTML})
    with urllib.request.urlopen(request, timeout=30) as answer:
        content: bytes = answer.read()
    return content
