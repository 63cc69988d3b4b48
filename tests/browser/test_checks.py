"""Each check finds what it is there to find, and leaves a sound page alone."""

import hashlib
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.browser.checks import axe
from tests.browser.checks.delivery import POLICY, WANTED, header_faults, parts_of
from tests.browser.checks.focus import focus_faults
from tests.browser.checks.layout import print_faults, reflow_faults
from tests.browser.checks.standings import standing_faults
from tests.browser.checks.structure import structure_faults
from tests.browser.crawl import links_of, page_routes, route_of
from tests.browser.hands import Keys
from tests.browser.visitors import visiting

Check = Callable[[Tab], list[str]]
ADDRESS = "http://planted.invalid/"
RIGHT = """<!doctype html><html lang="en"><head><title>Right</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Right</h1><p>Some words.</p><h2>More</h2>
<form role="search" aria-label="Try"><label for="q">Ask</label><input id="q" name="q"></form>
<p><span class="status-tag">
<svg width="16" height="16" aria-hidden="true"><circle r="8"/></svg>Valid</span></p>
<img src="/x.png" alt="" width="9" height="9">{}</main></body></html>"""
PLANTED: list[tuple[Check, str, str]] = [
    (structure_faults, "<h1>Twice</h1>", "2 main headings"),
    (structure_faults, '<p id="q">x</p>', "id twice: q"),
    (structure_faults, '<input name="x">', "no label"),
    (structure_faults, '<p style="color:red">x</p>', "inline style"),
    (structure_faults, '<p onclick="x()">x</p>', "inline onclick"),
    (structure_faults, "<script>1</script>", "inline script"),
    (structure_faults, "<style>p{}</style>", "inline style"),
    (structure_faults, '<img src="/y.png" width="9" height="9">', "no alt"),
    (structure_faults, '<a href="#none">x</a>', "leads nowhere"),
    (structure_faults, '<p aria-describedby="none">x</p>', "aria-describedby leads nowhere"),
    (structure_faults, "<h4>Too deep</h4>", "h4 after h2"),
    (axe.axe_faults, '<p style="color:#999;background:#fff">pale</p>', "color-contrast"),
    (axe.axe_faults, "<button></button>", "button-name"),
    (axe.axe_faults, '<p role="nonsense">x</p>', "aria-roles"),
    (reflow_faults, '<p style="width:400px">wide</p>', "scrolls sideways"),
    (reflow_faults, '<div style="overflow:hidden"><b style="width:400px;display:block">x</b></div>',
     "beyond the edge"),
    (reflow_faults, '<h2 style="width:20px">Unbreakable</h2>', "sticks out"),
    (print_faults, "<nav>here</nav>", "on paper: <nav"),
    (print_faults, '<p style="margin-left:-50px">cut</p>', "off the paper"),
    (print_faults, "<button>go</button>", "on paper: <button"),
    (standing_faults, '<span class="status-tag">Valid</span>', "without a shape"),
    (standing_faults, '<span class="status-tag"><svg width="16" height="16"><g/></svg></span>',
     "without a word"),
]  # fmt: skip


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A tab that nothing reaches from outside."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    yield page
    context.close()


def _show(tab: Tab, extra: str, page: str = RIGHT) -> None:
    tab.route(
        "**/*", lambda route: route.fulfill(body=page.format(extra), content_type="text/html")
    )
    tab.goto(ADDRESS)


@pytest.mark.parametrize(("check", "extra", "fault"), PLANTED)
def test_a_planted_fault_is_found(tab: Tab, check: Check, extra: str, fault: str) -> None:
    _show(tab, extra)
    assert [found for found in check(tab) if fault in found]


def test_a_sound_page_is_left_alone(tab: Tab) -> None:
    _show(tab, "", RIGHT.replace('<form role="search" aria-label="Try">', "<div>"))
    assert structure_faults(tab) == []
    assert axe.axe_faults(tab) == []
    assert reflow_faults(tab) == []
    assert standing_faults(tab) == []


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        ('<style>:focus{outline:none}</style><a href="/">x</a>', "no outline"),
        ('<a href="/" style="position:fixed;left:-99px">x</a>', "out of sight"),
        ('<a href="/">x</a><div style="position:fixed;inset:0">over all</div>', "covered"),
        ('<a href="/" style="outline:3px solid">x</a>', ""),
    ],
)
def test_a_hidden_focus_is_found(tab: Tab, extra: str, fault: str) -> None:
    _show(tab, extra, "<!doctype html><title>x</title><body>{}</body>")
    assert focus_faults(tab) == []
    tab.keyboard.press("Tab")
    found = focus_faults(tab)
    assert [one for one in found if fault in one] if fault else not found


def test_keys_do_not_reach_what_cannot_be_reached(tab: Tab) -> None:
    _show(tab, '<style>:focus{outline:3px solid}</style><b id="here" tabindex="-1">x</b>')
    with pytest.raises(AssertionError, match="did not reach"):
        Keys().press(tab.locator("#here"))


@pytest.mark.parametrize(
    ("extra", "complaint"),
    [
        ("<script>throw new Error('planted')</script>", "script: "),
        ("<script>console.error('planted')</script>", "console: planted"),
        ('<img alt="" src="http://elsewhere.invalid/x.png">', "asks elsewhere"),
    ],
)
def test_a_browser_complains(browser: Browser, extra: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        _look_at(browser, extra)


def _look_at(browser: Browser, extra: str) -> None:
    with visiting(browser, ADDRESS.rstrip("/")) as visitor:
        _show(visitor.tab, extra)
        visitor.tab.wait_for_load_state("networkidle")


def test_a_missing_header_is_found() -> None:
    headers = Message()
    for name, value in (WANTED | {"Content-Security-Policy": POLICY}).items():
        headers[name] = value
    headers["Permissions-Policy"] = "camera=()"
    assert header_faults(headers) == []
    for name in list(headers.keys()):
        without = Message()
        for other, value in headers.items():
            if other != name:
                without[other] = value
        assert header_faults(without), name
    headers.replace_header("Content-Security-Policy", f"{POLICY}; script-src 'unsafe-inline'")
    headers["Set-Cookie"] = "a=b"
    assert len(header_faults(headers)) == 2


def test_the_crawl_reads_links_and_addresses() -> None:
    links = ('href="/a?b=1"', 'href="http://elsewhere.invalid/"', 'href="/p" download')
    page = "".join(f"<a {link}>x</a>" for link in links)
    assert links_of(page, ADDRESS) == ["/a?b=1"]
    assert route_of("/products/7?at=2026-01-01", page_routes()) == "/products/<int:product_id>"
    assert route_of("/products/seven", page_routes()) is None
    assert "/api/v1/search" not in page_routes()
    assert parts_of('<link href="/a.css"><img src="/b.png"><script src="/c.js"></script>') == [
        "/a.css",
        "/b.png",
        "/c.js",
    ]


def test_axe_is_the_one_that_the_record_names() -> None:
    digest = hashlib.sha256(axe.FILE.read_bytes()).hexdigest()
    assert digest in (axe.FILE.parent / "README.md").read_text(encoding="utf-8")
    assert Path(axe.FILE).stat().st_size > 100_000
