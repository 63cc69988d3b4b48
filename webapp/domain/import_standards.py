"""The columns of a file of standards, and what is odd about a standard's facts."""

import re
from collections.abc import Mapping
from datetime import date
from typing import cast

from webapp.domain.imports import (
    LEFT_OUT,
    Column,
    Context,
    Fault,
    Noun,
    Read,
    Row,
    choice,
    day,
    split_list,
    text,
    yes_no,
)
from webapp.domain.standard_numbers import LEVELS, level_of, normalise_number, parse_number, slug_of

STATUSES: dict[str, str] = {
    "现行": "in_force",
    "有效": "in_force",
    "in_force": "in_force",
    "即将实施": "upcoming",
    "upcoming": "upcoming",
    "废止": "abolished",
    "作废": "abolished",
    "abolished": "abolished",
    "被代替": "superseded",
    "superseded": "superseded",
    "unknown": "unknown",
}
LEVEL_WORDS: dict[str, str] = {
    "国家标准": "national",
    "行业标准": "industry",
    "地方标准": "local",
    "团体标准": "group",
    "企业标准": "enterprise",
    "国际标准": "international",
    **dict(zip(LEVELS, LEVELS, strict=True)),
}
_STAGE = re.compile(r"(\d\d)\.(\d\d)", re.ASCII)
_ICS = re.compile(r"\d\d(\.\d{3}(\.\d\d)?)?", re.ASCII)
_CCS = re.compile(r"[A-Z]\d\d(/[A-Z]?\d\d)?", re.ASCII)
_status_word = choice(STATUSES, empty="unknown", strict=False)


def read_status(name: str, cell: str) -> Read:
    """A status in words, or an international harmonized stage code (`60.60`, ISO Guide 69).

    Published, under review and confirmed documents are in force; withdrawn ones are abolished;
    a draft has no status here: its number (`ISO/DIS …`) says what it is.
    """
    stage = _STAGE.fullmatch(cell)
    if stage is None:
        return _status_word(name, cell)
    major, minor = int(stage[1]), stage[2]
    if major == 95 and minor == "99":
        return Read("abolished")
    return Read("in_force" if major in (60, 90, 95) else "unknown")


def read_number(name: str, cell: str) -> Read:
    """A standard's number, kept as given; one in a form unknown here is taken with a warning."""
    read = text(200)(name, cell)
    if read.value is None or parse_number(cell):
        return read
    try:
        slug_of(cell)
    except ValueError:
        return Read(None, (Fault("error", name, cell, "number_empty"),))
    return Read(cell, (*read.faults, Fault("warning", name, cell, "number_form")))


def read_level(name: str, cell: str) -> Read:
    """The kind of standard; where the cell is empty the number tells."""
    return choice(LEVEL_WORDS, empty=LEFT_OUT, strict=False)(name, cell)


def read_successors(name: str, cell: str) -> Read:
    """Numbers of standards that replace this one; what is no number (`TC456`) is left out."""
    numbers, faults = [], []
    for part in split_list(cell):
        if len(part) <= 200 and parse_number(part):
            numbers.append(part)
        else:
            faults.append(Fault("warning", name, part, "not_a_standard"))
    by_key = {normalise_number(number): number for number in numbers}
    return Read(tuple(by_key[key] for key in sorted(by_key)), tuple(faults))


def read_ics(name: str, cell: str) -> Read:
    """Classes of the International Classification for Standards, kept as given."""
    return _classes(name, cell, _ICS, "ics_form")


def read_ccs(name: str, cell: str) -> Read:
    """Classes of the Chinese Classification for Standards, kept as given."""
    return _classes(name, cell, _CCS, "ccs_form")


def _classes(name: str, cell: str, form: re.Pattern[str], reason: str) -> Read:
    read = text(200)(name, cell)
    if read.value is None or all(form.fullmatch(part) for part in split_list(cell)):
        return read
    return Read(cell, (*read.faults, Fault("warning", name, cell, reason)))


def _complete(line: int, facts: dict[str, object], faults: list[Fault], context: Context) -> Row:
    number = str(facts["number"])
    faults.extend(_oddities(facts, context.today))
    if facts.get("title") == "" == facts.get("title_en", "") or facts.get(
        "title_en"
    ) == "" == facts.get("title", ""):
        faults.append(Fault("warning", "title", "", "title_missing", number))
    if not facts.get("title"):
        facts.pop("title", None)
    defaults = {
        "title": facts.get("title_en") or number,
        "level": level_of(number),
        "status": "unknown",
    }
    return Row(line, normalise_number(number), facts, defaults, faults=tuple(faults))


def _oddities(facts: Mapping[str, object], today: date) -> list[Fault]:
    issued = cast(date | None, facts.get("issued_on"))
    implemented = cast(date | None, facts.get("implemented_on"))
    abolished = cast(date | None, facts.get("abolished_on"))
    status, level = facts.get("status"), facts.get("level")
    parsed = parse_number(str(facts["number"]))
    odd: list[Fault] = []

    def note(name: str, reason: str, detail: object = "") -> None:
        odd.append(Fault("warning", name, str(facts[name]), reason, str(detail)))

    if issued and implemented and implemented < issued:
        note("implemented_on", "implemented_before_issued", issued)
    if abolished and (start := implemented or issued) and abolished < start:
        note("abolished_on", "abolished_before_start", start)
    if status == "in_force" and abolished and abolished <= today:
        note("status", "in_force_but_abolished", abolished)
    if status == "in_force" and implemented and implemented > today:
        note("status", "in_force_too_early", implemented)
    if status == "upcoming" and implemented and implemented <= today:
        note("status", "upcoming_but_due", implemented)
    if issued and parsed and parsed.year and parsed.year != issued.year:
        note("issued_on", "year_differs", parsed.year)
    if parsed and level and level != parsed.level:
        note("level", "level_differs", parsed.level)
    return odd


STANDARDS = Noun(
    "standard",
    ("number",),
    (
        Column("number", ("code", "标准号", "标准编号", "编号"), read_number, required=True),
        Column("title", ("标准名称", "中文名称", "名称", "title_zh"), text(1000)),
        Column("title_en", ("英文名称", "英文标题"), text(1000)),
        Column("level", ("type", "标准类型", "标准类别", "标准层级", "类型"), read_level),
        Column("status", ("标准状态", "状态", "stage"), read_status),
        Column("issued_on", ("issue_date", "published", "发布日期"), day),
        Column("implemented_on", ("implement_date", "实施日期"), day),
        Column("abolished_on", ("abolish_date", "废止日期"), day),
        Column("successors", ("replaced_by", "被代替标准", "被替代标准"), read_successors),
        Column("issuer", ("发布单位", "发布部门", "发布机构"), text(400)),
        Column("ics", ("ICS分类号", "国际标准分类号"), read_ics),
        Column("ccs", ("CCS分类号", "中国标准分类号"), read_ccs),
        Column("source", ("来源", "数据来源"), text(100)),
        Column("is_sample", ("sample", "样例"), yes_no),
    ),
    _complete,
)
