"""The ring of keys: batch keys, tags, the order of serials, minting; safe between threads."""

import itertools
import random
import sys
import threading
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.domain.codes import MAX_30_BITS, MarkCode, block_of, parse
from webapp.domain.mark_keys import CACHED_BATCHES, BatchKey, MarkKeys, UnknownKey

MASTER, OTHER = bytes(range(32)), bytes(range(32, 64))
RING = MarkKeys({0: MASTER, 5: OTHER}, current=5)
numbers = st.integers(0, MAX_30_BITS)


def altered(code: MarkCode, tag: int) -> MarkCode:
    return code._replace(tag=tag)


@given(batch=numbers, index=numbers)
def test_a_minted_code_is_authentic_and_leads_back_to_its_index(batch: int, index: int) -> None:
    code = parse(RING.mint(5, batch, index))
    assert (code.key_id, code.batch) == (5, batch)
    assert RING.is_authentic(code)
    assert RING.index_of(code) == index


@given(batch=numbers, index=numbers, bit=st.integers(0, 49))
def test_any_changed_bit_of_the_tag_is_no_longer_authentic(
    batch: int, index: int, bit: int
) -> None:
    code = parse(RING.mint(0, batch, index))
    assert not RING.is_authentic(altered(code, code.tag ^ 1 << bit))


@given(batch=numbers, index=numbers, other=numbers)
def test_a_tag_fits_no_other_batch_or_serial(batch: int, index: int, other: int) -> None:
    code = parse(RING.mint(0, batch, index))
    assert RING.is_authentic(code._replace(batch=other)) == (other == batch)
    assert RING.is_authentic(code._replace(serial=other)) == (other == code.serial)
    assert not RING.is_authentic(code._replace(key_id=5))


def test_the_tag_is_the_start_of_aes_cmac() -> None:
    """Computed anew by the library's own HMAC and CMAC, which the module does not use."""
    key = BatchKey(MASTER, 0, 1)
    for serial in (0, 1, 2**29, MAX_30_BITS):
        block = block_of(0, 1, serial)
        mac = CMAC(AES128(tag_key(MASTER, 0, 1)))
        mac.update(block)
        assert key.tag_of(block) == int.from_bytes(mac.finalize()) >> (128 - 50)


def tag_key(master: bytes, key_id: int, batch: int) -> bytes:
    """The first half of what HMAC-SHA256 makes of a batch, by the library's HMAC."""
    derived = HMAC(master, SHA256())
    derived.update(b"mark-code/1/batch" + bytes((key_id,)) + batch.to_bytes(4, "big"))
    return derived.finalize()[:16]


@given(numbers, numbers)
def test_the_order_of_serials_is_a_permutation(one: int, other: int) -> None:
    key = RING.batch_key(0, 99)
    assert key.index_of(key.serial_of(one)) == one
    assert key.serial_of(key.index_of(other)) == other
    assert 0 <= key.serial_of(one) <= MAX_30_BITS


def test_the_first_serials_of_a_batch_are_spread_over_the_whole_range() -> None:
    """Neither order nor volume: neighbours land anywhere, and as often above as below."""
    key = BatchKey(MASTER, 0, 4711)
    serials = [key.serial_of(index) for index in range(20_000)]
    assert len(set(serials)) == len(serials)
    by_sixteenth = [0] * 16
    for serial in serials:
        by_sixteenth[serial >> 26] += 1
    expected = len(serials) / 16
    chi_square = sum((count - expected) ** 2 / expected for count in by_sixteenth)
    assert chi_square < 50  # 15 degrees of freedom: one in 80,000 is above
    rising = sum(a < b for a, b in itertools.pairwise(serials))
    assert 9_700 < rising < 10_300


def test_two_batches_share_no_order() -> None:
    one, other = BatchKey(MASTER, 0, 1), BatchKey(MASTER, 0, 2)
    same = sum(one.serial_of(index) == other.serial_of(index) for index in range(10_000))
    assert same < 5


def test_a_ring_without_the_key_still_does_the_work_and_says_no() -> None:
    code = parse(RING.mint(0, 7, 0))
    ring = MarkKeys({5: OTHER}, current=5)
    assert not ring.is_authentic(code)
    assert ring.batch_key.cache_info().currsize == 1
    with pytest.raises(UnknownKey):
        ring.mint(0, 7, 0)


def test_the_key_of_an_absent_id_is_no_key_to_forge_with() -> None:
    """Whoever could guess the decoy could make tags for ids that the ring lacks: still refused."""
    ring = MarkKeys({0: MASTER}, current=0)
    block = block_of(9, 3, 4)
    tag = ring.batch_key(9, 3).tag_of(block)
    assert not ring.is_authentic(MarkCode("", 9, 3, 4, tag))


def test_old_keys_stay_verifiable_after_rotation() -> None:
    before = MarkKeys({0: MASTER}, current=0)
    printed = before.mint(before.current, 12, 0)
    after = MarkKeys({1: OTHER, 0: MASTER}, current=1)
    assert after.is_authentic(parse(printed))
    assert parse(after.mint(after.current, 12, 0)).key_id == 1
    assert after.ids == {0, 1}


def test_a_ring_refuses_keys_that_it_cannot_use() -> None:
    with pytest.raises(UnknownKey):
        MarkKeys({0: MASTER}, current=1)
    with pytest.raises(ValueError, match="32 bytes"):
        MarkKeys({0: b"short"}, current=0)
    with pytest.raises(ValueError, match="30 bits"):
        RING.mint(0, 1, MAX_30_BITS + 1)
    with pytest.raises(ValueError, match="out of range"):
        RING.mint(0, MAX_30_BITS + 1, 0)


def test_a_flood_of_made_up_batches_does_not_fill_the_memory() -> None:
    ring = MarkKeys({0: MASTER}, current=0)
    for batch in range(CACHED_BATCHES + 500):
        ring.is_authentic(MarkCode("", 0, batch, 0, 0))
    assert ring.batch_key.cache_info().currsize == CACHED_BATCHES


@pytest.fixture
def hurried_threads() -> Iterator[None]:
    """Let the interpreter change threads as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hurried_threads")
def test_threads_share_a_ring() -> None:
    chance = random.Random("shared ring")
    asked = [(chance.randrange(3), chance.randrange(1 << 30)) for _ in range(300)]
    calm = MarkKeys({0: MASTER}, current=0)
    wanted = [calm.mint(0, batch, index) for batch, index in asked]
    shared = MarkKeys({0: MASTER}, current=0)
    found: list[list[str]] = []

    def mint_all() -> None:
        found.append([shared.mint(0, batch, index) for batch, index in asked])

    threads = [threading.Thread(target=mint_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 8


@settings(max_examples=20)
@given(st.integers(0, 23), numbers)
def test_key_ids_and_batches_have_keys_of_their_own(key_id: int, batch: int) -> None:
    block = block_of(key_id, batch, 0)
    tags = {
        BatchKey(MASTER, key_id, batch).tag_of(block),
        BatchKey(OTHER, key_id, batch).tag_of(block),
        BatchKey(MASTER, (key_id + 1) % 24, batch).tag_of(block),
        BatchKey(MASTER, key_id, batch ^ 1).tag_of(block),
    }
    assert len(tags) == 4
