"""Faults of an address and what can be said of a unit, in words."""

from webapp.domain.digital_link import DigitalLinkError
from webapp.views.shared.phrases import gettext
from webapp.views.shared.phrases import message as _

FAULTS: dict[str, str] = {
    "gtin_empty": _("The address names no product number after /01/."),
    "gtin_digits": _("“%(detail)s” is not a product number: it may hold digits only."),
    "gtin_length": _("“%(detail)s” is not a product number: it has 8, 12, 13 or 14 digits."),
    "gtin_check_digit": _(
        "The check digit of “%(detail)s” is wrong. Compare the number with the label."
    ),
    "pairs": _("A value is missing: after the product number come pairs of key and value."),
    "key": _("“%(detail)s” is not a key of a product: 22, 10, 21 and 235 are."),
    "order": _("The keys %(detail)s do not stand in order: 22, 10, 21, each once, or 235 alone."),
    "value": _("“%(detail)s” is too long or holds characters that may not stand there."),
    "encoding": _("“%(detail)s” is not written as addresses are: a percent sign misleads."),
    "attribute": _("“%(detail)s” cannot be read as an attribute of a product."),
}

# `not_ours` is another maker's serial number, `other_product` a code that goes with another number.
UNITS: dict[str, str] = {
    "not_ours": _(
        "This unit cannot be authenticated: its serial number is not a code of this registry. "
        "What is shown holds for the model."
    ),
    "other_product": _(
        "This unit cannot be authenticated: its code was issued for another product number. "
        "Ask the seller, and do not rely on the mark."
    ),
}


def fault_words(fault: DigitalLinkError) -> str:
    """What is wrong with an address, in the language of the request."""
    return gettext(FAULTS[fault.reason], detail=fault.detail)


def unit_words(unit: str) -> str:
    """What can be said of a unit; empty where none was asked about."""
    return gettext(UNITS[unit]) if unit in UNITS else ""
