"""No template and no view holds a text that the catalogue never sees."""

from pathlib import Path

import pytest

from tests.translations.literals import in_module, in_template
from webapp.factory import ROOT

# Reviewed: the languages are named in themselves, the classifications have no Chinese initials.
SAME_EVERYWHERE = frozenset({"中文", "English", "ICS", "CCS"})
# Reviewed: how Chinese dates are written, two elements, and a fault of the programmer's.
NOT_FOR_THE_CATALOGUE = {
    "年", "月", "日", '<a href="{}">{}</a>', '<span lang="zh-CN">{}</span>',
    "no access declared for: ",
}  # fmt: skip

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Everything that visitors read is put into words in the views; the commands speak English to the
# operator, but what they say of a file is read by whoever wrote it.
MODULES = sorted(
    [*(ROOT / "webapp" / "views").rglob("*.py"), *(ROOT / "webapp" / "cli").glob("import_*.py")]
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_says_nothing_past_the_catalogue(path: Path) -> None:
    assert in_template(path.read_text(encoding="utf-8"), SAME_EVERYWHERE) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_view_says_nothing_past_the_catalogue(path: Path) -> None:
    found = set(in_module(path.read_text(encoding="utf-8")))
    assert found - NOT_FOR_THE_CATALOGUE == set()


def test_the_reviewed_lists_hold_nothing_that_is_gone() -> None:
    said = {t for path in TEMPLATES for t in in_template(path.read_text("utf-8"), frozenset())}
    assert said == SAME_EVERYWHERE
    written = {text for path in MODULES for text in in_module(path.read_text("utf-8"))}
    assert written == NOT_FOR_THE_CATALOGUE


@pytest.mark.parametrize(
    "source",
    [
        "<p>Read on</p>",
        "<p>更多</p>",
        '<button type="submit">{{ icon }} Search</button>',
        '<img src="a.png" alt="A picture">',
        '<nav aria-label="Main">{{ _("x") }}</nav>',
        '<input placeholder="Name" value="{{ v }}">',
        '<input type="submit" value="Send">',
        '{{ page_head("Notices") }}',
        '{{ page_head(_("Notices"), lead="what is new") }}',
        '{% call notice_box("warn", "Look out") %}{% endcall %}',
        '{% set rows = [{"label": "Number"}] %}',
        '{{ "%s results"|format(n) if n else "Nothing" }}',
    ],
)
def test_a_bare_text_in_a_template_is_found(source: str) -> None:
    assert in_template(source, SAME_EVERYWHERE)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="page-head">{{ _("Read on") }} · {{ n }} – 12 %</p>',
        "{# A comment in words #}<p>{{ title }}</p>",
        '<{{ tag }} class="notice-box__title">{{ title }}</{{ tag }}>',
        '{{ status_tag("not_yet_valid", label("standing", "valid")) }}',
        '{% if kind == "No such kind" %}{% endif %}',
        '<a href="/search?kind=standard&amp;sort=date" rel="nofollow">{{ t }}</a>',
        "{{ '<path d=\"M7 1h8\"/>'|safe }}",
    ],
)
def test_what_no_visitor_reads_as_words_is_let_pass(source: str) -> None:
    assert in_template(source, SAME_EVERYWHERE) == []


@pytest.mark.parametrize(
    "source",
    [
        'error_page(403, "Forbidden", _("No."))',
        'error_page(403, _("No"), f"Not {a}")',
        'raise BadInput("at", text, "wrong")',
        'title = "Nothing was found"',
        'word = "没有"',
        'render_template("a.html", lead=f"{n} results were found")',
    ],
)
def test_a_bare_text_in_a_view_is_found(source: str) -> None:
    assert in_module(source)


@pytest.mark.parametrize(
    "source",
    [
        'def f():\n    """What it does and why."""',
        'logger.info("not found in here: %s", error)',
        'error_page(403, _("Not allowed"), _("This page is not open to you."))',
        'raise BadInput("at", text, _("No such day."))',
        'response.headers["Cache-Control"] = "public, max-age=60"',
        'WORDS = {"valid": _("This code was issued here.")}',
    ],
)
def test_what_no_visitor_sees_of_a_view_is_let_pass(source: str) -> None:
    assert in_module(source) == []
