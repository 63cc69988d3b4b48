"""What a mark is worth at a time: every standing, every pair of conditions, every edge of a day."""

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from webapp.domain.calendar import end_of, start_of
from webapp.domain.certificates import StatusFact
from webapp.domain.standing import (
    NOTHING_FOUND,
    ORDER,
    BatchFacts,
    CertificateFacts,
    ScopeFacts,
    Standing,
    VoidFacts,
    history_by_day,
    standing_of_certificate,
    standing_of_mark,
    standing_of_model,
)

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2025, 6, 15, 4, 0, tzinfo=UTC)  # noon in Shanghai
DAY = timedelta(days=1)


def act(action: str, effective_at: datetime, recorded_at: datetime | None = None) -> StatusFact:
    return StatusFact(action, effective_at, recorded_at or effective_at, reason=f"for {action}")


GRANTED = act("issue", AT - 900 * DAY)
RELEASED = BatchFacts(AT - 300 * DAY)
GOOD = CertificateFacts(date(2024, 1, 1), date(2026, 12, 31), (GRANTED,))
WHOLE = ScopeFacts(date(2024, 1, 1))


@dataclass(frozen=True)
class Mark:
    """All that the standing of a mark depends on; valid at AT unless changed."""

    batch: BatchFacts = RELEASED
    certificate: CertificateFacts = GOOD
    scope: ScopeFacts = WHOLE

    def at(self, at: datetime = AT, known_at: datetime | None = None) -> Standing:
        return standing_of_mark(self.batch, self.certificate, self.scope, at, ZONE, known_at)

    def acted(self, *acts: StatusFact) -> "Mark":
        history = (*self.certificate.history, *acts)
        return replace(self, certificate=replace(self.certificate, history=history))

    def held(self, **days: date) -> "Mark":
        return replace(self, certificate=replace(self.certificate, **days))


# Each way in which a condition can come about, by the part that it changes.
CONDITIONS = {
    "voided": {
        "code": lambda m: replace(
            m, batch=replace(m.batch, voids=(VoidFacts(AT - DAY, AT - DAY, "destroyed"),))
        )
    },
    "not_released": {"batch": lambda m: replace(m, batch=replace(m.batch, released_at=None))},
    "withdrawn": {
        "acts": lambda m: m.acted(act("withdraw", AT - DAY)),
        "left": lambda m: replace(
            m, scope=ScopeFacts(date(2024, 1, 1), date(2025, 3, 31), "withdrawn")
        ),
    },
    "cancelled": {
        "acts": lambda m: m.acted(act("cancel", AT - DAY)),
        "left": lambda m: replace(
            m, scope=ScopeFacts(date(2024, 1, 1), date(2025, 3, 31), "cancelled")
        ),
    },
    "suspended": {"acts": lambda m: m.acted(act("suspend", AT - 2 * DAY))},
    "expired": {"last day": lambda m: m.held(valid_until=date(2025, 6, 14))},
    "not_yet_valid": {
        "first day": lambda m: m.held(valid_from=date(2025, 6, 16)),
        "scope": lambda m: replace(m, scope=replace(m.scope, from_day=date(2025, 6, 16))),
    },
}
# Ways that change the same fact, and so cannot both be true.
IMPOSSIBLE = {
    (("withdrawn", "acts"), ("cancelled", "acts")),
    (("withdrawn", "left"), ("cancelled", "left")),
    (("withdrawn", "left"), ("not_yet_valid", "scope")),
    (("cancelled", "left"), ("not_yet_valid", "scope")),
    (("expired", "last day"), ("not_yet_valid", "first day")),
}


def pairs() -> list[tuple[str, str, str, str]]:
    return [
        (graver, one, lighter, other)
        for graver, lighter in itertools.combinations(CONDITIONS, 2)
        for one, other in itertools.product(CONDITIONS[graver], CONDITIONS[lighter])
        if ((graver, one), (lighter, other)) not in IMPOSSIBLE
    ]


