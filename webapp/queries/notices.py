"""Reads of the notices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.models.notice import Notice
from webapp.queries.lookups import NotFound

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A notice with the certificate that it is about, if any."""

    id: int
    slug: str
    kind: str
    title: str
    title_en: str
    body: str
    body_en: str
    issuer: str
    published_at: datetime
    certificate: str | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class NoticeList:
    """One page of notices, newest first; `next_before` is the id to go on from, or None."""

    items: tuple[NoticePage, ...]
    next_before: int | None


def get_notice(slug: str, now: datetime) -> NoticePage:
    """Return a published notice; raises NotFound."""
    row = db.session.execute(
        select(Notice, Certificate.number)
        .outerjoin(Certificate, Certificate.id == Notice.certificate_id)
        .where(Notice.slug == slug, Notice.published_at <= now)
    ).first()
    if row is None:
        raise NotFound("notice", slug)
    return _page_of(row[0], row[1])


def page_notices(now: datetime, before: int | None = None, size: int = PAGE_SIZE) -> NoticeList:
    """Return up to `size` published notices older than notice `before`, newest first."""
    query = (
        select(Notice, Certificate.number)
        .outerjoin(Certificate, Certificate.id == Notice.certificate_id)
        .where(Notice.published_at <= now)
        .order_by(Notice.published_at.desc(), Notice.id.desc())
        .limit(size + 1)
    )
    last = db.session.get(Notice, before) if before else None
    if last is not None:
        # No comparison of tuples: that would lose the type of the instant (text on SQLite).
        same_time = (Notice.published_at == last.published_at) & (Notice.id < last.id)
        query = query.where((Notice.published_at < last.published_at) | same_time)
    rows = db.session.execute(query).all()
    items = tuple(_page_of(row[0], row[1]) for row in rows[:size])
    return NoticeList(items, items[-1].id if len(rows) > size else None)


def _page_of(row: Notice, certificate: str | None) -> NoticePage:
    return NoticePage(
        row.id,
        row.slug,
        row.kind,
        row.title,
        row.title_en,
        row.body,
        row.body_en,
        row.issuer,
        row.published_at,
        certificate,
        row.is_sample,
    )
