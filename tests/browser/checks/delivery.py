"""What goes over the wire: headers, cookies, weights."""

import gzip
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser

POLICY = "default-src 'none'"
NEVER_IN_POLICY = ("unsafe", "*", "data:", "http:", "https:")
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is decompressed; `weight` counts the bytes of the body as sent."""

    status: int
    headers: Message
    body: bytes
    weight: int


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Let a redirection be an answer like any other."""


_OPENER = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def fetch(url: str, language: str = "en", accept: str = "text/html") -> Answer:
    """Ask as a browser does that has never been here; errors are answers too."""
    headers = {"Accept": accept, "Accept-Language": language, "Accept-Encoding": "gzip"}
    try:
        response = _OPENER.open(urllib.request.Request(url, headers=headers), timeout=30)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        sent = response.read()
    packed = response.headers.get("Content-Encoding") == "gzip"
    body = gzip.decompress(sent) if packed else sent
    return Answer(response.status, response.headers, body, len(sent))


def header_faults(headers: Message) -> list[str]:
    """Every security header is there, and no cookie is set before somebody chose something."""
    faults = []
    policy = headers.get("Content-Security-Policy", "")
    if not policy.startswith(POLICY):
        faults.append(f"policy: {policy!r}")
    faults += [f"policy allows {word}" for word in NEVER_IN_POLICY if word in policy]
    for name, value in WANTED.items():
        if headers.get(name) != value:
            faults.append(f"{name}: {headers.get(name)!r}")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        faults.append("Permissions-Policy")
    if headers.get_all("Set-Cookie"):
        faults.append(f"sets a cookie: {headers['Set-Cookie']}")
    return faults


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = {"link": "href", "script": "src", "img": "src"}.get(tag)
        address = dict(attrs).get(name) if name else None
        if address:
            self.found.append(address)


def parts_of(page: str) -> list[str]:
    """What a page makes the browser fetch: styles, scripts, icons, pictures; each once."""
    reader = _Parts()
    reader.feed(page)
    return list(dict.fromkeys(reader.found))


def weight_of(url: str, path: str, *, photos: bool) -> int:
    """The bytes of a page and its parts as sent, with or without the photos of products."""
    page = fetch(url + path)
    parts = [
        part for part in parts_of(page.body.decode()) if photos or not part.startswith("/pictures/")
    ]
    return page.weight + sum(fetch(url + part, accept="*/*").weight for part in parts)
