"""A page that is remembered is the page that would be written anew."""

from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, an_act
from tests.factories.code_batches import a_batch
from tests.faults.town import WITHDRAWN_AT, withdraw_unnoticed
from tests.views.scanning import printed
from webapp.views.verification.rendering import MOST_REMEMBERED, _remembered

pytestmark = on_sqlite


def read(client: FlaskClient, path: str, **headers: str) -> str:
    return client.get(path, headers={"Accept-Language": "en"} | headers).text


def test_a_withdrawal_shows_at_once(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate()
    code = printed(app, a_batch(certificate))
    number = certificate.number_key
    assert "<title>Valid" in read(client, f"/v/{code}")
    assert "<title>Valid" in read(client, f"/v/{code}")
    withdraw_unnoticed(app, number)
    assert "<title>Withdrawn" in read(client, f"/v/{code}")


def test_language_mode_and_address_are_kept_apart(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    english = read(client, f"/v/{code}")
    chinese = read(client, f"/v/{code}", **{"Accept-Language": "zh-CN"})
    upper = read(client, f"/V/{code}")
    client.set_cookie("mode", "elder")
    large = read(client, f"/v/{code}")
    assert 'lang="en"' in english
    assert 'lang="zh-CN"' in chinese
    assert 'data-mode="elder"' in large
    assert f'name="next" value="/V/{code}"' in upper


def test_made_up_codes_are_not_remembered(app: Flask, client: FlaskClient) -> None:
    _remembered.cache_clear()
    for code in ("0" * 25, "ABC", "00000000000000000000000GG"):
        read(client, f"/v/{code}")
    assert _remembered.cache_info().currsize == 0
    read(client, f"/v/{printed(app, a_batch())}")
    assert _remembered.cache_info().currsize == 1
    assert _remembered.cache_info().maxsize == MOST_REMEMBERED


def test_a_past_day_never_hides_the_standing_of_today(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate(an_act("withdraw", WITHDRAWN_AT))
    code = printed(app, a_batch(certificate))
    page = read(client, f"/v/{code}?at=2024-05-31")
    assert "<title>Withdrawn" in page
    assert "On 31 May 2024, by all that is known today" in page
    assert page.index("Withdrawn</h1>") < page.index("Valid</span>")
