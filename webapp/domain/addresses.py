"""Whose address is this?  An address is examined as a text; it is never fetched.

It is read as browsers read it (WHATWG URL: backslashes are slashes, any number of them may follow
the scheme, what stands before `@` is no host), because people open it with a browser.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from webapp.domain.likeness import distance, skeleton

OURS, NOT_OURS, IMITATES = "ours", "not_ours", "imitates"
WEB_SCHEMES = ("http", "https")
LONGEST_TEXT = 2000
LONGEST_HOST = 253  # RFC 1035 §2.3.4
SHORTEST_NAME = 6  # a shorter name is like too many others to speak of imitation

# Kinds of observation, those that make an imitation first.
IMITATIONS = (
    "look_alike",
    "nearly_ours",
    "other_ending",
    "name_as_part",
    "name_before_at",
    "name_in_path",
)
KINDS = (*IMITATIONS, "punycode", "invisible", "before_at", "scheme", "port", "numeric")

# What QR symbols hold beside web addresses; any other word before a colon is read as a host.
_OTHER_SCHEMES = re.compile(
    "about|alipays?|begin|blob|data|file|ftp|intent|javascript|mailto|mecard|otpauth|sms|smsto|tel"
    "|vbscript|weixin|wifi|wxp"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]{0,30}):(.*)", re.IGNORECASE | re.DOTALL)
_HOST_ALONE = re.compile(
    r"(?:[\w\-]{1,63}\.){1,30}(?:[^\W\d_]{2,63}|xn--[a-z0-9\-]{1,59})(?::\d{1,5})?(?:[?#].*)?",
    re.IGNORECASE,
)
_DOTS = str.maketrans("。．｡", "...")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0]"
)
_CONTROLS = re.compile("[\x00-\x20\x7f]")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}")
_SECOND_LEVELS = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing to see in an address, of `KINDS`; `detail` is the part or the name it is about."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """`host` is written as people read it, `path` with its query.

    `host` is empty where an address has none (`tel:`).
    """

    verdict: str
    host: str
    path: str
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    scheme: str
    before_at: str
    host: str
    port: str
    path: str


def examine(text: str, ours: frozenset[str]) -> Address | None:
    """Say whose address a text is; None when it is none.  Never raises.

    `ours` are the hosts that we answer for, in lower case and without port.
    """
    text = text.strip()[:LONGEST_TEXT]
    parts = _split(text)
    if parts is None:
        return None
    host = _readable(parts.host)
    if host in ours and parts.scheme in WEB_SCHEMES:
        return Address(OURS, host, parts.path)
    names = sorted(name for name in ours if "." in name)
    seen = (*_imitations(parts, host, names), *_oddities(parts, host, text))
    imitates = any(observation.kind in IMITATIONS for observation in seen)
    return Address(IMITATES if imitates else NOT_OURS, host, parts.path, seen)


def _split(text: str) -> _Parts | None:
    """The parts of an address as a browser would take them; None for what is no address."""
    plain = _CONTROLS.sub("", _INVISIBLE.sub("", text))
    found = _SCHEME.fullmatch(plain)
    scheme, rest = (found[1].lower(), found[2]) if found else ("", plain)
    if _OTHER_SCHEMES.fullmatch(scheme) or (
        scheme and scheme not in WEB_SCHEMES and rest.startswith("//")
    ):
        return _of_other_scheme(scheme, rest)
    if scheme not in WEB_SCHEMES:
        scheme, rest = "", plain
    rest = rest.replace("\\", "/")
    if scheme or rest.startswith("//"):
        rest = rest.lstrip("/")
    elif not ("/" in rest or _is_host_alone(rest)):
        return None
    authority, path = _cut(rest)
    before_at, _, place = authority.rpartition("@")
    host, port = _host_and_port(place)
    is_numeric = bool(scheme and _NUMERIC.fullmatch(host))
    if not ("." in host or ":" in host or is_numeric) or len(host) > LONGEST_HOST:
        return None
    return _Parts(scheme or "https", before_at, host, port, path)


def _of_other_scheme(scheme: str, rest: str) -> _Parts:
    if not rest.startswith("//"):
        return _Parts(scheme, "", "", "", rest)
    authority, path = _cut(rest.lstrip("/"))
    return _Parts(scheme, "", _host_and_port(authority.rpartition("@")[2])[0], "", path)


def _is_host_alone(text: str) -> bool:
    """Whether a text without a slash is a host; a code may be typed in groups with dots."""
    text = text.translate(_DOTS)
    return bool(_HOST_ALONE.fullmatch(text)) and {len(part) for part in text.split(".")} != {5}


def _cut(rest: str) -> tuple[str, str]:
    end = min((rest.find(mark) for mark in "/?#" if mark in rest), default=len(rest))
    return rest[:end], rest[end:]


def _host_and_port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, _, port = place[1:].partition("]")
        return host.lower(), port.removeprefix(":")
    host, _, port = place.partition(":")
    host = unicodedata.normalize("NFKC", unquote(host)).lower().translate(_DOTS)
    return host.removesuffix("."), port


def _readable(host: str) -> str:
    """The host with its `xn--` labels put back into letters (RFC 3492), where they can be."""
    return ".".join(_label(label) for label in host.split("."))


def _label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63:
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode").lower()
    except UnicodeError:
        return label


def _imitations(parts: _Parts, host: str, names: list[str]) -> list[Observation]:
    """At most one likeness of the host, and where else our name stands."""
    likeness = [kind for name in names if (kind := _likeness(host, name))]
    seen = sorted(likeness, key=lambda observation: IMITATIONS.index(observation.kind))[:1]
    for name in names:
        if name in unquote(parts.before_at).lower():
            seen.append(Observation("name_before_at", name))
        if name in unquote(parts.path).lower():
            seen.append(Observation("name_in_path", name))
    return seen


def _likeness(host: str, name: str) -> Observation | None:
    """How a host that is not ours resembles our `name`."""
    name, host = name.removeprefix("www."), host.removeprefix("www.")
    its, our = skeleton(host), skeleton(name)
    kind = ""
    if host == name or f".{name}." in f".{host}." or name.replace(".", "-") in host:
        kind = "name_as_part"
    elif _NUMERIC.fullmatch(name):
        return None
    elif its == our:
        kind = "look_alike"
    elif len(_core(name)) >= SHORTEST_NAME:
        kind = _likeness_of_core(host, name)
    return Observation(kind, name) if kind else None


def _likeness_of_core(host: str, name: str) -> str:
    """As `_likeness`, for names long enough that a likeness is no accident."""
    its, our = skeleton(_core(host)), skeleton(_core(name))
    if its == our:
        return "other_ending" if _core(host) == _core(name) else "look_alike"
    if distance(its, our) <= (1 if len(our) < 10 else 2):
        return "nearly_ours"
    joined = f"-{our.replace('.', '-')}-"
    parts = (f"-{label}-" for label in its.split(".") if "-" in label)
    return "name_as_part" if any(joined in part for part in parts) else ""


def _core(host: str) -> str:
    """A host without its ending: `mark.foshan` of `mark.foshan.gov.cn`."""
    labels = host.split(".")[:-1]
    return ".".join(labels[:-1] if len(labels) > 1 and labels[-1] in _SECOND_LEVELS else labels)


def _oddities(parts: _Parts, host: str, text: str) -> list[Observation]:
    """What a careful reader would stop at, be it an imitation or not."""
    seen = []
    if host != parts.host:
        seen.append(Observation("punycode", host))
    if _INVISIBLE.search(text):
        seen.append(Observation("invisible"))
    if parts.before_at:
        seen.append(Observation("before_at", parts.before_at[:64]))
    if parts.scheme not in WEB_SCHEMES:
        seen.append(Observation("scheme", parts.scheme))
    if parts.port not in ("", "80", "443"):
        seen.append(Observation("port", parts.port[:8]))
    if _NUMERIC.fullmatch(host) or ":" in host:
        seen.append(Observation("numeric", host))
    return seen
