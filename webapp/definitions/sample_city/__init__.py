"""The sample city: readable files (see README.md beside them), checked before anything is written.

Nothing here knows the database; the same files and the same `today` always give the same `City`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType

from webapp.definitions.documents import DefinitionError, Fault, Section, Words, open_document
from webapp.definitions.tables import Record, Table, read_table

FOLDER = Path(__file__).parent
AUTHORITY = "佛山市市场监督管理局（样例）"
EXCEPTIONS = ("left_withdrawn", "left_cancelled", "not_released", "voided")

_DAY = re.compile(r"(?P<fixed>\d{4}-\d\d-\d\d)|today(?P<offset>[+-]\d{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Peer:
    """What another standard asks for the same indicator."""

    level: str
    number: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class MadeUpIndicator:
    """One requirement of a made-up standard; see `models.standard.Indicator`."""

    name: Words
    unit: str
    direction: str
    value: Decimal
    test_method: str
    peers: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class MadeUpStandard:
    """A made-up standard with its indicators."""

    number: str
    title: Words
    issued_on: date
    implemented_on: date
    indicators: tuple[MadeUpIndicator, ...]


@dataclass(frozen=True, slots=True)
class SampleNotice:
    """A notice; `certificate` is a certificate's number or None."""

    slug: str
    kind: str
    on: date
    title: Words
    body: Words
    certificate: str | None


@dataclass(frozen=True, slots=True)
class City:
    """All that the files say; days are resolved, `records` are the rows of each CSV file."""

    records: Mapping[str, tuple[Record, ...]]
    made_up: tuple[MadeUpStandard, ...]
    notices: tuple[SampleNotice, ...]

    def __getitem__(self, table: str) -> tuple[Record, ...]:
        return self.records[table]


TABLES = (
    Table(
        "standards",
        "number title title_en status source",
        days="issued_on implemented_on abolished_on",
        lists="replaced_by",
    ),
    Table(
        "enterprises",
        "uscc name name_en district industry address main_products",
        days="founded_on",
    ),
    Table(
        "products",
        "enterprise model name name_en brand category net_content gtin description description_en"
        " drawing colour",
        days="introduced_on",
        lists="standards",
    ),
    Table(
        "measures",
        "model standard indicator declared measured laboratory report_number",
        days="measured_on",
    ),
    Table(
        "certificates",
        "number scheme grade holder predecessor",
        days="valid_from valid_until",
        lists="models",
    ),
    Table(
        "events",
        "certificate action reason decision_number actor words words_en",
        days="on",
    ),
    Table(
        "exceptions",
        "certificate model kind reason decision_number words words_en",
        days="on",
    ),
)


def read_city(today: date, folder: Path = FOLDER) -> City:
    """Read every file; raises DefinitionError listing every fault."""
    faults: list[Fault] = []
    records = {
        table.name: read_table(folder, table, lambda cell: day_of_cell(cell, today), faults)
        for table in TABLES
    }
    standards = open_document(folder / "sample_standards.yaml", faults)
    notices = open_document(folder / "notices.yaml", faults)
    city = City(
        MappingProxyType(records),
        tuple(_standard(item, today) for item in standards.sections("standards")),
        tuple(_notice(item, today) for item in notices.sections("notices")),
    )
    faults += _loose_ends(city)
    if faults:
        raise DefinitionError(faults)
    return city


def day_of_cell(cell: str, today: date) -> date | None:
    """`2024-03-01`, `today-30`, `today` or nothing; raises ValueError."""
    if not cell:
        return None
    found = _DAY.fullmatch(cell)
    if found is None:
        raise ValueError(f"{cell!r} is neither a day nor counted from today")
    if found["fixed"]:
        return date.fromisoformat(cell)
    return today + timedelta(days=int(found["offset"] or 0))


def showcase(folder: Path = FOLDER) -> Mapping[str, Mapping[str, str]]:
    """One `{certificate, model}` for each standing, by the standing's name."""
    faults: list[Fault] = []
    document = open_document(folder / "showcase.yaml", faults)
    entries = {}
    for name in document.nodes:
        item = document.section(name)
        entries[name] = {"certificate": item.text("certificate"), "model": item.text("model")}
        item.finish()
    if faults:
        raise DefinitionError(faults)
    return MappingProxyType(entries)


def _standard(item: Section, today: date) -> MadeUpStandard:
    standard = MadeUpStandard(
        item.text("number"),
        Words(item.text("title"), item.text("title_en")),
        _day(item, "issued_on", today),
        _day(item, "implemented_on", today),
        tuple(_indicator(inner) for inner in item.sections("indicators")),
    )
    item.finish()
    return standard


def _indicator(item: Section) -> MadeUpIndicator:
    indicator = MadeUpIndicator(
        Words(item.text("name"), item.text("name_en")),
        item.optional_text("unit") or "",
        item.choice("direction", ("higher", "lower", "none")),
        _decimal(item, "value"),
        item.text("test_method"),
        tuple(_peer(inner) for inner in item.sections("peers")),
    )
    item.finish()
    return indicator


def _peer(item: Section) -> Peer:
    level = item.choice("level", ("national", "industry", "international"))
    peer = Peer(level, item.text("number"), _decimal(item, "value"))
    item.finish()
    return peer


def _notice(item: Section, today: date) -> SampleNotice:
    notice = SampleNotice(
        item.text("slug", r"[a-z0-9]+(-[a-z0-9]+)*"),
        item.choice("kind", ("announcement", "decision", "guidance")),
        _day(item, "on", today),
        Words(item.text("title"), item.text("title_en")),
        Words(item.text("body"), item.text("body_en")),
        item.optional_text("certificate") if "certificate" in item.nodes else None,
    )
    item.finish()
    return notice


def _day(item: Section, key: str, today: date) -> date:
    try:
        return day_of_cell(item.text(key), today) or today
    except (ValueError, OverflowError) as error:
        item.fault(key, str(error), item.nodes.get(key))
        return today


def _decimal(item: Section, key: str) -> Decimal:
    written = item.text(key)
    try:
        return Decimal(written)
    except InvalidOperation:
        item.fault(key, f"{written!r} is not a number", item.nodes.get(key))
        return Decimal(0)


def _loose_ends(city: City) -> list[Fault]:
    """Every name that points nowhere, with the line it stands in."""
    numbers = {row["number"] for row in city["standards"]} | {s.number for s in city.made_up}
    known: dict[str, set[object]] = {
        "enterprise": {row["uscc"] for row in city["enterprises"]},
        "model": {row["model"] for row in city["products"]},
        "certificate": {row["number"] for row in city["certificates"]},
        "standard": set(numbers),
        "indicator": {i.name.zh for s in city.made_up for i in s.indicators},
        "kind": set(EXCEPTIONS),
    }
    known |= {
        "standards": known["standard"],
        "replaced_by": known["standard"],
        "models": known["model"],
        "holder": known["enterprise"],
        "predecessor": known["certificate"],
    }
    faults = []
    for table, rows in city.records.items():
        for row in rows:
            for column in known.keys() & row.keys():
                cell = row[column]
                for name in cell if isinstance(cell, tuple) else (cell,):
                    if name and name not in known[column]:
                        words = f"{name!r} is not in the files"
                        faults.append(Fault(f"{table}.csv", row["line"], column, words))
    return faults
