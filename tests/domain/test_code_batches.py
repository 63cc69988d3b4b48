"""The lifecycle of a batch: every status with every action; quantities that never overtake."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.code_batches import (
    ACTIONS,
    MOST_CODES,
    STATUSES,
    BatchRefused,
    Quantities,
    Run,
    check_allocation,
    check_counted,
    check_lot,
    check_run,
    covered,
    name_of,
    next_status,
    number_of,
    printed,
    released,
    run_of,
)
from webapp.domain.codes import MAX_30_BITS
from webapp.domain.mark_keys import MarkKeys

# Written out by hand from the lifecycle, not taken from the code: what is absent is refused.
LEADS_TO = {
    ("allocated", "print"): "printed",
    ("allocated", "close"): "closed",
    ("allocated", "void"): "allocated",
    ("printed", "print"): "printed",
    ("printed", "release"): "released",
    ("printed", "close"): "closed",
    ("printed", "void"): "printed",
    ("released", "print"): "released",
    ("released", "release"): "released",
    ("released", "close"): "closed",
    ("released", "void"): "released",
    ("closed", "void"): "closed",
}


def refusal(act: object, *given: object) -> str:
    with pytest.raises(BatchRefused) as raised:
        act(*given)  # type: ignore[operator]
    assert str(raised.value)
    return raised.value.fault


@pytest.mark.parametrize(("status", "action"), list(itertools.product(STATUSES, ACTIONS)))
def test_every_status_with_every_action(status: str, action: str) -> None:
    wanted = LEADS_TO.get((status, action))
    if wanted:
        assert next_status(status, action) == wanted
    else:
        assert refusal(next_status, status, action) == "transition"


def test_words_that_do_not_exist_are_refused() -> None:
    for status, action in (("lost", "print"), ("printed", ""), ("printed", "PRINT")):
        assert refusal(next_status, status, action) == "transition"


def test_a_batch_holds_one_to_as_many_codes_as_there_are_serials() -> None:
    assert check_allocation("unit", MOST_CODES) == Quantities(1 << 30)
    assert check_allocation("lot", 1) == Quantities(1)
    for size in (0, -1, MOST_CODES + 1):
        assert refusal(check_allocation, "unit", size) == "count"


def test_model_codes_are_not_counted() -> None:
    assert refusal(check_allocation, "model", 1) == "grain"
    assert refusal(check_counted, "model") == "grain"
    check_counted("unit")
    check_counted("lot")


def test_no_more_is_printed_than_was_allocated() -> None:
    assert printed(Quantities(10, 4), 6) == Quantities(10, 10)
    for count in (7, 0, -1):
        assert refusal(printed, Quantities(10, 4), count) == "count"


def test_only_what_was_printed_is_released_and_once() -> None:
    now = Quantities(10, 6, 1)
    assert released(now, Run(2, 5), None) == Quantities(10, 6, 5)
    assert refusal(released, now, Run(2, 6), None) == "not_printed"
    assert refusal(released, now, Run(2, 5), Run(5, 5)) == "taken"
    for run in (Run(-1, 3), Run(3, 2), Run(9, 10)):
        assert refusal(released, now, run, None) == "run"
        assert refusal(check_run, now, run) == "run"


def test_a_lot_is_named_as_it_can_be_printed() -> None:
    for lot in ("L", "批 2026-05/7", "x" * 40):
        check_lot(lot)
    for lot in ("", " L", "L ", "x" * 41, "L\n1"):
        assert refusal(check_lot, lot) == "lot"


@given(st.integers(1, 200), st.data())
def test_released_never_overtakes_printed_nor_printed_allocated(
    size: int, data: st.DataObject
) -> None:
    """Whatever is tried in whatever order, refused or not."""
    now, runs = check_allocation("unit", size), []
    edges = st.integers(-2, size + 2)
    for _ in range(12):
        first, second = data.draw(edges), data.draw(edges)
        try:
            if data.draw(st.booleans()):
                now = printed(now, first)
            else:
                run = Run(first, second)
                taken = [r for r in runs if r.first <= run.last and run.first <= r.last]
                now = released(now, run, taken[0] if taken else None)
                runs.append(run)
        except BatchRefused:
            pass
        assert now.allocated >= now.printed >= now.released >= 0
        assert now.released == sum(run.size for run in runs)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8))
def test_codes_that_several_runs_hold_count_once(pairs: list[tuple[int, int]]) -> None:
    runs = [Run(first, first + more) for first, more in pairs]
    assert covered(runs) == len({i for run in runs for i in range(run.first, run.last + 1)})


def test_runs_are_read_as_people_write_them() -> None:
    assert run_of("7") == Run(7, 7)
    assert run_of("0-99") == run_of(str(Run(0, 99))) == Run(0, 99)
    for text in ("", "-", "3-", "-3", "a-b", "1-2-3", "1 - 2", "+1", "1.5"):
        with pytest.raises(ValueError, match="no run of codes"):
            run_of(text)


@given(st.integers(0, MAX_30_BITS))
def test_a_batch_is_named_by_the_symbols_in_its_codes(number: int) -> None:
    assert number_of(name_of(number)) == number
    assert MarkKeys({0: bytes(32)}, 0).mint(0, number, 0)[1:7] == name_of(number)


def test_names_are_read_as_people_type_them() -> None:
    assert number_of("o3n-qk8") == number_of("03NQK8")
    for text in ("", "03NQK", "03NQK81", "03NQ?8", "佛山标准一二"):
        with pytest.raises(ValueError, match="six symbols"):
            number_of(text)
