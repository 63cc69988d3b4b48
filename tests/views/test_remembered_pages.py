"""A page that is remembered is the page that would be written anew."""

import time
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, an_act
from tests.factories.code_batches import a_batch
from tests.factories.saving import save
from tests.faults.town import WITHDRAWN_AT, withdraw_unnoticed
from tests.views.scanning import printed
from webapp.views.shared.remembering import Pages

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
    answers: Pages = app.extensions["registry.answers"]
    for code in ("0" * 25, "ABC", "00000000000000000000000GG"):
        read(client, f"/v/{code}")
    assert len(answers) == 0
    read(client, f"/v/{printed(app, a_batch())}")
    assert len(answers) == 1


def test_a_queued_act_shows_when_its_time_comes(app: Flask, client: FlaskClient) -> None:
    """Nothing is committed between the two looks: the clock alone changes the page."""
    soon = datetime.now(UTC) + timedelta(seconds=3)
    certificate = a_certificate(an_act("suspend", soon))
    save(app, certificate)
    path = f"/certificates/{certificate.number_key}"
    before = read(client, path)
    time.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()) + 0.1)
    after = read(client, path)
    assert "Suspended" not in page_head(before)
    assert "Suspended" in page_head(after)


def page_head(page: str) -> str:
    """What stands above the facts: the title with its tags."""
    return page[page.index("<h1") : page.index("<dl")]


def test_a_past_day_never_hides_the_standing_of_today(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate(an_act("withdraw", WITHDRAWN_AT))
    code = printed(app, a_batch(certificate))
    page = read(client, f"/v/{code}?at=2024-05-31")
    assert "<title>Withdrawn" in page
    assert "On 31 May 2024, by all that is known today" in page
    assert page.index("Withdrawn</h1>") < page.index("Valid</span>")
