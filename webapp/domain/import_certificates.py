"""The columns of a file of certificates, and the acts that its status columns state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from webapp.domain.import_holders import read_uscc
from webapp.domain.imports import (
    Column,
    Context,
    Fault,
    Noun,
    Read,
    Row,
    choice,
    day,
    fold_heading,
    split_list,
    text,
    yes_no,
)
from webapp.domain.matching_keys import certificate_key, model_key

STATUSES: dict[str, str] = {
    "有效": "issued",
    "issued": "issued",
    "valid": "issued",
    "01": "issued",
    "暂停": "suspended",
    "suspended": "suspended",
    "02": "suspended",
    "撤销": "withdrawn",
    "withdrawn": "withdrawn",
    "03": "withdrawn",
    "注销": "cancelled",
    "cancelled": "cancelled",
    "04": "cancelled",
    "过期": "expired",
    "过期失效": "expired",
    "expired": "expired",
    "05": "expired",
}
"""Words, and the certificate status codes 01–05 of the national certification registry."""

ACT_TO = {"suspended": "suspend", "withdrawn": "withdraw", "cancelled": "cancel"}
ACT_COLUMNS = ("status_on", "status_reason", "decision_number")


@dataclass(frozen=True, slots=True)
class StatedAct:
    """An act on a certificate as a file states it: what, when, why, by which document."""

    action: str
    on: date
    reason: str
    words: str = ""
    words_en: str = ""
    decision_number: str = ""
    actor: str = ""

    def __str__(self) -> str:
        said = (self.action, self.on.isoformat(), self.reason, self.decision_number)
        return " ".join(word for word in said if word)


def read_models(name: str, cell: str) -> Read:
    """Models in the scope, parted by `;`; one that stands there twice is one."""
    models = tuple({model_key(model): model for model in split_list(cell)}.values())
    if any(len(model) > 100 for model in models):
        return Read(None, (Fault("error", name, cell, "too_long", "100"),))
    return Read(models)


def _complete(line: int, facts: dict[str, object], faults: list[Fault], context: Context) -> Row:
    _resolve(facts, faults, "scheme", context.schemes)
    if facts.get("grade"):
        _resolve(facts, faults, "grade", context.grades.get(str(facts["scheme"]), {}))
    first, last = facts["valid_from"], facts["valid_until"]
    if cast(date, last) < cast(date, first):
        faults.append(Fault("error", "valid_until", str(last), "ends_before_it_begins", str(first)))
    _derive_expiry(facts, faults, context.today)
    acts = _acts(facts, faults, context)
    record = {
        name: value
        for name, value in facts.items()
        if not name.startswith(("status", "decision", "issue", "actor"))
    }
    record["acts"] = acts
    lacking = () if facts.get("models") else ("models",)
    key = certificate_key(str(facts["number"]))
    return Row(line, key, record, lacking=lacking, faults=tuple(faults))


def _resolve(
    facts: dict[str, object], faults: list[Fault], name: str, codes: Mapping[str, str]
) -> None:
    given = str(facts[name])
    code = codes.get(fold_heading(given))
    if code is None:
        choices = " / ".join(sorted(set(codes.values())))
        faults.append(Fault("error", name, given, "not_a_choice", choices))
    else:
        facts[name] = code


def _derive_expiry(facts: dict[str, object], faults: list[Fault], today: date) -> None:
    """`expired` is never stored: it follows from the last day and the clock."""
    if facts.get("status") != "expired":
        return
    facts["status"] = "issued"
    last = cast(date, facts["valid_until"])
    if last >= today:
        faults.append(Fault("error", "status", "expired", "expired_but_valid", str(last)))


def _acts(facts: dict[str, object], faults: list[Fault], context: Context) -> tuple[StatedAct, ...]:
    """The issue and the last act after it, as far as the columns can be used.

    Without a day of issue that is the first day or, if that is still to come, today.  A certificate
    that is issued *and* names a day and a reason was reinstated on that day.
    """
    first_day = min(cast(date, facts["valid_from"]), context.today)
    issued_on = cast(date | None, facts.get("issued_on")) or first_day
    issue = StatedAct(
        "issue",
        issued_on,
        "renewed" if facts.get("predecessor") else "granted",
        decision_number=str(facts.get("issue_decision", "")),
        actor=str(facts.get("actor", "")),
    )
    status = str(facts.get("status", "issued"))
    absent = [name for name in ACT_COLUMNS if not facts.get(name)]
    if status == "issued" and len(absent) == len(ACT_COLUMNS):
        return (issue,)
    faults += [Fault("error", name, "", "act_incomplete", status) for name in absent]
    action = ACT_TO.get(status, "reinstate")
    if not facts.get("status_reason"):
        return (issue,)
    _resolve(facts, faults, "status_reason", context.reasons.get(action, {}))
    on = cast(date | None, facts.get("status_on"))
    if on is None:
        return (issue,)
    if on < issued_on:
        faults.append(Fault("error", "status_on", str(on), "act_before_issue", str(issued_on)))
    act = StatedAct(
        action,
        on,
        str(facts["status_reason"]),
        str(facts.get("status_words", "")),
        str(facts.get("status_words_en", "")),
        str(facts.get("decision_number", "")),
        str(facts.get("actor", "")),
    )
    return (issue, act)


CERTIFICATES = Noun(
    "certificate",
    ("number",),
    (
        Column("number", ("证书编号", "证书号"), text(60), required=True),
        Column("scheme", ("制度", "评价制度", "证书类别"), text(100), required=True),
        Column("grade", ("等级",), text(100)),
        Column("holder", ("uscc", "统一社会信用代码", "持有人信用代码"), read_uscc, required=True),
        Column("valid_from", ("有效期起", "生效日期"), day, required=True),
        Column("valid_until", ("有效期至", "截止日期"), day, required=True),
        Column("models", ("型号", "证书范围", "scope"), read_models),
        Column("predecessor", ("原证书编号", "被替换证书"), text(60)),
        Column("issued_on", ("发证日期",), day),
        Column("issue_decision", ("发证决定文号",), text(100)),
        Column("status", ("证书状态", "状态"), choice(STATUSES, empty="issued")),
        Column("status_on", ("状态日期", "status_date"), day),
        Column("status_reason", ("状态原因",), text(100)),
        Column("status_words", ("原因说明",), text(1000, lines=True)),
        Column("status_words_en", ("英文原因说明",), text(1000, lines=True)),
        Column("decision_number", ("决定文号",), text(100)),
        Column("actor", ("发证机构", "决定机构"), text(200)),
        Column("is_sample", ("sample", "样例"), yes_no),
    ),
    _complete,
)
