"""Keys of mark codes: a ring of master keys, batch keys derived from them, tags and serials.

From a master key (32 bytes) each batch has its own 32 bytes, HMAC-SHA256(master, label, key id,
batch): 16 for the tag, 16 for the order of serials.  The tag is the first 50 bits of AES-128-CMAC
(RFC 4493) over one block.  The serial is the index, permuted by an eight-round Feistel network, so
that what is printed reveals neither order nor volume.  `docs/codes.md` has the test vectors.
"""

import hmac
from collections.abc import Mapping
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import ECB

from webapp.domain.codes import MAX_30_BITS, MarkCode, block_of, format_code, same

ROUNDS = 8
CACHED_BATCHES = 4096
_HALF = (1 << 15) - 1


class UnknownKey(LookupError):
    """The ring holds no key of this id."""


class BatchKey:
    """The two keys of one batch; see the module's text.

    `tag_cipher` and `order_cipher` are AES-128 in ECB mode, so that whoever mints can put many
    blocks into one call; `whitening` is the first sub-key of the CMAC, 128 bits.
    """

    __slots__ = ("order_cipher", "tag_cipher", "whitening")

    def __init__(self, master: bytes, key_id: int, batch: int) -> None:
        label = b"mark-code/1/batch" + bytes((key_id,)) + batch.to_bytes(4)
        derived = hmac.digest(master, label, "sha256")
        self.tag_cipher = _encryptor(derived[:16])
        self.order_cipher = _encryptor(derived[16:])
        self.whitening = _double(self.tag_cipher.update(bytes(16)))

    def tag_of(self, block: bytes) -> int:
        """The 50-bit tag of a 16-byte block."""
        whitened = (int.from_bytes(block) ^ self.whitening).to_bytes(16)
        return int.from_bytes(self.tag_cipher.update(whitened)[:8]) >> 14

    def serial_of(self, index: int) -> int:
        """The serial printed for an index (both 30 bits)."""
        left, right = index >> 15, index & _HALF
        for turn in range(ROUNDS):
            left, right = right, left ^ self._mix(turn, right)
        return left << 15 | right

    def index_of(self, serial: int) -> int:
        """The index behind a printed serial: the inverse of `serial_of`."""
        left, right = serial >> 15, serial & _HALF
        for turn in reversed(range(ROUNDS)):
            left, right = right ^ self._mix(turn, left), left
        return left << 15 | right

    def _mix(self, turn: int, half: int) -> int:
        block = bytes((turn,)) + bytes(13) + half.to_bytes(2)
        return int.from_bytes(self.order_cipher.update(block)[:2]) >> 1


class MarkKeys:
    """The ring of master keys by id.  New batches use `current`; older ids stay verifiable."""

    def __init__(self, keys: Mapping[int, bytes], current: int) -> None:
        if current not in keys:
            raise UnknownKey(current)
        if any(len(key) != 32 for key in keys.values()):
            raise ValueError("a master key is 32 bytes")
        self.current = current
        self._keys = dict(keys)
        # A ring without the id still does the same work, so that time tells nothing.
        self._decoy = hmac.digest(keys[current], b"mark-code/1/decoy", "sha256")
        self.batch_key = lru_cache(maxsize=CACHED_BATCHES)(self._derive)

    def __contains__(self, key_id: int) -> bool:
        return key_id in self._keys

    @property
    def ids(self) -> frozenset[int]:
        """The key ids that this ring holds."""
        return frozenset(self._keys)

    def is_authentic(self, code: MarkCode) -> bool:
        """Whether the tag was made with our key; takes the same time for any answer."""
        expected = self.batch_key(code.key_id, code.batch).tag_of(code.data)
        return same(expected, code.tag) and code.key_id in self._keys

    def index_of(self, code: MarkCode) -> int:
        """The index in its batch that a code's serial stands for."""
        return self.batch_key(code.key_id, code.batch).index_of(code.serial)

    def mint(self, key_id: int, batch: int, index: int) -> str:
        """Return the code of an index; raises UnknownKey, ValueError when out of range."""
        if key_id not in self._keys:
            raise UnknownKey(key_id)
        if not 0 <= index <= MAX_30_BITS:
            raise ValueError("an index has 30 bits")
        key = self.batch_key(key_id, batch)
        serial = key.serial_of(index)
        return format_code(key_id, batch, serial, key.tag_of(block_of(key_id, batch, serial)))

    def _derive(self, key_id: int, batch: int) -> BatchKey:
        return BatchKey(self._keys.get(key_id, self._decoy), key_id, batch)


def _encryptor(key: bytes) -> CipherContext:
    return Cipher(AES128(key), ECB()).encryptor()


def _double(block: bytes) -> int:
    """Doubling in GF(2^128), the sub-key step of RFC 4493."""
    value = int.from_bytes(block) << 1
    return (value ^ 0x87) & (1 << 128) - 1 if value >> 128 else value
