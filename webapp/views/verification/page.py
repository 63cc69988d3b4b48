"""What the verification page shows: an answer put into words for the person who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from webapp.config import Settings
from webapp.definitions.reasons import Reason
from webapp.definitions.schemes import Scheme
from webapp.domain.addresses import IMITATES
from webapp.domain.codes import groups_of
from webapp.domain.matching_keys import certificate_key
from webapp.domain.standing import BatchFacts, Standing, standing_of_mark
from webapp.queries.verification import MarkedProduct, MarkFacts, Verification
from webapp.views.shared.dates import written_day, written_instant
from webapp.views.shared.labels import label_of
from webapp.views.shared.language import language, say
from webapp.views.shared.numbers import barcode
from webapp.views.shared.phrases import gettext as _
from webapp.views.shared.templates import in_chinese, say_marked
from webapp.views.verification.copy_words import suspicion_words
from webapp.views.verification.making import limits_words, making_words
from webapp.views.verification.observing import observed
from webapp.views.verification.scan_words import scanned_words
from webapp.views.verification.words import Words, fault_words, words_of

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind a genuine code, in the language of the request.

    `product` and `papers` are rows of (label, value); `grade` is empty where there is none.
    """

    mark: MarkFacts
    name: str
    holder: str
    scheme: Scheme | None
    grade: str
    product: Rows
    address: str
    successor: str | None


@dataclass(frozen=True, slots=True)
class VerificationPage:
    """The page in the language of the request; `reasons` are rows of (label, value).

    Whatever day was asked about, `standing` is today's: an address with a past day in it must
    never show a large “valid” on a mark that has been withdrawn since.  `asked` and `asked_day`
    name the past day, else they are empty; `then` is the standing on that day by all that is
    known today, `known_then` as it was known on that day.  `made` says what the mark
    was worth when the goods were made, where the code tells; `limits` what cannot be proved;
    `observations` what is to be seen in another site's address; `scanned` how often this one
    item was scanned, `suspicions` what speaks for a copy.
    """

    standing: str
    words: Words
    code: str
    groups: list[str]
    fault: str
    observations: list[str]
    asked: str
    asked_day: str
    checked: str
    then: Standing | None
    known_then: Standing | None
    scanned: str
    suspicions: list[str]
    reasons: Rows
    goods: str
    made: str
    limits: str
    found: Found | None


def page_of(
    answer: Verification,
    schemes: Mapping[str, Scheme],
    reasons: Mapping[str, Reason],
    settings: Settings,
) -> VerificationPage:
    """Put an answer into words."""
    zone, mark, standing = settings.time_zone, answer.mark, _standing_today(answer, settings)
    reason = reasons.get(standing.reason)
    asked = answer.asked_at.astimezone(zone).date() if answer.asked_at else None
    fault = answer.fault
    words = words_of(_wording_of(answer, standing), standing.reason, language())
    return VerificationPage(
        standing=standing.standing,
        words=words,
        code=answer.code,
        groups=groups_of(answer.code),
        fault=fault_words(fault.fault, fault.detail) if fault else "",
        observations=observed(answer.address),
        asked=written_day(asked),
        asked_day=asked.isoformat() if asked else "",
        checked=written_instant(answer.checked_at, zone),
        then=answer.standing if answer.known_then else None,
        known_then=answer.known_then,
        scanned=scanned_words(answer, zone),
        suspicions=suspicion_words(answer.signals),
        reasons=_reasons_of(standing, zone),
        goods=say(*reason.goods) if reason and mark else "",
        made=making_words(mark, standing.standing, zone) if mark else "",
        limits=limits_words(mark, words.limits) if mark else words.limits,
        found=_found(mark, schemes.get(mark.scheme)) if mark else None,
    )


def _wording_of(answer: Verification, standing: Standing) -> str:
    """The standing, or `imitates`: which of the words of `words.py` are said."""
    address = answer.address
    return IMITATES if address and address.verdict == IMITATES else standing.standing


def _standing_today(answer: Verification, settings: Settings) -> Standing:
    mark = answer.mark
    if mark is None or answer.asked_at is None:
        return answer.standing
    facts = (mark.batch, mark.certificate, mark.scope)
    return standing_of_mark(*facts, answer.checked_at, settings.time_zone)


def _reasons_of(standing: Standing, zone: tzinfo) -> Rows:
    """Since when, why, by which decision of whom; rows that say nothing are left out."""
    rows = (
        (_("Since"), _day(standing.since, zone)),
        (_ending(standing.standing), _day(standing.until, zone)),
        (_("Reason"), label_of("reason", standing.reason) if standing.reason else ""),
        (_("In the authority's words"), say_marked(standing.words, standing.words_en)),
        (_("Decision number"), standing.decision_number),
        (_("Decided by"), in_chinese(standing.actor)),
    )
    return [(label, value) for label, value in rows if value]


def _ending(standing: str) -> str:
    """What comes on the day on which a standing will end by itself."""
    if standing == "valid":
        return _("Last day")
    return _("To be released on") if standing == "not_released" else _("Begins on")


def _day(at: datetime | None, zone: tzinfo) -> str:
    return written_day(at.astimezone(zone).date()) if at else ""


def _found(mark: MarkFacts, scheme: Scheme | None) -> Found:
    grade = scheme.grade_named(mark.grade) if scheme and mark.grade else None
    return Found(
        mark=mark,
        name=say(mark.product.name, mark.product.name_en),
        holder=say(mark.holder_name, mark.holder_name_en),
        scheme=scheme,
        grade=say(*grade.name) if grade else mark.grade,
        product=_product_rows(mark.product) + _making_rows(mark.batch),
        address=f"/certificates/{certificate_key(mark.certificate_number)}",
        successor=mark.successor and f"/certificates/{certificate_key(mark.successor)}",
    )


def _product_rows(product: MarkedProduct) -> Rows:
    """What to compare with the product in hand."""
    rows = (
        (_("Model"), product.model),
        (_("Brand"), product.brand),
        (_("Net content"), product.net_content),
        (_("Barcode"), barcode(product.gtin)),
    )
    return [(label, value) for label, value in rows if value]


def _making_rows(batch: BatchFacts) -> Rows:
    rows = ((_("Lot"), batch.lot), (_("Made on"), written_day(batch.made_on)))
    return [(label, value) for label, value in rows if value]
