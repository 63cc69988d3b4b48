"""What a mark, a model or a certificate is worth at a time: derived, never stored.

The first that matches counts, in the order of `ORDER`; `expired` and `not_yet_valid` come from the
clock alone.  Nothing here reads a clock: the time asked about is an argument.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from webapp.domain.calendar import day_of, end_of, start_of
from webapp.domain.certificates import StatusFact, status_at

ORDER = (
    "mistyped",
    "foreign",
    "forged",
    "unknown",
    "voided",
    "not_released",
    "withdrawn",
    "cancelled",
    "suspended",
    "expired",
    "not_yet_valid",
    "valid",
)
# Standings that say nothing was found behind the code; they have no certificate, product or holder.
NOTHING_FOUND = frozenset({"mistyped", "foreign", "forged", "unknown"})


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """When a model is in the scope of its certificate: days, first and last inclusive.

    `left_as` is `withdrawn` or `cancelled` once `until_day` is set.
    """

    from_day: date
    until_day: date | None = None
    left_as: str = ""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What is stored of a certificate, as far as its standing depends on it."""

    valid_from: date
    valid_until: date
    history: tuple[StatusFact, ...]


@dataclass(frozen=True, slots=True)
class VoidFacts:
    """A code that was destroyed or cancelled; `recorded_at` is when that became known here."""

    voided_at: datetime
    recorded_at: datetime
    reason: str
    words: str = ""
    words_en: str = ""
    decision_number: str = ""


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What is stored of the batch that a code belongs to, and of the code itself.

    `released_at` is when this code went to packaging, None if never; `recorded_at` when that
    became known here.  A lot or unit code was released for a lot made on a day, a model code not.
    """

    released_at: datetime | None
    voids: tuple[VoidFacts, ...] = ()
    recorded_at: datetime | None = None
    lot: str = ""
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing with its reasons.  `since` is when it began; `until` when it will end by itself.

    `reason` is a code of `definitions/reasons.yaml` or one of `expired`, `not_yet_valid`,
    `not_released`, `scope_reduced`; `words` are the authority's own.
    """

    standing: str
    since: datetime | None = None
    reason: str = ""
    words: str = ""
    words_en: str = ""
    decision_number: str = ""
    actor: str = ""
    until: datetime | None = None


def standing_of_certificate(
    facts: CertificateFacts, at: datetime, zone: tzinfo, known_at: datetime | None = None
) -> Standing:
    """Return the standing of a certificate at `at`, from what was known by `known_at`.

    A draft is `not_yet_valid`: nothing has been granted.
    """
    now = status_at(facts.history, at, known_at)
    if now.cause and now.status in ("withdrawn", "cancelled", "suspended"):
        return _from_act(now.status, now.cause)
    day = day_of(at, zone)
    if now.status == "draft" or day < facts.valid_from:
        first = start_of(facts.valid_from, zone)
        until = first if first > at else None  # a late draft: nobody knows when it will be granted
        return Standing("not_yet_valid", reason="not_yet_valid", until=until)
    last = end_of(facts.valid_until, zone)
    if day > facts.valid_until:
        return Standing(
            "expired", since=start_of(facts.valid_until + timedelta(days=1), zone), reason="expired"
        )
    return _valid(facts, now.cause, last, zone)


def standing_of_model(
    certificate: CertificateFacts,
    scope: ScopeFacts,
    at: datetime,
    zone: tzinfo,
    known_at: datetime | None = None,
) -> Standing:
    """Return the standing of one model of a certificate.

    A model that left the scope is withdrawn or cancelled by itself (reason `scope_reduced`);
    of that and the certificate's own standing the one that is earlier in `ORDER` counts.
    """
    own = standing_of_certificate(certificate, at, zone, known_at)
    day = day_of(at, zone)
    if scope.until_day is not None and day > scope.until_day:
        left = Standing(
            scope.left_as or "withdrawn",
            since=start_of(scope.until_day + timedelta(days=1), zone),
            reason="scope_reduced",
        )
        return _graver(own, left)
    if day < scope.from_day:
        waiting = Standing(
            "not_yet_valid", reason="not_yet_valid", until=start_of(scope.from_day, zone)
        )
        return _graver(own, waiting)
    return _within_scope(own, scope, zone) if own.standing == "valid" else own


