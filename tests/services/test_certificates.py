"""Acts on certificates: what is next read shows them, once committed, and nothing half-done."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.factories.certificates import AUTHORITY, GRANTED_AT, a_certificate, an_act
from tests.factories.code_batches import a_batch
from tests.factories.saving import save
from tests.services.workers import run_at_once, suspend_at_once
from tests.views.scanning import facts, printed, scan
from webapp.config import Settings
from webapp.domain.certificates import ACTIONS, TRANSITIONS, TransitionRefused
from webapp.domain.events import digest_of
from webapp.extensions import db
from webapp.models.certificate import Certificate, StatusEvent
from webapp.models.event import Event, OutboxRow
from webapp.queries.lookups import NotFound
from webapp.services import certificates
from webapp.services.certificates import Act, refresh_status_cache, suspend, withdraw
from webapp.services.transaction import ConflictError

NOW = datetime.now(UTC)
ACT = Act("failed_spot_check", "抽查不合格", "It failed", "〔2026〕7号", AUTHORITY, NOW)
DAY = timedelta(days=1)
# Acts that bring a new certificate to a status.
WAY_TO = {
    "issued": (),
    "suspended": ("suspend",),
    "withdrawn": ("withdraw",),
    "cancelled": ("cancel",),
}


def a_certificate_that_is(status: str) -> Certificate:
    acts = [an_act(action, GRANTED_AT + DAY) for action in WAY_TO[status]]
    return a_certificate(*acts)


def rows(app: Flask) -> dict[str, int]:
    """How many rows there are of what an act writes."""
    with app.app_context(), Session(db.engine) as session:
        return {
            model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
            for model in (StatusEvent, Event, OutboxRow)
        }


def stored(app: Flask, key: str) -> Certificate:
    with app.app_context(), Session(db.engine) as session:
        found = session.scalar(select(Certificate).where(Certificate.number_key == key))
        assert found is not None
        session.expunge(found)
        return found


@pytest.mark.parametrize("action", ["suspend", "withdraw", "cancel"])
def test_the_next_scan_shows_an_act(app: Flask, client: FlaskClient, action: str) -> None:
    certificate = a_certificate()
    code = printed(app, a_batch(certificate))
    assert facts(scan(client, code))["standing"] == "valid"
    with app.app_context():
        status = getattr(certificates, action)(certificate.number_key, ACT, NOW)
    answer = facts(scan(client, code))
    assert answer["standing"] == status == TRANSITIONS["issued", action]
    assert answer["reason"] == {
        "code": "failed_spot_check",
        "words": "抽查不合格",
        "words_en": "It failed",
        "decision_number": "〔2026〕7号",
    }


def test_a_reinstated_mark_is_valid_at_the_next_scan(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate_that_is("suspended")
    code = printed(app, a_batch(certificate))
    with app.app_context():
        assert certificates.reinstate(certificate.number_key, ACT, NOW) == "issued"
    assert facts(scan(client, code))["standing"] == "valid"


def test_an_act_is_one_commit_with_one_event_and_one_outbox_row(app: Flask) -> None:
    certificate = a_certificate()
    save(app, certificate)
    before = rows(app)
    with app.app_context():
        commits: list[Any] = []
        event.listen(db.engine, "commit", commits.append)
        suspend(certificate.number_key, ACT, NOW)
    assert len(commits) == 1
    assert rows(app) == {table: count + 1 for table, count in before.items()}
    changed = stored(app, certificate.number_key)
    assert (changed.status, changed.version) == ("suspended", certificate.version + 1)


def test_the_event_keeps_canonical_bytes_and_names_no_person(app: Flask) -> None:
    certificate = a_certificate()
    save(app, certificate)
    with app.app_context():
        suspend(certificate.number_key, ACT, NOW)
        kept = db.session.scalars(select(Event)).one()
        waiting = db.session.scalars(select(OutboxRow)).one()
        assert (kept.tag, kept.actor) == ("office:certificate:suspend", AUTHORITY)
        assert (kept.subject_kind, kept.subject_id) == ("certificate", certificate.id)
        assert kept.digest == digest_of(kept.canonical)
        assert "〔2026〕7号".encode() in kept.canonical
        assert (waiting.event_id, waiting.subject_id) == (kept.id, certificate.id)
        assert waiting.sequence is None


REFUSED = [
    (status, action)
    for status, action in itertools.product(WAY_TO, ACTIONS)
    if action != "issue" and (status, action) not in TRANSITIONS
]


def test_a_refused_act_writes_nothing(app: Flask) -> None:
    for status, action in REFUSED:
        certificate = a_certificate_that_is(status)
        save(app, certificate)
        before = rows(app)
        with app.app_context(), pytest.raises(TransitionRefused):
            getattr(certificates, action)(certificate.number_key, ACT, NOW)
        assert rows(app) == before
        assert stored(app, certificate.number_key).version == certificate.version


def test_an_unknown_certificate_is_not_found(app: Flask) -> None:
    with app.app_context(), pytest.raises(NotFound):
        suspend("NONE", ACT, NOW)


def test_a_draft_cannot_be_acted_upon(app: Flask) -> None:
    draft = a_certificate(granted=False)
    save(app, draft)
    with app.app_context(), pytest.raises(TransitionRefused, match="draft"):
        suspend(draft.number_key, ACT, NOW)


def test_an_act_for_later_changes_nothing_until_its_time(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate()
    code = printed(app, a_batch(certificate))
    tomorrow = NOW + DAY
    with app.app_context():
        assert suspend(certificate.number_key, replace(ACT, effective_at=tomorrow), NOW) == "issued"
        assert facts(scan(client, code))["standing"] == "valid"
        assert refresh_status_cache(tomorrow - timedelta(seconds=1)) == 0
        assert refresh_status_cache(tomorrow) == 1
        assert refresh_status_cache(tomorrow) == 0
    assert stored(app, certificate.number_key).status == "suspended"


def test_an_act_that_would_make_a_queued_one_impossible_is_refused(app: Flask) -> None:
    certificate = a_certificate_that_is("suspended")
    save(app, certificate)
    with app.app_context():
        later = replace(ACT, effective_at=NOW + 9 * DAY)
        certificates.reinstate(certificate.number_key, later, NOW)
        with pytest.raises(TransitionRefused, match="cannot reinstate"):
            withdraw(certificate.number_key, ACT, NOW)


def test_an_act_entered_late_counts_from_its_own_day(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate()
    code = printed(app, a_batch(certificate))
    with app.app_context():
        suspend(certificate.number_key, replace(ACT, effective_at=NOW - 30 * DAY), NOW)
    day = date.fromordinal(NOW.date().toordinal() - 10)
    answer = facts(scan(client, code, f"?at={day}"))
    assert (answer["standing"], answer["known_then"]) == ("suspended", "valid")


def test_of_many_threads_one_wins(app: Flask) -> None:
    certificate = a_certificate()
    save(app, certificate)
    key, ready = certificate.number_key, Barrier(6)

    def try_it() -> str:
        with app.app_context():
            ready.wait(30)
            try:
                return suspend(key, ACT, NOW)
            except (TransitionRefused, ConflictError):
                return "refused"

    with ThreadPoolExecutor(6) as threads:
        found = [future.result() for future in [threads.submit(try_it) for _ in range(6)]]
    assert sorted(found) == ["refused"] * 5 + ["suspended"]
    assert rows(app)["events"] == 1
    assert stored(app, key).version == 2


@pytest.mark.slow
def test_of_two_processes_one_wins(app: Flask, settings: Settings) -> None:
    certificate = a_certificate()
    save(app, certificate)
    found = run_at_once(2, suspend_at_once, settings, certificate.number_key, NOW)
    assert "suspended" in found
    assert set(found) - {"suspended"} <= {"TransitionRefused", "ConflictError"}
    assert len(set(found)) == 2
    assert rows(app) == {"status_events": 2, "events": 1, "outbox": 1}
