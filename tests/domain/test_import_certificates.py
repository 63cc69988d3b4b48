"""A certificate's row and the acts that it states."""

from datetime import date

import pytest

from webapp.domain.import_certificates import CERTIFICATES, StatedAct
from webapp.domain.imports import Context, Row, RowReader

CONTEXT = Context(
    today=date(2026, 11, 21),
    schemes={"foshanstandard": "foshan-standard", "佛山标准": "foshan-standard"},
    grades={"foshan-standard": {"一级": "first"}},
    reasons={
        "suspend": {
            "监督抽查不合格": "failed_spot_check",
            "failed_spot_check": "failed_spot_check",
        },
        "withdraw": {"falsematerial": "false_material"},
        "reinstate": {"corrected": "corrected"},
    },
)
CELLS = {
    "number": "FS-2024-1",
    "scheme": "佛山标准",
    "holder": "91110000600037341L",
    "valid_from": "2024-01-01",
    "valid_until": "2026-12-31",
    "models": "A-10；B 20;ａ-10",
}
SUSPENDED = {
    "status": "暂停",
    "status_on": "2025-05-01",
    "status_reason": "监督抽查不合格",
    "decision_number": "2025-1",
    "actor": "样例局",
}


def read(**cells: str) -> Row:
    return RowReader(CERTIFICATES, CONTEXT).read(2, {**CELLS, **cells})


def told(row: Row) -> list[tuple[str, str]]:
    return [(fault.field, fault.reason) for fault in row.faults]


def test_a_valid_certificate_states_its_issue() -> None:
    row = read()
    assert row.faults == ()
    assert row.facts["scheme"] == "foshan-standard"
    assert row.facts["models"] == ("ａ-10", "B 20")
    assert row.facts["acts"] == (StatedAct("issue", date(2024, 1, 1), "granted"),)


def test_a_renewal_is_issued_as_such() -> None:
    row = read(predecessor="FS-2021-1", issued_on="2023-12-20", issue_decision="2023-9")
    issue = StatedAct("issue", date(2023, 12, 20), "renewed", decision_number="2023-9")
    assert row.facts["acts"] == (issue,)


@pytest.mark.parametrize("word", ["暂停", "suspended", "02"])
def test_a_suspension_is_an_act_of_its_own(word: str) -> None:
    row = read(**{**SUSPENDED, "status": word})
    assert row.faults == ()
    acts = row.facts["acts"]
    assert [act.action for act in acts] == ["issue", "suspend"]  # type: ignore[attr-defined]
    assert acts[1] == StatedAct(  # type: ignore[index]
        "suspend", date(2025, 5, 1), "failed_spot_check", "", "", "2025-1", "样例局"
    )


@pytest.mark.parametrize("absent", ["status_on", "status_reason", "decision_number"])
def test_an_act_needs_its_day_reason_and_decision(absent: str) -> None:
    assert (absent, "act_incomplete") in told(read(**{**SUSPENDED, absent: ""}))


def test_a_month_is_not_a_day_of_an_act() -> None:
    row = read(**{**SUSPENDED, "status_on": "2025-05"})
    assert row.is_refused
    assert ("status_on", "act_incomplete") in told(row)


def test_a_reason_must_fit_the_act() -> None:
    row = read(**{**SUSPENDED, "status_reason": "false_material"})
    assert told(row) == [("status_reason", "not_a_choice")]


def test_an_act_is_not_older_than_the_certificate() -> None:
    assert told(read(**{**SUSPENDED, "status_on": "2023-05-01"})) == [
        ("status_on", "act_before_issue")
    ]


def test_a_reinstatement_is_stated_beside_issued() -> None:
    row = read(**{**SUSPENDED, "status": "有效", "status_reason": "corrected"})
    assert [act.action for act in row.facts["acts"]] == [  # type: ignore[attr-defined]
        "issue",
        "reinstate",
    ]


def test_expired_is_derived_and_never_stored() -> None:
    past = read(status="过期", valid_until="2026-11-20")
    assert past.faults == ()
    assert [act.action for act in past.facts["acts"]] == ["issue"]  # type: ignore[attr-defined]
    assert told(read(status="过期", valid_until="2026-11-21")) == [("status", "expired_but_valid")]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"status": "maybe"}, ("status", "not_a_choice")),
        ({"scheme": "长城标准"}, ("scheme", "not_a_choice")),
        ({"grade": "九级"}, ("grade", "not_a_choice")),
        ({"valid_until": "2023-12-31"}, ("valid_until", "ends_before_it_begins")),
        ({"valid_from": "2024"}, ("valid_from", "required")),
    ],
)
def test_a_wrong_status_scheme_or_day_is_refused(
    cells: dict[str, str], fault: tuple[str, str]
) -> None:
    row = read(**cells)
    assert row.is_refused
    assert fault in told(row)


def test_grades_by_name() -> None:
    assert read(grade="一级").facts["grade"] == "first"


def test_a_new_certificate_needs_models() -> None:
    assert read(models="").lacking == ("models",)
