"""Writing imported enterprises."""

from collections.abc import Callable, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.domain.import_holders import ENTERPRISES
from webapp.domain.imports import Fault, Row
from webapp.domain.sort_keys import title_key
from webapp.models.enterprise import Enterprise
from webapp.services.steps.events import Happening
from webapp.services.steps.importing import (
    Changes,
    ImportAct,
    added,
    changed,
    plain_changes,
    stated,
)

_FIELDS = tuple(column.name for column in ENTERPRISES.columns)


class EnterpriseTarget:
    """Enterprises are matched by their unified social credit code."""

    noun = ENTERPRISES

    def link(
        self, session: Session, rows: Sequence[Row], is_earlier: Callable[[str], bool]
    ) -> list[Row]:
        """An enterprise names no other record."""
        return list(rows)

    def load(self, session: Session, keys: Sequence[str]) -> dict[str, Enterprise]:
        """Enterprises by code."""
        found = session.scalars(select(Enterprise).where(Enterprise.uscc.in_(keys)))
        return {enterprise.uscc: enterprise for enterprise in found}

    def compare(self, record: Enterprise, row: Row, act: ImportAct) -> tuple[Changes, list[Fault]]:
        """Field by field."""
        return plain_changes({name: getattr(record, name) for name in _FIELDS}, row), []

    def add(self, session: Session, rows: Sequence[Row], act: ImportAct) -> list[Happening]:
        """Insert enterprises with one statement."""
        records = []
        for row in rows:
            facts = stated(row)
            texts = {name: facts.get(name, "") for name in _FIELDS}
            records.append(
                {
                    **texts,
                    "founded_on": facts.get("founded_on"),
                    "is_sample": bool(facts.get("is_sample")),
                    "name_sort": title_key(str(facts["name"])),
                }
            )
        statement = insert(Enterprise).returning(Enterprise.id, sort_by_parameter_order=True)
        ids = session.scalars(statement, records).all()
        return [added("enterprise", i, row, act.actor) for i, row in zip(ids, rows, strict=True)]

    def change(
        self, session: Session, record: Enterprise, changes: Changes, act: ImportAct
    ) -> list[Happening]:
        """Set the fields."""
        for name, (_old, new) in changes.items():
            setattr(record, name, new)
        if "name" in changes:
            record.name_sort = title_key(record.name)
        return [changed("enterprise", record, record.uscc, changes, act.actor)]
