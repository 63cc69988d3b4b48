"""What a group of scans adds up to, and who may not be found in it."""

from datetime import date

from webapp.domain.scans import MOST_OBSERVATIONS, Scan, Tally, added_by, kept_of, tallies_of
from webapp.domain.visitors import client_of, network_of, region_of, visitor_of


def test_a_group_is_added_up_in_the_order_of_codes() -> None:
    group = [Scan(9, 30), Scan(2, 20), Scan(9, 10)]
    assert added_by(group) == [(2, 1, 20), (9, 2, 10)]
    totals = {9: Tally(7, 10), 2: Tally(1, 20)}
    assert tallies_of(group, totals) == [Tally(6, 10), Tally(1, 20), Tally(7, 10)]


def test_only_the_newest_looks_of_a_group_are_kept() -> None:
    group = [Scan(1, at, at) for at in range(MOST_OBSERVATIONS + 5)] + [Scan(2, 5)]
    kept = kept_of(group)
    assert [look.at for look in kept] == list(range(5, MOST_OBSERVATIONS + 5))
    assert (kept[0].later, kept[-1].later) == (MOST_OBSERVATIONS - 1, 0)


def test_a_household_is_one_visitor_for_a_day() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1%eth0")
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7")
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    today, tomorrow = bytes(32), bytes(31) + b"1"
    assert visitor_of(today, "203.0.113.7") == visitor_of(today, "203.0.113.7") < 1 << 48
    assert visitor_of(today, "203.0.113.7") != visitor_of(tomorrow, "203.0.113.7")
    assert visitor_of(today, "203.0.113.7") != visitor_of(today, "203.0.113.8")


def test_a_client_has_another_name_tomorrow() -> None:
    names = {
        client_of(secret, day, "203.0.113.7")
        for secret in ("a", "b")
        for day in (date(2026, 5, 1), date(2026, 5, 2))
    }
    assert len(names) == 4
    assert all(len(name) == 32 for name in names)


def test_a_region_is_coarse_or_nothing() -> None:
    assert [region_of(text) for text in (" cn-gd ", "440600", "CN")] == ["CN-GD", "440600", "CN"]
    assert [region_of(text) for text in ("", "23.12,113.26", "Foshan, Lane 5")] == [""] * 3
