"""Signs of a copy: each one shows at its threshold and not below, and good uses show none."""

from dataclasses import replace

import pytest

from webapp.definitions.regions import load_regions
from webapp.domain.copy_signals import DAY, HOUR, Circumstances, CopyRules, signals_of
from webapp.domain.scans import Observation

WHERE = load_regions()
RELEASED = 100 * DAY
ITEM = Circumstances(RELEASED)
RULES = CopyRules(
    many_visitors=5,
    within_hours=10,
    far_visitors=3,
    far_places=5,
    far_returns=3,
    far_looks=30,
    far_km=300,
    fastest_kmh=900,
    within_days=90,
    early_visitors=3,
    voided_visitors=3,
    outside_visitors=3,
)


def looks(*regions: str, start: int = RELEASED, apart: int = DAY) -> list[Observation]:
    return [Observation(start + n * apart, n, region) for n, region in enumerate(regions)]


def kinds(seen: list[Observation], item: Circumstances = ITEM, **changes: object) -> list[str]:
    rules = replace(RULES, **changes)  # type: ignore[arg-type]
    return [signal.kind for signal in signals_of(seen, item, rules, WHERE)]


def test_many_visitors_in_a_short_time() -> None:
    assert kinds(looks(*[""] * 5, apart=2 * HOUR)) == ["many_visitors"]
    assert kinds(looks(*[""] * 5, apart=3 * HOUR)) == []
    assert kinds(looks(*[""] * 4, apart=1)) == []
    same = [Observation(RELEASED + n, 7) for n in range(50)]
    assert kinds(same) == [], "one visitor may look as often as he likes"
    assert signals_of(looks(*[""] * 6, apart=HOUR), ITEM, RULES, WHERE)[0].visitors == 6


def test_back_and_forth_between_far_places() -> None:
    back_and_forth = ["CN-GD", "CN-BJ"] * 3
    assert kinds(looks(*back_and_forth)) == ["far_apart"]
    assert kinds(looks("CN-GD", "CN-GD", "CN-GD", "CN-BJ", "CN-BJ", "CN-BJ")) == [], "it moved once"
    assert kinds(looks(*["CN-GD", "CN-HK"] * 3)) == [], "neighbours"
    assert kinds(looks(*["440600", "CN-GD", "440300"] * 3)) == [], "one province, three names"
    assert kinds(looks(*["", ""] * 10)) == [], "no region is known"


def test_too_many_places_and_too_fast() -> None:
    journey = ["CN-GD", "CN-BJ", "CN-SC", "CN-SH", "CN-XJ"]
    assert kinds(looks(*journey)) == ["far_apart"]
    assert kinds(looks(*journey), far_places=6) == []
    assert kinds(looks(*journey, apart=HOUR // 4), far_places=6, many_visitors=9) == ["far_apart"]
    assert kinds(looks(*journey, apart=100 * DAY)) == [], "not within the time"


def test_before_release_and_never_released() -> None:
    early = looks("", "", "", start=RELEASED - 10 * DAY)
    assert kinds(early) == ["before_release"]
    assert kinds(early[:2]) == []
    assert kinds(early, Circumstances(None)) == ["unreleased"]


def test_after_voiding() -> None:
    seen = looks("", "", "", "")
    assert kinds(seen, Circumstances(RELEASED, RELEASED)) == ["after_voiding"]
    assert kinds(seen, Circumstances(RELEASED, RELEASED + DAY)) == []


def test_outside_the_sales_area() -> None:
    seen = looks("CN-GD", "HK-01", "US-CA", "US-CA", "")
    assert "outside_area" in kinds(seen, sales_area=("CN",))
    assert "outside_area" not in kinds(seen, sales_area=("CN", "HK"))


@pytest.mark.parametrize("many", [0, 1, 64])
def test_without_figures_nothing_is_a_sign(many: int) -> None:
    seen = looks(*["CN-GD", "CN-BJ"] * many, apart=1)
    assert signals_of(seen, Circumstances(None, 0), CopyRules(), WHERE) == ()
    assert CopyRules().fewest is None
    assert RULES.fewest == 3