def standing_of_mark(
    batch: BatchFacts,
    certificate: CertificateFacts,
    scope: ScopeFacts,
    at: datetime,
    zone: tzinfo,
    known_at: datetime | None = None,
) -> Standing:
    """Return the standing of a genuine code: voided, not released, else that of its model."""
    voids = [
        void
        for void in batch.voids
        if void.voided_at <= at and (known_at is None or void.recorded_at <= known_at)
    ]
    if voids:
        void = min(voids, key=lambda v: v.voided_at)
        return Standing(
            "voided",
            since=void.voided_at,
            reason=void.reason,
            words=void.words,
            words_en=void.words_en,
            decision_number=void.decision_number,
        )
    released_at = batch.released_at
    if known_at is not None and batch.recorded_at is not None and batch.recorded_at > known_at:
        released_at = None
    if released_at is None or released_at > at:
        return Standing("not_released", reason="not_released", until=released_at)
    return standing_of_model(certificate, scope, at, zone, known_at)


def standing_when_made(
    batch: BatchFacts, certificate: CertificateFacts, scope: ScopeFacts, zone: tzinfo
) -> Standing | None:
    """Return what the mark was worth when the goods were made: at the end of that day.

    None for a model code, which does not tell a day.  From all that is known today: a withdrawal
    that was entered late counts from the day it took effect.
    """
    if batch.made_on is None:
        return None
    return standing_of_model(certificate, scope, end_of(batch.made_on, zone), zone)


def spans_of_certificate(facts: CertificateFacts, zone: tzinfo) -> tuple[tuple[datetime, str], ...]:
    """Return when the standing changes: (instant, standing from then on), oldest first.

    The search index keeps this, so that a facet is right at any moment with no row changed.
    """
    return _spans(_turns(facts, zone), lambda at: standing_of_certificate(facts, at, zone).standing)


def spans_of_models(
    marks: Sequence[tuple[CertificateFacts, ScopeFacts]], zone: tzinfo
) -> tuple[tuple[datetime, str], ...]:
    """Return the spans of a product that holds several marks: at any time its best standing."""
    turns: set[datetime] = set()
    for facts, scope in marks:
        turns |= _turns(facts, zone) | {start_of(scope.from_day, zone)}
        if scope.until_day is not None:
            turns.add(start_of(scope.until_day + timedelta(days=1), zone))

    def best_at(at: datetime) -> str:
        found = (standing_of_model(facts, scope, at, zone).standing for facts, scope in marks)
        return max(found, key=ORDER.index)

    return _spans(turns, best_at)


def _turns(facts: CertificateFacts, zone: tzinfo) -> set[datetime]:
    """The instants at which the standing of a certificate may change."""
    first = start_of(facts.valid_from, zone)
    after_last = start_of(facts.valid_until + timedelta(days=1), zone)
    return {first, after_last} | {fact.effective_at for fact in facts.history}


def _spans(
    turns: set[datetime], standing_at: Callable[[datetime], str]
) -> tuple[tuple[datetime, str], ...]:
    spans: list[tuple[datetime, str]] = []
    for turn in sorted(turns):
        standing = standing_at(turn)
        if not spans or spans[-1][1] != standing:
            spans.append((turn, standing))
    return tuple(spans)


def _from_act(status: str, act: StatusFact) -> Standing:
    return Standing(
        status,
        since=act.effective_at,
        reason=act.reason,
        words=act.words,
        words_en=act.words_en,
        decision_number=act.decision_number,
        actor=act.actor,
    )


def _valid(
    facts: CertificateFacts, cause: StatusFact | None, last: datetime, zone: tzinfo
) -> Standing:
    first = start_of(facts.valid_from, zone)
    since = max(first, cause.effective_at) if cause else first
    return Standing(
        "valid",
        since=since,
        reason=cause.reason if cause else "",
        decision_number=cause.decision_number if cause else "",
        actor=cause.actor if cause else "",
        until=last,
    )


def _within_scope(own: Standing, scope: ScopeFacts, zone: tzinfo) -> Standing:
    """A valid model is so no earlier than it came into the scope, and no later than it leaves."""
    since, until = start_of(scope.from_day, zone), own.until
    if scope.until_day is not None and until is not None:
        until = min(until, end_of(scope.until_day, zone))
    return replace(own, since=max(own.since or since, since), until=until)


def _graver(*standings: Standing) -> Standing:
    return min(standings, key=lambda s: ORDER.index(s.standing))


def history_by_day(facts: Sequence[StatusFact]) -> list[StatusFact]:
    """Return the acts in the order in which they count, oldest first."""
    return sorted(facts, key=lambda f: (f.effective_at, f.recorded_at))
