"""The one read behind a scan: a single prepared SELECT, one row for each act on the certificate.

A forged code runs the same statement as an unknown one, so that nothing leaks in time.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Protocol

from webapp.domain.addresses import Address
from webapp.domain.certificates import StatusFact
from webapp.domain.codes import MarkCode, Mistyped, clean, parse
from webapp.domain.copy_signals import Signal
from webapp.domain.mark_keys import MarkKeys
from webapp.domain.scans import NOTHING_SEEN, Seen, code_number
from webapp.domain.standing import (
    BatchFacts,
    CertificateFacts,
    ScopeFacts,
    Standing,
    VoidFacts,
    standing_of_mark,
)

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
       v.id, v.voided_at, v.recorded_at, v.reason, v.words, v.words_en, v.decision_number,
       r.lot, r.made_on, r.released_at, r.recorded_at,
       w.id, w.voided_at, w.recorded_at, w.reason, w.words, w.words_en, w.decision_number
FROM code_batches b
JOIN scope_items i ON i.id = b.scope_item_id
JOIN certificates c ON c.id = i.certificate_id
JOIN enterprises h ON h.id = c.holder_id
JOIN products p ON p.id = i.product_id
LEFT JOIN code_releases r ON r.last_index >= ? AND r.id = (
    SELECT id FROM code_releases WHERE batch_id = b.id AND first_index <= ?
    ORDER BY first_index DESC LIMIT 1)
LEFT JOIN certificates n ON n.predecessor_id = c.id
LEFT JOIN status_events e ON e.certificate_id = c.id
LEFT JOIN code_voids v ON v.batch_id = b.id AND v.first_index = ?
    AND v.last_index = v.first_index
LEFT JOIN code_voids w ON w.batch_id = b.id AND w.last_index > w.first_index
    AND ? BETWEEN w.first_index AND w.last_index
WHERE b.number = ?
ORDER BY e.id
"""

NO_BATCH = -1


class RowReader(Protocol):
    """Runs a prepared SELECT (see `adapters.databases.Reader`)."""

    def instant(self, at: datetime) -> object:
        """An instant in the form that a statement compares."""
        ...

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


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer to “what is this code worth”.

    `mark` is None unless the code is genuine.  `known_then` is set for a question about a past
    time: the standing from what was recorded by then.  `fault` says what is wrong as typed,
    `address` whose address it is if it is not ours.  `number` stands for a genuine code in the
    tables of scans; `scans` is what those tell of it, `signals` the signs that it was copied.
    """

    code: str
    standing: Standing
    mark: MarkFacts | None
    asked_at: datetime | None
    checked_at: datetime
    known_then: Standing | None = None
    fault: Mistyped | None = None
    address: Address | None = None
    number: int | None = None
    scans: Seen = NOTHING_SEEN
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of the question: now, and a past instant if one was asked about."""

    now: datetime
    zone: tzinfo
    asked_at: datetime | None = None


def verify(reader: RowReader, keys: MarkKeys, text: str, clock: Clock) -> Verification:
    """Answer for a code as printed or typed; raises DatabaseUnavailable.

    A slip of the finger is answered without a look at the database.  Everything else runs the
    same SELECT and the same computations.  A wrong tag makes the SELECT look for a batch that
    never exists: its time cannot tell whether the batch named in the code does.
    """
    try:
        code = parse(text)
    except Mistyped as fault:
        typed = clean(text)[:64]
        return Verification(
            typed, Standing("mistyped"), None, clock.asked_at, clock.now, fault=fault
        )
    authentic, index = keys.is_authentic(code), keys.index_of(code)
    looked_for = code.batch if authentic or code.key_id not in keys else NO_BATCH
    mark = find_mark(reader, looked_for, index)
    if not authentic or mark is None or mark.key_id != code.key_id or index >= mark.size:
        standing = Standing(_absent(code, authentic, mark, keys))
        return Verification(code.text, standing, None, clock.asked_at, clock.now)
    return _answer_for(code, index, mark, clock)


def _absent(code: MarkCode, authentic: bool, mark: MarkFacts | None, keys: MarkKeys) -> str:
    """`forged` for a wrong tag, `unknown` for what cannot be confirmed.

    A batch whose key this installation has lost is not called forged: its goods may be genuine.
    A right tag under a key that the batch was not issued with comes from a leaked key.
    """
    if authentic:
        return "unknown" if mark is None or mark.key_id == code.key_id else "forged"
    lost_key = mark is not None and mark.key_id == code.key_id and code.key_id not in keys
    return "unknown" if lost_key else "forged"


def _answer_for(code: MarkCode, index: int, mark: MarkFacts, clock: Clock) -> Verification:
    at = clock.asked_at or clock.now
    facts = (mark.batch, mark.certificate, mark.scope)
    standing = standing_of_mark(*facts, at, clock.zone)
    then = standing_of_mark(*facts, at, clock.zone, known_at=at) if clock.asked_at else None
    number = code_number(code.batch, index)
    return Verification(code.text, standing, mark, clock.asked_at, clock.now, then, number=number)


def find_mark(reader: RowReader, batch: int, index: int) -> MarkFacts | None:
    """Return what is stored of code `index` of batch number `batch`, or None.

    Raises DatabaseUnavailable.
    """
    rows = reader.rows(MARK, (index, index, index, index, batch))
    return _mark_of(rows) if rows else None


def _mark_of(rows: list[tuple[Any, ...]]) -> MarkFacts:
    row = rows[0]
    history = {r[27]: _act_of(r[28:36]) for r in rows if r[27] is not None}
    # Codes voided one by one may be many and are found by their index; runs are few.
    voids = {r[at]: _void_of(r[at + 1 : at + 7]) for r in rows for at in (36, 47) if r[at]}
    return MarkFacts(
        key_id=row[0],
        grain=row[1],
        size=row[2],
        batch=_batch_of(row, tuple(voids.values())),
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


def _batch_of(row: tuple[Any, ...], voids: tuple[VoidFacts, ...]) -> BatchFacts:
    """A model code is released with its batch, any other with the run that holds its index."""
    if row[1] == "model":
        return BatchFacts(_instant(row[3]), voids)
    lot, made_on, released_at, recorded_at = row[43:47]
    if lot is None:
        return BatchFacts(None, voids)
    return BatchFacts(
        _instant(released_at), voids, _instant(recorded_at), lot, _optional_day(made_on)
    )


def _act_of(columns: tuple[Any, ...]) -> StatusFact:
    action, effective_at, recorded_at, reason, words, words_en, decision_number, actor = columns
    return StatusFact(
        action,
        as_instant(effective_at),
        as_instant(recorded_at),
        reason,
        words,
        words_en,
        decision_number,
        actor,
    )


def _void_of(columns: tuple[Any, ...]) -> VoidFacts:
    return VoidFacts(as_instant(columns[0]), as_instant(columns[1]), *columns[2:])


def as_instant(value: datetime | str) -> datetime:
    """SQLite keeps instants as text, PostgreSQL as `timestamptz`."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: datetime | str | None) -> datetime | None:
    return None if value is None else as_instant(value)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _optional_day(value: date | str | None) -> date | None:
    return None if value is None else _day(value)
