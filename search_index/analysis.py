"""One reading of text for every store, of documents and of queries alike.

Folding: full width to half (NFKC), case, traditional to simplified characters, dashes. Canonical
text: runs of Chinese and words of other scripts with single spaces between them, so that a piece
of a query can be checked by looking for it in the stored text. Terms: single characters, 2-grams
and the first letters of words; pinyin by syllable, by word and by initials.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import opencc
import rjieba
from pypinyin import lazy_pinyin

from search_index.documents import Document

Normalise = Callable[[str], str]
"""Gives a standard's number its one matching form; any other text comes back readable."""

EDGE = 4
"""Words and keys are indexed by their first 2–4 letters; what is longer is checked in the text."""
MAX_BODY = 20_000
MAX_HEAD = 1_000
"""Characters of a body, and of a title or the names together, that are read."""
MAX_TERM = 64
"""Characters of a word that count in its term as a whole; text beyond that is still in needles."""

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:\.\d+)*")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_NOT_KEY = re.compile(rf"[^0-9a-z.\-{HAN}]+")
_NOT_PLAIN = re.compile(rf"[^0-9a-z{HAN}]+")
_YEAR = re.compile(r"-(?:19|20)\d\d(?=$|[^0-9])")


def _folding_table() -> dict[int, str]:
    """Single characters only: phrase tables would change lengths and could not be highlighted."""
    table = files(opencc).joinpath("dictionary", "TSCharacters.txt").read_text("utf-8")
    rows = (line.partition("\t") for line in table.splitlines())
    pairs = {ord(old): new.split()[0] for old, _, new in rows if len(old) == 1}
    dashes = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－─━"), "-")
    unseen = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
    return pairs | dashes | unseen


_FOLD = _folding_table()


