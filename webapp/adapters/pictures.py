"""Pictures of products, named after their content: what an address shows never changes."""

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from webapp.adapters.drawings.gallery import draw

SUFFIX = ".webp"
MOST_BYTES = 5_500
QUALITIES = (76, 60, 45, 30, 18)


class StoredPicture(NamedTuple):
    """A file's name in the store, and its size in pixels."""

    name: str
    width: int
    height: int


class PictureStore:
    """A folder of pictures named after their SHA-256.  What is kept is never rewritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, image: Image.Image) -> StoredPicture:
        """Store a picture as WebP; the same picture twice is one file.  Raises OSError."""
        content = webp_of(image)
        name = hashlib.sha256(content).hexdigest() + SUFFIX
        target = self.folder / name
        if not target.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            _write_whole(target, content)
        return StoredPicture(name, image.width, image.height)

    def keep_drawing(self, kind: str, key: str, colour: str = "") -> StoredPicture:
        """Draw a product (see `drawings.gallery.draw`) and store it; raises KeyError, OSError."""
        return self.keep(draw(kind, key, colour))


def webp_of(image: Image.Image) -> bytes:
    """The bytes of a flat picture; the quality gives way where the size would not.

    The answer for a mark must reach a phone in 14 kB, its picture included.
    """
    content = b""
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=4)
        content = file.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content


def _write_whole(target: Path, content: bytes) -> None:
    """Nobody ever sees half a file: written beside, then renamed."""
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
