"""`/v/<code>`: what a scan is answered, in every standing that a code can have."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate, an_act, scope_of
from tests.factories.code_batches import a_batch, a_void
from tests.factories.products import a_product
from tests.servers import PROJECT
from tests.views.scanning import facts, forged, keys_of, printed, scan
from webapp.config import Settings
from webapp.domain.standing import ORDER
from webapp.factory import create_app
from webapp.models.code_batch import CodeBatch
from webapp.views.verification.words import FAULTS, WORDS

MARCH = datetime(2025, 3, 10, 1, 0, tzinfo=UTC)
TODAY = datetime.now(UTC).date()
TOMORROW = TODAY + timedelta(days=2)  # in any zone
YESTERDAY = TODAY - timedelta(days=2)


def a_mark(standing: str) -> CodeBatch:
    """A batch whose code has this standing today."""
    made = {
        "valid": a_batch,
        "not_yet_valid": lambda: a_batch(a_certificate(valid_from=TOMORROW)),
        "not_released": lambda: a_batch(released_at=None),
        "suspended": lambda: a_batch(a_certificate(an_act("suspend", MARCH))),
        "withdrawn": lambda: a_batch(a_certificate(an_act("withdraw", MARCH))),
        "cancelled": lambda: a_batch(a_certificate(an_act("cancel", MARCH))),
        "expired": lambda: a_batch(a_certificate(valid_until=YESTERDAY)),
    }
    return made[standing]()


GENUINE = (
    "valid",
    "not_yet_valid",
    "not_released",
    "suspended",
    "withdrawn",
    "cancelled",
    "expired",
)


def test_every_standing_of_a_genuine_code_is_answered_with_200(
    app: Flask, client: FlaskClient
) -> None:
    for standing in GENUINE:
        code = printed(app, a_mark(standing))
        response = scan(client, code)
        answer = facts(response)
        assert (response.status_code, answer["standing"]) == (200, standing)
        assert (answer["code"], answer["grain"], answer["flags"]) == (code, "model", [])
        assert answer["product"]["model"]
        assert answer["certificate"]["sample"] is True
    voided = a_batch()
    answer = facts(scan(client, printed(app, voided, a_void(voided, decision_number="9"))))
    assert (answer["standing"], answer["reason"]["decision_number"]) == ("voided", "9")
    assert {*GENUINE, "voided", "mistyped", "foreign", "forged", "unknown"} == set(ORDER)


def test_a_code_that_nobody_issued_is_404_and_one_that_is_no_code_400(
    app: Flask, client: FlaskClient
) -> None:
    genuine = printed(app, a_batch())
    unknown = keys_of(app).mint(0, 4711, 0)
    wanted = {
        forged(genuine): (404, "forged"),
        unknown: (404, "unknown"),
        forged(unknown): (404, "forged"),
        genuine[::-1]: (400, "mistyped"),
        "ABC": (400, "mistyped"),
    }
    for code, answer in wanted.items():
        response = scan(client, code)
        found = facts(response)
        assert (response.status_code, found["standing"]) == answer
        assert all(found[key] is None for key in ("grain", "certificate", "product", "holder"))
    assert facts(scan(client, "ABC"))["fault"] == "length"


@on_sqlite
def test_an_address_of_another_site_is_foreign(client: FlaskClient) -> None:
    asked = {"code": "https://example.org/v/0000"}
    response = client.get("/verify", query_string=asked, headers={"Accept": "application/json"})
    assert (response.status_code, facts(response)["standing"]) == (400, "foreign")


def test_a_model_that_left_the_scope_says_so(app: Flask, client: FlaskClient) -> None:
    left = scope_of(a_product(), until_day=date(2025, 3, 31), left_as="withdrawn")
    answer = facts(scan(client, printed(app, a_batch(a_certificate(scope=[left])))))
    assert (answer["standing"], answer["reason"]["code"]) == ("withdrawn", "scope_reduced")
    assert answer["since"] == "2025-03-31T16:00:00Z"


def test_forged_and_unknown_answers_have_one_length(app: Flask, client: FlaskClient) -> None:
    genuine = printed(app, a_batch())
    unknown = keys_of(app).mint(0, 4711, 0)
    codes = (forged(genuine), unknown, forged(unknown))
    for query in ("", "?at=2025-03-31"):
        assert len({len(scan(client, code, query).data) for code in codes}) == 1
        headers = [dict(scan(client, code, query).headers) for code in codes]
        assert headers[0] == headers[1] == headers[2]


def test_one_statement_for_forged_and_unknown_and_none_for_mistyped(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = printed(app, a_batch())
    reader = app.extensions["registry.reader"]
    asked: list[str] = []
    run = reader.rows
    monkeypatch.setattr(reader, "rows", lambda sql, given: (asked.append(sql), run(sql, given))[1])
    for code in (genuine, forged(genuine), keys_of(app).mint(0, 4711, 0)):
        scan(client, code)
    assert len(asked) == 3
    assert len(set(asked)) == 1
    scan(client, "ABC")
    assert len(asked) == 3


@on_sqlite
@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("application/json", "application/json"),
        ("application/json, text/html;q=0.9", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.5, application/json;q=0.4", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("image/png", "text/html"),
        ("application/*", "application/json"),
        (";;;,,,q=x", "text/html"),
    ],
)
def test_the_form_is_negotiated(
    app: Flask, client: FlaskClient, accept: str, mimetype: str
) -> None:
    code = printed(app, a_batch())
    response = client.get(f"/v/{code}", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert "Accept" in response.headers["Vary"]


def test_dot_json_is_json_for_a_browser_too(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    response = client.get(f"/v/{code}.json", headers={"Accept": "text/html"})
    assert response.mimetype == "application/json"
    assert facts(response)["code"] == code


@on_sqlite
def test_printed_and_typed_forms_are_one_code(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    groups = "-".join(re.findall(".{5}", code))
    for path in (f"/V/{code}", f"/v/{code.lower()}", f"/v/{groups}", f"/v/%20{groups}%20"):
        answer = facts(client.get(path, headers={"Accept": "application/json"}))
        assert (answer["code"], answer["standing"]) == (code, "valid"), path


def test_a_past_day_is_answered_as_known_now_and_as_known_then(
    app: Flask, client: FlaskClient
) -> None:
    act = an_act("suspend", MARCH, recorded_at=MARCH + timedelta(days=10))
    code = printed(app, a_batch(a_certificate(act)))
    answer = facts(scan(client, code, "?at=2025-03-15"))
    assert (answer["standing"], answer["known_then"]) == ("suspended", "valid")
    assert answer["at"] == "2025-03-15T15:59:59Z"
    assert facts(scan(client, code, "?at=2025-03-09"))["standing"] == "valid"
    assert facts(scan(client, code, "?at=2023-12-31"))["standing"] == "not_released"
    assert facts(scan(client, code))["at"] is None


@on_sqlite
@pytest.mark.parametrize(
    "at",
    [
        "tomorrow",
        "2025-02-30",
        "31.3.2025",
        "2999-01-01",
        "1900-01-01",
        "9" * 5000,
        "\x00",
        "２０２５",
    ],
)
def test_a_day_that_cannot_be_asked_about_is_told_in_words(
    app: Flask, client: FlaskClient, at: str
) -> None:
    code = printed(app, a_batch())
    response = client.get(
        f"/v/{code}", query_string={"at": at}, headers={"Accept": "application/json"}
    )
    problem = facts(response)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert (problem["field"], problem["status"]) == ("at", 400)
    assert len(problem["detail"]) < 200


@on_sqlite
def test_today_is_now(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    today = datetime.now(app.extensions["registry.settings"].time_zone).date()
    assert facts(scan(client, code, f"?at={today}"))["at"] is None


def test_without_its_database_nothing_is_called_valid(
    settings: Settings, app: Flask, client: FlaskClient
) -> None:
    code = printed(app, a_batch())
    reader = app.extensions["registry.reader"]
    reader.forget()
    broken = create_app(Settings.for_tests(settings.instance_path, _nowhere(settings.database_url)))
    phone = broken.test_client()
    for accept in ("application/json", "text/html"):
        response = phone.get(f"/v/{code}", headers={"Accept": accept, "Accept-Language": "en"})
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "30"
        assert "Nothing can be said about the mark" in response.text
    assert facts(scan(phone, "ABC"))["standing"] == "mistyped"  # that needs no database


def _nowhere(url: str) -> str:
    """The address of a database that is not there."""
    if url.startswith("sqlite"):
        return "sqlite:////nowhere/registry.sqlite"
    return "postgresql://postgres@127.0.0.1:1/registry"


@on_sqlite
def test_a_damaged_database_file_is_no_answer_either(
    settings: Settings, client: FlaskClient, app: Flask
) -> None:
    code = printed(app, a_batch())
    damaged = settings.instance_path / "damaged.sqlite"
    damaged.write_bytes(b"no database at all, but long enough to be one" * 100)
    broken = create_app(Settings.for_tests(settings.instance_path, f"sqlite:///{damaged}"))
    assert scan(broken.test_client(), code).status_code == 503
    assert scan(client, code).status_code == 200


@on_sqlite
def test_hostile_codes_are_mistyped(client: FlaskClient) -> None:
    hostile = ("%00", "%FF%FE", "..%2f..%2fetc", "<script>", "' OR 1=1 --", "😀" * 25, "0" * 9000)
    for code in hostile:
        response = scan(client, code)
        assert response.status_code in (400, 404), code
        assert b"Traceback" not in response.data


def test_the_example_of_the_document_has_the_keys_of_an_answer(
    app: Flask, client: FlaskClient
) -> None:
    text = (PROJECT / "docs" / "codes.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    example = json.loads(found[1])
    act = an_act("suspend", MARCH, words="停", words_en="stop", decision_number="7")
    answer = facts(scan(client, printed(app, a_batch(a_certificate(act)))))
    assert _shape(answer) == _shape(example)


def _shape(value: object) -> object:
    """The keys of an object in their order, all the way down."""
    return [(key, _shape(inner)) for key, inner in value.items()] if isinstance(value, dict) else 0


@on_sqlite
def test_looking_sets_no_cookie_and_uses_nothing_up(app: Flask, client: FlaskClient) -> None:
    code = printed(app, a_batch())
    answers = [scan(client, code) for _ in range(3)]
    assert all("Set-Cookie" not in answer.headers for answer in answers)
    assert {(facts(answer)["standing"], facts(answer)["since"]) for answer in answers} == {
        ("valid", "2024-01-01T01:00:00Z")
    }
    head = client.head(f"/v/{code}")
    assert (head.status_code, head.data) == (200, b"")
    assert client.post(f"/v/{code}").status_code == 405


def test_there_are_words_for_every_standing_and_every_fault() -> None:
    assert set(WORDS) == set(ORDER)
    assert set(FAULTS) == {"empty", "length", "character", "check"}
