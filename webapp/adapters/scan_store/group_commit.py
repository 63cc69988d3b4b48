"""Many threads, one commit: who finds nobody writing writes what everybody has queued.

The leader takes the whole queue, commits once and wakes the others; if more came meanwhile, the
last of them leads next, so that nobody leads for ever.  Waiting for a group to fill never helps:
while one commit is under way the next group fills by itself.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from webapp.domain.scans import Scan, Tally

logger = logging.getLogger(__name__)


class ScansUnavailable(Exception):
    """The scans could not be written: no room, no database, or a lock held for too long."""


Write = Callable[[Sequence[Scan], float], Sequence[Tally]]
"""Commits a group; is given the instant of `time.monotonic` up to which it may wait for others."""


class _Ticket:
    """One scan on its way; `wake` is held until the ticket is done, or appointed to lead."""

    __slots__ = ("leads", "scan", "tally", "wake")

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.tally: Tally | None = None
        self.leads = False
        self.wake = threading.Lock()
        self.wake.acquire()


class GroupCommit:
    """The queue of a process.  `wait` is how many seconds a scan waits at most for others."""

    def __init__(self, write: Write, wait: float) -> None:
        self._write = write
        self._wait = wait
        self._mutex = threading.Lock()
        self._queue: list[_Ticket] = []
        self._is_led = False

    def record(self, scan: Scan) -> Tally | None:
        """Return the tally once the scan is committed; None when that was not seen in time."""
        ticket = _Ticket(scan)
        deadline = time.monotonic() + self._wait
        with self._mutex:
            self._queue.append(ticket)
            leads, self._is_led = not self._is_led, True
        if not leads:
            woken = ticket.wake.acquire(timeout=self._wait)
            leads = ticket.leads if woken else self._give_up(ticket)
        if leads:
            self._lead(deadline)
        return ticket.tally

    def _give_up(self, ticket: _Ticket) -> bool:
        """Leave the queue; return whether it is too late for that because the ticket must lead."""
        with self._mutex:
            if not ticket.leads and ticket in self._queue:
                self._queue.remove(ticket)
        if ticket.leads:
            ticket.wake.acquire()  # whoever appointed it is about to wake it
        return ticket.leads

    def _lead(self, deadline: float) -> None:
        with self._mutex:
            group, self._queue = self._queue, []
        try:
            tallies = self._write([ticket.scan for ticket in group], deadline)
            for ticket, tally in zip(group, tallies, strict=True):
                ticket.tally = tally
        except ScansUnavailable as error:  # the tickets stay without a tally
            logger.warning("%d scans not written: %s", len(group), error)
        finally:
            for ticket in group:
                ticket.wake.release()
            self._appoint()

    def _appoint(self) -> None:
        """Let the last in the queue lead, who has most time left; or nobody."""
        with self._mutex:
            if not self._queue:
                self._is_led = False
                return
            following = self._queue[-1]
            following.leads = True
        following.wake.release()
