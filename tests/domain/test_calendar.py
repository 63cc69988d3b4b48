"""Days of the zone: where they begin, where they end, and that they join."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.calendar import day_of, end_of, start_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENT = timedelta(microseconds=1)
days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
zones = st.sampled_from(
    [SHANGHAI, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Chatham")]
)


def test_a_day_of_shanghai_begins_at_four_in_the_afternoon_utc() -> None:
    assert start_of(date(2026, 3, 1), SHANGHAI) == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert end_of(date(2026, 2, 28), SHANGHAI) == datetime(2026, 2, 28, 16, tzinfo=UTC) - MOMENT


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 1, 31, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 16, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 2, 1, tzinfo=timezone(timedelta(hours=8))), date(2026, 2, 1)),
        (datetime(1988, 7, 1, 15, 30, tzinfo=UTC), date(1988, 7, 2)),  # summer time in those years
    ],
)
def test_the_day_of_an_instant(at: datetime, day: date) -> None:
    assert day_of(at, SHANGHAI) == day


@given(days, zones)
def test_both_ends_of_a_day_lie_in_it_and_days_join(day: date, zone: ZoneInfo) -> None:
    first, last = start_of(day, zone), end_of(day, zone)
    assert day_of(first, zone) == day_of(last, zone) == day
    assert last + MOMENT == start_of(day + timedelta(days=1), zone)
    assert first.utcoffset() == last.utcoffset() == timedelta()


@given(days, zones)
def test_the_instant_before_a_day_belongs_to_the_day_before(day: date, zone: ZoneInfo) -> None:
    assert day_of(start_of(day, zone) - MOMENT, zone) == day - timedelta(days=1)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 1, 1), SHANGHAI)