def fold(text: str) -> str:
    """Width, case, traditional characters and dashes made one.

    >>> fold("ＧＢ／Ｔ　４１００—2015 陶瓷磚")
    'gb/t 4100-2015 陶瓷砖'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)


def is_han(token: str) -> bool:
    """Whether a token is a run of Chinese characters."""
    return bool(_HAN_RUN.match(token))


def canonical(text: str) -> str:
    """Folded tokens with one space around each: what needles are looked for in."""
    tokens = TOKEN.findall(fold(text))
    return f" {' '.join(tokens)} " if tokens else ""


def gram_terms(run: str, *, single: bool = True) -> Iterable[str]:
    """The characters and 2-grams of a Chinese run."""
    if single or len(run) == 1:
        yield from run
    for start in range(len(run) - 1):
        yield run[start : start + 2]


def word_terms(word: str) -> Iterable[str]:
    """A word whole (`=tile`) and by its first letters (`ti`, `til`, `tile`)."""
    yield f"={word[:MAX_TERM]}"
    for size in range(2, min(EDGE, len(word)) + 1):
        yield word[:size]


def text_terms(text: str, *, single: bool = True) -> set[str]:
    """All terms of a canonical text."""
    terms: set[str] = set()
    for token in text.split():
        terms.update(gram_terms(token, single=single) if is_han(token) else word_terms(token))
    return terms


# --- pinyin ---------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def syllables(word: str) -> tuple[str, ...]:
    """The pinyin of a Chinese word, without tones; `ü` is written `v`."""
    parts = lazy_pinyin(word, errors="ignore")
    if len(parts) != len(word):  # some characters have no reading
        parts = [(lazy_pinyin(letter, errors="ignore") or ["-"])[0] for letter in word]
    return tuple(part or "-" for part in parts)


def cut(run: str) -> list[str]:
    """The words of a Chinese run."""
    return list(rjieba.cut(run))


def sound_terms(spoken: Sequence[str]) -> list[str]:
    """Syllables and pairs of neighbours."""
    singles = ["'" + part for part in spoken]
    return singles + [a + b for a, b in pairwise(singles)]


def initial_terms(initials: str, size: int) -> list[str]:
    """All stretches of so many initials."""
    return [initials[start : start + size] for start in range(len(initials) - size + 1)]


def sound(text: str) -> tuple[set[str], str]:
    """Terms and text of how a canonical text sounds.

    The text has each run twice, by syllables (`'fo'shan'shi'`) and by initials (`FSS`). The terms
    are syllables and pairs of them (`'fo`, `'fo'shan`), initials by two and three (`FS`, `FSS`),
    and each word in full and by its initials (`=foshan`, `=FS`).
    """
    terms: set[str] = set()
    pieces: list[str] = []
    for run in _HAN_RUN.findall(text):
        spoken: list[str] = []
        for word in cut(run):
            spoken.extend(syllables(word))
        for word in rjieba.cut_for_search(run):
            parts = syllables(word)
            if len(parts) > 1:
                terms.add("=" + "".join(parts)[:MAX_TERM])
                terms.add("=" + "".join(part[0] for part in parts).upper()[:MAX_TERM])
        initials = "".join(part[0] for part in spoken).upper()
        terms.update(sound_terms(spoken))
        terms.update(initial_terms(initials, 2), initial_terms(initials, 3))
        pieces.append(f"'{chr(39).join(spoken)}' {initials}")
    return terms, f" {' '.join(pieces)} "


# --- numbers and identifiers ----------------------------------------------------------------


def compact(text: str) -> str:
    """A number without spaces and slashes: `gbt4100-2015`, `iso/iec 17065:2012` the same way."""
    return _NOT_KEY.sub("", fold(text).replace(":", "-")).strip("-.")


def plain(text: str) -> str:
    """Letters, digits and Chinese characters only: how identifiers are compared."""
    return _NOT_PLAIN.sub("", fold(text))


def number_keys(number: str, normalise: Normalise) -> tuple[list[str], list[str]]:
    """The keys of a standard's number: those that name it, and looser ones.

    `GB/T 4100-2015` is named by `gbt4100-2015` and `gbt4100`; loosely it is also `gb4100-2015`
    and `4100-2015`, because people leave out the `/T` or the letters.
    """
    if not number.strip():
        return [], []
    whole = fold(normalise(number))
    head, _, rest = whole.rpartition(" ")
    full = compact(whole)
    naming = [full, _YEAR.sub("", full)]
    loose = [compact(rest)]
    pieces = [piece for piece in re.split(r"[\s/]+", head) if len(piece) > 1]
    loose.extend(compact(piece + rest) for piece in pieces)
    given = compact(number)
    return [key for key in naming if key], [key for key in [*loose, given] if key]


def keys(document: Document, normalise: Normalise) -> tuple[set[str], str]:
    """Terms and text of a document's number and identifiers.

    `#key` names the document exactly, `=key` is a key as a whole, the rest are first letters.
    """
    naming, loose = number_keys(document.number, normalise)
    exact = {*naming, *filter(None, map(plain, document.identifiers))}
    terms = {f"#{key[:MAX_TERM]}" for key in exact}
    ordered = dict.fromkeys([*naming, *sorted(exact), *loose])
    for key in ordered:
        terms.update(word_terms(key))
        terms.add("=" + _YEAR.sub("", key)[:MAX_TERM])
    return terms, f" {' '.join(ordered)} " if ordered else ""


# --- a document as a whole ------------------------------------------------------------------

PARTS = ("title", "names", "number", "body", "sound")


def analyse(document: Document, normalise: Normalise) -> dict[str, tuple[set[str], str]]:
    """Terms and text of each part of a document, by the part's name in PARTS."""
    title = " \n".join(
        filter(
            None, (canonical(document.title[:MAX_HEAD]), canonical(document.title_en[:MAX_HEAD]))
        )
    )
    names = " \n".join(filter(None, map(canonical, document.names)))[:MAX_HEAD]
    body = canonical(document.body[:MAX_BODY])
    return {
        "title": (text_terms(title), title),
        "names": (text_terms(names), names),
        "number": keys(document, normalise),
        "body": (text_terms(body, single=False), body),
        "sound": sound(f"{title} {names}"),
    }
