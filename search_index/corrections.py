"""What may have been meant when nothing is found: `did you mean`.

Every correction is taken from what is indexed, so it always finds something: a key or word that
exists one slip away, Chinese that sounds the same, the words of a phrase apart, or one wrong,
missing or surplus character.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from search_index.analysis import (
    TOKEN,
    Normalise,
    canonical,
    compact,
    cut,
    is_han,
    sound_terms,
    syllables,
)
from search_index.query import Alternative, Word, parse

MAX_CORRECTED = 24
"""Longer words are not corrected: that many letters are no slip of one."""
_TEXTS = 40
"""Texts that are looked at for one guess."""
_TRIES = 12
_MENDED = 3
"""Words that are corrected; a text with more unknown words is no slip of the finger."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_YEAR = re.compile(r"\s*[-:]\s*(?:19|20)\d\d$")


class Lookup(Protocol):
    """What corrections ask of a store."""

    def known(self, part: str, terms: Sequence[str]) -> set[str]:
        """Those of the terms that some document has in this part."""

    def texts(self, words: tuple[Word, ...], limit: int) -> list[str]:
        """Canonical titles and names of documents that have all words."""


def corrections(
    lookup: Lookup, readings: Sequence[tuple[Word, ...]], normalise: Normalise
) -> Iterator[str]:
    """Corrected texts, likeliest first, a bounded number of them."""
    words = readings[0]
    texts = [word.text for word in words]
    missing = [place for place, word in enumerate(words) if not lookup.texts((word,), 1)]
    if len(missing) <= _MENDED:
        mended = {
            place: list(islice(_instead(lookup, texts[place], normalise), _TRIES))
            for place in missing
        }
        for place, others in mended.items():
            yield from (" ".join([*texts[:place], one, *texts[place + 1 :]]) for one in others)
        if len(missing) > 1:
            firsts = {place: others[0] for place, others in mended.items() if others}
            yield " ".join(firsts.get(place, text) for place, text in enumerate(texts))
    yield from _fewer(lookup, [part for text in texts for part in _parts_of(text)], normalise)


def _fewer(lookup: Lookup, parts: list[str], normalise: Normalise) -> Iterator[str]:
    """Without the parts that nothing has, else without one of them, the last one first."""
    found = [part for part in parts if _exists(lookup, part, normalise)]
    if 0 < len(found) < len(parts):
        yield " ".join(found)
    if len(found) > 2:
        for place in reversed(range(len(found))):
            yield " ".join(found[:place] + found[place + 1 :])


def _exists(lookup: Lookup, part: str, normalise: Normalise) -> bool:
    return any(lookup.texts(reading, 1) for reading in parse(part, normalise)[:1])


def _instead(lookup: Lookup, text: str, normalise: Normalise) -> Iterator[str]:
    if len(text) > MAX_CORRECTED:
        yield from _apart(text)
        return
    tokens = TOKEN.findall(text)
    if len(tokens) == 1 and is_han(tokens[0]):
        yield from _chinese(lookup, tokens[0])
    elif any(letter.isdigit() for letter in text):
        yield from _number(lookup, text)
    elif len(tokens) == 1:
        yield from _latin(lookup, tokens[0])
    yield from _apart(text)


def _parts_of(text: str) -> list[str]:
    """The words of a phrase."""
    return [
        part for token in TOKEN.findall(text) for part in (cut(token) if is_han(token) else [token])
    ]


def _apart(text: str) -> Iterator[str]:
    """The words of a phrase with spaces between them, so that they may stand anywhere."""
    parts = _parts_of(text)
    if len(parts) > 1:
        yield " ".join(parts)


# --- letters and digits ---------------------------------------------------------------------


def slips(word: str, alphabet: str = _LETTERS) -> tuple[list[str], list[str]]:
    """All words one slip away: letters swapped or surplus, and letters replaced or missing.

    The first list is short and its slips are the usual ones; the second grows with the alphabet.
    """
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1]
    surplus = [a + b[1:] for a, b in splits if b]
    replaced = [a + letter + b[1:] for a, b in splits if b for letter in alphabet]
    missing = [a + letter + b for a, b in splits for letter in alphabet]
    near = [other for other in dict.fromkeys(swapped + surplus) if other != word]
    return near, [other for other in dict.fromkeys(replaced + missing) if other != word]


def _latin(lookup: Lookup, word: str) -> Iterator[str]:
    """A word of a title or name, or a Chinese word in pinyin, one slip away; commonest first."""
    if len(word) < 3:
        return
    for near in slips(word):
        usual = {
            other: len(lookup.texts(parse(other, str)[0], _TEXTS))
            for other in _written(lookup, near)
        }
        yield from sorted(usual, key=lambda other: -usual[other])
        if usual:
            return


