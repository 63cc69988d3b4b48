"""What each standing means for the person holding the product, and what to do next.

The texts are looked up by standing so that a missing one fails a test, not a shopper.  They are
kept as messages; `words_of` gives them in a language.
"""

from dataclasses import astuple, dataclass, replace
from functools import lru_cache

from webapp.views.shared.phrases import gettext
from webapp.views.shared.phrases import message as _


@dataclass(frozen=True, slots=True)
class Words:
    """A standing in words: its name, what is known, what it means, what it cannot prove, and
    what to do next."""

    label: str
    known: str
    meaning: str
    limits: str
    advice: tuple[str, ...]


_COMPARE = _("Compare the product in your hand with the picture, model and net content shown here.")
_DIFFERS = _(
    "If they differ, the mark does not belong to it: ask the seller, and do not rely on it."
)
_ASK = _("Ask the seller about it, and keep the packaging and the receipt.")
_LOOK_AGAIN = _("Compare each group of five with the label, or scan the symbol again.")
_REPORT = _("If something is wrong, call 12315: it takes complaints and reports.")
_COPIED = _(
    "One code stands for every pack of this model, and a printed code can be copied. "
    "It does not prove that this very item is genuine."
)
_LAST_DAY = _("Compare the date of manufacture on the pack with the day on which the mark ended.")
_GOODS_SOLD = _("The code does not tell when this item was made or sold.")
_NOT_GOODS = _("The answer is about the code. It does not prove that the product is bad.")
_NOT_PROVEN = _("It neither proves that the product is genuine nor that it is not.")

WORDS: dict[str, Words] = {
    "valid": Words(
        _("Valid"),
        _("This code was issued here, and the certificate holds for this model."),
        _("The model was evaluated and may carry the mark."),
        _COPIED,
        (_COMPARE, _DIFFERS, _REPORT),
    ),
    "not_yet_valid": Words(
        _("Not yet valid"),
        _("This code was issued here, but its certificate has not begun for this model."),
        _("The product may not carry the mark yet."),
        _GOODS_SOLD,
        (_ASK, _REPORT),
    ),
    "not_released": Words(
        _("Not released"),
        _("This code was issued here, but never released for use on packaging."),
        _("No product should carry it. The label may have been lost or taken."),
        _NOT_GOODS,
        (_ASK, _REPORT),
    ),
    "suspended": Words(
        _("Suspended"),
        _("The certificate is suspended for the time being."),
        _(
            "The holder may not put the mark on new goods. Goods made before the suspension may "
            "still be on sale."
        ),
        _GOODS_SOLD,
        (_("Read the reason before you buy or use it."), _COMPARE, _REPORT),
    ),
    "withdrawn": Words(
        _("Withdrawn"),
        _("The certificate was taken away from this model."),
        _("The product may no longer carry the mark."),
        _GOODS_SOLD,
        (_("Do not rely on the mark."), _ASK, _REPORT),
    ),
    "cancelled": Words(
        _("Cancelled"),
        _("The certificate was given up for this model by its holder."),
        _("No new goods may carry the mark. Goods made before the cancellation were covered."),
        _GOODS_SOLD,
        (_LAST_DAY, _COMPARE),
    ),
    "expired": Words(
        _("Expired"),
        _("The certificate ran out and holds no longer."),
        _("Goods made up to the last day were covered; goods made after it are not."),
        _GOODS_SOLD,
        (_LAST_DAY, _COMPARE),
    ),
    "voided": Words(
        _("Voided"),
        _("This code was destroyed or cancelled."),
        _("No product should carry it."),
        _NOT_GOODS,
        (_ASK, _REPORT),
    ),
    "forged": Words(
        _("Not issued here"),
        _("This code looks like ours, but it was not issued by this registry."),
        _("The mark cannot be relied on. If you typed the code, it was not found as typed."),
        _NOT_GOODS,
        (_LOOK_AGAIN, _ASK, _REPORT),
    ),
    "mistyped": Words(
        _("Please check the code"),
        _("The code cannot be right as it was entered."),
        _("Nothing can be said about the product yet."),
        _NOT_PROVEN,
        (_LOOK_AGAIN,),
    ),
    "foreign": Words(
        _("Not our code"),
        _("This code leads to another site and is not one of this registry."),
        _("It says nothing about a mark of this registry."),
        _NOT_PROVEN,
        (
            _("Look on the package for the registry's own mark and its code of 25 characters."),
            _("Open an address that you do not know only if you trust whoever printed it."),
        ),
    ),
    "unknown": Words(
        _("Cannot be confirmed"),
        _("No such code is on record here."),
        _("This registry can neither confirm nor deny the mark."),
        _NOT_PROVEN,
        (_LOOK_AGAIN, _ASK, _REPORT),
    ),
}

# A model may leave the scope of a certificate that goes on for others: nothing was given up by its
# holder or taken away for cause then, as far as is on record.
_OUT_OF_SCOPE = _("This model is no longer covered by the certificate.")
OUT_OF_SCOPE: dict[str, Words] = {
    "withdrawn": replace(WORDS["withdrawn"], known=_OUT_OF_SCOPE),
    "cancelled": replace(
        WORDS["cancelled"],
        known=_OUT_OF_SCOPE,
        meaning=_(
            "No new goods of this model may carry the mark. Goods made before it left the scope "
            "were covered."
        ),
    ),
}
# Not a standing of its own: `foreign`, with an address made to be taken for ours.
IMITATION = Words(
    _("Not our code"),
    _("This code leads to another site, whose address could be taken for ours."),
    _("It may have been made to deceive. It says nothing about a mark of this registry."),
    _NOT_PROVEN,
    (
        _("Do not open it, and enter nothing there."),
        _("Look on the package for the registry's own mark and its code of 25 characters."),
        _ASK,
        _REPORT,
    ),
)
_ALL_WORDS = WORDS | {"imitates": IMITATION}

FAULTS: dict[str, str] = {
    "empty": _("Enter the 25 characters below the square symbol."),
    "length": _("A code has 25 characters; %(detail)s were entered."),
    "character": _("The character “%(detail)s” does not occur in codes."),
    "check": _("One or more characters are wrong or have changed places."),
}


@lru_cache(maxsize=64)
def words_of(standing: str, reason: str, language: str) -> Words:
    """A standing, or `imitates`, in words of `language`, which must be that of the request."""
    table = OUT_OF_SCOPE if reason == "scope_reduced" else _ALL_WORDS
    label, known, meaning, limits, advice = astuple(table[standing])
    return Words(
        gettext(label),
        gettext(known),
        gettext(meaning),
        gettext(limits),
        tuple(gettext(step) for step in advice),
    )


def fault_words(fault: str, detail: str) -> str:
    """What is wrong with a code as typed, in the language of the request."""
    return gettext(FAULTS[fault], detail=detail)
