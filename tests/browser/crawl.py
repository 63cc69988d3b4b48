"""Finds the public pages: by following links from the home page, and by address."""

import re
from collections import deque
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from tests.browser.checks.delivery import Answer, fetch

ROUTES = Path(__file__).resolve().parents[1] / "architecture" / "routes.txt"
MOST_PER_ROUTE = 3
# Answers that are no pages: data, pictures, parts of pages.
NO_PAGE = re.compile(
    r"^/(api/|healthz|readyz|metrics|static/|styles/|pictures/|preferences|favicon)|\.<|\.json$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A page: its path with query, its route, and what the server answered."""

    path: str
    route: str
    answer: Answer


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and named.get("href") and "download" not in named:
            self.found.append(str(named["href"]))


def page_routes() -> list[str]:
    """The recorded addresses that answer with a page."""
    lines = ROUTES.read_text(encoding="utf-8").splitlines()
    rules = [line.split()[0] for line in lines if line.endswith(" GET")]
    return [rule for rule in rules if not NO_PAGE.search(rule)]


def route_of(path: str, routes: list[str]) -> str | None:
    """The recorded address that `path` belongs to."""
    bare = path.partition("?")[0]
    for rule in routes:
        pattern = re.sub(r"<int:\w+>", r"\\d+", re.sub(r"<string:\w+>", "[^/]+", rule))
        if re.fullmatch(pattern, bare):
            return rule
    return None


def links_of(page: str, base: str) -> list[str]:
    """The addresses on this site that a page links to, as paths with their queries."""
    reader = _Links()
    reader.feed(page)
    addresses = [urlsplit(urljoin(base, link)) for link in reader.found]
    own = urlsplit(base).netloc
    return [
        quote(at.path, safe="/%") + (f"?{at.query}" if at.query else "")
        for at in addresses
        if at.netloc == own
    ]


def crawl(url: str) -> list[Found]:
    """Follow links from the home page, at most three pages of a route; follow redirections."""
    routes, queue, seen = page_routes(), deque(["/"]), {"/"}
    counts: dict[str, int] = {}
    found: list[Found] = []
    while queue:
        path = queue.popleft()
        route = route_of(path, routes)
        if route is None or counts.get(route, 0) >= MOST_PER_ROUTE:
            continue
        answer = fetch(url + path)
        if 300 <= answer.status < 400:
            targets = [urljoin(url + path, answer.headers["Location"]).removeprefix(url)]
        else:
            counts[route] = counts.get(route, 0) + 1
            found.append(Found(path, route, answer))
            targets = links_of(answer.body.decode(), url + path)
        queue += [target for target in dict.fromkeys(targets) if target not in seen]
        seen.update(targets)
    return found
