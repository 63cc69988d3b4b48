"""One stylesheet for each kind of page, put together from the component files when starting.

There is no build step: `static/css/bundles.json` names the files of each bundle, and the address
carries a digest of their content, so that browsers may keep it for ever.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path


class Stylesheets:
    """The bundles of a static folder, in memory."""

    def __init__(self, static: Path) -> None:
        styles = static / "css"
        bundles: dict[str, list[str]] = json.loads((styles / "bundles.json").read_text("utf-8"))
        self._bodies = {
            name: "\n".join((styles / file).read_text("utf-8") for file in files)
            for name, files in bundles.items()
        }
        self._digests = {
            name: hashlib.sha256(body.encode()).hexdigest()[:12]
            for name, body in self._bodies.items()
        }

    def address(self, name: str) -> str:
        """The address of a bundle; raises KeyError for an unknown name."""
        return f"/styles/{name}/{self._digests[name]}.css"

    def body(self, name: str) -> str:
        """The text of a bundle; raises KeyError for an unknown name."""
        return self._bodies[name]


class StaticFiles:
    """Addresses of single files with a digest of their content."""

    def __init__(self, static: Path) -> None:
        self._root = static
        self.address = lru_cache(maxsize=256)(self._address)

    def _address(self, path: str) -> str:
        digest = hashlib.sha256((self._root / path).read_bytes()).hexdigest()[:12]
        return f"/static/{path}?v={digest}"
