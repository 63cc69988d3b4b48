"""Unified social credit codes of enterprises (GB 32100-2015): fold, check, complete.

A wrong check character only warns: some legal codes given out early fail it.  What cannot be
such a code at all (length, alphabet, region) is an error.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from stdnum.cn import uscc as gb32100

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100 §4.2: digits and capitals without I, O, S, V, Z."""

_DROPPED = dict.fromkeys(map(ord, " -‐‑–—−\u200b\ufeff"))


@dataclass(frozen=True, slots=True)
class UsccCheck:
    """A folded code and how far it may be trusted.

    `reason` is empty, `check_digit` (level `warn`), or `empty`, `length`, `alphabet`, `region`.
    """

    value: str
    level: Literal["ok", "warn", "error"]
    reason: str


def normalise_uscc(text: str) -> str:
    """Fold width, case, spaces and dashes; any text is accepted."""
    folded = unicodedata.normalize("NFKC", text).translate(_DROPPED)
    return "".join(folded.split()).upper()


def check_uscc(text: str) -> UsccCheck:
    """Check a code in the form that a person typed; never raises."""
    value = normalise_uscc(text)
    fault = _fault_of(value)
    if fault:
        return UsccCheck(value, "error", fault)
    if check_character(value[:17]) != value[17]:
        return UsccCheck(value, "warn", "check_digit")
    return UsccCheck(value, "ok", "")


def check_character(first_17: str) -> str:
    """The 18th character that GB 32100 §4.6 asks for; raises ValueError on what is no code."""
    if len(first_17) != 17 or not set(first_17) <= set(ALPHABET):
        raise ValueError(f"not the first 17 characters of a code: {first_17!r}")
    character: str = gb32100.calc_check_digit(first_17)
    return character


def make_uscc(region: str, organisation: str, kind: str = "91") -> str:
    """A code with a valid check character: registrar and kind, six-digit region, nine-character
    organisation code.  Raises ValueError when a part has the wrong form."""
    if len(kind) != 2 or len(region) != 6 or len(organisation) != 9:
        raise ValueError("a code is made of 2 + 6 + 9 characters")
    code = f"{kind}{region}{organisation}".upper()
    if not (region.isascii() and region.isdigit()):
        raise ValueError(f"a region is six digits: {region!r}")
    return code + check_character(code)


def _fault_of(value: str) -> str:
    if not value:
        return "empty"
    if len(value) != 18:
        return "length"
    if not set(value) <= set(ALPHABET):
        return "alphabet"
    return "" if value[2:8].isdigit() else "region"
