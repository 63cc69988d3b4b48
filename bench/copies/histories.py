"""Histories of scans drawn from stated ranges: copied codes, and genuine ones in every good use.

Every range is a guess about the world, written down so that another may be put in its place.
`RANGES` is printed with the results.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from webapp.domain.copy_signals import DAY, HOUR
from webapp.domain.scans import Observation

RANGES = {
    "regions a campaign sells into": (1, 12),
    "copies of a campaign": (200, 5_000),
    "days over which a campaign sells": (7, 120),
    "share of sold copies that are scanned": (0.05, 0.4),
    "scans of an owner in a year": (0, 6),
    "visitors of a shop display in a day": (0.2, 5.0),
    "days of a shop display": (14, 120),
    "sales of one item to another owner": (1, 3),
    "share of telephones placed in a wrong region": (0.0, 0.03),
}
KINDS = {"owner": 88, "gift": 4, "resale": 3, "inspector": 2, "display": 2, "shared picture": 1}
RELEASE = 1_780_000_000


@dataclass
class History:
    """One code: its kind, its copies (0 for a genuine one), and its looks, oldest first."""

    kind: str
    copies: int = 0
    released_at: int = RELEASE
    looks: list[Observation] = field(default_factory=list)


class Town:
    """Draws visitors and places; a visitor is a new one each day, as in the registry."""

    def __init__(self, random: Random, regions: list[str]) -> None:
        self.random = random
        self._regions = regions
        self._misplaced = random.uniform(*RANGES["share of telephones placed in a wrong region"])

    def region(self) -> str:
        """Any region."""
        return self.random.choice(self._regions)

    def look(self, at: float, region: str, person: int | None = None) -> Observation:
        """A look by a person (anybody if None), seen now and then in a wrong region."""
        seen = self.region() if self.random.random() < self._misplaced else region
        who = self.random.getrandbits(47) if person is None else hash((person, int(at) // DAY))
        return Observation(int(at), who & (1 << 48) - 1, seen)

    def day_time(self, day: float) -> float:
        """An instant within shop hours of a day after the release."""
        return RELEASE + int(day) * DAY + self.random.uniform(9, 21) * HOUR

    def owner(self, region: str, start: float, days: float, times: int) -> Iterator[Observation]:
        """Looks of one owner at home."""
        person = self.random.getrandbits(40)
        for _ in range(times):
            yield self.look(self.day_time(start + self.random.uniform(0, days)), region, person)


def campaign(town: Town) -> History:
    """Copies of one code, sold in some regions with unequal shares, scanned by their buyers."""
    random = town.random
    regions = [
        town.region()
        for _ in range(random.randint(*map(int, RANGES["regions a campaign sells into"])))
    ]
    weights = [random.uniform(0.2, 1.0) for _ in regions]
    copies = random.randint(*map(int, RANGES["copies of a campaign"]))
    days = random.uniform(*RANGES["days over which a campaign sells"])
    share = random.uniform(*RANGES["share of sold copies that are scanned"])
    start = random.uniform(0, 200)
    looks = list(_handled(town, town.region()))
    for _ in range(max(1, round(copies * share))):
        at = RELEASE + (start + random.uniform(0, days)) * DAY
        looks.append(town.look(at, random.choices(regions, weights)[0]))
    return History("campaign", copies, looks=sorted(looks))


def genuine(town: Town, kind: str) -> History:
    """One item in its good use."""
    home = town.region()
    looks = [*_handled(town, home), *_USES[kind](town, home)]
    return History(kind, looks=sorted(looks))


def _handled(town: Town, home: str) -> Iterator[Observation]:
    """The factory before the release, a warehouse, the shop."""
    random = town.random
    if random.random() < 0.3:
        yield town.look(RELEASE - random.uniform(1, 72) * HOUR, "CN-GD")
    if random.random() < 0.3:
        yield town.look(town.day_time(random.uniform(0, 20)), town.region())
    if random.random() < 0.5:
        yield town.look(town.day_time(random.uniform(5, 40)), home)


def _owned(town: Town, home: str) -> Iterator[Observation]:
    times = town.random.randint(*map(int, RANGES["scans of an owner in a year"]))
    yield from town.owner(home, 30, 365, times)


def _given(town: Town, home: str) -> Iterator[Observation]:
    yield from town.owner(home, 30, 5, town.random.randint(1, 2))
    yield from town.owner(town.region(), 36, 60, town.random.randint(1, 4))


def _resold(town: Town, home: str) -> Iterator[Observation]:
    region, start = home, 30.0
    for _ in range(
        town.random.randint(*map(int, RANGES["sales of one item to another owner"])) + 1
    ):
        stays = town.random.uniform(20, 150)
        yield from town.owner(region, start, stays, town.random.randint(1, 3))
        region, start = town.region(), start + stays + 3


def _inspected(town: Town, home: str) -> Iterator[Observation]:
    yield from _owned(town, home)
    day = town.random.uniform(20, 200)
    for hours in range(town.random.randint(2, 5)):
        yield town.look(town.day_time(day) + hours * 60, home)
    if town.random.random() < 0.5:  # the laboratory
        yield town.look(town.day_time(day + 3), town.region())


def _shown(town: Town, home: str) -> Iterator[Observation]:
    rate = town.random.uniform(*RANGES["visitors of a shop display in a day"])
    days = town.random.uniform(*RANGES["days of a shop display"])
    at = 20.0
    while at < 20 + days:
        at += town.random.expovariate(rate)
        yield town.look(town.day_time(at), home)


def _pictured(town: Town, home: str) -> Iterator[Observation]:
    """A picture of the code is passed on: friends elsewhere look within the hour."""
    yield from _owned(town, home)
    at = town.day_time(town.random.uniform(30, 100))
    yield town.look(at, home)
    for _ in range(town.random.randint(1, 3)):
        yield town.look(at + town.random.uniform(0, HOUR), town.region())


_USES: dict[str, Callable[[Town, str], Iterator[Observation]]] = {
    "owner": _owned,
    "gift": _given,
    "resale": _resold,
    "inspector": _inspected,
    "display": _shown,
    "shared picture": _pictured,
}
