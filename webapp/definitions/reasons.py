"""Reasons of acts on certificates and codes, with what each means for goods already sold."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from webapp.definitions.documents import DefinitionError, Fault, Section, Words, open_document

REASONS = Path(__file__).parent / "reasons.yaml"
ACTS = ("issue", "suspend", "reinstate", "withdraw", "cancel", "reduce_scope", "void")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was done; `goods` tells whoever already holds the goods what it means."""

    code: str
    acts: tuple[str, ...]
    text: Words
    goods: Words


def load_reasons(path: Path = REASONS) -> Mapping[str, Reason]:
    """Read the reasons by code; raises DefinitionError listing every fault."""
    faults: list[Fault] = []
    document = open_document(path, faults)
    reasons = {code: _reason(document, code) for code in document.nodes}
    for act in ACTS:
        if not faults and not any(act in reason.acts for reason in reasons.values()):
            document.fault(act, "no reason is given for this act")
    if faults:
        raise DefinitionError(faults)
    return MappingProxyType(reasons)


def reasons_for(act: str, reasons: Mapping[str, Reason]) -> tuple[Reason, ...]:
    """The reasons that an act may have, in the order of the file."""
    return tuple(reason for reason in reasons.values() if act in reason.acts)


def _reason(document: Section, code: str) -> Reason:
    item = document.section(code)
    reason = Reason(code, item.texts("acts", ACTS), item.words("text"), item.words("goods"))
    item.finish()
    return reason
