"""The one read behind a scan: a single prepared SELECT, one row for each act on the certificate.

A forged code runs the same statement as an unknown one, so that nothing leaks in time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from webapp.domain.certificates import StatusFact
from webapp.domain.standing import BatchFacts, CertificateFacts, ScopeFacts, VoidFacts

MARK = """
SELECT b.key_id, b.grain, b.size, b.released_at,
       i.from_day, i.until_day, i.left_as,
       c.number, c.scheme, c.grade, c.valid_from, c.valid_until, c.is_sample,
       n.number,
       h.uscc, h.name, h.name_en,
       p.id, p.name, p.name_en, p.model, p.brand, p.net_content, p.gtin,
       p.picture, p.picture_width, p.picture_height,
       e.id, e.action, e.effective_at, e.recorded_at, e.reason, e.words, e.words_en,
       e.decision_number, e.actor,
       v.id, v.voided_at, v.reason, v.words, v.words_en, v.decision_number
FROM code_batches b
JOIN scope_items i ON i.id = b.scope_item_id
JOIN certificates c ON c.id = i.certificate_id
JOIN enterprises h ON h.id = c.holder_id
JOIN products p ON p.id = i.product_id
LEFT JOIN certificates n ON n.predecessor_id = c.id
LEFT JOIN status_events e ON e.certificate_id = c.id
LEFT JOIN code_voids v ON v.batch_id = b.id AND ? BETWEEN v.first_index AND v.last_index
WHERE b.number = ?
"""


class RowReader(Protocol):
    """Runs a prepared SELECT (see `adapters.databases.Reader`)."""

    def rows(self, statement: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Return every row; raises DatabaseUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class MarkedProduct:
    """The product that a mark was granted for: what a shopper compares."""

    id: int
    name: str
    name_en: str
    model: str
    brand: str
    net_content: str
    gtin: str | None
    picture: str
    picture_width: int
    picture_height: int


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """Everything that is stored about one mark code."""

    key_id: int
    grain: str
    size: int
    batch: BatchFacts
    scope: ScopeFacts
    certificate: CertificateFacts
    certificate_number: str
    scheme: str
    grade: str
    is_sample: bool
    successor: str | None
    holder_uscc: str
    holder_name: str
    holder_name_en: str
    product: MarkedProduct


def find_mark(reader: RowReader, batch: int, index: int) -> MarkFacts | None:
    """Return what is stored of code `index` of batch number `batch`, or None.

    Raises DatabaseUnavailable.
    """
    rows = reader.rows(MARK, (index, batch))
    return _mark_of(rows) if rows else None


def _mark_of(rows: list[tuple[Any, ...]]) -> MarkFacts:
    row = rows[0]
    history = {r[27]: _act_of(r[28:36]) for r in rows if r[27] is not None}
    voids = {r[36]: _void_of(r[37:42]) for r in rows if r[36] is not None}
    return MarkFacts(
        key_id=row[0],
        grain=row[1],
        size=row[2],
        batch=BatchFacts(_instant(row[3]), tuple(voids.values())),
        scope=ScopeFacts(_day(row[4]), _optional_day(row[5]), row[6]),
        certificate=CertificateFacts(_day(row[10]), _day(row[11]), tuple(history.values())),
        certificate_number=row[7],
        scheme=row[8],
        grade=row[9],
        is_sample=bool(row[12]),
        successor=row[13],
        holder_uscc=row[14],
        holder_name=row[15],
        holder_name_en=row[16],
        product=MarkedProduct(*row[17:27]),
    )


def _act_of(columns: tuple[Any, ...]) -> StatusFact:
    action, effective_at, recorded_at, reason, words, words_en, decision_number, actor = columns
    return StatusFact(
        action,
        _certain_instant(effective_at),
        _certain_instant(recorded_at),
        reason,
        words,
        words_en,
        decision_number,
        actor,
    )


def _void_of(columns: tuple[Any, ...]) -> VoidFacts:
    return VoidFacts(_certain_instant(columns[0]), *columns[1:])


def _certain_instant(value: datetime | str) -> datetime:
    """SQLite keeps instants as text, PostgreSQL as `timestamptz`."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: datetime | str | None) -> datetime | None:
    return None if value is None else _certain_instant(value)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _optional_day(value: date | str | None) -> date | None:
    return None if value is None else _day(value)
