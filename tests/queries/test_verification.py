"""The read behind a scan: one SELECT whatever comes of it, and the first condition that counts."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.factories.certificates import GRANTED_AT, a_certificate, an_act, scope_of
from tests.factories.code_batches import a_batch, a_release, a_unit_batch, a_void, code_of
from tests.factories.products import a_product
from tests.factories.saving import save
from webapp.adapters.databases import Reader
from webapp.domain.check_symbols import check_of
from webapp.domain.codes import ALPHABET, MAX_30_BITS, format_code, parse
from webapp.domain.mark_keys import MarkKeys
from webapp.queries.verification import Clock, Verification, find_mark, verify

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
KEYS = MarkKeys({0: bytes(range(32)), 1: bytes(range(1, 33))}, current=0)
SUSPENDED_AT = datetime(2026, 3, 10, tzinfo=UTC)


class CountingReader:
    """The real reader, and what it was asked to run."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def rows(self, statement: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        self.asked.append((statement, parameters))
        return self._reader.rows(statement, parameters)


@pytest.fixture
def reader(app: Flask) -> CountingReader:
    return CountingReader(app.extensions["registry.reader"])


def ask(reader: CountingReader, code: str, at: datetime | None = None) -> Verification:
    return verify(reader, KEYS, code, Clock(NOW, ZONE, at))


def standing_of(reader: CountingReader, code: str) -> str:
    answer = ask(reader, code)
    found = answer.standing.standing
    assert (answer.mark is None) == (found in ("mistyped", "foreign", "forged", "unknown"))
    return found


def with_other_tag(code: str) -> str:
    """The code with one bit of its tag turned over and fitting check symbols."""
    read = parse(code)
    return format_code(read.key_id, read.batch, read.serial, read.tag ^ 1)


def test_a_valid_mark_tells_all_that_is_on_record(app: Flask, reader: CountingReader) -> None:
    product = a_product(gtin="06901234567892", picture="abc.png", picture_width=640)
    certificate = a_certificate(scope=[scope_of(product)], grade="AA")
    successor = a_certificate(predecessor=certificate)
    batch = a_batch(certificate)
    save(app, batch, successor)
    answer = ask(reader, code_of(batch, KEYS))
    mark = answer.mark
    assert mark is not None
    assert answer.standing.standing == "valid"
    assert (mark.key_id, mark.grain, mark.size) == (0, "model", 1)
    assert (mark.certificate_number, mark.grade) == (certificate.number, "AA")
    assert mark.successor == successor.number
    assert (mark.holder_uscc, mark.holder_name) == (
        product.enterprise.uscc,
        product.enterprise.name,
    )
    assert (mark.product.id, mark.product.model) == (product.id, product.model)
    assert (mark.product.gtin, mark.product.picture_width) == ("06901234567892", 640)
    assert mark.is_sample is True
    assert mark.certificate.history[0].effective_at == GRANTED_AT
    assert mark.batch.released_at == GRANTED_AT


def test_every_act_is_read_once_beside_every_void(app: Flask, reader: CountingReader) -> None:
    certificate = a_certificate(
        an_act("suspend", SUSPENDED_AT, words="停", words_en="stop", decision_number="7"),
        an_act("reinstate", SUSPENDED_AT + timedelta(days=9)),
    )
    batch = a_batch(certificate)
    voids = [a_void(batch, voided_at=NOW - timedelta(days=n), reason=f"r{n}") for n in (1, 2)]
    save(app, batch, *voids)
    mark = find_mark(reader, batch.number, 0)
    assert mark is not None
    assert [act.action for act in mark.certificate.history] == ["issue", "suspend", "reinstate"]
    assert mark.certificate.history[1].words_en == "stop"
    assert mark.certificate.history[1].decision_number == "7"
    assert {void.reason for void in mark.batch.voids} == {"r1", "r2"}
    assert all(void.recorded_at == void.voided_at for void in mark.batch.voids)


def test_acts_of_one_instant_are_read_in_the_order_in_which_they_were_entered(
    app: Flask, reader: CountingReader
) -> None:
    """A suspension at the instant of the grant must not be lost to the database's whim."""
    certificate = a_certificate(an_act("suspend", GRANTED_AT, recorded_at=GRANTED_AT))
    batch = a_batch(certificate)
    save(app, batch)
    assert standing_of(reader, code_of(batch, KEYS)) == "suspended"


def test_only_voids_over_this_index_count(app: Flask, reader: CountingReader) -> None:
    batch = a_unit_batch(size=100, printed=100)
    save(app, a_release(batch), a_void(batch, first_index=10, last_index=20))
    found = {index: standing_of(reader, code_of(batch, KEYS, index)) for index in (9, 10, 20, 21)}
    assert found == {9: "valid", 10: "voided", 20: "voided", 21: "valid"}


