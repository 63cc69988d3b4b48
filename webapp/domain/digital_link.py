"""GS1 Digital Link addresses of products (GS1 Digital Link Standard: URI Syntax, §4).

    /01/<GTIN>[/22/<variant>][/10/<lot>][/21/<serial>][?<attributes>]    or    /01/<GTIN>/235/<…>

A unit code of ours stands in such an address as lot (key id and batch, 7 symbols) and serial
(serial, tag and check, 18 symbols): together they are the 25 symbols of `docs/codes.md`.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from webapp.domain.codes import Mistyped, parse
from webapp.domain.gtin import GtinError, normalise_gtin

ROOT = "/01/"
QUALIFIERS = ("22", "10", "21")  # in the order in which they stand in the path
THIRD_PARTY = "235"  # a serial number of a third party; it stands alone
LOT_SYMBOLS = 7

# GS1 character set 82 (General Specifications §7.11).
_SET_82 = r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]"
_QUALIFIER_VALUES = {
    "22": re.compile(f"{_SET_82}{{1,20}}"),
    "10": re.compile(f"{_SET_82}{{1,20}}"),
    "21": re.compile(f"{_SET_82}{{1,20}}"),
    THIRD_PARTY: re.compile(f"{_SET_82}{{1,28}}"),
}
_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
# Attributes whose form is checked (General Specifications §3); of others only the characters are.
_ATTRIBUTE_VALUES = (
    (re.compile(r"1[1-35-7]"), _DATE),
    (re.compile(r"20"), re.compile(r"\d{2}")),
    (re.compile(r"30|37"), re.compile(r"\d{1,8}")),
    (re.compile(r"3[1-6]\d\d"), re.compile(r"\d{6}")),
    (re.compile(r"39[02]\d"), re.compile(r"\d{1,15}")),
    (re.compile(r"7003"), re.compile(r"\d{10}")),
    (re.compile(r"\d{2,4}"), re.compile(f"{_SET_82}{{1,90}}")),
)
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class DigitalLinkError(ValueError):
    """The address is no GS1 Digital Link of a product.

    `reason` is `gtin_empty`, `gtin_digits`, `gtin_length`, `gtin_check_digit`, `pairs`, `key`,
    `order`, `value`, `encoding` or `attribute`; `detail` the part that is wrong.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"no GS1 Digital Link ({reason}): {detail[:40]!r}")
        self.reason = reason
        self.detail = detail[:40]


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """The parts of an address, decoded; `gtin` has 14 digits, what is absent is empty."""

    gtin: str
    variant: str = ""
    lot: str = ""
    serial: str = ""
    third_party: str = ""

    @property
    def path(self) -> str:
        """The path in canonical form."""
        values = zip(QUALIFIERS, (self.variant, self.lot, self.serial), strict=True)
        pairs = [*values, (THIRD_PARTY, self.third_party)]
        rest = "".join(f"/{key}/{quote(value, safe='')}" for key, value in pairs if value)
        return f"{ROOT}{self.gtin}{rest}"

    @property
    def code(self) -> str:
        """The mark code that lot and serial make up; empty where they make none."""
        if len(self.lot) != LOT_SYMBOLS:
            return ""
        try:
            return parse(self.lot + self.serial).text
        except Mistyped:
            return ""


def path_of_unit(gtin: str, code: str) -> str:
    """The path to print for a unit code of ours; raises GtinError."""
    lot, serial = code[:LOT_SYMBOLS], code[LOT_SYMBOLS:]
    return DigitalLink(normalise_gtin(gtin), lot=lot, serial=serial).path


def read_link(path: str, query: str = "") -> DigitalLink:
    """Read a path that begins with `/01/`, and its query, both as sent; raises DigitalLinkError.

    One slash too many at the end is tolerated (GS1-Conformant Resolver Standard §2.13).
    """
    gtin, *rest = path.removeprefix(ROOT).removesuffix("/").split("/")
    found = {"01": _gtin(gtin)} | _qualifiers(rest)
    for pair in filter(None, query.split("&")):
        _check_attribute(*pair.partition("=")[::2])
    return DigitalLink(*(found.get(key, "") for key in ("01", *QUALIFIERS, THIRD_PARTY)))


def _gtin(text: str) -> str:
    digits = _decoded(text)
    if digits and not (digits.isascii() and digits.isdigit()):
        raise DigitalLinkError("gtin_digits", digits)
    try:
        return normalise_gtin(digits)
    except GtinError as fault:
        raise DigitalLinkError(f"gtin_{fault.reason}", digits) from None


def _qualifiers(parts: list[str]) -> dict[str, str]:
    """The keys after the GTIN with their values: known, in order, each once."""
    if len(parts) % 2:
        raise DigitalLinkError("pairs", _decoded(parts[-1]))
    keys = [_decoded(key) for key in parts[::2]]
    unknown = next((key for key in keys if key not in _QUALIFIER_VALUES), None)
    if unknown is not None:
        raise DigitalLinkError("key", unknown)
    if keys != [THIRD_PARTY] and keys != [key for key in QUALIFIERS if key in keys]:
        raise DigitalLinkError("order", "/".join(keys))
    values = [_decoded(value) for value in parts[1::2]]
    for key, value in zip(keys, values, strict=True):
        if not _QUALIFIER_VALUES[key].fullmatch(value):
            raise DigitalLinkError("value", f"{key}/{value}")
    return dict(zip(keys, values, strict=True))


def _check_attribute(key: str, value: str) -> None:
    """Keys of figures are application identifiers; any other key is nobody's business here."""
    key, value = _decoded(key), _decoded(value)
    if not (key.isascii() and key.isdigit()):
        return
    form = next((form for keys, form in _ATTRIBUTE_VALUES if keys.fullmatch(key)), None)
    belongs_in_path = key == "01" or key in _QUALIFIER_VALUES
    if belongs_in_path or form is None or not form.fullmatch(value):
        raise DigitalLinkError("attribute", f"{key}={value}")


def _decoded(text: str) -> str:
    if _BAD_PERCENT.search(text):
        raise DigitalLinkError("encoding", text)
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise DigitalLinkError("encoding", text) from None
