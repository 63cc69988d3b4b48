"""Writing imported standards."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, selectinload

from webapp.domain.import_standards import STANDARDS
from webapp.domain.imports import Fault, Row
from webapp.domain.sort_keys import title_key
from webapp.domain.standard_numbers import base_key_of, normalise_number, slug_of
from webapp.models.standard import Standard, StandardSuccessor
from webapp.services.steps.events import Happening
from webapp.services.steps.importing import (
    Changes,
    ImportAct,
    added,
    changed,
    plain_changes,
    stated,
)

_PLAIN = tuple(column.name for column in STANDARDS.columns if column.name != "successors")
_LONGEST_SLUG = 190


class StandardTarget:
    """Standards are matched by their normalised number."""

    noun = STANDARDS

    def link(
        self, session: Session, rows: Sequence[Row], is_earlier: Callable[[str], bool]
    ) -> list[Row]:
        """Nothing to find: successors may be unknown here."""
        return list(rows)

    def load(self, session: Session, keys: Sequence[str]) -> dict[str, Standard]:
        """Standards by key, with their successors."""
        found = session.scalars(
            select(Standard)
            .where(Standard.number_key.in_(keys))
            .options(selectinload(Standard.successors))
        )
        return {standard.number_key: standard for standard in found}

    def compare(self, record: Standard, row: Row, act: ImportAct) -> tuple[Changes, list[Fault]]:
        """Field by field; successors in the order of their keys."""
        successors = sorted(record.successors, key=lambda successor: successor.number_key)
        facts: dict[str, object] = {name: getattr(record, name) for name in _PLAIN}
        facts["successors"] = tuple(successor.number for successor in successors)
        return plain_changes(facts, row), []

    def add(self, session: Session, rows: Sequence[Row], act: ImportAct) -> list[Happening]:
        """Insert standards and their successors with one statement each."""
        slugs = _free_slugs(session, rows)
        records = [_columns_of(row, slug) for row, slug in zip(rows, slugs, strict=True)]
        statement = insert(Standard).returning(Standard.id, sort_by_parameter_order=True)
        ids = session.scalars(statement, records).all()
        successors = [
            {"standard_id": number, **named}
            for number, row in zip(ids, rows, strict=True)
            for named in _successors_of(cast(Iterable[str], stated(row).get("successors", ())))
        ]
        if successors:
            session.execute(insert(StandardSuccessor), successors)
        return [
            added("standard", number, row, act.actor) for number, row in zip(ids, rows, strict=True)
        ]

    def change(
        self, session: Session, record: Standard, changes: Changes, act: ImportAct
    ) -> list[Happening]:
        """Set the fields; the slug stays, since addresses never change."""
        for name, (_old, new) in changes.items():
            if name != "successors":
                setattr(record, name, new)
        if "title" in changes:
            record.title_sort = title_key(record.title)
        if "successors" in changes:
            _replace_successors(record, cast(Iterable[str], changes["successors"][1]))
        return [changed("standard", record, record.number_key, changes, act.actor)]


def _columns_of(row: Row, slug: str) -> dict[str, object]:
    facts = stated(row)
    columns = {name: facts.get(name, "") for name in _PLAIN}
    for name in ("issued_on", "implemented_on", "abolished_on"):
        columns[name] = facts.get(name)
    number = str(facts["number"])
    return {
        **columns,
        "is_sample": bool(facts.get("is_sample")),
        "slug": slug,
        "number_key": row.key,
        "base_key": base_key_of(number),
        "title_sort": title_key(str(facts["title"])),
    }


def _successors_of(numbers: Iterable[str]) -> list[dict[str, object]]:
    return [{"number": number, "number_key": normalise_number(number)} for number in numbers]


def _replace_successors(record: Standard, numbers: Iterable[str]) -> None:
    """Rows whose key stays are kept: the new ones are inserted before old ones are deleted."""
    kept = {successor.number_key: successor for successor in record.successors}
    rows = []
    for named in _successors_of(numbers):
        row = kept.get(str(named["number_key"])) or StandardSuccessor(**named)
        row.number = str(named["number"])
        rows.append(row)
    record.successors = rows


def _free_slugs(session: Session, rows: Sequence[Row]) -> list[str]:
    """A slug for each row; numbers that differ in punctuation only get `-2`, `-3` …"""
    wanted = [slug_of(str(row.facts["number"]))[:_LONGEST_SLUG] for row in rows]
    taken = set(session.scalars(select(Standard.slug).where(Standard.slug.in_(set(wanted)))))
    slugs = []
    for slug in wanted:
        free, count = slug, 1
        while free in taken:
            count += 1
            free = f"{slug}-{count}"
            if session.scalar(select(Standard.id).where(Standard.slug == free)):
                taken.add(free)
        taken.add(free)
        slugs.append(free)
    return slugs
