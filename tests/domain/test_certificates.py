"""The lifecycle of a certificate: every status with every action, folding, checking."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.certificates import (
    ACTIONS,
    STATUSES,
    StatusAt,
    StatusFact,
    TransitionRefused,
    check_history,
    next_status,
    status_at,
)

START = datetime(2025, 1, 1, tzinfo=UTC)

# Written out by hand from the lifecycle, not taken from the code: what is absent is refused.
LEADS_TO = {
    ("draft", "issue"): "issued",
    ("issued", "suspend"): "suspended",
    ("suspended", "reinstate"): "issued",
    ("issued", "withdraw"): "withdrawn",
    ("suspended", "withdraw"): "withdrawn",
    ("issued", "cancel"): "cancelled",
    ("suspended", "cancel"): "cancelled",
}


def at_day(day: int) -> datetime:
    return START + timedelta(days=day)


def fact(action: str, day: int, recorded: int | None = None) -> StatusFact:
    return StatusFact(action, at_day(day), at_day(day if recorded is None else recorded))


@pytest.mark.parametrize(("status", "action"), list(itertools.product(STATUSES, ACTIONS)))
def test_every_status_with_every_action(status: str, action: str) -> None:
    wanted = LEADS_TO.get((status, action))
    if wanted:
        assert next_status(status, action) == wanted
        return
    with pytest.raises(TransitionRefused) as raised:
        next_status(status, action)
    assert (raised.value.status, raised.value.action) == (status, action)
    assert str(raised.value) == f"cannot {action} a certificate that is {status}"


@pytest.mark.parametrize(
    ("status", "action"), [("lost", "issue"), ("issued", ""), ("issued", "ISSUE")]
)
def test_words_that_do_not_exist_are_refused(status: str, action: str) -> None:
    with pytest.raises(TransitionRefused):
        next_status(status, action)


def test_without_acts_it_is_a_draft() -> None:
    assert status_at((), START) == StatusAt("draft", None)


def test_the_status_is_the_fold_of_the_acts_that_count_by_then() -> None:
    history = [fact("issue", 0), fact("suspend", 10), fact("reinstate", 20), fact("cancel", 30)]
    found = [status_at(history, at_day(day)).status for day in (-1, 0, 9, 10, 20, 29, 30, 99)]
    assert found == [
        "draft",
        "issued",
        "issued",
        "suspended",
        "issued",
        "issued",
        "cancelled",
        "cancelled",
    ]
    assert status_at(history, at_day(15)).cause == history[1]


def test_acts_may_be_entered_in_any_order() -> None:
    history = [fact("issue", 0), fact("suspend", 10), fact("reinstate", 20)]
    for shuffled in itertools.permutations(history):
        assert status_at(shuffled, at_day(15)).status == "suspended"


def test_acts_of_one_instant_count_in_the_order_in_which_they_were_recorded() -> None:
    suspend, reinstate = fact("suspend", 10, recorded=11), fact("reinstate", 10, recorded=12)
    history = [reinstate, fact("issue", 0), suspend]
    assert status_at(history, at_day(10)).status == "issued"
    same_time = [fact("issue", 0), fact("suspend", 0)]  # recorded together: as given
    assert status_at(same_time, at_day(0)).status == "suspended"


def test_what_was_recorded_later_was_not_known_then() -> None:
    history = [fact("issue", 0), fact("suspend", 5, recorded=20)]
    assert status_at(history, at_day(10)).status == "suspended"
    assert status_at(history, at_day(10), known_at=at_day(10)).status == "issued"
    assert status_at(history, at_day(10), known_at=at_day(20)).status == "suspended"


def test_a_queued_act_that_has_become_impossible_is_passed_over() -> None:
    history = [
        fact("issue", 0),
        fact("suspend", 5),
        fact("reinstate", 30, recorded=5),
        fact("withdraw", 10),
    ]
    found = status_at(history, at_day(40))
    assert (found.status, found.cause) == ("withdrawn", history[3])


def test_check_history_returns_where_it_ends() -> None:
    assert check_history(()) == "draft"
    assert check_history([fact("issue", 0), fact("suspend", 5)]) == "suspended"


def test_check_history_refuses_what_makes_a_queued_act_impossible() -> None:
    queued = [fact("issue", 0), fact("suspend", 5), fact("reinstate", 30, recorded=5)]
    assert check_history(queued) == "issued"
    with pytest.raises(TransitionRefused, match="cannot reinstate a certificate that is withdrawn"):
        check_history([*queued, fact("withdraw", 10)])


def test_check_history_refuses_an_act_before_the_grant() -> None:
    with pytest.raises(TransitionRefused, match="cannot suspend a certificate that is draft"):
        check_history([fact("issue", 10), fact("suspend", 5)])


facts = st.lists(
    st.builds(fact, st.sampled_from(ACTIONS), st.integers(0, 50), st.integers(0, 50)), max_size=8
)


@given(facts, st.integers(-1, 60))
def test_no_history_breaks_the_fold(history: list[StatusFact], day: int) -> None:
    found = status_at(history, at_day(day))
    assert found.status in STATUSES
    assert (found.cause is None) == (found.status == "draft")
    assert found.cause is None or found.cause.effective_at <= at_day(day)


@given(facts)
def test_a_history_that_passes_the_check_folds_to_its_end(history: list[StatusFact]) -> None:
    try:
        end = check_history(history)
    except TransitionRefused:
        return
    assert status_at(history, at_day(60)).status == end


@given(facts, st.integers(0, 60))
def test_final_is_final(history: list[StatusFact], day: int) -> None:
    status = status_at(history, at_day(day)).status
    if status in ("withdrawn", "cancelled"):
        assert status_at(history, at_day(day + 100)).status == status
