"""What is kept of a scan: a counter for each scanned code, and the newest looks at a unit code.

A code is one number here: its batch number and its index, 30 bits each.  Instants are whole
seconds of the Unix clock.  No address of a visitor is in here (`domain/visitors.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from webapp.domain.codes import MAX_30_BITS

MOST_OBSERVATIONS = 64  # the newest looks that are kept of a unit code


class Scan(NamedTuple):
    """One scan of a genuine code; `visitor` is None where nobody looks for copies."""

    code: int
    at: int
    visitor: int | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a code was scanned, this scan included, and when first."""

    count: int
    first_at: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer tells of the scans of its code.

    `recorded` says whether this very request is on the disk as a scan.  `count` is None where it
    is not known, and 0 for a code that nobody has scanned.
    """

    recorded: bool = False
    count: int | None = None
    first_at: datetime | None = None


class Observation(NamedTuple):
    """One look at a unit code: when, by whom on that day, from where (empty: not known)."""

    at: int
    visitor: int
    region: str = ""


class Kept(NamedTuple):
    """An observation and how many later scans of its code are in the same group."""

    code: int
    later: int
    at: int
    visitor: int
    region: str


def code_number(batch: int, index: int) -> int:
    """The number that stands for index `index` of batch number `batch`."""
    return batch << 30 | index


NOTHING_SEEN = Seen()


def seen_of(tally: Tally | None, *, recorded: bool) -> Seen:
    """Put a tally into an answer; None is a code that nobody has scanned."""
    if tally is None:
        return Seen(recorded, 0, None)
    return Seen(recorded, tally.count, datetime.fromtimestamp(tally.first_at, UTC))


def codes_of_batch(batch: int) -> tuple[int, int]:
    """The first and the last number that the codes of a batch can have."""
    return code_number(batch, 0), code_number(batch, MAX_30_BITS)


def added_by(scans: Sequence[Scan]) -> list[tuple[int, int, int]]:
    """Return (code, scans, first instant) for each code of a group, in the order of codes.

    Two groups that share codes then lock them in the same order and cannot block each other.
    """
    added: dict[int, tuple[int, int]] = {}
    for scan in scans:
        count, first_at = added.get(scan.code, (0, scan.at))
        added[scan.code] = (count + 1, min(first_at, scan.at))
    return [(code, count, first_at) for code, (count, first_at) in sorted(added.items())]


def tallies_of(scans: Sequence[Scan], totals: Mapping[int, Tally]) -> list[Tally]:
    """Return the tally of each scan of a group from the totals after it: no two are the same."""
    later: dict[int, int] = {}
    tallies = []
    for scan in reversed(scans):
        total = totals[scan.code]
        after = later.get(scan.code, 0)
        tallies.append(Tally(total.count - after, total.first_at))
        later[scan.code] = after + 1
    return tallies[::-1]


def kept_of(scans: Sequence[Scan]) -> list[Kept]:
    """Return what a group leaves behind for the search for copies: the newest of each code."""
    later: dict[int, int] = {}
    kept = []
    for scan in reversed(scans):
        after = later.get(scan.code, 0)
        later[scan.code] = after + 1
        if scan.visitor is not None and after < MOST_OBSERVATIONS:
            kept.append(Kept(scan.code, after, scan.at, scan.visitor, scan.region))
    return kept[::-1]
