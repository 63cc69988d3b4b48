"""What a lot or unit code adds to an answer: its lot, the day of manufacture, and what follows."""

from datetime import UTC, date, datetime

from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, an_act
from tests.factories.code_batches import a_release, a_unit_batch
from tests.factories.saving import save
from tests.views.scanning import facts, keys_of, scan
from webapp.models.certificate import Certificate

MARCH = datetime(2025, 3, 10, 1, 0, tzinfo=UTC)
pytestmark = on_sqlite


def a_code(app: Flask, made_on: date, certificate: Certificate, grain: str = "unit") -> str:
    batch = a_unit_batch(certificate, grain=grain)
    save(app, a_release(batch, lot="L7", made_on=made_on, last_index=0))
    return keys_of(app).mint(batch.key_id, batch.number, 0)


def page(client: FlaskClient, code: str) -> str:
    return client.get(f"/v/{code}?lang=en").get_data(as_text=True)


def test_json_names_grain_lot_and_day(app: Flask, client: FlaskClient) -> None:
    answer = facts(scan(client, a_code(app, date(2025, 2, 3), a_certificate(), "lot")))
    assert (answer["grain"], answer["lot"], answer["made_on"]) == ("lot", "L7", "2025-02-03")


def test_json_of_a_code_that_was_never_released_names_no_lot(
    app: Flask, client: FlaskClient
) -> None:
    batch = a_unit_batch()
    save(app, batch)
    answer = facts(scan(client, keys_of(app).mint(0, batch.number, 5)))
    assert (answer["standing"], answer["grain"]) == ("not_released", "unit")
    assert (answer["lot"], answer["made_on"]) == (None, None)


def test_goods_of_an_expired_certificate_were_made_in_its_term(
    app: Flask, client: FlaskClient
) -> None:
    certificate = a_certificate(valid_until=date(2025, 6, 30))
    shown = page(client, a_code(app, date(2025, 6, 30), certificate))
    assert "while the mark was valid. What happened later" in shown
    assert ">Expired<" in shown


def test_goods_made_after_a_suspension_are_told_so(app: Flask, client: FlaskClient) -> None:
    shown = page(client, a_code(app, date(2025, 3, 10), a_certificate(an_act("suspend", MARCH))))
    assert "The mark did not hold for them on that day: Suspended." in shown
    before = page(client, a_code(app, date(2025, 3, 9), a_certificate(an_act("suspend", MARCH))))
    assert "did not hold" not in before


def test_each_grain_says_what_it_cannot_prove(app: Flask, client: FlaskClient) -> None:
    one, lot = (a_code(app, date(2025, 2, 3), a_certificate(), g) for g in ("unit", "lot"))
    assert "One code stands for one item" in page(client, one)
    assert "every pack of this lot" in page(client, lot)
