"""The text of a visitor -> words with alternatives. No text is an error; too much text is cut.

A word is found where any of its alternatives is found; all words must be found (AND). An
alternative names a part of the document, the terms that must be indexed there and, where terms
alone could lie, a needle that must stand in the stored text of that part. Weights are the whole
ranking: number first, then title, names, how it sounds, and body text last.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from search_index.analysis import (
    EDGE,
    MAX_TERM,
    TOKEN,
    Normalise,
    compact,
    fold,
    gram_terms,
    initial_terms,
    is_han,
    plain,
    sound_terms,
)

MAX_TEXT: Final = 200
MAX_WORDS: Final = 12
MAX_READINGS: Final = 6
"""Characters and words of a query that are read, and ways to cut a pinyin word into syllables."""

EXACT_KEY, WHOLE_KEY, KEY_PREFIX = 40.0, 30.0, 10.0
TITLE, NAMES, BODY = 8.0, 7.0, 2.0
_TEXT_WEIGHTS = {"title": TITLE, "names": NAMES, "body": BODY}
PREFIX_SHARE = 0.75
SPOKEN_WORD, SPOKEN, INITIALS_WORD, INITIALS = 5.0, 4.0, 3.0, 2.0

_YEAR = r"(?:\s*[-:]\s*|\s+)(?:19|20)\d\d\b|\s*[-:]\s*\d{1,4}"
_NUMBER = re.compile(
    rf"(?<![0-9a-z])(?:[a-z]{{1,8}}\d{{0,6}}(?:\s*/\s*[a-z]{{1,8}}){{0,2}}[\s/_-]*\d[0-9a-z]*"
    rf"|\d+)(?:\.\d+)*(?:{_YEAR})*(?![0-9a-z])"
)
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to find a word: `terms` indexed in `part`, and `needle` (if any) in its text.

    `length` is the number of characters of the title that a match explains; 0 outside titles.
    `prefix`, where set, says the same as terms and needle together: some term begins with it.
    """

    part: str
    terms: tuple[str, ...]
    needle: str
    weight: float
    length: int = 0
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the query; `text` is folded, as typed otherwise."""

    text: str
    alternatives: tuple[Alternative, ...]


def parse(text: str, normalise: Normalise) -> list[tuple[Word, ...]]:
    """Readings of a text, strictest first; the first one that finds something is the answer.

    Pieces typed without a space must stand together; if that finds nothing, the text may be one
    key written in groups; then its runs of Chinese and its words may stand apart; then the last
    syllable of a pinyin word may be unfinished. Syllables with spaces between them are read as one
    word first. An empty list means that there is nothing to look for.
    """
    folded = fold(text[:MAX_TEXT])[:MAX_TEXT]
    chunks, tokens = _chunks(folded), TOKEN.findall(folded)
    strict = _words(chunks, normalise)
    key = (Word(folded.strip(), tuple(_as_key(folded, normalise))),)  # 9144 0605 …, in groups
    readings = [
        strict,
        key if len(tokens) > 1 else (),
        _words(tokens, normalise),
        _words(chunks, normalise, open_end=True),
    ]
    if len(tokens) > 1 and all(not is_han(token) and cuts(token) for token in tokens):
        readings.insert(0, _words(["".join(tokens)], normalise))  # pinyin with spaces: fo shan
    return [words for words in dict.fromkeys(readings) if words]


def _words(pieces: list[str], normalise: Normalise, *, open_end: bool = False) -> tuple[Word, ...]:
    found = (_word(piece, normalise, open_end=open_end) for piece in pieces[:MAX_WORDS])
    return tuple(word for word in found if word)


def exact_terms(text: str, normalise: Normalise) -> tuple[str, ...]:
    """The terms of which a document has one if its number or identifier is this whole text."""
    short = text[:MAX_TEXT].strip()
    if not short or len(text) > MAX_TEXT:
        return ()
    forms = {compact(_normalised(short, normalise)), compact(short), plain(short)}
    return tuple(f"#{form[:MAX_TERM]}" for form in sorted(forms) if len(form) > 3)


def _chunks(folded: str) -> list[str]:
    """Numbers of standards keep their spaces; all else is cut at white space."""
    chunks: list[str] = []
    last = 0
    for found in _NUMBER.finditer(folded):
        before = folded[last : found.start()]
        if before and not before[-1].isspace() and found[0].isdigit():
            continue  # digits inside a phrase, as in 第1部分
        if found.end() < len(folded) and is_han(folded[found.end()]):
            continue
        chunks += before.split()
        chunks.append(found[0])
        last = found.end()
    return chunks + folded[last:].split()


def _normalised(text: str, normalise: Normalise) -> str:
    """The caller's normaliser must not be able to break a search."""
    try:
        return normalise(text)
    except ValueError:
        return text


def _word(chunk: str, normalise: Normalise, *, open_end: bool = False) -> Word | None:
    tokens = TOKEN.findall(chunk)
    if not tokens:
        return None
    alternatives = _in_text(tokens)
    if not all(map(is_han, tokens)):
        alternatives += _as_key(chunk, normalise)
    if len(tokens) == 1 and _LETTERS.fullmatch(tokens[0]):
        alternatives += _spoken(tokens[0], open_end)
    return Word(chunk.strip(), tuple(alternatives))


