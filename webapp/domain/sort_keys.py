"""Stored sort keys: plain ASCII, so that order never depends on a database's collation."""

import re
import unicodedata

from pypinyin import lazy_pinyin

KEY_LENGTH = 400
"""Longest key, in characters: what the columns hold."""

_PIECES = re.compile(r"[a-z]+|[0-9]+|[^\x00-\x7f]+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


def title_key(text: str) -> str:
    """Pinyin without tones for Chinese, small letters, numbers in their numeric order.

    Words and syllables are parted by one space; punctuation does not count.  Letters of other
    scripts come last, by code point.  At most KEY_LENGTH characters.
    """
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        folded = _HAN.sub(_syllables, folded)
        folded = _MARKS.sub("", unicodedata.normalize("NFKD", folded))
    words = [_word(piece) for piece in _PIECES.findall(folded.lower())]
    return " ".join(word for word in words if word)[:KEY_LENGTH].rstrip()


def _syllables(han: re.Match[str]) -> str:
    """Readings by phrase (重庆 is chong qing); a character without one stays itself."""
    return f" {' '.join(lazy_pinyin(han.group()))} "


def _word(piece: str) -> str:
    if piece[0].isdigit():
        return piece.lstrip("0").zfill(6)
    if piece.isascii():
        return piece
    letters = (c for c in piece if c.isalpha())
    return "".join(f"~{ord(letter):06x}" for letter in letters)
