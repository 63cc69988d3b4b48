"""Minting by the thousand makes the very codes that the domain makes one by one."""

import csv
import io
import random

import numpy as np
import pytest

from webapp.adapters.minting import CHUNK, HEADINGS, Mint, csv_chunks
from webapp.domain.codes import LENGTH, MAX_30_BITS, address_of, parse
from webapp.domain.mark_keys import MarkKeys, UnknownKey

KEYS = MarkKeys({0: bytes(range(32)), 5: bytes(range(32, 64)), 23: bytes(32)}, current=0)
HOST = "https://marks.example.org"
_random = random.Random("batches and runs")


def codes(key_id: int, batch: int, first: int, count: int, column: int = 0) -> list[str]:
    """Codes from a table whose rows are wider than a code: nothing beside it is touched."""
    rows = np.full((count, LENGTH + 7), ord("#"), np.uint8)
    Mint(KEYS, key_id, batch).fill(rows, column, first)
    beside = np.delete(rows, np.s_[column : column + LENGTH], axis=1)
    assert (beside == ord("#")).all()
    return [row[column : column + LENGTH].tobytes().decode() for row in rows]


def table(key_id: int, batch: int, first: int, last: int) -> bytes:
    return b"".join(lines for _, lines in csv_chunks(Mint(KEYS, key_id, batch), first, last, HOST))


@pytest.mark.parametrize("column", [0, 1, 7])
def test_the_codes_are_those_of_the_domain(column: int) -> None:
    for _ in range(12):
        key_id, batch = _random.choice([0, 5, 23]), _random.randint(0, MAX_30_BITS)
        count = _random.randint(1, 300)
        first = _random.randint(0, MAX_30_BITS + 1 - count)
        wanted = [KEYS.mint(key_id, batch, index) for index in range(first, first + count)]
        assert codes(key_id, batch, first, count, column) == wanted


def test_the_ends_of_the_grammar() -> None:
    for batch in (0, MAX_30_BITS):
        for first in (0, MAX_30_BITS - 3):
            wanted = [KEYS.mint(23, batch, index) for index in range(first, first + 4)]
            assert codes(23, batch, first, 4) == wanted


def test_a_whole_chunk() -> None:
    made = codes(5, 4711, 77, CHUNK)
    assert made == [KEYS.mint(5, 4711, index) for index in range(77, 77 + CHUNK)]


def test_a_key_that_the_ring_lacks_mints_nothing() -> None:
    with pytest.raises(UnknownKey):
        Mint(KEYS, 1, 4711)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0, 0),
        (5, 5),
        (8, 12),
        (99, 1001),
        (CHUNK - 2, CHUNK + 2),
        (3 * CHUNK - 1, 4 * CHUNK + 1),
        (MAX_30_BITS - 9, MAX_30_BITS),
    ],
)
def test_the_table_is_what_a_csv_reader_expects(first: int, last: int) -> None:
    text = table(0, 123456789, first, last).decode("ascii")
    assert text.endswith("\r\n")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    indices = range(first, last + 1)
    minted = [KEYS.mint(0, 123456789, index) for index in indices]
    assert found == [
        [str(index), code, address_of(HOST, code)]
        for index, code in zip(indices, minted, strict=True)
    ]
    assert all(len(row) == len(HEADINGS) for row in found)


def test_chunks_tell_how_many_lines_they_hold() -> None:
    chunks = list(csv_chunks(Mint(KEYS, 0, 1), 5, 2 * CHUNK, HOST))
    assert [count for count, _ in chunks] == [lines.count(b"\r\n") for _, lines in chunks]
    assert sum(count for count, _ in chunks) == 2 * CHUNK - 4
    assert max(count for count, _ in chunks) <= CHUNK


def test_no_cell_is_taken_for_a_formula() -> None:
    cells = csv.reader(io.StringIO(table(0, 77, 0, 4999).decode()))
    assert all(cell[0].isalnum() and cell.isascii() for row in cells for cell in row)


def test_an_address_that_would_break_the_table_is_refused() -> None:
    for host in ("https://a,b.example", 'https://a".example', "https://a\n.example"):
        with pytest.raises(ValueError, match="no address"):
            list(csv_chunks(Mint(KEYS, 0, 1), 0, 1, host))


def test_what_is_minted_is_genuine() -> None:
    for code in codes(5, 31337, 1_000_000, 50):
        read = parse(code)
        assert KEYS.is_authentic(read)
        assert KEYS.index_of(read) in range(1_000_000, 1_000_050)
