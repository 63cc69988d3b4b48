"""The catalogue on file, and the texts that the code and the templates say today.

`make messages` is the same in commands; `tests/translations/test_catalogue.py` holds both together.
"""

import io
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from webapp.factory import ROOT
from webapp.views.shared.language import LOCALES

LOCALE = LOCALES["zh-CN"]
PO = ROOT / "webapp" / "translations" / LOCALE / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}


def read() -> Catalog:
    """The catalogue as it stands in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale=LOCALE)


@cache
def extracted() -> Catalog:
    """Every text that the code and the templates mark for translation, without translations."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    for _file, _line, message, comments, context in found:
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def updated() -> bytes:
    """What `make messages` would write over the catalogue."""
    catalogue, texts = read(), io.BytesIO()
    write_po(texts, extracted(), sort_output=True)
    texts.seek(0)
    catalogue.update(read_po(texts), no_fuzzy_matching=True, update_creation_date=False)
    return written(catalogue)


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, ignore_obsolete=True)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue in the form that the running registry reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def translations() -> dict[str, str]:
    """English -> Chinese."""
    return {str(m.id): str(m.string) for m in read() if m.id}
