"""The grammar of mark codes: 25 symbols, derived and never stored (`docs/codes.md`).

    K BBBBBB SSSSSS TTTTTTTTTT CC
    key id, batch (30 bits), serial (30 bits), keyed tag (50 bits), two check symbols

Printed codes live as long as paper: nothing here may change, only be added beside it.
"""

import hmac
import re
import unicodedata
from typing import NamedTuple

from webapp.domain.check_symbols import check_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I L O U
LENGTH = 25
KEY_IDS = range(24)  # 24..31 are kept for later grammars
MAX_30_BITS = (1 << 30) - 1
MAX_50_BITS = (1 << 50) - 1

# Letters that people and keyboards take for ours: look-alikes, Greek and Cyrillic capitals.
_LOOK_ALIKES = str.maketrans("ILOUАВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "110VABEKMH0PCTXABEZH1KMN0PTYX")
_SEPARATORS = re.compile(r"[\s\-_.·,;:~‐-―−﹘﹣－\u200b-\u200f\u2060\ufeff]+")
_VALUES = bytes(
    ALPHABET.index(chr(byte)) if byte < 128 and chr(byte) in ALPHABET else 255
    for byte in range(256)
)


class Mistyped(Exception):
    """The text is not a code as typed.

    `fault` is `empty`, `length`, `character` or `check`; `detail` is the count of characters or
    the first character that cannot stand in a code.
    """

    def __init__(self, fault: str, detail: str = "") -> None:
        super().__init__(f"{fault} {detail}".strip())
        self.fault = fault
        self.detail = detail


class MarkCode(NamedTuple):
    """A code that is well formed; whether it is ours only its tag can tell."""

    text: str
    key_id: int
    batch: int
    serial: int
    tag: int

    @property
    def data(self) -> bytes:
        """The 16 bytes that the tag is computed over."""
        return block_of(self.key_id, self.batch, self.serial)


def clean(text: str) -> str:
    """Fold typed text: width, case, separators and look-alike letters.  Judges nothing."""
    folded = unicodedata.normalize("NFKC", text[:400]).upper()
    return _SEPARATORS.sub("", folded).translate(_LOOK_ALIKES)


def parse(text: str) -> MarkCode:
    """Read a code as printed or typed; raises Mistyped."""
    values = _values_of(text)
    if values is None:
        text = clean(text)
        if not text:
            raise Mistyped("empty")
        bad = next((char for char in text if char not in ALPHABET), None)
        if bad is not None:
            raise Mistyped("character", bad)
        if len(text) != LENGTH:
            raise Mistyped("length", str(len(text)))
        values = text.encode().translate(_VALUES)
    if check_of(values) != values[23] << 5 | values[24]:
        raise Mistyped("check")
    number = 0
    for value in values:
        number = number << 5 | value
    return MarkCode(
        text,
        values[0],
        number >> 90 & MAX_30_BITS,
        number >> 60 & MAX_30_BITS,
        number >> 10 & MAX_50_BITS,
    )


def _values_of(text: str) -> bytes | None:
    """The symbol values of a code in canonical form, else None."""
    if len(text) != LENGTH or not text.isascii():
        return None
    values = text.encode().translate(_VALUES)
    return None if 255 in values else values


def format_code(key_id: int, batch: int, serial: int, tag: int) -> str:
    """Return the 25 symbols; raises ValueError when a part is out of its range."""
    if key_id not in KEY_IDS or not (0 <= batch <= MAX_30_BITS and 0 <= serial <= MAX_30_BITS):
        raise ValueError("key id, batch or serial out of range")
    if not 0 <= tag <= MAX_50_BITS:
        raise ValueError("a tag has 50 bits")
    number = ((key_id << 30 | batch) << 30 | serial) << 50 | tag
    symbols = bytes(number >> 5 * place & 31 for place in range(22, -1, -1))
    check = check_of(symbols)
    return "".join(ALPHABET[value] for value in (*symbols, check >> 5, check & 31))


def block_of(key_id: int, batch: int, serial: int) -> bytes:
    """The 16 bytes that a tag covers: grammar 1, key id, batch, serial, six zero bytes."""
    return bytes((1, key_id)) + batch.to_bytes(4) + serial.to_bytes(4) + bytes(6)


def groups_of(code: str) -> list[str]:
    """Split a code into the five groups of five in which it is printed and typed."""
    return [code[start : start + 5] for start in range(0, len(code), 5)]


def address_of(public_url: str, code: str) -> str:
    """The address to put in a QR symbol, in upper case so that it stays alphanumeric."""
    return f"{public_url.rstrip('/')}/v/{code}".upper()


def same(a: int, b: int) -> bool:
    """Compare two tags in constant time."""
    return hmac.compare_digest(a.to_bytes(8), b.to_bytes(8))