def _written(lookup: Lookup, near: list[str]) -> list[str]:
    """Those of the words that occur; how a word begins rules out most of them cheaply."""
    heads = {other: f"={other}" if len(other) < 4 else other[:3] for other in near}
    found = set[str]()
    for part in ("title", "names"):
        begun = lookup.known(part, list(dict.fromkeys(heads.values())))
        found |= lookup.known(part, [f"={other}" for other in near if heads[other] in begun])
    found |= lookup.known("sound", [f"={other}" for other in near])
    return [other for other in near if f"={other}" in found]


def _number(lookup: Lookup, text: str) -> Iterator[str]:
    """Another year, one slip in the digits, or one in the letters before them."""
    bare = _YEAR.sub("", text).upper()
    if bare != text.upper() and lookup.known("number", [f"={compact(bare)}"]):
        yield bare
    digits = re.search(r"\d[\d.]*$", bare)
    if digits is None:
        return
    head, body = bare[: digits.start()], digits[0]
    letters = compact(head).upper()
    near = [head + other for some in slips(body, _DIGITS) for other in some if other]
    other_heads = slips(letters, _LETTERS.upper()) if letters else ()
    near += [f"{other} {body}" for some in other_heads for other in some]
    year = text[len(bare) :]
    near = [*(other + year for other in near if year), *near]
    found = lookup.known("number", [f"={compact(other)}" for other in near])
    yield from (other for other in near if f"={compact(other)}" in found)


# --- Chinese --------------------------------------------------------------------------------


def _chinese(lookup: Lookup, text: str) -> Iterator[str]:
    yield from _same_sound(lookup, text)
    yield from (
        text[:place] + text[place + 1 :]
        for place in range(len(text) - 1)
        if text[place] == text[place + 1]
    )
    if len(text) > 3:
        yield from _apart(text)
    yield from _one_character(lookup, text)


def _same_sound(lookup: Lookup, text: str) -> Iterator[str]:
    """Stretches of titles and names that are read alike: the usual slip of an input method."""
    spoken = [part for word in cut(text) for part in syllables(word)]
    if len(spoken) < 2:
        return
    terms = tuple(sound_terms(spoken)[len(spoken) :])
    alike = Alternative("sound", terms, "'" + "'".join(spoken) + "'", 1.0)
    counted: Counter[str] = Counter()
    for title in lookup.texts((Word(text, (alike,)),), _TEXTS):
        for run in filter(is_han, TOKEN.findall(title)):
            read = [part for word in cut(run) for part in syllables(word)]
            for place in range(len(read) - len(spoken) + 1):
                if read[place : place + len(spoken)] == spoken:
                    counted[run[place : place + len(spoken)]] += 1
    yield from (other for other, _ in counted.most_common(3) if other != text)


def _one_character(lookup: Lookup, text: str) -> Iterator[str]:
    """One character wrong, missing, surplus or swapped with its neighbour."""
    yield from _wildcards(lookup, text, replace=True)
    for place in range(len(text) - 1):
        yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    for place in range(len(text)):
        if len(text) > 2:
            yield text[:place] + text[place + 1 :]
    yield from _wildcards(lookup, text, replace=False)


def _wildcards(lookup: Lookup, text: str, *, replace: bool) -> Iterator[str]:
    """What stands in titles where one character of the text is unknown."""
    counted: Counter[str] = Counter()
    for place in range(0 if replace else 1, len(text)):
        left, right = text[:place], text[place + replace :]
        pieces = [piece for piece in (left, right) if piece]
        if not pieces or (max(map(len, pieces)) < 2 and len(text) > 3):
            continue
        words = tuple(word for piece in pieces for word in _head_words(piece))
        pattern = re.compile(f"{re.escape(left)}.{re.escape(right)}")
        for title in lookup.texts(words, _TEXTS):
            counted.update(filter(_all_han, set(pattern.findall(title))))
    yield from (other for other, _ in counted.most_common(4) if other != text)


def _all_han(stretch: str) -> bool:
    return TOKEN.findall(stretch) == [stretch] and is_han(stretch)


def _head_words(piece: str) -> tuple[Word, ...]:
    """A piece as a word that must stand in a title or name."""
    reading = parse(canonical(piece), lambda same: same)
    return tuple(
        Word(word.text, tuple(way for way in word.alternatives if way.part in ("title", "names")))
        for word in reading[0]
    )
