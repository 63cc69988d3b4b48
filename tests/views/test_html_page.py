"""The checks of pages see what they are there to see."""

import pytest

from tests.views.html_page import Page

WHOLE = "<title>Tiles · Register</title><h1>Tiles</h1><h2 id='a'>Why</h2>"


def test_a_whole_page_has_no_fault() -> None:
    form = "<label for='q'>Name</label><input id='q'><input type='hidden' name='next'>"
    assert Page(f"{WHOLE}{form}<img src='/x.png' alt=''><script src='/x.js'></script>").faults == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<h1>Again</h1>", "2 headings of level 1"),
        ("<h4>Deep</h4>", "h2 is followed by h4"),
        ("<p id='a'></p>", "id a occurs twice"),
        ("<p aria-labelledby='b'></p>", "nothing has the id b"),
        ("<input id='q'>", "no label for q"),
        ("<textarea></textarea>", "no label for ?"),
        ("<script>alert(1)</script>", "inline style or script"),
        ("<p style='color: red'></p>", "inline style or script"),
        ("<p onclick='x()'></p>", "inline handler: onclick"),
        ("<img src='//elsewhere.example/x.png' alt=''>", "loads //elsewhere.example/x.png"),
        ("<img src='/x.png'>", "a picture without words"),
        ("<p>{{ name }}</p>", "stray '{{'"),
        ("<td>None</td>", "stray '>None<'"),
        ("<p>%(number)s results</p>", "stray '%(number)s'"),
    ],
)
def test_a_fault_is_seen(markup: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in Page(WHOLE + markup).faults)


def test_an_empty_title_is_seen() -> None:
    assert Page("<title> · Register</title><h1>Tiles</h1>").faults == ["no title"]