def test_an_index_beyond_the_batch_is_unknown(app: Flask, reader: CountingReader) -> None:
    batch = a_unit_batch(size=3, printed=3)
    everything = {"last_index": MAX_30_BITS}
    save(app, a_release(batch, **everything), a_void(batch, **everything))
    assert standing_of(reader, code_of(batch, KEYS, 2)) == "voided"
    assert standing_of(reader, code_of(batch, KEYS, 3)) == "unknown"


def test_no_such_batch_is_unknown(reader: CountingReader) -> None:
    assert standing_of(reader, KEYS.mint(0, 4711, 0)) == "unknown"


def test_a_wrong_tag_is_forged_whatever_else_holds(app: Flask, reader: CountingReader) -> None:
    """Forged comes before unknown, voided, not released and every status of the certificate."""
    plain, unreleased, voided = a_batch(), a_batch(released_at=None), a_batch()
    withdrawn = a_batch(a_certificate(an_act("withdraw", SUSPENDED_AT)))
    save(app, plain, unreleased, a_void(voided), withdrawn)
    for batch in (plain, unreleased, voided, withdrawn):
        assert standing_of(reader, with_other_tag(code_of(batch, KEYS))) == "forged"
    assert standing_of(reader, with_other_tag(KEYS.mint(0, 4711, 0))) == "forged"


def test_a_right_tag_under_another_key_than_the_batch_s_is_forged(
    app: Flask, reader: CountingReader
) -> None:
    """Somebody holds key 1 and made a code for a batch of key 0."""
    batch = a_batch(key_id=0)
    save(app, batch)
    assert standing_of(reader, KEYS.mint(1, batch.number, 0)) == "forged"


def test_a_lost_key_makes_unknown_and_never_forged(app: Flask, reader: CountingReader) -> None:
    batch = a_batch(key_id=1)
    save(app, batch)
    printed = code_of(batch, KEYS)
    poorer = MarkKeys({0: bytes(range(32))}, current=0)
    answer = verify(reader, poorer, printed, Clock(NOW, ZONE))
    assert (answer.standing.standing, answer.mark) == ("unknown", None)


def test_a_key_id_of_a_grammar_to_come_is_not_ours_yet(reader: CountingReader) -> None:
    for key_id in range(24, 32):
        data = ALPHABET[key_id] + KEYS.mint(0, 4711, 0)[1:23]
        check = check_of(bytes(ALPHABET.index(symbol) for symbol in data))
        later = data + ALPHABET[check >> 5] + ALPHABET[check & 31]
        assert standing_of(reader, later) == "forged"


def test_every_look_up_runs_the_same_single_statement(app: Flask, reader: CountingReader) -> None:
    batch = a_batch()
    save(app, batch)
    genuine = code_of(batch, KEYS)
    unknown = KEYS.mint(0, batch.number ^ 1, 0)
    codes = [genuine, with_other_tag(genuine), unknown, with_other_tag(unknown)]
    for code in codes:
        ask(reader, code)
    statements, parameters = zip(*reader.asked, strict=True)
    assert len(statements) == len(codes)
    assert len(set(statements)) == 1
    assert all(len(given) == 5 for given in parameters)


def test_a_mistyped_code_asks_the_database_nothing(reader: CountingReader) -> None:
    for typed in ("", "ABC", "0" * 24, "!" * 25, "0" * 24 + "1"):
        answer = ask(reader, typed)
        assert answer.standing.standing == "mistyped"
        assert answer.fault is not None
    assert reader.asked == []


def test_a_past_time_is_answered_as_known_now_and_as_known_then(
    app: Flask, reader: CountingReader
) -> None:
    certificate = a_certificate(
        an_act("suspend", SUSPENDED_AT, recorded_at=SUSPENDED_AT + timedelta(days=10))
    )
    batch = a_batch(certificate)
    save(app, batch)
    between = ask(reader, code_of(batch, KEYS), SUSPENDED_AT + timedelta(days=5))
    assert between.standing.standing == "suspended"
    assert between.known_then is not None
    assert between.known_then.standing == "valid"
    assert ask(reader, code_of(batch, KEYS)).known_then is None


def test_a_void_entered_later_was_not_known_then(app: Flask, reader: CountingReader) -> None:
    batch = a_batch()
    void = a_void(batch, voided_at=SUSPENDED_AT, recorded_at=SUSPENDED_AT + timedelta(days=10))
    save(app, void)
    between = ask(reader, code_of(batch, KEYS), SUSPENDED_AT + timedelta(days=5))
    assert between.known_then is not None
    assert (between.standing.standing, between.known_then.standing) == ("voided", "valid")


def test_the_largest_numbers_of_the_grammar_are_found(app: Flask, reader: CountingReader) -> None:
    size = MAX_30_BITS + 1
    batch = a_unit_batch(number=MAX_30_BITS, size=size, printed=size, key_id=1)
    save(app, a_release(batch))
    assert standing_of(reader, code_of(batch, KEYS, MAX_30_BITS)) == "valid"
