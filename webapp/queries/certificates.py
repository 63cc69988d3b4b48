"""Reads of the certificate page."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.domain.certificates import StatusFact
from webapp.domain.mark_keys import MarkKeys
from webapp.domain.standing import (
    Standing,
    history_by_day,
    standing_of_certificate,
    standing_of_model,
)
from webapp.extensions import db
from webapp.models.certificate import Certificate, ScopeItem
from webapp.queries.code_batches import codes_of_scope
from webapp.queries.histories import facts_of_certificate, facts_of_scope
from webapp.queries.lookups import NotFound


@dataclass(frozen=True, slots=True)
class Question:
    """The time a page is asked about: `at` is now unless a past day was asked for."""

    at: datetime
    zone: tzinfo
    about_past: bool = False
    now: datetime | None = None

    @property
    def today(self) -> datetime:
        """The time of the question itself, which is never hidden by the day asked about."""
        return self.now or self.at

    @property
    def known_at(self) -> datetime | None:
        """When a past day is asked about: what had been recorded by then."""
        return self.at if self.about_past else None


@dataclass(frozen=True, slots=True)
class ScopeModel:
    """One model in the scope, with its standing and its mark code if one was issued."""

    product_id: int
    name: str
    name_en: str
    model: str
    from_day: date
    until_day: date | None
    standing: Standing
    code: str | None


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Everything that the page of a certificate shows.

    `known_then` is set for a question about a past day: the standing from what was recorded by
    then, beside `standing`, which uses everything that is known today.
    """

    id: int
    number: str
    key: str
    scheme: str
    grade: str
    holder_uscc: str
    holder_name: str
    holder_name_en: str
    valid_from: date
    valid_until: date
    standing: Standing
    standing_today: Standing
    known_then: Standing | None
    history: tuple[StatusFact, ...]
    scope: tuple[ScopeModel, ...]
    predecessor: str | None
    successor: str | None
    is_sample: bool


def get_certificate(key: str, keys: MarkKeys, question: Question) -> CertificatePage:
    """Return the page of the certificate with this normalised number; raises NotFound.

    A draft has not been granted and is not public.
    """
    row = db.session.scalar(
        select(Certificate)
        .where(Certificate.number_key == key)
        .options(
            joinedload(Certificate.holder),
            joinedload(Certificate.predecessor),
            selectinload(Certificate.events),
            selectinload(Certificate.scope).joinedload(ScopeItem.product),
        )
    )
    if row is None or row.status == "draft":
        raise NotFound("certificate", key)
    facts = facts_of_certificate(row)
    at, zone = question.at, question.zone
    return CertificatePage(
        id=row.id,
        number=row.number,
        key=row.number_key,
        scheme=row.scheme,
        grade=row.grade,
        holder_uscc=row.holder.uscc,
        holder_name=row.holder.name,
        holder_name_en=row.holder.name_en,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        standing=standing_of_certificate(facts, at, zone),
        standing_today=standing_of_certificate(facts, question.today, zone),
        known_then=(
            standing_of_certificate(facts, at, zone, question.known_at)
            if question.about_past
            else None
        ),
        history=tuple(history_by_day(facts.history)),
        scope=_scope_of(row, keys, question),
        predecessor=row.predecessor.number if row.predecessor else None,
        successor=_successor_of(row.id),
        is_sample=row.is_sample,
    )


def _scope_of(row: Certificate, keys: MarkKeys, question: Question) -> tuple[ScopeModel, ...]:
    facts = facts_of_certificate(row)
    codes = codes_of_scope([item.id for item in row.scope], keys)
    return tuple(
        ScopeModel(
            item.product.id,
            item.product.name,
            item.product.name_en,
            item.product.model,
            item.from_day,
            item.until_day,
            standing_of_model(facts, facts_of_scope(item), question.at, question.zone),
            codes.get(item.id),
        )
        for item in row.scope
    )


def _successor_of(certificate_id: int) -> str | None:
    return db.session.scalar(
        select(Certificate.number).where(
            Certificate.predecessor_id == certificate_id, Certificate.status != "draft"
        )
    )
