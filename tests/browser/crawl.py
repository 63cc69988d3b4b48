"""Finds the public pages: by following links from the home page, and by address."""

import re
from collections import deque
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from tests.browser.checks.delivery import Answer, fetch
from webapp.config import SAMPLE_MARK_KEY
from webapp.domain.mark_keys import MarkKeys

ROUTES = Path(__file__).resolve().parents[1] / "architecture" / "routes.txt"
MOST_PER_ROUTE = 3
# Answers that are no pages: data, pictures, parts of pages.
NO_PAGE = re.compile(
    r"^/(api/|healthz|readyz|metrics|static/|styles/|pictures/|preferences|favicon|01/|\.well-known/)|\.<|\.json$"
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


def special_paths(url: str) -> list[str]:
    """Addresses that no link leads to, or of which the crawl would take three alone."""
    marks = re.findall(r'href="(/v/([0-9A-Z]{25}))"', fetch(url + "/").body.decode())
    code = marks[0][1]
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    forged = MarkKeys({0: bytes(32)}, 0).mint(0, 1, 0)
    unknown = MarkKeys({0: SAMPLE_MARK_KEY}, 0).mint(0, 2**29, 0)
    return [
        *(path for path, _ in marks),
        *(f"/v/{other}" for other in (slip, forged, unknown)),
        f"/V/{code}",
        f"/v/{marks[1][1]}?at=2026-06-01",
        "/verify?code=abc",
        "/verify?code=https%3A%2F%2Fregistry.example.net%2Fv%2FABC",
        f"/search?q={quote('瓷砖')}",
        f"/search?q={quote('瓷砖')}&kind=standard&level=national&sort=title",
        "/search?q=cizhuam",
        "/search?q=zzqqxxy&kind=notice",
        "/certificates/FSBZ-YL-0002?at=2026-06-01",
        "/products/1?at=2015-01-01",
        "/certificates/FSBZ-YL-0001?at=soon",
        "/gtins/2990010000016",
        "/nothing/here",
    ]


def crawl(url: str) -> list[Found]:
    """Follow links from the home page, at most three pages of a route; then the special ones."""
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
    known = {page.path for page in found}
    for path in special_paths(url):
        if path not in known:
            found.append(Found(path, route_of(path, routes) or "", fetch(url + path)))
    return found
