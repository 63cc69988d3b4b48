"""What an identified product links to, and how that is written: linkset and `Link` header.

RFC 9264 (linksets), GS1-Conformant Resolver Standard §2.5 to §2.10, GS1 Web Vocabulary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from webapp.domain.digital_link import DigitalLink
from webapp.queries.products import ProductPage
from webapp.views.shared.language import LANGUAGES, say
from webapp.views.shared.phrases import gettext as _

VOCABULARY = "https://ref.gs1.org/voc/"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
_PREFIXES = ("gs1:", VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/")
DEFAULT, PAGE, CERTIFICATION = "defaultLink", "pip", "certificationInfo"


@dataclass(frozen=True, slots=True)
class Link:
    """A page of ours; `rel` is a link type of the GS1 Web Vocabulary."""

    rel: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One level of identification and its links; the first is the default."""

    anchor: str
    description: str
    links: tuple[Link, ...]


def entries_of(
    link: DigitalLink, products: Sequence[ProductPage], *, is_our_unit: bool, base: str
) -> list[Entry]:
    """The levels of an address of which there is something to say, the finest first.

    Lots and variants are not on record here by the maker's names: they lead to their product.
    """
    entries = []
    path = f"{base}/gtins/{link.gtin}"
    name = say(products[0].name, products[0].name_en) if products else link.gtin
    if is_our_unit:
        verified = Link(CERTIFICATION, f"{base}/v/{link.code}", _("Check of the mark code"))
        entries.append(Entry(base + link.path, name, (verified,)))
    elif link.serial or link.third_party:
        page = Link(PAGE, f"{path}?{urlencode(qualifiers_of(link))}", _("Product and its marks"))
        entries.append(Entry(base + link.path, name, (page,)))
    if products:
        page = Link(PAGE, path, _("Product and its marks"))
        links = (page, *_certificates(products, base))
        entries.append(Entry(f"{base}{DigitalLink(link.gtin).path}", name, links))
    return entries


def qualifiers_of(link: DigitalLink) -> dict[str, str]:
    """What an address says beyond the GTIN, by the names that our page takes."""
    said = {"variant": link.variant, "lot": link.lot, "serial": link.serial or link.third_party}
    return {name: value for name, value in said.items() if value}


def _certificates(products: Sequence[ProductPage], base: str) -> list[Link]:
    numbers = {mark.certificate_key: mark.certificate for page in products for mark in page.marks}
    return [
        Link(
            CERTIFICATION, f"{base}/certificates/{key}", _("Certificate %(number)s", number=number)
        )
        for key, number in numbers.items()
    ]


def chosen(entries: Sequence[Entry], link_type: str) -> tuple[Link, ...]:
    """The links of a type, as `gs1:pip` or in full, at the finest level that has any."""
    prefix = next((prefix for prefix in _PREFIXES if link_type.startswith(prefix)), None)
    rel = link_type.removeprefix(prefix) if prefix else None
    for entry in entries:
        found = tuple(link for link in entry.links if link.rel == rel)
        if rel == DEFAULT or found:
            return found or entry.links[:1]
    return ()


def linkset_of(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The value of `linkset` in the JSON form of RFC 9264 §4.2.

    A default link has a title and nothing else (resolver standard §2.5.8); it is also listed
    under the type of its page.
    """
    return [_context(entry) | {VOCABULARY + DEFAULT: [_default(entry)]} for entry in entries]


def choice_of(entries: Sequence[Entry], links: tuple[Link, ...]) -> list[dict[str, object]]:
    """As `linkset_of`, for links of which the request does not tell which is meant (§2.6.3)."""
    return [_context(Entry(entries[0].anchor, entries[0].description, links))]


def _context(entry: Entry) -> dict[str, object]:
    context: dict[str, object] = {"anchor": entry.anchor, "description": entry.description}
    for rel in dict.fromkeys(link.rel for link in entry.links):
        context[VOCABULARY + rel] = [_target(link) for link in entry.links if link.rel == rel]
    return context


def _default(entry: Entry) -> dict[str, object]:
    return {"href": entry.links[0].href, "title": entry.links[0].title}


def _target(link: Link) -> dict[str, object]:
    languages = list(LANGUAGES)
    return {"href": link.href, "title": link.title, "type": "text/html", "hreflang": languages}


def header_of(anchor: str, *, of_linkset: bool) -> str:
    """The `Link` header: to the linkset, and from it to what makes JSON-LD of it.

    One header, not two: not every client reads the second.
    """
    linkset = (
        f'<{anchor}?linkType=linkset>; rel="linkset"; type="application/linkset+json"; '
        'title="Linkset"'
    )
    context = f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
    return f"{context}, {linkset}" if of_linkset else linkset
