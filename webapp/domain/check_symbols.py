"""Two check symbols over GF(32): any one or two wrong symbols, and any swap, are noticed.

A code word c0..c24 satisfies  sum(c_i * a^i) = 0  and  sum(c_i * a^2i) = 0, where `a` is a root of
x^5 + x^2 + 1.  That is a Reed-Solomon code of distance 3: no two valid words differ in fewer than
three places.  Being linear, the check symbols are the XOR of one table entry for each data symbol.
"""

DATA_SYMBOLS = 23
_POLYNOMIAL = 0b100101


def _powers() -> list[int]:
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value <<= 1
        if value & 32:
            value ^= _POLYNOMIAL
    return powers


_EXP = _powers()
_LOG = {value: exponent for exponent, value in enumerate(_EXP)}


def _times(a: int, b: int) -> int:
    return _EXP[(_LOG[a] + _LOG[b]) % 31] if a and b else 0


def _solve(first: int, second: int) -> int:
    """Return c23 and c24, packed in 10 bits, that cancel the two sums."""
    w1, w2, v1, v2 = _EXP[23], _EXP[24], _EXP[46 % 31], _EXP[48 % 31]
    inverse = _EXP[-_LOG[_times(w1, v2) ^ _times(w2, v1)] % 31]
    c23 = _times(inverse, _times(first, v2) ^ _times(second, w2))
    c24 = _times(inverse, _times(second, w1) ^ _times(first, v1))
    return c23 << 5 | c24


_TABLE: tuple[tuple[int, ...], ...] = tuple(
    tuple(
        _solve(_times(symbol, _EXP[place]), _times(symbol, _EXP[2 * place % 31]))
        for symbol in range(32)
    )
    for place in range(DATA_SYMBOLS)
)


def check_of(symbols: bytes) -> int:
    """Return the two check symbols, packed in 10 bits, of 23 data symbols (values 0..31)."""
    check = 0
    for row, symbol in zip(_TABLE, symbols, strict=False):
        check ^= row[symbol]
    return check