def test_the_conditions_are_those_of_the_order() -> None:
    assert tuple(CONDITIONS) == ORDER[len(NOTHING_FOUND) : -1]
    assert set(ORDER[: len(NOTHING_FOUND)]) == NOTHING_FOUND
    assert len({(graver, lighter) for graver, _, lighter, _ in pairs()}) == 21


def test_a_mark_without_any_condition_is_valid() -> None:
    assert Mark().at().standing == "valid"


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, ways in CONDITIONS.items() for way in ways]
)
def test_each_condition_alone(name: str, way: str) -> None:
    assert CONDITIONS[name][way](Mark()).at().standing == name


@pytest.mark.parametrize(("graver", "one", "lighter", "other"), pairs())
def test_of_two_conditions_the_graver_counts(
    graver: str, one: str, lighter: str, other: str
) -> None:
    """In whichever order they came about."""
    first, second = CONDITIONS[graver][one], CONDITIONS[lighter][other]
    assert first(second(Mark())).at().standing == graver
    assert second(first(Mark())).at().standing == graver


def test_a_model_that_waits_and_a_certificate_that_ran_out() -> None:
    mark = CONDITIONS["not_yet_valid"]["scope"](CONDITIONS["expired"]["last day"](Mark()))
    assert mark.at().standing == "expired"


def test_first_and_last_day_are_inclusive_in_the_zone_of_the_installation() -> None:
    mark = Mark()
    opening = datetime(2023, 12, 31, 16, 0, tzinfo=UTC)  # midnight of 1 January 2024 in Shanghai
    closing = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # midnight after 31 December 2026
    moment = timedelta(microseconds=1)
    edges = [opening - moment, opening, closing - moment, closing]
    early = replace(mark, batch=BatchFacts(opening - 9 * DAY))
    assert [early.at(edge).standing for edge in edges] == [
        "not_yet_valid",
        "valid",
        "valid",
        "expired",
    ]


def test_a_scope_has_inclusive_days_too() -> None:
    scope = ScopeFacts(date(2025, 3, 1), date(2025, 8, 31), "cancelled")
    mark = replace(Mark(), scope=scope)
    moment = timedelta(microseconds=1)
    first, after = start_of(date(2025, 3, 1), ZONE), start_of(date(2025, 9, 1), ZONE)
    found = [mark.at(at).standing for at in (first - moment, first, after - moment, after)]
    assert found == ["not_yet_valid", "valid", "valid", "cancelled"]


@pytest.mark.parametrize(
    ("action", "standing"),
    [("suspend", "suspended"), ("withdraw", "withdrawn"), ("cancel", "cancelled")],
)
def test_an_act_counts_from_its_very_instant(action: str, standing: str) -> None:
    mark = Mark().acted(act(action, AT))
    assert mark.at(AT - timedelta(microseconds=1)).standing == "valid"
    found = mark.at(AT)
    assert (
        found.standing
        == {"suspend": "suspended", "withdraw": "withdrawn", "cancel": "cancelled"}[action]
    )
    assert (found.since, found.reason) == (AT, f"for {action}")


def test_an_act_that_is_queued_counts_when_its_time_comes() -> None:
    mark = Mark().acted(act("suspend", AT + DAY, recorded_at=AT - DAY))
    assert mark.at().standing == "valid"
    assert mark.at(AT + DAY).standing == "suspended"


def test_an_act_that_has_become_impossible_has_no_effect() -> None:
    mark = Mark().acted(
        act("suspend", AT - 9 * DAY),
        act("reinstate", AT + 9 * DAY, recorded_at=AT - 9 * DAY),
        act("withdraw", AT - DAY),
    )
    assert mark.at(AT + 10 * DAY).standing == "withdrawn"


def test_a_past_day_as_known_then_and_as_known_now() -> None:
    """Suspended from the first, entered on the tenth, asked about the fifth."""
    effective, recorded = AT - 10 * DAY, AT
    mark = Mark().acted(act("suspend", effective, recorded))
    fifth = AT - 5 * DAY
    assert mark.at(fifth).standing == "suspended"
    assert mark.at(fifth, known_at=fifth).standing == "valid"
    assert mark.at(AT, known_at=AT).standing == "suspended"


