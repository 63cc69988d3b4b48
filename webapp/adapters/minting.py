"""Minting codes by the million: what `domain.codes` and `domain.mark_keys` say of one code, done
with numpy for thousands at a time.

The tags of a chunk are one call of AES; the permutation of serials reads eight tables of 32,768
values; symbols and check symbols are looked up two at a time.  A test compares every symbol with
the domain's.  Memory stays the same however many codes are asked for.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from webapp.domain.check_symbols import DATA_SYMBOLS, check_of
from webapp.domain.codes import ALPHABET, LENGTH, address_of, block_of
from webapp.domain.mark_keys import ROUNDS, MarkKeys

CHUNK = 8192
"""Codes made at a time: what that takes stays in a processor's cache."""

HEADINGS = ("index", "code", "address")
_HALVES = 1 << 15
_HEADER = 7  # symbols of key id and batch: the same in each code of a batch
_PAIRS = range(_HEADER, DATA_SYMBOLS, 2)  # places at which two symbols of serial or tag begin

Symbols = NDArray[np.uint8]
Numbers = NDArray[np.intp]


def _pair_symbols() -> NDArray[np.uint16]:
    """The two symbols, as they lie in memory, of each number of ten bits."""
    alphabet = np.frombuffer(ALPHABET.encode(), np.uint8)
    pairs = np.stack([np.repeat(alphabet, 32), np.tile(alphabet, 32)], axis=1)
    return np.ascontiguousarray(pairs).view(np.uint16).ravel()


def _pair_checks(place: int) -> NDArray[np.uint16]:
    """What two symbols at `place` add to the check symbols, by their number of ten bits."""
    first, second = (
        np.array([check_of(bytes(at) + bytes((symbol,))) for symbol in range(32)], np.uint16)
        for at in (place, place + 1)
    )
    return (first[:, None] ^ second[None, :]).ravel()


_SYMBOLS = _pair_symbols()
_CHECKS = tuple(_pair_checks(place) for place in _PAIRS)


class Mint:
    """Makes the codes of one batch; raises UnknownKey when the ring lacks the key."""

    def __init__(self, keys: MarkKeys, key_id: int, batch: int) -> None:
        header = keys.mint(key_id, batch, 0)[:_HEADER]
        key = keys.batch_key(key_id, batch)
        self._header = np.frombuffer(header.encode(), np.uint8)
        self._header_check = check_of(bytes(ALPHABET.index(symbol) for symbol in header))
        self._cipher = key.tag_cipher
        blank = int.from_bytes(block_of(key_id, batch, 0)) ^ key.whitening
        self._blocks = np.tile(np.frombuffer(blank.to_bytes(16), ">u2"), (CHUNK, 1))
        self._blank = self._blocks[0].copy()
        self._rounds = _round_tables(key.order_cipher.update(_round_blocks()))

    def fill(self, rows: Symbols, column: int, first: int) -> None:
        """Write the codes from index `first` into `rows`, one in each, from byte `column` on.

        There are at most CHUNK rows, each index below 2^30.
        """
        serials = self._serials(first, len(rows))
        tags = self._tags_of(serials)
        rows[:, column : column + _HEADER] = self._header
        check = np.full(len(rows), self._header_check, np.uint16)
        for turn, place in enumerate(_PAIRS):
            number, shift = (serials, 20 - 10 * turn) if turn < 3 else (tags, 70 - 10 * turn)
            pair = (number >> shift) & 1023
            _pair_column(rows, column + place)[:] = _SYMBOLS[pair]
            check ^= _CHECKS[turn][pair]
        _pair_column(rows, column + DATA_SYMBOLS)[:] = _SYMBOLS[check]

    def _serials(self, first: int, count: int) -> Numbers:
        index = np.arange(first, first + count, dtype=np.intp)
        left, right = index >> 15, index & (_HALVES - 1)
        for table in self._rounds:
            left, right = right, left ^ table[right]
        return left << 15 | right

    def _tags_of(self, serials: Numbers) -> Numbers:
        blocks = self._blocks[: len(serials)]
        blocks[:, 3] = (serials >> 16) ^ int(self._blank[3])
        blocks[:, 4] = (serials & 0xFFFF) ^ int(self._blank[4])
        whole = np.frombuffer(self._cipher.update(blocks.tobytes()), ">u8")[::2]
        return (whole >> np.uint64(14)).astype(np.intp)


def csv_chunks(mint: Mint, first: int, last: int, public_url: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a table of codes, index, code and address, both ends inclusive.

    Each chunk comes with how many lines it holds.  No cell begins with a sign that a spreadsheet
    takes for a formula, and none needs quotes: an index, a code, an address without comma.
    """
    before = address_of(public_url, "")
    if any(sign in before for sign in ',"\r\n'):
        raise ValueError(f"no address to print: {public_url}")
    start = first
    while start <= last:
        # The rows of a chunk have one width: it ends where an index gets another digit.
        digits = len(str(start))
        count = min(CHUNK, last - start + 1, 10**digits - start)
        yield count, _csv_lines(mint, start, count, digits, before.encode())
        start += count


def _csv_lines(mint: Mint, first: int, count: int, digits: int, before: bytes) -> bytes:
    code, address = digits + 1, digits + 1 + LENGTH + 1
    width = address + len(before) + LENGTH + 2
    rows = np.empty((count, width), np.uint8)
    index = np.arange(first, first + count, dtype=np.uint32)
    for place in range(digits - 1, -1, -1):
        index, digit = np.divmod(index, 10)
        rows[:, place] = digit + ord("0")
    rows[:, digits] = rows[:, address - 1] = ord(",")
    mint.fill(rows, code, first)
    rows[:, address : address + len(before)] = np.frombuffer(before, np.uint8)
    rows[:, width - LENGTH - 2 : width - 2] = rows[:, code : code + LENGTH]
    rows[:, width - 2 :] = np.frombuffer(b"\r\n", np.uint8)
    return rows.tobytes()


def _pair_column(rows: Symbols, column: int) -> NDArray[np.uint16]:
    """The bytes `column` and `column + 1` of every row as one number, wherever they lie."""
    return np.ndarray((len(rows),), np.uint16, rows.data, column, (rows.strides[0],))


def _round_blocks() -> bytes:
    """The blocks that the round function encrypts, for every round and every half."""
    blocks = np.zeros((ROUNDS, _HALVES, 8), ">u2")
    blocks[:, :, 0] = np.arange(ROUNDS)[:, None] << 8
    blocks[:, :, 7] = np.arange(_HALVES)
    return blocks.tobytes()


def _round_tables(encrypted: bytes) -> list[Numbers]:
    halves = np.frombuffer(encrypted, ">u2")[::8] >> 1
    return list(halves.astype(np.intp).reshape(ROUNDS, _HALVES))
