"""Signs that a unit code was copied, read from the newest looks at it.

One code stands for one item.  One item is in one place at a time, passes through few hands, and is
not looked at before it leaves the factory or after it was destroyed.  Each sign is evidence, never
proof: shops show goods, telephones are placed wrongly, pictures of codes are passed on.  So every
threshold counts different visitors, and all of them are figures of the scheme.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from webapp.domain.scans import Observation

KINDS = (
    "many_visitors",
    "far_apart",
    "before_release",
    "unreleased",
    "after_voiding",
    "outside_area",
)
HOUR, DAY = 3_600, 86_400
EARTH_KM = 6_371.0


@dataclass(frozen=True, slots=True)
class CopyRules:
    """The figures of a scheme; None leaves a sign out.  Counts are of different visitors.

    `sales_area` names regions, or beginnings of their names (`CN`); empty: sold everywhere.
    """

    many_visitors: int | None = None
    within_hours: int | None = None
    far_visitors: int | None = None
    far_places: int | None = None
    far_returns: int | None = None
    far_looks: int | None = None
    far_km: int | None = None
    fastest_kmh: int | None = None
    within_days: int | None = None
    early_visitors: int | None = None
    voided_visitors: int | None = None
    outside_visitors: int | None = None
    sales_area: tuple[str, ...] = ()

    @property
    def fewest(self) -> int | None:
        """How many scans there are at least before any sign can show; None: no sign is wanted."""
        figures = (
            self.many_visitors,
            self.far_visitors,
            self.early_visitors,
            self.voided_visitors,
            self.outside_visitors,
        )
        return min((figure for figure in figures if figure is not None), default=None)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the item: Unix seconds, None for “never”."""

    released_at: int | None
    voided_at: int | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign: its kind, how many visitors show it, and in which time (hours) or how many places.

    `span` is 0 where the sign has none.
    """

    kind: str
    visitors: int
    span: int = 0


class Map:
    """How far regions lie apart.  `centres` are (latitude, longitude) in degrees by region.

    A province may be named by its letters (`CN-GD`) or by the first two digits (`44`) of any of its
    areas' codes (`440600`).
    """

    def __init__(self, centres: Mapping[str, tuple[float, float]]) -> None:
        self._centres = dict(centres)

    def place(self, region: str) -> tuple[float, float] | str:
        """The centre of a region; the region itself where it is not on the map."""
        known = self._centres.get(region[:2] if region.isdecimal() else region)
        return region if known is None else known

    def kilometres(self, one: str, other: str) -> float:
        """The way between two centres; a sixth of the way round to a place not on the map."""
        return _way(self.place(one), self.place(other))


@lru_cache(maxsize=4096)
def _way(one: tuple[float, float] | str, other: tuple[float, float] | str) -> float:
    if one == other:
        return 0.0
    if isinstance(one, str) or isinstance(other, str):
        return EARTH_KM
    (lat_a, lon_a), (lat_b, lon_b) = map(radians, one), map(radians, other)
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def signals_of(
    looks: Sequence[Observation], item: Circumstances, rules: CopyRules, where: Map
) -> tuple[Signal, ...]:
    """Return the signs that the looks at a unit code, oldest first, show."""
    found = (
        _many_visitors(looks, rules),
        _far_apart(looks, rules, where),
        *_at_wrong_times(looks, item, rules),
        _outside_area(looks, rules),
    )
    return tuple(signal for signal in found if signal is not None)


def _many_visitors(looks: Sequence[Observation], rules: CopyRules) -> Signal | None:
    """More visitors in a short time than one item meets, also on a shelf."""
    most, hours = rules.many_visitors, rules.within_hours
    if most is None or hours is None or len(looks) < most:
        return None
    here: Counter[int] = Counter()
    first, peak = 0, 0
    for look in looks:
        here[look.visitor] += 1
        while looks[first].at < look.at - hours * HOUR:
            gone = looks[first].visitor
            here[gone] -= 1
            if not here[gone]:
                del here[gone]
            first += 1
        peak = max(peak, len(here))
    return Signal("many_visitors", peak, hours) if peak >= most else None


def _far_apart(looks: Sequence[Observation], rules: CopyRules, where: Map) -> Signal | None:
    """Visitors in places so far apart that one item cannot have met them all.

    Goods move on, and a telephone here and there is placed wrongly.  What one item does not do is
    to be in many places at once, or to go back and forth between two.
    """
    far_km, days = rules.far_km, rules.within_days
    if rules.far_visitors is None or far_km is None or days is None or not looks:
        return None
    placed = [look for look in looks if look.region and look.at > looks[-1].at - days * DAY]
    placed = placed[-(rules.far_looks or len(placed)) :]
    if len(placed) <= rules.far_visitors:
        return None
    main = Counter(look.region for look in placed).most_common(1)[0][0]
    far = [look for look in placed if where.kilometres(main, look.region) >= far_km]
    visitors = _visitors(far)
    if visitors < rules.far_visitors:
        return None
    places = len({where.place(look.region) for look in far}) + 1
    spread = rules.far_places is not None and places >= rules.far_places
    returns = _returns(placed, far_km, rules.fastest_kmh, where)
    if spread or (rules.far_returns is not None and returns >= rules.far_returns):
        return Signal("far_apart", _visitors(placed), places)
    return None


def _returns(
    placed: Sequence[Observation], far_km: int, fastest_kmh: int | None, where: Map
) -> int:
    """Count the moves that goods do not make: too fast, or back to a place that they had left."""
    left: set[str] = set()
    count = 0
    for before, after in pairwise(placed):
        way = where.kilometres(before.region, after.region)
        if way < far_km:
            continue
        hours = (after.at - before.at) / HOUR
        too_fast = fastest_kmh is not None and way > fastest_kmh * hours
        count += too_fast or after.region in left
        left.add(before.region)
    return count


def _at_wrong_times(
    looks: Sequence[Observation], item: Circumstances, rules: CopyRules
) -> Iterable[Signal | None]:
    early = looks if item.released_at is None else [s for s in looks if s.at < item.released_at]
    kind = "unreleased" if item.released_at is None else "before_release"
    yield _enough(kind, early, rules.early_visitors)
    if item.voided_at is not None:
        late = [look for look in looks if look.at > item.voided_at]
        yield _enough("after_voiding", late, rules.voided_visitors)


def _outside_area(looks: Sequence[Observation], rules: CopyRules) -> Signal | None:
    if not rules.sales_area:
        return None
    outside = [s for s in looks if s.region and not s.region.startswith(rules.sales_area)]
    return _enough("outside_area", outside, rules.outside_visitors)


def _enough(kind: str, looks: Sequence[Observation], least: int | None) -> Signal | None:
    visitors = _visitors(looks)
    return None if least is None or visitors < least else Signal(kind, visitors)


def _visitors(looks: Iterable[Observation]) -> int:
    return len({look.visitor for look in looks})
