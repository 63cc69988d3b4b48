"""Where a query stands in a title: by text, or by how the title sounds. Never HTML."""

from collections.abc import Iterable

from search_index.analysis import TOKEN, compact, fold, is_han, syllables
from search_index.analysis import cut as cut_words
from search_index.query import Word, cuts
from search_index.store import Segment


def highlight(title: str, words: Iterable[Word]) -> tuple[Segment, ...]:
    """The title in pieces, those that match marked; joined they are the title unchanged."""
    folded, origin = _folded_with_origin(title)
    marked = [False] * len(title)
    for word in words:
        for start, end in _stretches(folded, word.text):
            for place in range(start, end):
                marked[origin[place]] = True
    return _pieces(title, marked)


def _folded_with_origin(title: str) -> tuple[str, list[int]]:
    """Folded text and, for each of its characters, the place it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(title):
        for part in fold(letter):
            letters.append(part)
            origin.append(place)
    return "".join(letters), origin


def _stretches(folded: str, text: str) -> list[tuple[int, int]]:
    """Where the text stands; else where each of its tokens does; else where it sounds so."""
    found = _occurrences(folded, text)
    if found:
        return found
    tokens = TOKEN.findall(text)
    if len(tokens) > 1:
        return [stretch for token in tokens for stretch in _occurrences(folded, token)]
    return _by_sound(folded, text) if compact(text) == text and not is_han(text) else []


def _occurrences(folded: str, text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = folded.find(text)
    while start >= 0 and text:
        at_word = is_han(text[0]) or start == 0 or not _joined(folded[start - 1])
        if at_word:
            found.append((start, start + len(text)))
        start = folded.find(text, start + len(text))
    return found


def _joined(letter: str) -> bool:
    """Whether a letter before a Latin word makes it the middle of a word."""
    return letter.isalnum() and not is_han(letter)


def _by_sound(folded: str, letters: str) -> list[tuple[int, int]]:
    """The first stretch whose syllables or initials are these letters."""
    readings = [("'" + "'".join(parts), len(parts)) for parts in cuts(letters)]
    for run in TOKEN.finditer(folded):
        if not is_han(run[0]):
            continue
        spoken = [part for word in cut_words(run[0]) for part in syllables(word)]
        for place in range(len(spoken)):
            here = "'" + "'".join(spoken[place:])
            size = next((size for needle, size in readings if here.startswith(needle)), 0)
            if not size and "".join(part[0] for part in spoken[place:]).startswith(letters):
                size = len(letters)
            if size:
                return [(run.start() + place, run.start() + place + size)]
    return []


def _pieces(title: str, marked: list[bool]) -> tuple[Segment, ...]:
    pieces: list[Segment] = []
    start = 0
    for place in range(1, len(title) + 1):
        if place == len(title) or marked[place] != marked[start]:
            pieces.append((title[start:place], marked[start]))
            start = place
    return tuple(pieces)
