"""Numbers of standards: read them as people write them, and give each one matching key.

`GB／Ｔ 4100—2015`, `gbt4100-2015` and `GB/T 4100-2015` are one standard.  Display keeps what was
given; matching, slugs and levels go through here.  Chinese numbers follow 标准化法 art. 10–22 and
GB/T 1.1 (prefix, `/T` recommended, `/Z` guidance, body with parts, year); ISO and IEC numbers
follow the ISO/IEC Directives (bodies, document type, body, `:year`, `/Amd 1:2002`).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Level = Literal["national", "industry", "local", "group", "enterprise", "international", "unknown"]

LEVELS: tuple[Level, ...] = (
    "national", "industry", "local", "group", "enterprise", "international", "unknown",
)  # fmt: skip

NATIONAL = ("GB", "GBZ", "GBN", "GBJ", "GJB", "GSB")
INDUSTRY = tuple(
    "AQ BB CB CH CJ CJJ CY DA DB DL DY DZ EJ FZ GA GC GH GM GY HB HG HJ HS HY JB JC JG JGJ JR JT "  # noqa: SIM905
    "JTG JY KA KY LB LD LS LY MH MR MT MZ NB NY QB QC QJ QX RB SB SC SF SH SJ SL SN SW SY TB TD TJ "
    "TY WB WH WJ WM WS WW XB XF YB YC YD YJ YS YY YZ ZY".split()
)
FOUNDERS = frozenset({"ISO", "IEC", "ITU", "IEEE", "IWA", "CIE", "OIML", "CAC", "CODEX"})
"""Bodies whose own documents are international; the others only appear beside them."""
BODIES = FOUNDERS | {"ASTM", "ASME", "SAE", "OECD", "UNDP", "HL7"}
DOCUMENT_TYPES = frozenset(
    "TR TS PAS GUIDE R ISP DATA TTA DIR PWI AWI WD CD CDV DIS FDIS PRF DTR DTS DPAS DGUIDE".split()  # noqa: SIM905
)

_ODD_MARKS = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－ー─━"), "-"),
    **dict.fromkeys(map(ord, "／∕⁄⧸＼\\"), "/"),
    **dict.fromkeys(map(ord, "：﹕︓∶"), ":"),
}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_HAN_ONE = re.compile(r"(?<=\d)一(?=\d)")
_WORDS = re.compile(r"[A-Z]+7?")
_CHINESE_HEADS = "|".join(sorted((*NATIONAL, *INDUSTRY), key=len, reverse=True))
_CHINESE = re.compile(
    rf"""(?:(?P<prefix>DBS?\s?\d{{2,6}}(?=\s?[/-]?\s?[TZ]\b|\s?[/-]?\s?[TZ]\d|\s?/|\s)
                      |{_CHINESE_HEADS})
            (?:\s?[/_-]?\s?(?P<kind>[TZ])(?=[\s_-]*[A-Z]?\d)|\s?/(?=\s?\d))?[\s_-]*
          |(?P<owner>[TQ])(?:\s?[/_-]\s?|\s)(?P<code>[0-9A-Z.]+(?=\s+[A-Z]?\d)|[0-9A-Z]*[A-Z])[\s_-]*)
        (?P<body>[A-Z]{{0,2}}\d+[A-Z]?(?:\s?\.\s?\d+)*(?:-[A-Z]?\d+)*?[A-Z]?)
        (?:\s?[-:\s]\s?(?P<year>(?:19|20)\d\d|[5-9]\d))?
        (?P<tail>(?:/XG\d+-\d{{4}}|\([^()]*\))*)
        (?:\s?/\s?(?:ISO|IEC)\b.*|\s(?:IDT|MOD|NEQ|EQV)\b.*)?""",
    re.VERBOSE | re.ASCII,
)
_OWNER_GLUED = re.compile(r"(?P<owner>T)(?P<code>[A-Z]{2,})(?=\s*\d)")
_FOREIGN = re.compile(
    r"""(?P<head>(?:[A-Z]{1,6}|HL7)(?:(?:\s?/\s?|\s)(?:HL7|[A-Z]{1,6}))*?)\s?
        (?P<body>[A-Z]?\d+[A-Z]?(?:-[A-Z]{0,2}\d*[A-Z]{0,2}|\.\d+)*?)
        (?:\s?[:-]\s?(?P<year>(?:19|20)\d\d)(?:-\d\d)?)?
        (?P<tail>\s?/\s?[A-Z].*|\s(?:ISO|IEC)\b.*)?""",
    re.VERBOSE | re.ASCII,
)
_TAIL_YEAR = re.compile(r":\d{4}\b")
_NOT_IN_SLUG = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """One number taken apart; `key` puts it together again, always the same way."""

    prefix: str
    """`GB`, `DB4406`, `T/CSSS`, `Q/FSTC`, `ISO/IEC`."""
    kind: str
    """`T` recommended, `Z` guidance, a document type such as `TR`, or empty."""
    body: str
    """With parts and leading zeros: `4100.1`, `0287`, `10303-1004`."""
    year: int | None
    tail: str
    """What belongs to the number after its year: `/AMD 1:2002`, `/XG1-2005`; else empty."""
    level: Level

    @property
    def is_recommended(self) -> bool:
        """Whether a Chinese national, industry or local standard is a recommended one (`/T`)."""
        return self.kind == "T" and self.level in ("national", "industry", "local")

    @property
    def head(self) -> str:
        """Prefix and kind as printed: `GB/T`, `ISO/TR`, `ISO/IEC TR`."""
        if not self.kind:
            return self.prefix
        joined = self.level == "international" and "/" in self.prefix
        return f"{self.prefix}{' ' if joined else '/'}{self.kind}"

    @property
    def base_key(self) -> str:
        """The key without any year: what all editions have in common."""
        return f"{self.head} {self.body}{_TAIL_YEAR.sub('', self.tail)}"

    @property
    def key(self) -> str:
        """The matching key: `GB/T 4100-2015`, `ISO/IEC 17065:2012`, `ISO 9:2000/AMD 1:2002`."""
        if self.year is None:
            return f"{self.head} {self.body}{self.tail}"
        mark = ":" if self.level == "international" else "-"
        return f"{self.head} {self.body}{mark}{self.year}{self.tail}"


def _folded(text: str) -> str:
    """Width, case, dashes, slashes, colons and spaces made one; nothing is dropped but those."""
    plain = text.translate(_ODD_MARKS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", plain)).translate(_ODD_MARKS)
        plain = _HAN_ONE.sub("-", plain)
    return " ".join(plain.upper().split())


def _chinese_year(text: str | None) -> int | None:
    """Two digits were used until the end of the 1990s: `GB 6095-85` is of 1985."""
    if text is None:
        return None
    return int(text) if len(text) == 4 else 1900 + int(text)


def _chinese(text: str) -> StandardNumber | None:
    glued = _OWNER_GLUED.match(text)
    found = _CHINESE.fullmatch(text)
    if found is None and glued:
        found = _CHINESE.fullmatch(f"T/{text[1:]}")
    if found is None:
        return None
    prefix, level = _prefix_of(found)
    body = found["body"].replace(" ", "")
    return StandardNumber(
        prefix, found["kind"] or "", body, _chinese_year(found["year"]), found["tail"], level
    )


def _prefix_of(found: re.Match[str]) -> tuple[str, Level]:
    if found["owner"]:
        level: Level = "group" if found["owner"] == "T" else "enterprise"
        return f"{found['owner']}/{found['code']}", level
    prefix = found["prefix"].replace(" ", "")
    if prefix[-1].isdigit():
        return prefix, "local"
    return prefix, "national" if prefix in NATIONAL else "industry"


def _head_words(head: str) -> list[str]:
    """`ISO/IEC TR` and a glued `ISOIEC` alike as words; unknown words stay whole."""
    words: list[str] = []
    for word in _WORDS.findall(head):
        while word not in BODIES and word[:3] in FOUNDERS and len(word) > 3:
            words.append(word[:3])
            word = word[3:]
        words.append(word)
    return words


def _international(text: str) -> StandardNumber | None:
    found = _FOREIGN.fullmatch(text)
    if found is None:
        return None
    words = _head_words(found["head"])
    bodies = [word for word in words if word in BODIES]
    types = [word for word in words if word not in BODIES]
    if not FOUNDERS.intersection(bodies) or not DOCUMENT_TYPES.issuperset(types):
        return None
    tail = (found["tail"] or "").strip()
    tail = re.sub(r"\s*/\s*", "/", tail) if tail.startswith("/") else f" {tail}" if tail else ""
    year = int(found["year"]) if found["year"] else None
    return StandardNumber(
        "/".join(bodies), " ".join(types), found["body"], year, tail, "international"
    )


@lru_cache(maxsize=4096)
def parse_number(text: str) -> StandardNumber | None:
    """Take a standard's number apart, or return None when it is not in a form known here."""
    folded = _folded(text)
    if not folded or len(folded) > 200:
        return None
    return _international(folded) or _chinese(folded)


def normalise_number(text: str) -> str:
    """The matching key of a number; text that is no known number is only folded.

    Idempotent: the key of a key is itself.
    """
    number = parse_number(text)
    return number.key if number else _folded(text)


def base_key_of(text: str) -> str:
    """The matching key without a year; the folded text when it is no known number."""
    number = parse_number(text)
    return number.base_key if number else _folded(text)


def slug_of(text: str) -> str:
    """The number's part of an address: `gb-t-4100-2015`, `iso-iec-17065-2012`.

    Not unique by itself where numbers differ in punctuation only.  Raises ValueError when
    nothing of the text can stand in an address.
    """
    slug = _NOT_IN_SLUG.sub("-", normalise_number(text).lower()).strip("-")
    if not slug:
        raise ValueError(f"no slug can be made of {text!r}")
    return slug


def level_of(text: str) -> Level:
    """Who issued it: national, industry, local, group, enterprise, international, or unknown."""
    number = parse_number(text)
    return number.level if number else "unknown"
