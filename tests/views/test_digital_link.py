"""`/01/<GTIN>…`: to people a page, to machines links and facts, to nobody a false promise."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, scope_of
from tests.factories.code_batches import a_batch
from tests.factories.products import a_product
from tests.factories.saving import save
from tests.views.scanning import forged, printed
from webapp.domain.digital_link import path_of_unit
from webapp.views.digital_link.links import CONTEXT, VOCABULARY
from webapp.views.digital_link.words import FAULTS, UNITS
from webapp.views.shared.language import LANGUAGES

GTIN = "09506000134352"
OTHER = "06900350006025"
OURS = "https://registry.example"
MACHINE = {"Accept": "application/linkset+json"}


@pytest.fixture
def certificate(app: Flask) -> str:
    """The number of a certificate whose only product has the GTIN."""
    made = a_certificate(scope=[scope_of(a_product(gtin=GTIN))])
    number = made.number
    save(app, made)
    return number


def asked(client: FlaskClient, path: str, accept: str = "*/*", **headers: str) -> TestResponse:
    """An answer of the public address."""
    return client.get(path, base_url=OURS, headers={"Accept": accept} | headers)


def links_of(response: TestResponse) -> list[dict[str, Any]]:
    """The entries of a linkset."""
    found: list[dict[str, Any]] = response.get_json()["linkset"]
    return found


@pytest.mark.usefixtures("certificate")
def test_a_product_number_leads_to_its_page(client: FlaskClient) -> None:
    for path in (f"/01/{GTIN}", f"/01/{GTIN}/", f"/01/{GTIN[1:]}"):
        answer = asked(client, path)
        assert (answer.status_code, answer.location) == (307, f"{OURS}/gtins/{GTIN}")
    for rest in ("/10/KL8G", "/22/2A", "/22/2A/10/KL8G"):  # lots are not known here: one level up
        assert asked(client, f"/01/{GTIN}{rest}").location == f"{OURS}/gtins/{GTIN}"
    for method in (client.get, client.head):
        page = method(f"/01/{GTIN}?foo=bar&at=2025-03-31", base_url=OURS)
        assert page.location == f"{OURS}/gtins/{GTIN}?foo=bar&at=2025-03-31"
    page = client.get(f"/gtins/{GTIN}?lang=en")
    assert page.status_code == 200
    assert "Dry-pressed ceramic tile" in page.text
    assert "cannot be authenticated" not in page.text


def test_every_certificate_of_the_number_is_shown(
    app: Flask, client: FlaskClient, certificate: str
) -> None:
    save(app, a_certificate(number="QM-7", scope=[scope_of(a_product(gtin=GTIN))]))
    page = client.get(f"/gtins/{GTIN}")
    facts = asked(client, f"/01/{GTIN}", "application/json").get_json()
    numbers = [c["number"] for product in facts["products"] for c in product["certificates"]]
    assert numbers == [certificate, "QM-7"]
    assert all(number in page.text for number in numbers)
    assert (facts["gtin"], facts["grain"], facts["unit"]) == (GTIN, "model", None)
    assert {c["standing"] for p in facts["products"] for c in p["certificates"]} == {"valid"}
    choice = asked(client, f"/01/{GTIN}?linkType=gs1:certificationInfo")
    assert choice.status_code == 300
    (entry,) = links_of(choice)
    assert set(entry) == {"anchor", "description", f"{VOCABULARY}certificationInfo"}
    assert len(entry[f"{VOCABULARY}certificationInfo"]) == 2


def test_the_linkset_lists_every_level(client: FlaskClient, certificate: str) -> None:
    path = f"/01/{GTIN}/10/A%2FB/21/7"
    for query, headers in (("", MACHINE), ("?linkType=linkset", {}), ("?linkType=all", {})):
        answer = client.get(path + query, base_url=OURS, headers=headers)
        assert (answer.status_code, answer.content_type) == (200, "application/linkset+json")
        unit, model = links_of(answer)
        assert (unit["anchor"], model["anchor"]) == (OURS + path, f"{OURS}/01/{GTIN}")
        for entry in (unit, model):
            (default,) = entry[f"{VOCABULARY}defaultLink"]
            assert set(default) == {"href", "title"}
            (page,) = entry[f"{VOCABULARY}pip"]
            assert page["href"] == default["href"]
        (info,) = model[f"{VOCABULARY}certificationInfo"]
        assert certificate in client.get(urlsplit(info["href"]).path).text
        (header,) = answer.headers.getlist("Link")
        assert f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"' in header
        assert f'<{OURS}{path}?linkType=linkset>; rel="linkset"' in header


@pytest.mark.usefixtures("certificate")
def test_each_link_is_led_to_by_its_type(client: FlaskClient) -> None:
    (entry,) = links_of(asked(client, f"/01/{GTIN}", MACHINE["Accept"]))
    for rel in ("pip", "certificationInfo", "defaultLink"):
        (target,) = entry[VOCABULARY + rel]
        for name in (f"gs1:{rel}", f"https://gs1.org/voc/{rel}", VOCABULARY + rel):
            answer = asked(client, f"/01/{GTIN}?linkType={name}")
            assert answer.status_code == 307
            assert answer.location == f"{target['href']}?linkType={name}"
        assert client.get(urlsplit(target["href"]).path).status_code == 200
    for name in ("gs1:nosuchlt", "pip", "https://evil.top/voc/pip", "gs1:"):
        assert asked(client, f"/01/{GTIN}?linkType={name}").status_code == 404


@on_sqlite
@pytest.mark.usefixtures("certificate")
def test_other_sites_may_ask(client: FlaskClient) -> None:
    paths = [f"/01/{GTIN}", f"/01/{OTHER}", "/01/1", "/01/", "/.well-known/gs1resolver"]
    for path in paths:
        for answer in (
            client.get(path, headers={"Origin": "https://shop.example"}),
            client.head(path),
            client.options(path, headers={"Access-Control-Request-Method": "GET"}),
        ):
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    options = client.options(paths[0])
    assert (options.status_code, options.data) == (200, b"")
    assert client.head(paths[0]).data == b""
    assert 'rel="linkset"' in client.head(paths[0]).headers["Link"]
    assert client.post(paths[0]).status_code == 405


@on_sqlite
@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/01/09506000134353", 400),
        ("/01/", 400),
        (f"/01/{GTIN}/foo", 400),
        (f"/01/{GTIN}/21/1/10/A", 400),
        (f"/01/{GTIN}//10/A", 400),
        (f"/01/{GTIN}/10/%FF", 400),
        (f"/01/{GTIN}/21/A%0D%0AX:y", 400),
        (f"/01//{GTIN}", 400),
        (f"/01/{GTIN}?17=2026", 400),
        (f"/01/{OTHER}", 404),
        (f"/01/{OTHER}/21/7?linkType=linkset", 404),
        ("/gtins/09506000134353", 400),
        (f"/gtins/{OTHER}", 404),
    ],
)
def test_faults_are_told_in_the_form_and_language_asked_for(
    client: FlaskClient, path: str, status: int
) -> None:
    pages = [asked(client, path, **{"Accept-Language": to}) for to in LANGUAGES]
    assert {page.status_code for page in pages} == {status}
    assert {page.mimetype for page in pages} == {"text/html"}
    for accept in ("application/json", MACHINE["Accept"]):
        answer = asked(client, path, accept)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        assert answer.get_json()["status"] == status
        assert answer.get_json()["detail"]


def test_every_fault_has_words() -> None:
    reasons = {f"gtin_{name}" for name in ("empty", "digits", "length", "check_digit")}
    assert set(FAULTS) == reasons | {"pairs", "key", "order", "value", "encoding", "attribute"}
    assert set(UNITS) == {"not_ours", "other_product"}


@pytest.mark.usefixtures("certificate")
def test_a_serial_of_the_maker_cannot_be_authenticated(client: FlaskClient) -> None:
    for rest in ("/21/7", "/10/L/21/7", "/235/7", "/10/03NQK8N/21/WZW3H4K24GP5W8ZA42"):
        answer = asked(client, f"/01/{GTIN}{rest}")
        assert answer.status_code == 307
        target = urlsplit(answer.location)
        page = client.get(f"{target.path}?{target.query}&lang=en")
        assert "This unit cannot be authenticated" in page.text
        facts = asked(client, f"/01/{GTIN}{rest}", "application/json").get_json()
        assert facts["unit"]["authenticated"] is False
        assert facts["unit"]["reason"] == "not_ours"
    assert asked(client, f"/01/{GTIN}/10/L", "application/json").get_json()["unit"] is None


def test_a_unit_code_of_ours_leads_to_its_verification(app: Flask, client: FlaskClient) -> None:
    batch = a_batch(a_certificate(scope=[scope_of(a_product(gtin=GTIN))]))
    code = printed(app, batch)
    for tried in (code, forged(code)):
        path = path_of_unit(GTIN, tried)
        for accept in ("*/*", "text/html", "application/json"):
            answer = asked(client, path, accept)
            assert (answer.status_code, answer.location) == (307, f"{OURS}/v/{tried}")
    unit, model = links_of(asked(client, path_of_unit(GTIN, code), MACHINE["Accept"]))
    assert unit[f"{VOCABULARY}defaultLink"][0]["href"] == f"{OURS}/v/{code}"
    assert model[f"{VOCABULARY}defaultLink"][0]["href"] == f"{OURS}/gtins/{GTIN}"
    assert client.get(f"/v/{code}").status_code == 200


def test_a_code_under_another_number_is_not_vouched_for(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch(a_certificate(scope=[scope_of(a_product(gtin=GTIN))])))
    save(app, a_product(gtin=OTHER))
    path = path_of_unit(OTHER, code)
    facts = asked(client, path, "application/json").get_json()
    assert facts["unit"]["reason"] == "other_product"
    target = urlsplit(asked(client, path).location)
    page = client.get(f"{target.path}?{target.query}&lang=en")
    assert "issued for another product number" in page.text
    assert f'href="/v/{code}"' in page.text


@on_sqlite
@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr;q=1, en;q=0.6, zh;q=0.4", "en"),
        ("zh;q=0.4, en;q=0.6", "en"),
        ("en;q=0.5, zh-TW;q=0.9", "zh-CN"),
        ("en;q=0, zh;q=0.1", "zh-CN"),
        ("fr", "zh-CN"),
    ],
)
def test_languages_are_ranked_by_quality(client: FlaskClient, header: str, language: str) -> None:
    sent = {"Accept-Language": header}
    page = client.get(f"/gtins/{GTIN}", headers=sent)
    assert f'<html lang="{language}"' in page.text
    assert "Accept-Language" in page.headers["Vary"]


@on_sqlite
@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize(
    ("accept", "status", "form"),
    [
        ("text/html", 307, "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 307, "text/html"),
        ("application/json", 200, "application/json"),
        ("application/linkset+json;q=0.9, application/json;q=0.5", 200, MACHINE["Accept"]),
        ("image/png", 307, "text/html"),
    ],
)
def test_the_form_follows_what_is_accepted(
    client: FlaskClient, accept: str, status: int, form: str
) -> None:
    answer = asked(client, f"/01/{GTIN}", accept)
    assert (answer.status_code, answer.mimetype) == (status, form)
    listed = asked(client, f"/01/{GTIN}?linkType=linkset", accept)
    assert listed.status_code == 200


@on_sqlite
def test_the_resolver_describes_itself(client: FlaskClient) -> None:
    facts = asked(client, "/.well-known/gs1resolver").get_json()
    assert facts["resolverRoot"] == OURS
    assert facts["supportedPrimaryKeys"] == ["01"]
    assert facts["supportedLinkType"] == [{"namespace": VOCABULARY, "prefix": "gs1:"}]
    assert facts["linkTypeDefaultCanBeLinkset"] is False


@on_sqlite
@pytest.mark.usefixtures("certificate")
def test_hostile_strings_are_refused(client: FlaskClient, shared_data: Path) -> None:
    texts = json.loads((shared_data / "hostile/strings/blns.json").read_text("utf-8"))
    for text in texts:
        sent = quote(text, safe="", errors="replace")
        answer = client.get(f"/01/{GTIN}/21/{sent}", query_string={"linkType": text})
        assert answer.status_code in (307, 400, 404)
    for text in (text for text in texts if "<" in text):
        page = client.get(f"/gtins/{GTIN}", query_string={"serial": text, "lot": text})
        assert page.status_code == 200
        assert "<script>alert" not in page.text
