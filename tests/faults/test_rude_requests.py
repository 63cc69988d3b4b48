"""Wrong hosts, languages, methods and addresses: answered in words, in both languages."""

import pytest
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.faults import answers
from tests.faults.answers import assert_readable, assert_safe, heading_of
from tests.faults.town import Town


@on_sqlite
@pytest.mark.parametrize("path", ["/", "/search?q=a", "/nowhere", "/v/22222", "/api/v1/search"])
@pytest.mark.parametrize(
    "host",
    ["elsewhere.example", "registry.example.evil.example", "a b", "[::1", "registry.example\t"],
)
def test_a_wrong_host_is_refused_in_words(client: FlaskClient, path: str, host: str) -> None:
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert_safe(response)
    assert host not in response.get_data(as_text=True)


@on_sqlite
def test_a_wrong_host_is_refused_in_both_languages(client: FlaskClient) -> None:
    assert_readable(client, "/", 400, base_url="http://elsewhere.example/")


@on_sqlite
@pytest.mark.parametrize(
    ("language", "header", "expected"),
    [
        ("xx", "", "zh-CN"),
        ("", "", "zh-CN"),
        ("EN", "", "en"),
        ("en-GB", "", "en"),
        ("zh-TW", "", "zh-CN"),
        ("../../etc/passwd", "", "zh-CN"),
        ("e\x00n", "", "zh-CN"),
        ("a" * 4000, "", "zh-CN"),
        ("", "fr-CA, *;q=0.1", "zh-CN"),
        ("", "en;q=0, zh;q=0.1", "zh-CN"),
        ("", "en;q=nonsense", "zh-CN"),
        ("", ";;;,,,===", "zh-CN"),
        ("", "en;q=1e400", "zh-CN"),
        ("", "x" * 4000, "zh-CN"),
        ("", "en-US,en;q=0.9,zh;q=0.8", "en"),
    ],
)
def test_odd_languages_get_one_that_is_spoken(
    client: FlaskClient, language: str, header: str, expected: str
) -> None:
    query = {"lang": language} if language else {}
    response = client.get("/nowhere", query_string=query, headers={"Accept-Language": header})
    assert response.status_code == 404
    assert_safe(response)
    assert f'<html lang="{expected}"' in response.get_data(as_text=True)


@on_sqlite
@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/standards/gb-t-99999-1900",
        "/products/2147483647",
        "/products/2147483648",
        "/products/99999999999999999999",
        "/products/-1",
        "/products/0x10",
        "/enterprises/91440600000000000X",
        "/certificates/none",
        "/certificates/none/marks/1.png",
        "/certificates/none/marks/99999999999999999999.png",
        "/certificates/none/marks/1.exe",
        "/notices/none",
        "/schemes/none",
        "/static/../webapp/config.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/css",
        "/pictures/..%2fregistry.sqlite",
        "/pictures/none.png",
        "/styles/none/0.css",
        "/v/",
        "/api/v2/search",
        "/.git/config",
        "/wp-login.php",
    ],
)
def test_an_unknown_address_is_told_in_words(client: FlaskClient, town: Town, path: str) -> None:
    assert_readable(client, path, 404)


def test_numbers_beyond_the_database_are_not_found(client: FlaskClient, town: Town) -> None:
    for number in (2**31 - 1, 2**31, 2**63 - 1, 2**63, 10**30, 10**4000):
        for path in (f"/products/{number}", f"/certificates/{town.certificate}/marks/{number}.svg"):
            response = client.get(path)
            assert response.status_code == 404, path[:60]
            assert_safe(response)


@pytest.mark.parametrize(
    "number", ["0", "-1", "9" * 9, "9" * 10, "9" * 400, "²", "١٢", "1e9", "NaN"]
)
def test_odd_limits_and_places_are_left_out(client: FlaskClient, town: Town, number: str) -> None:
    for path, query in (
        ("/notices", {"before": number}),
        ("/api/v1/search", {"q": "样例", "limit": number}),
        ("/api/v1/search", {"q": "样例", "after": number}),
        ("/search", {"q": "样例", "after": number, "list": "1"}),
        ("/search", {"year": number, "sort": number, "kind": number}),
    ):
        response = client.get(path, query_string=query)
        assert response.status_code == 200, (path, query)
        assert_safe(response)


@on_sqlite
@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X" * 99]
)
def test_a_wrong_method_is_told_in_words(client: FlaskClient, town: Town, method: str) -> None:
    for path in ("/", "/search", f"/v/{town.valid_code}", "/api/v1/search", "/healthz"):
        response = client.open(path, method=method)
        assert response.status_code == 405, path
        assert "GET" in response.headers["Allow"]
        assert_safe(response)
    assert_readable(client, "/preferences", 405)


@on_sqlite
def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    assert_readable(client, "/", 405, method="DELETE")
    assert set(client.get("/preferences").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


@on_sqlite
def test_a_huge_form_is_refused_in_words(client: FlaskClient) -> None:
    assert_readable(
        client, "/preferences", 413, method="POST", data={"next": "/" + "a" * (3 * 1024 * 1024)}
    )


@on_sqlite
@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "b" * 300,
        "application/json",
        "application/x-www-form-urlencoded; charset=utf-7",
        "\xff/\xff",
    ],
)
def test_a_form_of_an_odd_kind_changes_nothing(client: FlaskClient, content_type: str) -> None:
    response = client.post(
        "/preferences", data=b"--b\r\n\x00\xff lang=en", headers={"Content-Type": content_type}
    )
    assert response.status_code in (303, 400, 413)
    assert "Set-Cookie" not in response.headers
    assert_safe(response)


@on_sqlite
def test_a_form_of_another_site_is_refused_in_both_languages(client: FlaskClient) -> None:
    headings = {}
    for language in ("zh-CN", "en"):
        response = client.post(
            "/preferences",
            data={"lang": "en"},
            headers={"Sec-Fetch-Site": "cross-site", "Accept-Language": language},
        )
        assert response.status_code == 403
        assert "Set-Cookie" not in response.headers
        assert_safe(response)
        headings[language] = heading_of(response.get_data(as_text=True))
    answers.assert_both_languages(headings)


@on_sqlite
@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "\x00",
        "javascript:1",
    ],
)
def test_a_choice_never_leads_to_another_site(client: FlaskClient, target: str) -> None:
    response = client.post("/preferences", data={"lang": "en", "next": target})
    assert response.status_code == 303
    location = response.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
