"""Lot and unit codes in the read behind a scan: the release that holds the index, and its day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.factories.certificates import GRANTED_AT, a_certificate, an_act
from tests.factories.code_batches import a_batch, a_release, a_unit_batch, a_void, code_of
from tests.factories.saving import save
from webapp.domain.mark_keys import MarkKeys
from webapp.domain.standing import standing_when_made
from webapp.models.certificate import Certificate
from webapp.models.code_batch import CodeBatch
from webapp.queries.verification import Clock, MarkFacts, Verification, verify

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
KEYS = MarkKeys({0: bytes(range(32))}, current=0)
MARCH = datetime(2026, 3, 10, tzinfo=UTC)


def ask(app: Flask, batch: CodeBatch, index: int, at: datetime | None = None) -> Verification:
    reader = app.extensions["registry.reader"]
    return verify(reader, KEYS, code_of(batch, KEYS, index), Clock(NOW, ZONE, at))


def mark_of(app: Flask, batch: CodeBatch, index: int) -> MarkFacts:
    mark = ask(app, batch, index).mark
    assert mark is not None
    return mark


def test_a_code_tells_the_lot_of_its_index_alone(app: Flask) -> None:
    batch = a_unit_batch()
    second = {"first_index": 20, "last_index": 29, "lot": "L2", "made_on": date(2024, 3, 2)}
    save(app, a_release(batch, first_index=5, last_index=9, lot="L1"), a_release(batch, **second))
    found = {}
    for index in (0, 4, 5, 9, 10, 19, 20, 29, 30, 999):
        answer = ask(app, batch, index)
        assert answer.mark is not None
        found[index] = (answer.standing.standing, answer.mark.batch.lot, answer.mark.batch.made_on)
    nothing = ("not_released", "", None)
    one, two = ("valid", "L1", date(2024, 1, 10)), ("valid", "L2", date(2024, 3, 2))
    assert found == {
        0: nothing,
        4: nothing,
        5: one,
        9: one,
        10: nothing,
        19: nothing,
        20: two,
        29: two,
        30: nothing,
        999: nothing,
    }


def test_releases_of_other_batches_do_not_count(app: Flask) -> None:
    mine, other = a_unit_batch(), a_unit_batch()
    save(app, mine, a_release(other))
    assert ask(app, mine, 3).standing.standing == "not_released"


def test_a_release_is_read_once_beside_acts_and_voids(app: Flask) -> None:
    batch = a_unit_batch(a_certificate(an_act("suspend", MARCH)))
    save(app, a_release(batch), a_void(batch, reason="lost"), a_void(batch, reason="destroyed"))
    mark = mark_of(app, batch, 7)
    assert [act.action for act in mark.certificate.history] == ["issue", "suspend"]
    assert {void.reason for void in mark.batch.voids} == {"lost", "destroyed"}
    assert (mark.batch.released_at, mark.batch.recorded_at) == (GRANTED_AT, GRANTED_AT)


def test_voids_of_one_code_and_of_runs_are_both_read(app: Flask) -> None:
    batch = a_unit_batch()
    runs = {"lost": (3, 3), "misprinted": (3, 8), "decision": (0, 3), "destroyed": (8, 8)}
    voids = [
        a_void(batch, first_index=first, last_index=last, reason=reason)
        for reason, (first, last) in runs.items()
    ]
    save(app, a_release(batch), *voids)
    found = {i: {v.reason for v in mark_of(app, batch, i).batch.voids} for i in (2, 3, 4, 8, 9)}
    assert found == {
        2: {"decision"},
        3: {"lost", "misprinted", "decision"},
        4: {"misprinted"},
        8: {"misprinted", "destroyed"},
        9: set(),
    }


STANDINGS = {
    "valid": a_certificate,
    "not_yet_valid": lambda: a_certificate(valid_from=date(2026, 6, 1)),
    "suspended": lambda: a_certificate(an_act("suspend", MARCH)),
    "withdrawn": lambda: a_certificate(an_act("withdraw", MARCH)),
    "cancelled": lambda: a_certificate(an_act("cancel", MARCH)),
    "expired": lambda: a_certificate(valid_until=date(2026, 4, 30)),
}


@pytest.mark.parametrize("grain", ["unit", "lot"])
@pytest.mark.parametrize("standing", STANDINGS)
def test_every_standing_of_a_released_code(app: Flask, grain: str, standing: str) -> None:
    certificate: Certificate = STANDINGS[standing]()
    batch = a_unit_batch(certificate, grain=grain)
    save(app, a_release(batch, last_index=9), a_void(batch, first_index=9, last_index=10))
    found = [ask(app, batch, index).standing.standing for index in (0, 9, 10, 11)]
    assert found == [standing, "voided", "voided", "not_released"]
    assert mark_of(app, batch, 0).grain == grain


def test_before_its_release_a_code_was_not_released(app: Flask) -> None:
    batch = a_unit_batch()
    save(app, a_release(batch, released_at=MARCH))
    assert ask(app, batch, 0, MARCH - timedelta(seconds=1)).standing.standing == "not_released"
    assert ask(app, batch, 0, MARCH).standing.standing == "valid"


def test_a_release_entered_later_was_not_known_then(app: Flask) -> None:
    batch = a_unit_batch()
    save(app, a_release(batch, released_at=MARCH, recorded_at=MARCH + timedelta(days=9)))
    between = ask(app, batch, 0, MARCH + timedelta(days=5))
    assert between.known_then is not None
    assert (between.standing.standing, between.known_then.standing) == ("valid", "not_released")


def when_made(app: Flask, certificate: Certificate, made_on: date) -> str:
    batch = a_unit_batch(certificate)
    save(app, a_release(batch, made_on=made_on))
    mark = mark_of(app, batch, 0)
    made = standing_when_made(mark.batch, mark.certificate, mark.scope, ZONE)
    assert made is not None
    return made.standing


def test_goods_made_in_the_term_stay_valid_when_made(app: Flask) -> None:
    for standing in ("valid", "suspended", "withdrawn", "cancelled", "expired"):
        assert when_made(app, STANDINGS[standing](), date(2026, 3, 9)) == "valid"
    for standing in ("suspended", "withdrawn", "cancelled"):
        assert when_made(app, STANDINGS[standing](), date(2026, 3, 10)) == standing
    assert when_made(app, STANDINGS["expired"](), date(2026, 4, 30)) == "valid"
    assert when_made(app, STANDINGS["expired"](), date(2026, 5, 1)) == "expired"
    assert when_made(app, STANDINGS["not_yet_valid"](), date(2026, 5, 1)) == "not_yet_valid"


def test_a_model_code_tells_no_day(app: Flask) -> None:
    batch = a_batch()
    save(app, batch)
    mark = mark_of(app, batch, 0)
    assert standing_when_made(mark.batch, mark.certificate, mark.scope, ZONE) is None
    assert (mark.batch.lot, mark.batch.recorded_at) == ("", None)
