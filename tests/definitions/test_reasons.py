"""Reasons cover every act; a wrong file is refused with its lines."""

from pathlib import Path

import pytest

from webapp.definitions.documents import DefinitionError
from webapp.definitions.reasons import ACTS, REASONS, load_reasons, reasons_for
from webapp.domain.certificates import ACTIONS

GOOD = REASONS.read_text(encoding="utf-8")


def test_every_act_has_reasons_in_both_languages() -> None:
    reasons = load_reasons()
    assert set(ACTIONS) < set(ACTS)
    assert all(reasons_for(act, reasons) for act in ACTS)
    for reason in reasons.values():
        assert all((*reason.text, *reason.goods)), reason.code
        assert reason.text.zh != reason.text.en


def test_the_reasons_that_the_rules_name_are_there() -> None:
    reasons = load_reasons()
    assert "reduce_scope" in reasons["scope_reduced"].acts
    voiding = {reason.code for reason in reasons_for("void", reasons)}
    assert voiding == {"destroyed", "misprinted", "lost", "decision"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("acts: [reinstate]", "acts: [revive]", "corrected.acts: each item is one of issue"),
        ("acts: [reinstate]", "acts: reinstate", "corrected.acts: a list is needed"),
        ("goods: {zh: 标签", "good: {zh: 标签", "goods: missing"),
    ],
)
def test_a_planted_fault_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = GOOD.replace(old, new, 1) if old in GOOD else GOOD.replace("  goods:", "  good:", 1)
    path = tmp_path / "reasons.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_reasons(path)
    assert any(told in str(fault) for fault in caught.value.faults)
    assert all(fault.line > 1 for fault in caught.value.faults)


def test_an_act_without_a_reason_is_told(tmp_path: Path) -> None:
    path = tmp_path / "reasons.yaml"
    path.write_text(GOOD.replace("acts: [reinstate]", "acts: [suspend]"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="reinstate: no reason is given for this act"):
        load_reasons(path)
