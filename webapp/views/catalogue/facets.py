"""The facets of a list of results, as links that switch one value on or off.

A page shows a hundred of them, so each address is joined from parts that are encoded once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from webapp.views.shared.asking import FACETS
from webapp.views.shared.labels import label_of

MOST_OPTIONS = 24
Arguments = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet; `href` leads to the results with the value switched."""

    label: str
    count: int
    href: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet, chosen values first, then the most frequent."""

    name: str
    options: Sequence[Option]


def arguments_of(arguments: MultiDict[str, str]) -> Arguments:
    """What is asked, in order; without the place in the list, which a new question leaves."""
    return [(key, value) for key, value in arguments.items(multi=True) if key != "after"]


def address_of(arguments: Arguments) -> str:
    """The address of a search."""
    return "/search?" + "&".join(_encoded(key, value) for key, value in arguments)


def facets_of(
    arguments: MultiDict[str, str], facets: Mapping[str, Sequence[tuple[str, int]]]
) -> list[Facet]:
    """Every facet that could narrow the results, or that does."""
    asked = arguments_of(arguments)
    found = []
    for name in FACETS:
        chosen = [value for value in arguments.getlist(name) if value]
        options = _options(name, chosen, facets.get(name, ()), asked)
        if chosen or len(options) > 1:
            found.append(Facet(name, options))
    return found


def _options(
    name: str, chosen: list[str], counted: Sequence[tuple[str, int]], asked: Arguments
) -> list[Option]:
    counts = dict(counted)
    options = [
        Option(
            label_of(name, value),
            counts.get(value, 0),
            address_of([pair for pair in asked if pair != (name, value)]),
            True,
        )
        for value in dict.fromkeys(chosen)
    ]
    base = address_of(asked)
    joint = "&" if asked else ""
    for value, count in counted[:MOST_OPTIONS]:
        if value not in chosen:
            href = f"{base}{joint}{_encoded(name, value)}"
            options.append(Option(label_of(name, value), count, href, False))
    return options


@lru_cache(maxsize=4096)
def _encoded(key: str, value: str) -> str:
    return f"{quote_plus(key)}={quote_plus(value)}"
