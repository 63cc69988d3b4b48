"""What a visitor pasted or typed: one of our codes, our address, or somebody else's."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from webapp.domain.addresses import LONGEST_TEXT, OURS, Address, examine


@dataclass(frozen=True, slots=True)
class Pasted:
    """`code` is the text to read as a code.

    `foreign` is set for an address that is not ours, `link` is the path of a GS1 Digital Link of
    ours; then `code` is empty.
    """

    code: str
    foreign: Address | None = None
    link: str = ""


def read_pasted(text: str, our_hosts: frozenset[str]) -> Pasted:
    """Tell an address from a code; never raises.

    An address is ours when its host is one of `our_hosts` (lower case, without port).
    """
    text = text.strip()[:LONGEST_TEXT]
    address = examine(text, our_hosts)
    if address is not None and address.verdict != OURS:
        return Pasted("", foreign=address)
    path = address.path if address else text
    if not path.startswith("/"):
        return Pasted(text)
    path = urlsplit(f"https://any{path}").path
    first, _, rest = unquote(path).strip("/").partition("/")
    if first.lower() == "v" and rest:
        return Pasted(rest.split("/")[0].split(".")[0])
    return Pasted("", link=path) if first == "01" and rest else Pasted(text)
