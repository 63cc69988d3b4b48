"""`/preferences`: cookies on request only, for our own forms, and back to our own pages."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.databases import on_sqlite

pytestmark = on_sqlite
HERE = "https://registry.example"


def choose(client: FlaskClient, form: dict[str, str], **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/preferences", data=form, headers=named, base_url=HERE)


def test_a_choice_is_remembered_and_leads_back(client: FlaskClient) -> None:
    answer = choose(client, {"lang": "en", "next": "/search?q=瓷砖&lang=zh-CN&page=2"})
    assert answer.status_code == 303
    assert answer.location == "/search?q=%E7%93%B7%E7%A0%96&page=2"
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("lang=en;")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert flag in cookie


def test_both_choices_at_once(client: FlaskClient) -> None:
    answer = choose(client, {"lang": "zh-CN", "mode": "elder", "next": "/"})
    names = {cookie.split(";")[0] for cookie in answer.headers.getlist("Set-Cookie")}
    assert names == {"lang=zh-CN", "mode=elder"}


@pytest.mark.parametrize("form", [{}, {"lang": "fr"}, {"mode": "huge"}, {"lang": "en\r\nX: y"}])
def test_what_is_no_choice_sets_nothing(client: FlaskClient, form: dict[str, str]) -> None:
    answer = choose(client, form)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Set-Cookie" not in answer.headers


def test_the_chosen_language_holds_on_the_next_page(client: FlaskClient) -> None:
    choose(client, {"lang": "en", "mode": "elder"})
    page = client.get("/verify", base_url=HERE, headers={"Accept-Language": "zh-CN"})
    assert '<html lang="en" data-mode="elder"' in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {},  # no browser: carries nobody's cookies
        {"Origin": HERE},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "null"},
    ],
)
def test_our_own_forms_are_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert choose(client, {"lang": "en"}, **headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "https://registry.example.org"},
        {"Origin": "https://registry.example:8443"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "registry.example"},
        {"Origin": "https://[registry.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Origin": HERE},
    ],
)
def test_forms_of_other_sites_are_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = choose(client, {"lang": "en"}, **headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org/",
        "///example.org/",
        "/\\example.org/",
        "\\\\example.org/",
        "/\t/example.org/",
        "/\r\n/example.org/",
        "\t//example.org/",
        "/\n\\example.org/",
        "javascript:alert(1)",
        "",
        " //example.org",
        "example.org",
    ],
)
def test_nobody_is_sent_elsewhere(client: FlaskClient, target: str) -> None:
    assert choose(client, {"lang": "en", "next": target}).location == "/"


@pytest.mark.parametrize(
    "target",
    ["/verify\r\nSet-Cookie: a=b", "/search?q=a\r\nSet-Cookie: a=b", "/x\x00y", "/é?q=\u2028"],
)
def test_no_header_can_be_smuggled_in(client: FlaskClient, target: str) -> None:
    answer = choose(client, {"lang": "en", "next": target})
    assert answer.status_code == 303
    assert len(answer.headers.getlist("Set-Cookie")) == 1
    assert answer.location.startswith("/")
    assert not set("\r\n\x00") & set(answer.location)


def test_get_is_not_taken(client: FlaskClient) -> None:
    answer = client.get("/preferences")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
