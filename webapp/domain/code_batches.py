"""The lifecycle of a batch of lot or unit codes, and how its quantities are reconciled.

A batch is allocated, printed, released to packaging and closed.  Printing and releasing may happen
in parts.  At any time allocated ≥ printed ≥ released: labels are printed in the order of their
index, so that the printed ones are the indices below `printed`, and only these can be released.
Anything that is absent from the table is refused.
"""

from collections.abc import Iterable
from typing import NamedTuple

from webapp.domain.codes import ALPHABET, MAX_30_BITS, clean

GRAINS = ("lot", "unit")
STATUSES = ("allocated", "printed", "released", "closed")
ACTIONS = ("print", "release", "close", "void")
MOST_CODES = MAX_30_BITS + 1
LONGEST_LOT = 40

TRANSITIONS: dict[tuple[str, str], str] = {
    ("allocated", "print"): "printed",
    ("printed", "print"): "printed",
    ("released", "print"): "released",
    ("printed", "release"): "released",
    ("released", "release"): "released",
    ("allocated", "close"): "closed",
    ("printed", "close"): "closed",
    ("released", "close"): "closed",
    # A code can be destroyed at any time, most of all when its batch is long closed.
    ("allocated", "void"): "allocated",
    ("printed", "void"): "printed",
    ("released", "void"): "released",
    ("closed", "void"): "closed",
}


class BatchRefused(Exception):
    """The act is not possible; nothing was written.

    `fault` is `transition`, `grain`, `count` (not so many codes), `run` (no such run of indices),
    `not_printed`, `taken` (some of it is released), `lot` (no name for one, or known with
    another day), `future` (a time to come) or `mark` (the model may not carry new marks).
    """

    def __init__(self, fault: str, words: str) -> None:
        super().__init__(words)
        self.fault = fault


class Run(NamedTuple):
    """Codes of a batch by index, both ends inclusive; indices count before the permutation."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many codes it holds."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class Quantities(NamedTuple):
    """How many codes of a batch were allocated, printed and released."""

    allocated: int
    printed: int = 0
    released: int = 0


def next_status(status: str, action: str) -> str:
    """Return the status that `action` leads to; raises BatchRefused."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise BatchRefused("transition", f"cannot {action} a batch that is {status}") from None


def check_allocation(grain: str, size: int) -> Quantities:
    """Return the quantities of a new batch; raises BatchRefused."""
    if grain not in GRAINS:
        raise BatchRefused("grain", f"batches are allocated of {' or '.join(GRAINS)} codes")
    if not 1 <= size <= MOST_CODES:
        raise BatchRefused("count", f"a batch holds 1 to {MOST_CODES:,} codes")
    return Quantities(size)


def check_counted(grain: str) -> None:
    """Refuse to count what a model code covers: it stands on every package (BatchRefused)."""
    if grain not in GRAINS:
        raise BatchRefused("grain", "a model code is released with its certificate, not counted")


def printed(now: Quantities, count: int) -> Quantities:
    """Return the quantities after `count` further codes were printed; raises BatchRefused."""
    left = now.allocated - now.printed
    if not 1 <= count <= left:
        raise BatchRefused("count", f"{count:,} cannot be printed: {left:,} codes are left")
    return now._replace(printed=now.printed + count)


def released(now: Quantities, run: Run, taken: Run | None) -> Quantities:
    """Return the quantities after the codes of `run` went to packaging; raises BatchRefused.

    `taken` is a run of the batch that was released before and overlaps, if there is one.
    """
    check_run(now, run)
    if run.last >= now.printed:
        raise BatchRefused("not_printed", f"only the first {now.printed:,} codes were printed")
    if taken is not None:
        raise BatchRefused("taken", f"{taken} was released before")
    return now._replace(released=now.released + run.size)


def check_run(now: Quantities, run: Run) -> None:
    """Refuse a run that is empty or leaves the batch (BatchRefused)."""
    if not 0 <= run.first <= run.last < now.allocated:
        raise BatchRefused("run", f"{run} is no run of the indices 0-{now.allocated - 1}")


def covered(runs: Iterable[Run]) -> int:
    """Return how many codes the runs hold, those that several hold counted once."""
    count, end = 0, -1
    for run in sorted(runs):
        count += max(0, run.last - max(run.first, end + 1) + 1)
        end = max(end, run.last)
    return count


def run_of(text: str) -> Run:
    """Read a run as people write it: `7` or `0-99`; raises ValueError."""
    first, dash, last = text.partition("-")
    if not (first.isdecimal() and (last.isdecimal() if dash else True)):
        raise ValueError(f"{text!r} is no run of codes; write 0-99 or 7")
    return Run(int(first), int(last if dash else first))


def check_lot(lot: str) -> None:
    """Refuse what is no name of a lot as printed on a package (BatchRefused)."""
    if not lot.isprintable() or lot != lot.strip() or not 1 <= len(lot) <= LONGEST_LOT:
        raise BatchRefused(
            "lot", f"a lot has 1 to {LONGEST_LOT} characters, none at its ends blank"
        )


def name_of(number: int) -> str:
    """The six symbols that stand for a batch in each of its codes."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(5, -1, -1))


def number_of(name: str) -> int:
    """The number behind a batch's six symbols, as printed or typed; raises ValueError."""
    folded = clean(name)
    if len(folded) != 6 or any(symbol not in ALPHABET for symbol in folded):
        raise ValueError(f"{name!r} is not the six symbols of a batch")
    number = 0
    for symbol in folded:
        number = number << 5 | ALPHABET.index(symbol)
    return number
