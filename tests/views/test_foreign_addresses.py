"""What `/verify` says of an address that is not ours, on the page and as JSON."""

import json
from pathlib import Path

from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.views.scanning import facts
from webapp.domain.addresses import KINDS
from webapp.views.shared.language import LANGUAGES
from webapp.views.verification.observing import OBSERVATIONS
from webapp.views.verification.words import IMITATION, WORDS


def test_every_kind_of_observation_has_words() -> None:
    assert set(OBSERVATIONS) == set(KINDS)


@on_sqlite
def test_an_imitation_is_named_with_its_reasons(client: FlaskClient) -> None:
    asked = {"code": "https://registry.example@evil.top:8443/v/1"}
    english = client.get("/verify", query_string=asked | {"lang": "en"})
    assert english.status_code == 400
    assert IMITATION.known in english.text
    assert IMITATION.advice[0] in english.text
    assert "stands before the sign @" in english.text
    assert "evil.top" in english.text
    chinese = client.get("/verify", query_string=asked | {"lang": "zh-CN"})
    assert chinese.status_code == 400
    answer = facts(
        client.get("/verify", query_string=asked, headers={"Accept": "application/json"})
    )
    assert answer["standing"] == "foreign"
    assert (answer["address"]["host"], answer["address"]["verdict"]) == ("evil.top", "imitates")
    assert answer["address"]["observations"][0]["kind"] == "name_before_at"
    assert answer["address"]["observations"][0]["detail"] == "registry.example"
    assert all(seen["words"] for seen in answer["address"]["observations"])


@on_sqlite
def test_another_site_is_not_accused(client: FlaskClient) -> None:
    asked = {"code": "https://www.samr.gov.cn/", "lang": "en"}
    page = client.get("/verify", query_string=asked)
    assert WORDS["foreign"].known in page.text
    assert IMITATION.known not in page.text
    answer = facts(client.get("/verify", query_string=asked | {"format": "json"}))
    assert answer["address"] == {
        "host": "www.samr.gov.cn",
        "verdict": "not_ours",
        "observations": [],
    }


@on_sqlite
def test_our_hosts_are_those_of_the_settings_and_the_one_asked_at(client: FlaskClient) -> None:
    for host in ("registry.example", "localhost", "127.0.0.1:5000"):
        answer = facts(
            client.get("/verify", query_string={"code": f"https://{host}/v/1", "format": "json"})
        )
        assert answer["standing"] == "mistyped"
        assert "address" not in answer


@on_sqlite
def test_a_digital_link_of_ours_is_followed(client: FlaskClient) -> None:
    asked = {"code": "https://registry.example/01/06900350006025/21/7"}
    assert client.get("/verify", query_string=asked).location == "/01/06900350006025/21/7"


@on_sqlite
def test_hostile_strings_are_shown_as_text(client: FlaskClient, shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8")):
        asked = {"code": f"https://{text}.top/{text}".encode("utf-8", "replace")}
        for to in LANGUAGES:
            page = client.get("/verify", query_string=asked | {"lang": to})
            assert page.status_code in (303, 400)
            assert "<script>alert" not in page.text
