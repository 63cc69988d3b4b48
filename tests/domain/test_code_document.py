"""`docs/codes.md` is true: its vectors are computed anew from its words, and by our own code.

What is computed here follows the document alone: the library's HMAC, CMAC and AES, sums over
GF(32) bit by bit, an encoder of QR symbols beside a decoder that shares nothing with it.
"""

import io
import re

import pytest
import zxingcpp
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from PIL import Image

from tests.servers import PROJECT
from webapp.adapters.qr_images import png_of
from webapp.config import LONGEST_HOST
from webapp.domain.codes import Mistyped, address_of, parse
from webapp.domain.mark_keys import MarkKeys

DOCUMENT = (PROJECT / "docs" / "codes.md").read_text(encoding="utf-8")
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MASTERS = {0: bytes(range(32)), 5: bytes(range(32, 64))}
RING = MarkKeys(MASTERS, current=0)


def table(*header: str) -> list[list[str]]:
    """The rows of the document's table with these column titles, without code marks."""
    lines = iter(DOCUMENT.splitlines())
    title = f"| {' | '.join(header)} |"
    assert DOCUMENT.count(title) == 1, title
    for line in lines:
        if line == title:
            next(lines)
            break
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
    return rows


BATCHES = table("key id", "batch", "tag key", "order key")
CODES = table("key id", "batch", "index", "serial", "CMAC", "tag", "code")
ROUNDS = table("round", "F", "L", "R")
SUMS = table("first 23 symbols", "S₁", "S₂", "c₂₃", "c₂₄", "check")
TYPED = table("typed", "read as")


def batch_keys(key_id: int, batch: int) -> tuple[bytes, bytes]:
    derived = HMAC(MASTERS[key_id], SHA256())
    derived.update(b"mark-code/1/batch" + key_id.to_bytes(1, "big") + batch.to_bytes(4, "big"))
    both = derived.finalize()
    return both[:16], both[16:]


def first_15_bits(key: bytes, turn: int, half: int) -> int:
    block = turn.to_bytes(1, "big") + bytes(13) + half.to_bytes(2, "big")
    return int(
        f"{int.from_bytes(Cipher(AES128(key), ECB()).encryptor().update(block)):0128b}"[:15], 2
    )


def rounds(order_key: bytes, index: int) -> list[tuple[int, int, int]]:
    """(F, L, R) after each of the eight rounds."""
    left, right = divmod(index, 2**15)
    after = []
    for turn in range(8):
        mixed = first_15_bits(order_key, turn, right)
        left, right = right, left ^ mixed
        after.append((mixed, left, right))
    return after


def cmac(tag_key: bytes, key_id: int, batch: int, serial: int) -> bytes:
    mac = CMAC(AES128(tag_key))
    mac.update(bytes((1, key_id)) + batch.to_bytes(4, "big") + serial.to_bytes(4, "big") + bytes(6))
    return mac.finalize()


def times(a: int, b: int) -> int:
    """Multiply polynomials over GF(2), then divide by x^5 + x^2 + 1."""
    total = 0
    for bit in range(5):
        total ^= (a << bit) * (b >> bit & 1)
    for bit in (8, 7, 6, 5):
        total ^= (0b100101 << bit - 5) * (total >> bit & 1)
    return total


def powers() -> list[int]:
    found = re.search(r"The powers of `a` from 0 to 30:\n\n {4}([\d ]+)\n", DOCUMENT)
    assert found
    return [int(power) for power in found[1].split()]


def sums(values: list[int]) -> tuple[int, int]:
    power = powers()
    first = second = 0
    for place, value in enumerate(values):
        first ^= times(value, power[place])
        second ^= times(value, power[2 * place % 31])
    return first, second


def letters(number: int, count: int) -> str:
    return "".join(SYMBOLS[number >> 5 * place & 31] for place in reversed(range(count)))


def test_the_powers_are_those_of_the_root() -> None:
    wanted = [1]
    while len(wanted) < 31:
        wanted.append(times(wanted[-1], 2))
    assert powers() == wanted


