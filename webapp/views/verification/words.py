"""What each standing means for the person holding the product, and what to do next.

The texts are looked up by standing so that a missing one fails a test, not a shopper.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    """A standing in words: its name, what is known, what it means, what to do next."""

    label: str
    known: str
    meaning: str
    advice: str


_COMPARE = _(
    "Compare the product in your hand with the picture, model and net content below. "
    "If they differ, the mark does not belong to it."
)
_ASK = _("Ask the seller, and keep the packaging and the receipt.")

WORDS: dict[str, Words] = {
    "valid": Words(
        _("Valid"),
        _("This code was issued here, and the certificate holds for this model."),
        _(
            "The product model was evaluated and may carry the mark. A model code can be copied: "
            "it does not prove that this very item is genuine."
        ),
        _COMPARE,
    ),
    "not_yet_valid": Words(
        _("Not yet valid"),
        _("This code was issued here, but its certificate has not begun."),
        _("The product may not carry the mark yet."),
        _ASK,
    ),
    "not_released": Words(
        _("Not released"),
        _("This code is genuine, but it was never released for use on packaging."),
        _("A product should not carry it. The label may have been lost or taken."),
        _ASK,
    ),
    "suspended": Words(
        _("Suspended"),
        _("The certificate is suspended for the time being."),
        _(
            "The holder may not put the mark on new goods. Goods made before the suspension may "
            "still be on sale; look at the reason before you buy."
        ),
        _ASK,
    ),
    "withdrawn": Words(
        _("Withdrawn"),
        _("The certificate was taken away for cause."),
        _("The product may no longer carry the mark."),
        _("Do not rely on the mark. Look at the reason, and ask the seller to explain."),
    ),
    "cancelled": Words(
        _("Cancelled"),
        _("The holder gave the certificate up."),
        _("No new goods may carry the mark. Goods made before that day were covered."),
        _COMPARE,
    ),
    "expired": Words(
        _("Expired"),
        _("The certificate ran out."),
        _("Goods made before the last day were covered; goods made after it are not."),
        _("Look for the date of manufacture on the pack and compare it with the last day below."),
    ),
    "voided": Words(
        _("Voided"),
        _("This code was destroyed or cancelled."),
        _("No product should carry it."),
        _ASK,
    ),
    "forged": Words(
        _("Not issued here"),
        _("This code looks like ours, but it was not issued by this registry."),
        _("The mark cannot be relied on. If you typed the code, it was not found as typed."),
        _("Look again at each character. If the code is right, report it."),
    ),
    "mistyped": Words(
        _("Please check the code"),
        _("The code cannot be right as it was entered."),
        _("Nothing can be said about the product yet."),
        _("Compare each group of five with the label, or scan it again."),
    ),
    "foreign": Words(
        _("Not a code of this registry"),
        _("This code leads to another site."),
        _("It tells nothing about a mark of this registry."),
        _("Look on the package for the registry's own mark."),
    ),
    "unknown": Words(
        _("Cannot be confirmed"),
        _("No such code is on record here."),
        _("This registry can neither confirm nor deny it."),
        _("Try again later, or send us the code with a report."),
    ),
}

FAULTS: dict[str, str] = {
    "empty": _("Enter the 25 characters below the square symbol."),
    "length": _("A code has 25 characters; %(detail)s were entered."),
    "character": _("The character “%(detail)s” does not occur in codes."),
    "check": _("One or more characters are wrong or have changed places."),
}