def test_a_void_is_known_from_when_it_was_recorded() -> None:
    void = VoidFacts(AT - 10 * DAY, AT, "lost", decision_number="7")
    mark = replace(Mark(), batch=replace(Mark().batch, voids=(void,)))
    fifth = AT - 5 * DAY
    assert mark.at(fifth).standing == "voided"
    assert mark.at(fifth, known_at=fifth).standing == "valid"
    assert mark.at(AT - 11 * DAY).standing == "valid"


def test_of_two_voids_the_earlier_is_told() -> None:
    later, earlier = (VoidFacts(AT - n * DAY, AT - n * DAY, f"reason {n}") for n in (1, 5))
    found = replace(Mark(), batch=replace(Mark().batch, voids=(later, earlier))).at()
    assert (found.since, found.reason) == (earlier.voided_at, "reason 5")


def test_a_batch_that_is_released_later_was_not_released_before() -> None:
    mark = replace(Mark(), batch=BatchFacts(AT + DAY))
    assert (mark.at().standing, mark.at().until) == ("not_released", AT + DAY)
    assert mark.at(AT + DAY).standing == "valid"


def test_reinstated_is_valid_again_with_its_decision() -> None:
    again = StatusFact("reinstate", AT - DAY, AT - DAY, "corrected", decision_number="8", actor="A")
    found = Mark().acted(act("suspend", AT - 9 * DAY), again).at()
    assert (found.standing, found.since) == ("valid", AT - DAY)
    assert (found.reason, found.decision_number, found.actor) == ("corrected", "8", "A")


def test_valid_tells_its_first_and_last_instant() -> None:
    found = Mark().at()
    assert found.since == start_of(date(2024, 1, 1), ZONE)
    assert found.until == end_of(date(2026, 12, 31), ZONE)


def test_a_model_is_valid_no_longer_than_it_is_in_the_scope() -> None:
    scope = ScopeFacts(date(2025, 3, 1), date(2025, 8, 31), "cancelled")
    found = replace(Mark(), scope=scope).at()
    assert found.since == start_of(date(2025, 3, 1), ZONE)
    assert found.until == end_of(date(2025, 8, 31), ZONE)


def test_a_model_that_left_says_so() -> None:
    found = CONDITIONS["cancelled"]["left"](Mark()).at()
    assert (found.reason, found.since) == ("scope_reduced", start_of(date(2025, 4, 1), ZONE))


def test_a_model_that_left_for_no_stated_cause_counts_as_withdrawn() -> None:
    mark = replace(Mark(), scope=ScopeFacts(date(2024, 1, 1), date(2025, 3, 31)))
    assert mark.at().standing == "withdrawn"


def test_a_draft_is_not_yet_valid_and_names_no_day_that_has_passed() -> None:
    draft = CertificateFacts(date(2024, 1, 1), date(2026, 12, 31), ())
    assert standing_of_certificate(draft, AT, ZONE) == Standing(
        "not_yet_valid", reason="not_yet_valid"
    )
    ahead = replace(draft, valid_from=date(2026, 1, 1))
    assert standing_of_certificate(ahead, AT, ZONE).until == start_of(date(2026, 1, 1), ZONE)


def test_a_graver_act_on_the_certificate_is_told_before_the_scope() -> None:
    mark = CONDITIONS["cancelled"]["left"](Mark().acted(act("withdraw", AT - DAY)))
    found = standing_of_model(mark.certificate, mark.scope, AT, ZONE)
    assert (found.standing, found.reason) == ("withdrawn", "for withdraw")


def test_the_history_is_told_in_the_order_in_which_it_counts() -> None:
    late = act("suspend", AT - 9 * DAY, recorded_at=AT)
    early = act("issue", AT - 20 * DAY)
    assert history_by_day([late, early]) == [early, late]
