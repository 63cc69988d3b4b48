"""Keys under which models and certificate numbers are matched, whatever the writer's habits."""

import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")


def model_key(text: str) -> str:
    """Fold width, case, spaces and kinds of dashes of a model's designation.

    Dashes stay: `A-10` and `A10` may be two models.
    """
    return _folded(text)


def certificate_key(text: str) -> str:
    """Fold width, case, spaces and kinds of dashes of a certificate number."""
    return _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    return "".join(plain.upper().split())
