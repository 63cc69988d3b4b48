"""Writing imported certificates: their scope, their mark codes, and each act as a status event.

What was decided (scheme, holder, days, scope) does not change by import; a status does, through
the table in `domain.certificates`.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import cast

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.domain.calendar import day_of, start_of
from webapp.domain.certificates import StatusFact, TransitionRefused, next_status, status_at
from webapp.domain.import_certificates import CERTIFICATES, StatedAct
from webapp.domain.imports import Fault, Row
from webapp.domain.matching_keys import certificate_key, model_key
from webapp.models.certificate import Certificate, ScopeItem, StatusEvent
from webapp.queries.histories import fact_of_event
from webapp.services.steps.events import Happening
from webapp.services.steps.import_links import CertificateLinks
from webapp.services.steps.importing import (
    Changes,
    ImportAct,
    added,
    changed,
    plain_changes,
    stated,
    with_facts,
    without_facts,
)
from webapp.services.steps.model_codes import add_model_codes

_DECIDED = ("scheme", "grade", "holder", "valid_from", "valid_until", "models", "predecessor")
_HISTORY = ("acts",)


class CertificateTarget:
    """Certificates are matched by their folded number."""

    noun = CERTIFICATES

    def link(
        self, session: Session, rows: Sequence[Row], is_earlier: Callable[[str], bool]
    ) -> list[Row]:
        """Holder, models of the holder and predecessor must be known; a first act must be issue."""
        links = CertificateLinks(session, rows)
        keys_above: set[str] = set()
        linked = []
        for row in rows:
            faults: list[Fault] = []
            facts = links.resolve(row, faults, lambda key: key in keys_above or is_earlier(key))
            if row.key not in links.existing:
                faults += _impossible(_acts_of(row))
            keys_above.add(row.key)
            linked.append(with_facts(row, facts, *faults))
        return linked

    def load(self, session: Session, keys: Sequence[str]) -> dict[str, Certificate]:
        """Certificates by key, with holder, scope and history."""
        found = session.scalars(
            select(Certificate)
            .where(Certificate.number_key.in_(keys))
            .options(
                joinedload(Certificate.holder),
                joinedload(Certificate.predecessor),
                selectinload(Certificate.scope).joinedload(ScopeItem.product),
                selectinload(Certificate.events),
            )
        )
        return {certificate.number_key: certificate for certificate in found}

    def compare(self, record: Certificate, row: Row, act: ImportAct) -> tuple[Changes, list[Fault]]:
        """What was decided must agree; a new last act is a change."""
        changes = dict(plain_changes(_facts_of(record), without_facts(row, _HISTORY)))
        faults = [
            Fault("error", name, str(new), "decided_otherwise", str(old))
            for name, (old, new) in changes.items()
            if name in _DECIDED
        ]
        last = _acts_of(row)[-1]
        known = [_stated_of(event, act) for event in record.events]
        fault = _history_fault(last, known)
        if fault:
            faults.append(fault)
        elif last.action != "issue" and not any(_is_same(last, one) for one in known):
            faults += _impossible([*known, last])
            changes["acts"] = (record.status, last)
        return changes, faults

    def add(self, session: Session, rows: Sequence[Row], act: ImportAct) -> list[Happening]:
        """Insert certificates, scope, mark codes and acts."""
        links = CertificateLinks(session, rows)
        statement = insert(Certificate).returning(Certificate.id, sort_by_parameter_order=True)
        records = [_columns_of(row, links, act) for row in rows]
        ids = list(session.scalars(statement, records))
        _name_predecessors(session, rows, ids, links)
        happenings = []
        for number, row in zip(ids, rows, strict=True):
            plain = without_facts(row, _HISTORY)
            actor = _acts_of(row)[0].actor or act.actor
            happenings.append(added("certificate", number, plain, actor))
            _add_scope(session, number, row, links, act)
            facts = [_fact_of(one, act) for one in _acts_of(row)]
            happenings += _record_acts(session, number, facts)
        return happenings

    def change(
        self, session: Session, record: Certificate, changes: Changes, act: ImportAct
    ) -> list[Happening]:
        """Set how the number is written; append the act."""
        plain = {name: pair for name, pair in changes.items() if name != "acts"}
        for name, (_old, new) in plain.items():
            setattr(record, name, new)
        happenings = []
        if plain:
            happenings.append(changed("certificate", record, record.number_key, plain, act.actor))
        if "acts" in changes:
            fact = _fact_of(cast(StatedAct, changes["acts"][1]), act)
            happenings += _record_acts(session, record.id, [fact])
            history = [*(fact_of_event(event) for event in record.events), fact]
            record.status = status_at(history, act.now).status
        return happenings


def _acts_of(row: Row) -> Sequence[StatedAct]:
    return cast(Sequence[StatedAct], row.facts["acts"])


def _facts_of(record: Certificate) -> dict[str, object]:
    models = sorted((item.product.model for item in record.scope), key=model_key)
    return {
        "number": record.number,
        "scheme": record.scheme,
        "grade": record.grade,
        "holder": record.holder.uscc,
        "valid_from": record.valid_from,
        "valid_until": record.valid_until,
        "models": tuple(models),
        "predecessor": record.predecessor.number if record.predecessor else "",
        "is_sample": record.is_sample,
    }


def _stated_of(event: StatusEvent, act: ImportAct) -> StatedAct:
    return StatedAct(
        event.action,
        day_of(event.effective_at, act.zone),
        event.reason,
        event.words,
        event.words_en,
        event.decision_number,
    )


def _is_same(one: StatedAct, other: StatedAct) -> bool:
    return (one.action, one.on) == (other.action, other.on)


def _history_fault(last: StatedAct, known: Sequence[StatedAct]) -> Fault | None:
    """Whether the file contradicts the recorded history, which is never rewritten."""
    if last.action == "issue":
        if known and known[-1].action not in ("issue", "reinstate"):
            return Fault("error", "status", "issued", "act_missing", known[-1].action)
        return None
    for one in known:
        if _is_same(last, one) and (last.reason, last.decision_number) != (
            one.reason,
            one.decision_number,
        ):
            return Fault("warning", "status", last.action, "act_recorded_otherwise", str(one.on))
    return None


def _impossible(acts: Sequence[StatedAct]) -> list[Fault]:
    """The order of acts is checked by their days; acts of one day stand in the order given."""
    status = "draft"
    for one in sorted(acts, key=lambda one: one.on):
        try:
            status = next_status(status, one.action)
        except TransitionRefused:
            return [Fault("error", "status", one.action, "act_impossible", status)]
    return []


def _fact_of(one: StatedAct, act: ImportAct) -> StatusFact:
    words = asdict(one)
    words["actor"] = one.actor or act.actor
    return StatusFact(
        effective_at=start_of(words.pop("on"), act.zone), recorded_at=act.now, **words
    )


def _record_acts(
    session: Session, certificate_id: int, facts: Sequence[StatusFact]
) -> list[Happening]:
    rows = [{"certificate_id": certificate_id, **asdict(fact)} for fact in facts]
    session.execute(insert(StatusEvent), rows)
    return [
        Happening(
            f"office:certificate:{fact.action}",
            "certificate",
            certificate_id,
            fact.actor,
            asdict(fact),
        )
        for fact in facts
    ]


def _columns_of(row: Row, links: CertificateLinks, act: ImportAct) -> dict[str, object]:
    facts = stated(row)
    history = [_fact_of(one, act) for one in _acts_of(row)]
    return {
        "number": facts["number"],
        "number_key": row.key,
        "scheme": facts["scheme"],
        "grade": facts.get("grade", ""),
        "holder_id": links.holders[str(facts["holder"])],
        "valid_from": facts["valid_from"],
        "valid_until": facts["valid_until"],
        "status": status_at(history, act.now).status,
        "is_sample": bool(facts.get("is_sample")),
    }


def _name_predecessors(
    session: Session, rows: Sequence[Row], ids: Sequence[int], links: CertificateLinks
) -> None:
    known = links.predecessors | {row.key: number for row, number in zip(rows, ids, strict=True)}
    for row, number in zip(rows, ids, strict=True):
        named = str(row.facts.get("predecessor") or "")
        if named:
            session.execute(
                update(Certificate)
                .where(Certificate.id == number)
                .values(predecessor_id=known[certificate_key(named)])
            )


def _add_scope(
    session: Session, certificate_id: int, row: Row, links: CertificateLinks, act: ImportAct
) -> None:
    holder = str(row.facts["holder"])
    items = [
        {
            "certificate_id": certificate_id,
            "product_id": links.products[holder, model_key(model)].id,
            "from_day": row.facts["valid_from"],
        }
        for model in cast(Sequence[str], row.facts["models"])
    ]
    statement = insert(ScopeItem).returning(ScopeItem.id, sort_by_parameter_order=True)
    scope_ids = session.scalars(statement, items).all()
    issued_at = start_of(_acts_of(row)[0].on, act.zone)
    add_model_codes(session, scope_ids, act.key_id, act.now, min(issued_at, act.now))
