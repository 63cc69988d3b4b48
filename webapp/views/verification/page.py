"""What the verification page shows: an answer put into words for the person who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from flask_babel import gettext as _

from webapp.config import Settings
from webapp.definitions.reasons import Reason
from webapp.definitions.schemes import Scheme
from webapp.domain.codes import groups_of
from webapp.domain.standing import Standing
from webapp.queries.verification import MarkFacts, Verification
from webapp.views.shared.dates import written_day, written_instant
from webapp.views.shared.labels import label_of
from webapp.views.shared.language import say
from webapp.views.verification.words import FAULTS, WORDS, Words


@dataclass(frozen=True, slots=True)
class VerificationPage:
    """The page in the language of the request.  `facts` and `reasons` are (label, value) rows."""

    standing: str
    words: Words
    code: str
    groups: list[str]
    fault: str
    asked: str
    checked: str
    then: str
    reasons: list[tuple[str, str]]
    goods: str
    facts: list[tuple[str, str]]
    mark: MarkFacts | None
    product_name: str
    holder_name: str
    scheme: Scheme | None


def page_of(
    answer: Verification,
    schemes: Mapping[str, Scheme],
    reasons: Mapping[str, Reason],
    settings: Settings,
) -> VerificationPage:
    """Put an answer into words."""
    zone, mark = settings.time_zone, answer.mark
    standing = answer.standing
    reason = reasons.get(standing.reason)
    then = answer.known_then
    return VerificationPage(
        standing=standing.standing,
        words=WORDS[standing.standing],
        code=answer.code,
        groups=groups_of(answer.code),
        fault=_fault_of(answer),
        asked=written_day(answer.asked_at.astimezone(zone).date()) if answer.asked_at else "",
        checked=written_instant(answer.checked_at, zone),
        then=str(WORDS[then.standing].label) if then else "",
        reasons=_reasons_of(standing, zone),
        goods=say(reason.goods.zh, reason.goods.en) if reason and mark else "",
        facts=_facts_of(mark) if mark else [],
        mark=mark,
        product_name=say(mark.product.name, mark.product.name_en) if mark else "",
        holder_name=say(mark.holder_name, mark.holder_name_en) if mark else "",
        scheme=schemes.get(mark.scheme) if mark else None,
    )


def _fault_of(answer: Verification) -> str:
    if answer.fault is None:
        return ""
    return str(FAULTS[answer.fault.fault]) % {"detail": answer.fault.detail}


def _reasons_of(standing: Standing, zone: tzinfo) -> list[tuple[str, str]]:
    """Since when, why, by which decision of whom; rows that say nothing are left out."""
    since = written_day(standing.since.astimezone(zone).date()) if standing.since else ""
    until = written_day(standing.until.astimezone(zone).date()) if standing.until else ""
    rows = [
        (_("Since"), since),
        (_("Last day") if standing.standing == "valid" else _("From"), until),
        (_("Reason"), label_of("reason", standing.reason) if standing.reason else ""),
        (_("In the authority's words"), say(standing.words, standing.words_en)),
        (_("Decision"), standing.decision_number),
        (_("Decided by"), standing.actor),
    ]
    return [(label, value) for label, value in rows if value]


def _facts_of(mark: MarkFacts) -> list[tuple[str, str]]:
    """What to compare with the product in hand."""
    product = mark.product
    rows = [
        (_("Model"), product.model),
        (_("Brand"), product.brand),
        (_("Net content"), product.net_content),
        (_("Barcode"), product.gtin.lstrip("0") if product.gtin else ""),
    ]
    return [(label, value) for label, value in rows if value]
