"""Days of the installation's zone.  First and last day are inclusive everywhere."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache


def day_of(at: datetime, zone: tzinfo) -> date:
    """The calendar day of an instant in `zone`; raises ValueError for a naive instant."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(zone).date()


@lru_cache(maxsize=4096)
def start_of(day: date, zone: tzinfo) -> datetime:
    """The first instant of a day in `zone`, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


@lru_cache(maxsize=4096)
def end_of(day: date, zone: tzinfo) -> datetime:
    """The last instant (to the microsecond) of a day in `zone`, in UTC."""
    return start_of(day + timedelta(days=1), zone) - timedelta(microseconds=1)
