"""Global trade item numbers: GTIN-8, -12, -13 and -14 as one GTIN-14 (GS1 General Specifications
§3.3 and §7.9)."""

import unicodedata

from stdnum import ean

LENGTHS = (8, 12, 13, 14)


class GtinError(ValueError):
    """The text is no GTIN; `reason` is `empty`, `digits`, `length` or `check_digit`."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"not a GTIN ({reason}): {text[:40]!r}")
        self.reason = reason


def normalise_gtin(text: str) -> str:
    """The GTIN-14 of a number as printed under a bar code; raises GtinError."""
    folded = unicodedata.normalize("NFKC", text)
    digits = "".join(folded.replace("-", " ").split())
    if not digits:
        raise GtinError("empty", text)
    if not (digits.isascii() and digits.isdigit()):
        raise GtinError("digits", text)
    if len(digits) not in LENGTHS:
        raise GtinError("length", text)
    if check_digit(digits[:-1]) != digits[-1]:
        raise GtinError("check_digit", text)
    return digits.zfill(14)


def check_digit(digits: str) -> str:
    """The digit that completes all but the last digit of a GTIN (weights 3, 1 from the right)."""
    digit: str = ean.calc_check_digit(digits)
    return digit
