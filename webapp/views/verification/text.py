"""The answer in a few plain lines: for old telephones, text messages, readers aloud and shells."""

from typing import NamedTuple

from markupsafe import Markup

from webapp.domain.standing import NOTHING_FOUND
from webapp.views.shared.labels import label_of
from webapp.views.shared.phrases import gettext as _
from webapp.views.verification.page import VerificationPage

MOST_BYTES = 1000
LONGEST_VALUE = 120  # bytes of UTF-8: 40 characters of Chinese


class Line(NamedTuple):
    """A line of the answer; of those that do not fit, the highest rank is left out first."""

    rank: int
    text: str


def text_of(page: VerificationPage, address: str) -> bytes:
    """The answer in UTF-8, at most `MOST_BYTES`; `address` is where it stands in full.

    Answers that found nothing have one length: their size must not tell them apart.
    """
    lines = [line for line in _lines(page, address) if line.text]
    while len(body := _joined(lines)) > MOST_BYTES:
        lines.remove(max(reversed(lines), key=lambda line: line.rank))
    return body.ljust(MOST_BYTES) if page.standing in NOTHING_FOUND else body


def _joined(lines: list[Line]) -> bytes:
    return "".join(f"{line.text}\n" for line in lines).encode("utf-8", "replace")


def _lines(page: VerificationPage, address: str) -> list[Line]:
    words = page.words
    first, *others = words.advice
    return [
        Line(0, words.label),
        Line(1, words.known),
        Line(0, _pair(_("Code"), _written(page)) if page.code else ""),
        Line(1, page.fault),
        Line(0, _("Possibly a copied code") if page.suspicions else ""),
        *(Line(2, seen) for seen in page.suspicions),
        *(Line(2, seen) for seen in page.observations),
        *(Line(1, _pair(label, value)) for label, value in page.reasons),
        Line(2, _then(page)),
        *_found(page),
        Line(2, page.made),
        Line(3, words.meaning),
        Line(1, first),
        *(Line(3, step) for step in others),
        Line(2, page.limits),
        Line(1, _("Checked on %(time)s", time=page.checked)),
        Line(1, address if len(address) < 100 else ""),
    ]


def _written(page: VerificationPage) -> str:
    return page.code if page.standing == "foreign" else " ".join(page.groups)


def _then(page: VerificationPage) -> str:
    return _pair(page.asked, label_of("standing", page.then.standing)) if page.then else ""


def _found(page: VerificationPage) -> list[Line]:
    """What to compare with the product in hand, and who answers for it."""
    found = page.found
    if found is None:
        return []
    number = found.mark.certificate_number
    sample = f" {_('(sample)')}" if found.mark.is_sample else ""
    return [
        Line(0, _pair(_("Product"), found.name)),
        *(Line(1, _pair(label, value)) for label, value in found.product),
        Line(0, _pair(_("Holder"), found.holder)),
        Line(1, _pair(_("Certificate"), number + sample)),
    ]


def _pair(label: str, value: str) -> str:
    if isinstance(value, Markup):  # a page marks which language a text is in
        value = value.striptags()
    kept = value.encode("utf-8", "replace")[:LONGEST_VALUE].decode("utf-8", "ignore")
    return _("%(label)s: %(value)s", label=label, value=kept if kept == value else f"{kept}…")
