"""Who looked, without knowing who: what is kept of an address can lead nobody back to it.

The hash of a visitor is keyed with a salt of the day that is thrown away when the day is over: the
same phone is one visitor during a day and another one tomorrow.
"""

import hmac
import ipaddress
import re
from datetime import date

_REGION = re.compile(r"[A-Z0-9]{2,6}(-[A-Z0-9]{1,6})?")


def network_of(address: str) -> bytes:
    """Return an IPv4 address, or the first 64 bits of an IPv6 one: a household, not a device.

    What is no address gives its own letters: a proxy may hand on anything.
    """
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address.encode()[:64]
    if isinstance(read, ipaddress.IPv6Address):
        return read.ipv4_mapped.packed if read.ipv4_mapped else read.packed[:8]
    return read.packed


def visitor_of(salt: bytes, address: str) -> int:
    """Return the number (48 bits) that stands for an address while `salt` is in use."""
    return int.from_bytes(hmac.digest(salt, network_of(address), "sha256")[:6])


def client_of(secret: str, day: date, address: str) -> str:
    """Return the name (32 hexadecimal digits) under which a client's wrong guesses are counted."""
    text = b"client/" + day.isoformat().encode() + b"/" + network_of(address)
    return hmac.digest(secret.encode(), text, "sha256")[:16].hex()


def region_of(text: str) -> str:
    """Return a coarse region as a proxy names it (`CN-GD`, `440600`), or nothing."""
    region = text.strip().upper()
    return region if _REGION.fullmatch(region) else ""
