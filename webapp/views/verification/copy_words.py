"""Signs of a copied code in words: what was seen, and that it may have an innocent reason."""

from collections.abc import Sequence

from webapp.domain.copy_signals import Signal
from webapp.views.shared.phrases import gettext
from webapp.views.shared.phrases import message as _

WORDS = {
    "many_visitors": _(
        "It was scanned by %(visitors)s different visitors within %(span)s hours: more than one "
        "item usually meets."
    ),
    "far_apart": _(
        "%(visitors)s different visitors scanned it in %(span)s places so far apart that one item "
        "can hardly have been in all of them at those times."
    ),
    "before_release": _(
        "%(visitors)s different visitors scanned it before the item left the factory."
    ),
    "unreleased": _(
        "%(visitors)s different visitors scanned it although it was never released to packaging."
    ),
    "after_voiding": _("%(visitors)s different visitors scanned it after it had been voided."),
    "outside_area": _(
        "%(visitors)s different visitors scanned it outside the area in which these goods are sold."
    ),
}


def suspicion_words(signals: Sequence[Signal]) -> list[str]:
    """Each sign as a sentence in the language of the request."""
    return [
        gettext(WORDS[signal.kind], visitors=signal.visitors, span=signal.span)
        for signal in signals
    ]
