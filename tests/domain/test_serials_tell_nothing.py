"""Whoever collects printed codes learns neither their order nor how many there are.

Each statistic is tried on serials that do tell, so that it is known to notice.
"""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from webapp.domain.codes import MAX_30_BITS
from webapp.domain.mark_keys import BatchKey

ALL = MAX_30_BITS + 1
COUNT = 8192
SIGMAS = 4.5  # a statistic of fair serials passes this once in some 150,000 keys; keys are fixed
Serials = NDArray[np.int64]
Printer = Callable[[range], Serials]


def fair(batch: int) -> Printer:
    key = BatchKey(bytes(range(32)), 0, batch)
    return lambda indices: np.array([key.serial_of(index) for index in indices], np.int64)


def counting(indices: range) -> Serials:
    return np.array(indices, np.int64)


def stepping(indices: range) -> Serials:
    """A step of the golden ratio: spread evenly, and told by one difference."""
    return np.array(indices, np.int64) * 663608941 % ALL


def masked(indices: range) -> Serials:
    return np.array(indices, np.int64) ^ 0x2AAAAAAA


def ranks(values: Serials) -> NDArray[np.int64]:
    return np.argsort(np.argsort(values))


def tells_order(serials: Serials) -> bool:
    """Rank correlation of serial and index, or too many next ones that are higher."""
    count = len(serials)
    spearman = np.corrcoef(np.arange(count), ranks(serials))[0, 1]
    rising = (np.diff(serials) > 0).sum()  # of random order: half, with variance (count + 1) / 12
    return bool(
        abs(spearman) > SIGMAS / np.sqrt(count - 1)
        or abs(rising - (count - 1) / 2) > SIGMAS * np.sqrt((count + 1) / 12)
    )


def tells_steps(serials: Serials) -> bool:
    """Differences of neighbours that come again and again."""
    steps = np.diff(serials) % ALL
    return bool(len(np.unique(steps)) < len(steps) - 5)


def tells_bits(serials: Serials) -> bool:
    """Chi-square of each bit, and of each bit that changes from one code to the next."""
    places = np.arange(30)
    for words in (serials, serials[1:] ^ serials[:-1]):
        ones = (words[:, None] >> places & 1).sum(axis=0)
        expected = len(words) / 2
        chi_square = 2 * (ones - expected) ** 2 / expected
        if (chi_square > SIGMAS**2).any():
            return True
    return False


def tells_gaps(serials: Serials) -> bool:
    """Gaps of the sorted serials: of fair ones the longest is near ln(count) mean gaps."""
    gaps = np.diff(np.sort(serials))
    mean = ALL / len(serials)
    short = (gaps < mean / 10).mean()  # of exponential gaps 1 - exp(-0.1) = 0.0952
    tolerance = SIGMAS * np.sqrt(0.0952 * 0.9048 / len(gaps))
    longest = gaps.max() / mean
    return bool(
        abs(short - 0.0952) > tolerance
        or not np.log(len(gaps)) - 3 < longest < np.log(len(gaps)) + 12
    )


TELLING = {tells_order, tells_steps, tells_bits, tells_gaps}


def telling(printer: Printer, indices: range) -> set[str]:
    serials = printer(indices)
    return {statistic.__name__ for statistic in TELLING if statistic(serials)}


@pytest.mark.parametrize("batch", [1, 4711, 123456789, MAX_30_BITS])
def test_printed_serials_tell_nothing(batch: int) -> None:
    for first in (0, 99_990_000):
        assert telling(fair(batch), range(first, first + COUNT)) == set()


def test_the_statistics_notice_serials_that_tell() -> None:
    run = range(COUNT)
    assert telling(counting, run) == {s.__name__ for s in TELLING}
    assert {"tells_steps", "tells_gaps"} <= telling(stepping, run)
    assert {"tells_steps", "tells_bits", "tells_gaps"} <= telling(masked, run)
    assert "tells_order" in telling(lambda indices: np.sort(fair(1)(indices)), run)


def guessed_volumes(printer: Printer, size: int) -> tuple[float, float]:
    """What a sample of codes makes of the size of its batch: by its mean, by its largest."""
    chosen = np.random.default_rng(size).choice(size, 1000, replace=False)
    sample = np.concatenate([printer(range(index, index + 1)) for index in chosen.tolist()])
    return 2 * sample.mean(), sample.max() * (1 + 1 / len(sample))


@pytest.mark.parametrize("size", [1000, 100_000, 100_000_000, ALL])
def test_a_sample_tells_nothing_of_the_volume(size: int) -> None:
    """Both estimates say 2^30 whatever the size: they know the grammar and nothing more."""
    by_mean, by_largest = guessed_volumes(fair(123456789), size)
    assert by_mean == pytest.approx(ALL, rel=SIGMAS / np.sqrt(3 * 1000))
    assert by_largest == pytest.approx(ALL, rel=0.011)


def test_the_estimates_are_good_where_serials_count() -> None:
    by_mean, by_largest = guessed_volumes(counting, 100_000)
    assert by_mean == pytest.approx(100_000, rel=SIGMAS / np.sqrt(3 * 1000))
    assert by_largest == pytest.approx(100_000, rel=0.011)


def test_two_batches_print_unlike_serials() -> None:
    one, other = fair(1)(range(COUNT)), fair(2)(range(COUNT))
    assert abs(np.corrcoef(one, other)[0, 1]) < SIGMAS / np.sqrt(COUNT - 1)
    shared = np.intersect1d(one, other).size  # by chance 0.06
    assert shared <= 2