def _in_text(tokens: list[str]) -> list[Alternative]:
    """The tokens side by side in title, names or body; the last word may go on."""
    last = tokens[-1]
    if len(tokens) == 1 and is_han(last):
        parts = ("title", "names") if len(last) == 1 else ("title", "names", "body")
        needle = last if len(last) > 2 else ""
        return _everywhere(parts, tuple(gram_terms(last, single=False)), needle, 1.0, len(last))
    length = sum(map(len, tokens))
    stretch = ("" if is_han(tokens[0]) else " ") + " ".join(tokens)
    inner = tuple(term for token in tokens[:-1] for term in _whole_terms(token))
    whole = (*inner, *_whole_terms(last))
    closed = "" if len(tokens) == 1 else stretch + ("" if is_han(last) else " ")
    found = _everywhere(("title", "names", "body"), whole, closed, 1.0, length)
    if not is_han(last) and len(last) > 1:
        edge = (*inner, last[:EDGE])
        needle = stretch if len(tokens) > 1 or len(last) > EDGE else ""
        prefix = f"={last[:MAX_TERM]}" if len(tokens) == 1 and needle else ""
        found += _everywhere(("title", "names", "body"), edge, needle, PREFIX_SHARE, length, prefix)
    return found


def _everywhere(
    parts: tuple[str, ...],
    terms: tuple[str, ...],
    needle: str,
    share: float,
    length: int,
    prefix: str = "",
) -> list[Alternative]:
    """The same in several parts, each with its own weight."""
    return [
        Alternative(
            part, terms, needle, _TEXT_WEIGHTS[part] * share, length * (part == "title"), prefix
        )
        for part in parts
    ]


def _whole_terms(token: str) -> tuple[str, ...]:
    """Terms of a token that stands whole; bodies hold no single characters, so pairs suffice."""
    return tuple(gram_terms(token, single=False)) if is_han(token) else (f"={token[:MAX_TERM]}",)


def _as_key(chunk: str, normalise: Normalise) -> list[Alternative]:
    """The chunk as a number or identifier: exactly, as a whole key, as the beginning of one."""
    forms = {compact(_normalised(chunk, normalise)), compact(chunk), plain(chunk)}
    found: list[Alternative] = []
    for form in sorted({form[:MAX_TERM] for form in forms if form}):
        found.append(Alternative("number", (f"#{form}",), "", EXACT_KEY))
        found.append(Alternative("number", (f"={form}",), "", WHOLE_KEY))
        if len(form) > 1:
            needle, prefix = (f" {form}", f"={form}") if len(form) > EDGE else ("", "")
            found.append(Alternative("number", (form[:EDGE],), needle, KEY_PREFIX, 0, prefix))
    return found


# --- pinyin ---------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _all_syllables() -> frozenset[str]:
    """Every syllable that some character is read as."""
    spoken = {part for line in PINYIN_DICT.values() for part in line.split(",")}
    return frozenset(filter(str.isascii, (to_normal(part).replace("ü", "v") for part in spoken)))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(part[:size] for part in _all_syllables() for size in range(1, len(part) + 1))


def cuts(letters: str, *, open_end: bool = True) -> list[tuple[str, ...]]:
    """Ways to read letters as syllables, fewest syllables first; the last one may be unfinished.

    >>> cuts("xian")[:2]
    [('xian',), ('xi', 'an')]
    """
    if len(letters) > 40:
        return []
    known, begun = _all_syllables(), _beginnings()
    found: list[tuple[str, ...]] = []
    level: list[tuple[tuple[str, ...], str]] = [((), letters)]
    while level and len(found) < MAX_READINGS:
        deeper: list[tuple[tuple[str, ...], str]] = []
        for done, rest in level:
            if rest in known or (open_end and done and rest in begun):
                found.append((*done, rest))
            deeper += [
                ((*done, rest[:size]), rest[size:])
                for size in range(min(6, len(rest) - 1), 0, -1)
                if rest[:size] in known
            ]
        level = deeper[:64]
    return found[:MAX_READINGS]


def _spoken(letters: str, open_end: bool) -> list[Alternative]:
    """The letters as pinyin of a word, as syllables, or as initials."""
    found = [Alternative("sound", (f"={letters}",), "", SPOKEN_WORD)]
    for parts in cuts(letters, open_end=open_end):
        needle = "'" + "'".join(parts)
        initials = "".join(part[0] for part in parts).upper()
        if not open_end:
            terms = (needle,) if len(parts) < 3 else tuple(sound_terms(parts)[len(parts) :])
            ending = needle + "'" if len(parts) > 2 else ""
            found.append(Alternative("sound", terms, ending, SPOKEN))
        elif len(parts) > 1:
            terms = (*sound_terms(parts[:-1]), *initial_terms(initials, 2))
            found.append(Alternative("sound", tuple(dict.fromkeys(terms)), needle, SPOKEN))
    if 2 <= len(letters) <= 12 and not set(letters) & set("iuv"):
        initials = letters.upper()
        terms = tuple(dict.fromkeys(initial_terms(initials, min(3, len(initials)))))
        needle = initials if len(letters) > 3 else ""
        found.append(Alternative("sound", (f"={initials}",), "", INITIALS_WORD))
        found.append(Alternative("sound", terms, needle, INITIALS))
    return found
