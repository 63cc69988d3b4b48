"""A lock between processes with an end to the waiting, and without a favourite.

SQLite's own busy handler sleeps longer each time and may pass somebody by for seconds.  Here
whoever waits stands in a doorway: who has just left the room must queue behind it.  Both locks go
with their process, however it ends.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOK_AGAIN = 0.0003  # seconds


class FileLock:
    """One lock on two files; for one thread of each process at a time."""

    def __init__(self, path: Path) -> None:
        self._door = _opened(path.with_suffix(".door"))
        self._room = _opened(path)

    @contextmanager
    def held(self, deadline: float) -> Iterator[None]:
        """Hold the lock; raises TimeoutError when `deadline` (`time.monotonic`) passes first."""
        _lock(self._door, deadline)
        try:
            _lock(self._room, deadline)
        finally:
            fcntl.flock(self._door, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(self._room, fcntl.LOCK_UN)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)


def _lock(file: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TimeoutError("another process holds the lock") from None
            time.sleep(LOOK_AGAIN)
        else:
            return
