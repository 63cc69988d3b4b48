"""The folder of a Whoosh index: versions beside each other, a pointer, one lock, and seals.

    current             "v000002 17 2868145313": live version, generation, checksum of its TOC
    writer.lock         held by the one process that writes
    v000002/            Whoosh's files, and seal_17.json with the checksums of all of them

A generation counts once the pointer names it. Its seal and its TOC are written before that, what
is no longer needed is removed after it, so a crash at any moment leaves a whole generation: the
old one or the new one.
"""

import json
import os
import re
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from whoosh.util.filelock import FileLock

from search_index.store import IndexUnavailable, WriterBusy

_VERSION = re.compile(r"v\d{6}")
_RETRY_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Pointer:
    """What is live; two readings that are equal mean that nothing was committed in between."""

    version: str
    generation: int
    toc_checksum: int


@dataclass(frozen=True, slots=True)
class Seal:
    """What belongs to a generation: the outbox position, and size and checksum of each file."""

    position: int
    files: dict[str, tuple[int, int]]


class IndexFolder:
    """Versions of one index below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def pointer(self) -> Pointer:
        """What is live now. Raises IndexUnavailable if there is no index or no sense in it."""
        try:
            version, generation, checksum = (self.root / "current").read_text("ascii").split()
            pointer = Pointer(version, int(generation), int(checksum))
        except FileNotFoundError:
            raise IndexUnavailable("there is no search index yet; rebuild it") from None
        except (OSError, ValueError) as error:
            raise IndexUnavailable(f"the pointer to the search index is damaged: {error}") from None
        if not _VERSION.fullmatch(version):
            raise IndexUnavailable("the pointer to the search index is damaged")
        return pointer

    def publish(self, version: str, generation: int) -> None:
        """Make a generation live for every process, in one step."""
        toc = (self.root / version / toc_name(generation)).read_bytes()
        _replace(self.root / "current", f"{version} {generation} {zlib.crc32(toc)}\n".encode())

    def new_version(self) -> Path:
        """An empty folder for a rebuild, numbered after all that exist."""
        self.root.mkdir(parents=True, exist_ok=True)
        last = max((int(path.name[1:]) for path in self._versions()), default=0)
        folder = self.root / f"v{last + 1:06d}"
        folder.mkdir()
        return folder

    def sweep(self, keep: str) -> None:
        """Remove every other version; processes that still read one keep their open files."""
        for path in self._versions():
            if path.name != keep:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Hold the writer's lock; raises WriterBusy if it is not free within `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.root / "writer.lock"))
        deadline = time.monotonic() + wait
        while not lock.acquire():
            if time.monotonic() > deadline:
                raise WriterBusy(f"the search index is being written, waited {wait:g} s")
            time.sleep(_RETRY_EVERY)
        try:
            yield
        finally:
            lock.release()

    def _versions(self) -> list[Path]:
        return [path for path in self.root.glob("v*") if _VERSION.fullmatch(path.name)]


def toc_name(generation: int) -> str:
    """The file name that Whoosh gives to the table of contents of a generation."""
    return f"_MAIN_{generation}.toc"


def write_seal(folder: Path, generation: int, position: int, segment_ids: list[str]) -> None:
    """Seal the files of these segments; those that an older seal knows are not read again."""
    known: dict[str, tuple[int, int]] = {}
    with suppress(IndexUnavailable):
        known = read_seal(folder, generation - 1).files
    files: dict[str, tuple[int, int]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.split(".")[0] in segment_ids:
            size = path.stat().st_size
            files[path.name] = known.get(path.name) or (size, zlib.crc32(path.read_bytes()))
    body = json.dumps({"position": position, "files": files}).encode()
    _replace(folder / f"seal_{generation}.json", b"%d\n%s" % (zlib.crc32(body), body))


def drop_old_seals(folder: Path, generation: int) -> None:
    """Only the last two seals are of use: the live one, and the one that readers may still open."""
    for path in folder.glob("seal_*.json"):
        if int(path.stem.split("_")[1]) < generation - 1:
            path.unlink(missing_ok=True)


def read_seal(folder: Path, generation: int) -> Seal:
    """The seal of a generation; raises IndexUnavailable if it is missing or damaged."""
    try:
        checksum, body = (folder / f"seal_{generation}.json").read_bytes().split(b"\n", 1)
        if int(checksum) != zlib.crc32(body):
            raise ValueError("its checksum is wrong")
        raw = json.loads(body)
        files = {name: (int(size), int(crc)) for name, (size, crc) in raw["files"].items()}
        return Seal(int(raw["position"]), files)
    except (OSError, ValueError, KeyError) as error:
        raise IndexUnavailable(f"the seal of the search index is damaged: {error}") from None


def _replace(path: Path, content: bytes) -> None:
    """Write beside and rename, so that nobody ever reads half a file."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_bytes(content)
    beside.replace(path)
