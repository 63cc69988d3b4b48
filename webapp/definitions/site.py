"""The name of the installation, as its city wrote it."""

from dataclasses import dataclass
from pathlib import Path

from webapp.definitions.documents import DefinitionError, Fault, Words, open_document

SITE = Path(__file__).parent / "site.yaml"


@dataclass(frozen=True, slots=True)
class Site:
    """What pages say of the installation itself."""

    name: Words
    city: Words
    authority: Words


def load_site(path: Path = SITE) -> Site:
    """Read the file; raises DefinitionError listing every fault."""
    faults: list[Fault] = []
    document = open_document(path, faults)
    site = Site(document.words("name"), document.words("city"), document.words("authority"))
    document.finish()
    if faults:
        raise DefinitionError(faults)
    return site
