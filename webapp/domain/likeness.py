"""When two names look alike: skeletons after Unicode TS 39, and the count of slips between them."""

import unicodedata

LONGEST = 100  # of what is compared letter by letter

# A small table, each letter reviewed against the confusables of Unicode TS 39; beside it the
# figures that stand in for letters.  Case is folded before.
_SHAPES = {
    "a": "аαɑ",
    "b": "ьвβƅ68",
    "c": "сϲᴄ",
    "d": "ԁɗđ",
    "e": "еεҽɛ3",
    "g": "ɡգց9",
    "h": "һհħ",
    "j": "јϳ",
    "k": "кκ",
    "l": "1iіιӏıɩłǀ|!",
    "m": "м",
    "n": "пηոռ",
    "o": "0оοօσøס",
    "p": "рρ",
    "q": "ԛզ",
    "r": "гᴦ",
    "s": "ѕꜱ5",
    "t": "тτŧ",
    "u": "υսʋ",
    "v": "ѵνᴠ",
    "w": "ԝωшա",
    "x": "хχ",
    "y": "уγү",
    "z": "ᴢ2",
}
_TO_SHAPE = {ord(letter): shape for shape, letters in _SHAPES.items() for letter in letters}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(name: str) -> str:
    """What is left of a name when letters of one shape count as one, accents aside."""
    folded = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    shaped = plain.translate(_TO_SHAPE)
    for pair, shape in _PAIRS:
        shaped = shaped.replace(pair, shape)
    return shaped


def distance(a: str, b: str) -> int:
    """Slips between two names: letters left out, added, changed, or swapped with the next
    (optimal string alignment).  Only the first `LONGEST` letters are compared."""
    a, b = a[:LONGEST], b[:LONGEST]
    before, row = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
