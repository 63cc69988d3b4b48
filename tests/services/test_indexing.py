"""The index follows what was committed; however old it is, what is shown is what is on record."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from search_index.store import Query, SearchStore
from tests.factories.certificates import AUTHORITY, a_certificate, scope_of
from tests.factories.enterprises import an_enterprise
from tests.factories.notices import a_notice
from tests.factories.products import a_product
from tests.factories.saving import save
from tests.factories.standards import a_standard
from webapp.config import Settings
from webapp.extensions import db
from webapp.factory import create_app
from webapp.models.certificate import Certificate
from webapp.models.columns import Row
from webapp.services.certificates import Act, suspend, withdraw
from webapp.services.indexing import follow, is_ahead_of_database, rebuild
from webapp.services.outbox import drain
from webapp.services.steps.events import Happening, record_events
from webapp.services.transaction import unit_of_work

NOW = datetime.now(UTC)
ACT = Act("failed_spot_check", "", "", "", AUTHORITY, NOW)


@dataclass(frozen=True)
class Register:
    """An application, its index, and one certificate of one product."""

    app: Flask
    store: SearchStore
    settings: Settings
    certificate: Certificate

    def follow(self, batch: int = 1000) -> int:
        drain()
        return follow(self.store, self.settings.time_zone, batch)

    def found(self, text: str, **filters: tuple[str, ...]) -> set[str]:
        at = int((NOW + timedelta(seconds=2)).timestamp())
        return {hit.id for hit in self.store.search(Query(text, filters, at=at)).hits}

    def standing_facet(self, text: str) -> dict[str, int]:
        at = int((NOW + timedelta(seconds=2)).timestamp())
        return dict(self.store.search(Query(text, at=at)).facets["standing"])


@pytest.fixture
def register(app: Flask, settings: Settings) -> Any:
    """Indexed when it held one of each kind."""
    maker = an_enterprise(name="佛山市禅瓷样例有限公司")
    product = a_product(name="抛光瓷砖", enterprise=maker, model="CC-600")
    certificate = a_certificate(scope=[scope_of(product)])
    save(app, certificate, a_standard(title="样例陶瓷砖"), a_notice(title="抽查通告"))
    with app.app_context():
        found = Register(app, app.extensions["registry.search_store"], settings, certificate)
        rebuild(found.store, settings.time_zone)
        yield found


def changed(kind: str, row: Row) -> None:
    """Record that something happened to a row, as every write does."""
    with unit_of_work() as session:
        record_events(session, [Happening(f"office:{kind}:change", kind, row.id, "样例")], NOW)


def test_a_rebuild_takes_in_every_kind(register: Register) -> None:
    kinds = {found.partition(":")[0] for found in register.found("")}
    assert kinds == {"enterprise", "product", "certificate", "standard", "notice"}
    assert register.store.position() == 0


def test_drafts_are_not_indexed(register: Register) -> None:
    draft = a_certificate(granted=False, number="FSBZ-DRAFT-1", number_key="FSBZ-DRAFT-1")
    save(register.app, draft)
    changed("certificate", draft)
    register.follow()
    assert f"certificate:{draft.id}" not in register.found("FSBZ-DRAFT-1")


def test_a_committed_change_is_found_after_the_next_step(register: Register) -> None:
    fresh = a_product(name="防滑地砖", enterprise=register.certificate.holder)
    save(register.app, fresh)
    assert register.found("防滑地砖") == set()
    changed("product", fresh)
    assert register.follow() == 1
    assert f"product:{fresh.id}" in register.found("防滑地砖")
    assert register.follow() == 0


def test_an_act_changes_the_facet_of_the_certificate_and_its_products(register: Register) -> None:
    assert register.standing_facet("CC-600") == {"valid": 2}
    withdraw(register.certificate.number_key, ACT, NOW)
    register.follow()
    assert register.standing_facet("CC-600") == {"withdrawn": 2}
    product = register.certificate.scope[0].product_id
    assert f"product:{product}" in register.found("瓷砖", standing=("withdrawn",))


def test_a_new_name_of_an_enterprise_reaches_its_products_and_certificates(
    register: Register,
) -> None:
    holder = register.certificate.holder
    with unit_of_work() as session:
        session.get_one(type(holder), holder.id).name = "佛山市岭云样例有限公司"
        record_events(session, [Happening("x:enterprise:rename", "enterprise", holder.id, "")], NOW)
    register.follow()
    product = register.certificate.scope[0].product_id
    assert register.found("岭云") == {
        f"enterprise:{holder.id}",
        f"product:{product}",
        f"certificate:{register.certificate.id}",
    }


def test_a_first_certificate_brings_its_scheme_to_the_holder(register: Register) -> None:
    newcomer = an_enterprise(name="佛山市新样例有限公司")
    save(register.app, newcomer)
    changed("enterprise", newcomer)
    register.follow()
    assert register.found("新样例", scheme=("foshan-standard",)) == set()
    certificate = a_certificate(scope=[scope_of(a_product(enterprise=newcomer))])
    save(register.app, certificate)
    changed("certificate", certificate)
    register.follow()
    assert f"enterprise:{newcomer.id}" in register.found("新样例", scheme=("foshan-standard",))


def test_a_record_that_is_gone_is_not_found_any_more(register: Register) -> None:
    notice = a_notice(title="将被撤下的通告")
    save(register.app, notice)
    changed("notice", notice)
    register.follow()
    assert register.found("将被撤下")
    with unit_of_work() as session:
        session.delete(session.get_one(type(notice), notice.id))
        record_events(session, [Happening("x:notice:delete", "notice", notice.id, "")], NOW)
    register.follow()
    assert register.found("将被撤下") == set()


def test_an_index_that_lags_shows_what_is_on_record_now(
    register: Register, client: FlaskClient
) -> None:
    """Withdrawn a moment ago and not followed: found by its old facet, shown as withdrawn."""
    withdraw(register.certificate.number_key, ACT, NOW)
    asked = {"q": register.certificate.number, "kind": "certificate", "standing": "valid"}
    (item,) = client.get("/api/v1/search", query_string=asked).get_json()["items"]
    assert item["id"] == register.certificate.id
    assert item["status"] == "withdrawn"


def test_a_replay_changes_nothing(register: Register) -> None:
    """Another worker has taken the same changes in already."""
    suspend(register.certificate.number_key, ACT, NOW)
    register.follow()
    before = register.store.health()
    register.store.apply([], register.store.position())
    other = create_app(register.settings)
    with other.app_context():
        assert follow(other.extensions["registry.search_store"], register.settings.time_zone) == 0
        db.engine.dispose()
    assert register.store.health() == before


def test_changes_are_taken_in_steps_and_each_position_is_kept(register: Register) -> None:
    for _ in range(5):
        changed("certificate", register.certificate)
    assert [register.follow(batch=2) for _ in range(4)] == [2, 2, 1, 0]
    assert register.store.position() == 5


def test_events_of_what_is_not_searched_only_move_the_position(register: Register) -> None:
    with unit_of_work() as session:
        record_events(session, [Happening("office:batch:release", "code_batch", 1, "")], NOW)
    before = register.found("")
    assert register.follow() == 1
    assert (register.store.position(), register.found("")) == (1, before)


def test_a_rebuild_begins_where_the_sequence_stands(register: Register) -> None:
    suspend(register.certificate.number_key, ACT, NOW)
    drain()
    heard: list[int] = []
    rebuild(register.store, register.settings.time_zone, heard.append)
    assert register.store.position() == 1
    assert register.standing_facet("CC-600") == {"suspended": 2}
    assert heard[-1] == len(register.found(""))
    assert register.follow() == 0


def test_an_index_of_another_database_is_noticed(register: Register) -> None:
    """A restored backup: the index has read further than the database goes."""
    assert not is_ahead_of_database(register.store)
    register.store.apply([], 99)
    assert is_ahead_of_database(register.store)
    rebuild(register.store, register.settings.time_zone)
    assert not is_ahead_of_database(register.store)


def test_a_step_of_the_follower_reads_a_fixed_number_of_times(register: Register) -> None:
    """Whether one certificate changed or twenty: no read for each."""
    others = [a_certificate(holder=register.certificate.holder) for _ in range(20)]
    save(register.app, *others)
    changed("certificate", others[0])
    single = _selects(register)
    for other in others:
        changed("certificate", other)
    assert _selects(register) <= single + 1


def _selects(register: Register) -> int:
    drain()
    asked: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    follow(register.store, register.settings.time_zone)
    event.remove(db.engine, "before_cursor_execute", hear)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in asked)
