"""The lifecycle of a certificate: which action leads from which status to which.

Anything that is absent from the table is refused.  The status at a time is the fold of the
events that count by then (`docs/adr/0002`); a status column only caches it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

STATUSES = ("draft", "issued", "suspended", "withdrawn", "cancelled")
ACTIONS = ("issue", "suspend", "reinstate", "withdraw", "cancel")

TRANSITIONS: dict[tuple[str, str], str] = {
    ("draft", "issue"): "issued",
    ("issued", "suspend"): "suspended",
    ("suspended", "reinstate"): "issued",
    ("issued", "withdraw"): "withdrawn",
    ("suspended", "withdraw"): "withdrawn",
    ("issued", "cancel"): "cancelled",
    ("suspended", "cancel"): "cancelled",
}


class TransitionRefused(Exception):
    """The action is not possible in this status."""

    def __init__(self, status: str, action: str) -> None:
        super().__init__(f"cannot {action} a certificate that is {status}")
        self.status = status
        self.action = action


@dataclass(frozen=True, slots=True)
class StatusFact:
    """One recorded act on a certificate (see `models.certificate.StatusEvent`)."""

    action: str
    effective_at: datetime
    recorded_at: datetime
    reason: str = ""
    words: str = ""
    words_en: str = ""
    decision_number: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class StatusAt:
    """A status and the act that brought it; `cause` is None for a draft."""

    status: str
    cause: StatusFact | None


def next_status(status: str, action: str) -> str:
    """Return the status that `action` leads to; raises TransitionRefused."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise TransitionRefused(status, action) from None


def status_at(
    facts: Iterable[StatusFact], at: datetime, known_at: datetime | None = None
) -> StatusAt:
    """Fold the acts that count by `at`, of those recorded by `known_at` (default: all).

    Acts are taken in the order in which they take effect.  One that an earlier act has made
    impossible (a queued reinstatement after a withdrawal, say) has no effect.
    """
    now = StatusAt("draft", None)
    for fact in sorted(facts, key=lambda f: (f.effective_at, f.recorded_at)):
        if fact.effective_at > at:
            break
        if known_at is not None and fact.recorded_at > known_at:
            continue
        after = TRANSITIONS.get((now.status, fact.action))
        if after is not None:
            now = StatusAt(after, fact)
    return now


def check_history(facts: Iterable[StatusFact]) -> str:
    """Return the final status of a history in which every act must be possible.

    A new act is checked against the acts before it and those queued after it; raises
    TransitionRefused for the first that is impossible.
    """
    status = "draft"
    for fact in sorted(facts, key=lambda f: (f.effective_at, f.recorded_at)):
        status = next_status(status, fact.action)
    return status
