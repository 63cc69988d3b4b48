"""What an import needs to know of a noun: how its rows are linked, compared, added and changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Protocol

from sqlalchemy.orm import Session

from webapp.domain.imports import Fault, Noun, Row
from webapp.services.steps.events import Happening

Changes = Mapping[str, tuple[object, object]]
"""Field -> (what the register says, what the file says)."""


@dataclass(frozen=True, slots=True)
class ImportAct:
    """By which organisation, when, and where days begin; `key_id` is for new mark codes."""

    actor: str
    now: datetime
    zone: tzinfo
    key_id: int = 0


class Target(Protocol):
    """One noun's part of an import.  Nothing here commits."""

    noun: Noun

    def link(
        self, session: Session, rows: Sequence[Row], is_earlier: Callable[[str], bool]
    ) -> list[Row]:
        """Find the records that rows name; `is_earlier` tells keys that came before in the file."""

    def load(self, session: Session, keys: Sequence[str]) -> dict[str, Any]:
        """The records of these keys that exist, by key."""

    def compare(self, record: Any, row: Row, act: ImportAct) -> tuple[Changes, list[Fault]]:
        """What the file says otherwise than the register; a fault that is an error refuses it."""

    def add(self, session: Session, rows: Sequence[Row], act: ImportAct) -> list[Happening]:
        """Insert new records; return what is to be recorded."""

    def change(
        self, session: Session, record: Any, changes: Changes, act: ImportAct
    ) -> list[Happening]:
        """Change one record; return what is to be recorded."""


def plain_changes(facts_of_record: Mapping[str, object], row: Row) -> Changes:
    """The fields of a row that differ from the record's."""
    return {
        name: (facts_of_record[name], value)
        for name, value in row.facts.items()
        if facts_of_record[name] != value
    }


def with_facts(row: Row, facts: Mapping[str, object], *faults: Fault) -> Row:
    """The row with facts and faults that linking found."""
    return replace(row, facts={**row.facts, **facts}, faults=(*row.faults, *faults))


def without_facts(row: Row, names: Sequence[str]) -> Row:
    """The row without some of its facts."""
    facts = {name: value for name, value in row.facts.items() if name not in names}
    return replace(row, facts=facts)


def stated(row: Row) -> dict[str, object]:
    """All facts of a new record: the row's, and the defaults for what it does not say."""
    return {**row.defaults, **row.facts}


def added(noun: str, subject_id: int, row: Row, actor: str) -> Happening:
    """A record came into the register."""
    facts = {name: value for name, value in stated(row).items() if value not in (None, "", ())}
    return Happening(f"office:{noun}:add", noun, subject_id, actor, {"key": row.key, **facts})


def changed(noun: str, record: Any, key: str, changes: Changes, actor: str) -> Happening:
    """A record was changed, field by field."""
    facts = {"key": key, "changes": {name: list(pair) for name, pair in changes.items()}}
    return Happening(f"office:{noun}:change", noun, record.id, actor, facts)