@pytest.mark.parametrize(("key_id", "batch", "tag_key", "order_key"), BATCHES)
def test_keys_of_batches(key_id: str, batch: str, tag_key: str, order_key: str) -> None:
    found = batch_keys(int(key_id), int(batch))
    assert [key.hex() for key in found] == [tag_key, order_key]


def test_the_rounds_of_one_serial() -> None:
    _, order_key = batch_keys(0, 123_456_789)
    start, *turns = ROUNDS
    index = int(start[2]) * 2**15 + int(start[3])
    assert index == 99_999_999
    assert [tuple(map(int, turn[1:])) for turn in turns] == rounds(order_key, index)


@pytest.mark.parametrize(("key_id", "batch", "index", "serial", "mac", "tag", "code"), CODES)
def test_codes(
    key_id: str, batch: str, index: str, serial: str, mac: str, tag: str, code: str
) -> None:
    tag_key, order_key = batch_keys(int(key_id), int(batch))
    _, left, right = rounds(order_key, int(index))[-1]
    assert left * 2**15 + right == int(serial)
    found = cmac(tag_key, int(key_id), int(batch), int(serial))
    assert found.hex() == mac
    assert int(tag, 16) == int.from_bytes(found) >> 78
    assert code[:23] == (
        letters(int(key_id), 1)
        + letters(int(batch), 6)
        + letters(int(serial), 6)
        + letters(int(tag, 16), 10)
    )
    assert sums([SYMBOLS.index(symbol) for symbol in code]) == (0, 0)


@pytest.mark.parametrize(("key_id", "batch", "index", "serial", "mac", "tag", "code"), CODES)
def test_our_own_code_agrees(
    key_id: str, batch: str, index: str, serial: str, mac: str, tag: str, code: str
) -> None:
    assert RING.mint(int(key_id), int(batch), int(index)) == code
    read = parse(code)
    assert read[1:] == (int(key_id), int(batch), int(serial), int(tag, 16))
    assert RING.is_authentic(read)
    assert RING.index_of(read) == int(index)


@pytest.mark.parametrize(("data", "first", "second", "c23", "c24", "check"), SUMS)
def test_check_symbols(data: str, first: str, second: str, c23: str, c24: str, check: str) -> None:
    """By the two fractions that the document gives; a division is tried out."""
    one, two = sums([SYMBOLS.index(symbol) for symbol in data])
    assert (one, two) == (int(first), int(second))
    power = powers()
    divisor = power[9] ^ power[8]
    assert divisor == power[40 % 31] ^ power[39 % 31]
    assert times(int(c23), divisor) == times(one, power[17]) ^ times(two, power[24])
    assert times(int(c24), divisor) == times(two, power[23]) ^ times(one, power[15])
    assert letters(int(c23), 1) + letters(int(c24), 1) == check


@pytest.mark.parametrize(("typed", "read_as"), TYPED)
def test_what_people_type(typed: str, read_as: str) -> None:
    if not read_as.startswith("fault"):
        assert parse(typed).text == read_as
        return
    with pytest.raises(Mistyped) as raised:
        parse(typed)
    assert read_as == f"fault `{raised.value.fault}"


def test_the_longest_address_fits_version_3_and_is_read_back() -> None:
    host = "a" * (LONGEST_HOST - 5) + ".test"
    address = address_of(f"https://{host}", CODES[0][-1])
    assert len(address) == 60
    picture = Image.open(io.BytesIO(png_of(address)))
    found = zxingcpp.read_barcode(picture)
    assert found is not None
    assert found.text == address
    assert (found.extra["Version"], found.ec_level) == ("3", "M")


def test_a_short_host_gets_level_q_at_the_same_version() -> None:
    picture = Image.open(io.BytesIO(png_of(address_of("https://a.test", CODES[0][-1]))))
    found = zxingcpp.read_barcode(picture)
    assert found is not None
    assert (found.extra["Version"], found.ec_level) == ("3", "Q")
