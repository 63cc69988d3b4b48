"""The spans that the search index keeps agree with the standing at every instant."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.certificates import ACTIONS, StatusFact
from webapp.domain.standing import (
    ORDER,
    CertificateFacts,
    ScopeFacts,
    spans_of_certificate,
    spans_of_models,
    standing_of_certificate,
    standing_of_model,
)

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = datetime(2020, 1, 1), datetime(2030, 12, 31)

instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
days = st.dates(FIRST.date(), LAST.date())


@st.composite
def facts(draw: st.DrawFn) -> CertificateFacts:
    """Any history, impossible acts and equal instants among them."""
    first, last = sorted((draw(days), draw(days)))
    acts = draw(
        st.lists(st.builds(StatusFact, st.sampled_from(ACTIONS), instants, instants), max_size=6)
    )
    granted = draw(instants)
    return CertificateFacts(first, last, (StatusFact("issue", granted, granted), *acts))


@st.composite
def scopes(draw: st.DrawFn) -> ScopeFacts:
    first, last = sorted((draw(days), draw(days)))
    left_as = draw(st.sampled_from(("", "withdrawn", "cancelled")))
    return ScopeFacts(first, last if left_as else None, left_as)


def standing_in(spans: tuple[tuple[datetime, str], ...], at: datetime) -> str:
    """The standing at `at`; before the first span that of a certificate not yet granted."""
    place = bisect_right([start for start, _ in spans], at)
    return spans[place - 1][1] if place else "not_yet_valid"


def asked(spans: tuple[tuple[datetime, str], ...], other: datetime) -> list[datetime]:
    """Every turn, the instant before it, and one more."""
    moment = timedelta(microseconds=1)
    return [other, *(turn + step for turn, _ in spans for step in (-moment, timedelta()))]


@given(facts(), instants)
def test_spans_of_a_certificate(certificate: CertificateFacts, at: datetime) -> None:
    spans = spans_of_certificate(certificate, ZONE)
    for instant in asked(spans, at):
        wanted = standing_of_certificate(certificate, instant, ZONE).standing
        assert standing_in(spans, instant) == wanted


@given(st.lists(st.tuples(facts(), scopes()), min_size=1, max_size=3), instants)
def test_spans_of_a_product_give_its_best_mark(
    marks: list[tuple[CertificateFacts, ScopeFacts]], at: datetime
) -> None:
    spans = spans_of_models(marks, ZONE)
    for instant in asked(spans, at):
        each = [standing_of_model(*mark, instant, ZONE).standing for mark in marks]
        assert standing_in(spans, instant) == max(each, key=ORDER.index)


@given(facts())
def test_spans_ascend_and_neighbours_differ(certificate: CertificateFacts) -> None:
    spans = spans_of_certificate(certificate, ZONE)
    assert spans
    assert [start for start, _ in spans] == sorted({start for start, _ in spans})
    assert all(one[1] != other[1] for one, other in pairwise(spans))


def test_spans_of_an_ordinary_life() -> None:
    issue, suspend = (
        StatusFact(action, at, at)
        for action, at in (
            ("issue", datetime(2024, 1, 1, tzinfo=UTC)),
            ("suspend", datetime(2025, 1, 1, tzinfo=UTC)),
        )
    )
    certificate = CertificateFacts(date(2024, 2, 1), date(2026, 1, 31), (issue, suspend))
    assert spans_of_certificate(certificate, ZONE) == (
        (datetime(2024, 1, 1, tzinfo=UTC), "not_yet_valid"),
        (datetime(2024, 1, 31, 16, tzinfo=UTC), "valid"),
        (datetime(2025, 1, 1, tzinfo=UTC), "suspended"),
    )
