"""What a visitor pasted or typed: one of our codes, our address, or somebody else's."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Pasted:
    """`code` is the text to read as a code; `foreign_host` is set for another site's address."""

    code: str
    foreign_host: str = ""


def read_pasted(text: str, our_hosts: frozenset[str]) -> Pasted:
    """Tell an address from a code; never raises.

    An address is ours when its host is one of `our_hosts` (lower case, without port) and its
    path is `/v/<code>`.
    """
    text = text.strip()[:2000]
    if "/" not in text:
        return Pasted(text)
    try:
        address = urlsplit(text if "://" in text else f"//{text}")
        host = (address.hostname or "").lower()
    except ValueError:
        return Pasted(text)
    if host and "." in host and host not in our_hosts:
        return Pasted("", host)
    first, _, rest = unquote(address.path).strip("/").partition("/")
    if first.lower() == "v" and rest:
        return Pasted(rest.split("/")[0].split(".")[0])
    return Pasted(text)
