"""The parts that the factory built, as a view picks them up."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from flask import current_app

from search_index.store import SearchStore
from webapp.adapters.databases import Reader
from webapp.adapters.scan_store.store import ScanStore
from webapp.adapters.stylesheets import Stylesheets
from webapp.config import Settings
from webapp.definitions.reasons import Reason
from webapp.definitions.schemes import Scheme
from webapp.domain.copy_signals import Map
from webapp.domain.mark_keys import MarkKeys


def settings() -> Settings:
    """What the environment said."""
    return cast(Settings, current_app.extensions["registry.settings"])


def reader() -> Reader:
    """The raw reader of the verification page."""
    return cast(Reader, current_app.extensions["registry.reader"])


def scan_store() -> ScanStore:
    """Where scans are recorded."""
    return cast(ScanStore, current_app.extensions["registry.scan_store"])


def mark_keys() -> MarkKeys:
    """The ring of mark keys."""
    return cast(MarkKeys, current_app.extensions["registry.mark_keys"])


def search_store() -> SearchStore:
    """The search store that the settings chose."""
    return cast(SearchStore, current_app.extensions["registry.search_store"])


def schemes() -> Mapping[str, Scheme]:
    """Every scheme of this installation by its slug."""
    return cast(Mapping[str, Scheme], current_app.extensions["registry.schemes"])


def regions() -> Map:
    """How far regions lie apart."""
    return cast(Map, current_app.extensions["registry.regions"])


def now() -> datetime:
    """The time, in UTC; the only clock that pages read."""
    return datetime.now(UTC)


def stylesheets() -> Stylesheets:
    """The stylesheet bundles."""
    return cast(Stylesheets, current_app.extensions["registry.stylesheets"])


def reasons() -> Mapping[str, Reason]:
    """The reasons of acts, by code."""
    return cast(Mapping[str, Reason], current_app.extensions["registry.reasons"])
