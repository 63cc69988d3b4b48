"""The JSON form of a verification; its keys are a contract (`docs/codes.md`)."""

from collections.abc import Sequence

import orjson

from webapp.domain.addresses import Address
from webapp.domain.copy_signals import Signal
from webapp.domain.standing import NOTHING_FOUND, Standing
from webapp.queries.verification import MarkFacts, Verification
from webapp.views.verification.copy_words import suspicion_words
from webapp.views.verification.observing import observed

STATUS_CODES = {"mistyped": 400, "foreign": 400, "forged": 404, "unknown": 404}
# Answers that found nothing are filled up to one length: their size must not tell them apart.
PADDED_LENGTH = 512
PADDED_PAGE = 4096
_FORM = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def status_code_of(standing: str) -> int:
    """200 for any genuine code whatever its standing, else 400 or 404."""
    return STATUS_CODES.get(standing, 200)


def json_of(answer: Verification) -> bytes:
    """Return the answer as one JSON object."""
    standing, mark = answer.standing, answer.mark
    facts: dict[str, object] = {
        "code": answer.code,
        "grain": mark.grain if mark else None,
        "standing": standing.standing,
        "flags": ["suspected_copy"] if answer.signals else [],
        "since": standing.since,
        "reason": _reason_of(standing),
        "at": answer.asked_at,
        "checked_at": answer.checked_at,
        "certificate": None,
        "product": None,
        "holder": None,
        "scheme": None,
        "successor": None,
        "lot": None,
        "made_on": None,
        "scans": {
            "recorded": answer.scans.recorded,
            "count": answer.scans.count,
            "first_at": answer.scans.first_at,
        },
    }
    if mark is not None:
        facts.update(_found(mark))
    if answer.known_then is not None:
        facts["known_then"] = answer.known_then.standing
    if answer.signals:
        facts["signals"] = _signals(answer.signals)
    if answer.fault is not None:
        facts["fault"] = answer.fault.fault
    if answer.address is not None:
        facts["address"] = _address(answer.address)
    body = orjson.dumps(facts, option=_FORM)
    return body.ljust(PADDED_LENGTH) if standing.standing in NOTHING_FOUND else body


def page_bytes(page: str, standing: str) -> bytes:
    """Return a page in UTF-8; one that found nothing is filled up to whole steps of 4 kB."""
    body = page.encode()
    if standing not in NOTHING_FOUND:
        return body
    return body.ljust(-(-len(body) // PADDED_PAGE) * PADDED_PAGE)


def _found(mark: MarkFacts) -> dict[str, object]:
    product = mark.product
    return {
        "certificate": {
            "number": mark.certificate_number,
            "valid_from": mark.certificate.valid_from,
            "valid_until": mark.certificate.valid_until,
            "grade": mark.grade or None,
            "sample": mark.is_sample,
        },
        "product": {
            "id": product.id,
            "name": product.name,
            "name_en": product.name_en or None,
            "model": product.model,
            "brand": product.brand or None,
            "net_content": product.net_content or None,
            "gtin": product.gtin,
        },
        "holder": {
            "uscc": mark.holder_uscc,
            "name": mark.holder_name,
            "name_en": mark.holder_name_en or None,
        },
        "scheme": mark.scheme,
        "successor": mark.successor,
        "lot": mark.batch.lot or None,
        "made_on": mark.batch.made_on,
    }


def _address(address: Address) -> dict[str, object]:
    words = observed(address)
    return {
        "host": address.host or None,
        "verdict": address.verdict,
        "observations": [
            {"kind": seen.kind, "detail": seen.detail, "words": said}
            for seen, said in zip(address.observations, words, strict=True)
        ],
    }


def _signals(signals: Sequence[Signal]) -> list[dict[str, object]]:
    return [
        {"kind": signal.kind, "visitors": signal.visitors, "words": words}
        for signal, words in zip(signals, suspicion_words(signals), strict=True)
    ]


def _reason_of(standing: Standing) -> dict[str, str] | None:
    if not standing.reason:
        return None
    return {
        "code": standing.reason,
        "words": standing.words,
        "words_en": standing.words_en,
        "decision_number": standing.decision_number,
    }
