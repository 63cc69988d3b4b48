"""Recording a scan: durable before it is answered, or answered as not recorded.

The transaction is the scan store's own, shared with whoever scans at the same moment; nothing of
a scan is an event, and the catalogue never changes.
"""

from dataclasses import dataclass
from datetime import tzinfo

from webapp.adapters.scan_store.store import ScanStore
from webapp.domain.calendar import day_of
from webapp.domain.scans import NOTHING_SEEN, Scan, Seen, seen_of
from webapp.domain.visitors import region_of, visitor_of
from webapp.queries.verification import Verification


@dataclass(frozen=True, slots=True)
class Visit:
    """Who scans, for the length of the request: nothing here is stored as it is."""

    address: str
    region: str


def record(store: ScanStore, answer: Verification, visit: Visit, zone: tzinfo) -> Seen:
    """Record the scan of a genuine code within the store's bound of waiting; never raises.

    Of unit codes a look is kept beside the counter: they alone can be copied.
    """
    if answer.mark is None or answer.number is None:
        return NOTHING_SEEN
    at = int(answer.checked_at.timestamp())
    scan = Scan(answer.number, at)
    if answer.mark.grain == "unit":
        salt = store.salt_of(day_of(answer.checked_at, zone).isoformat())
        if salt is None:
            store.lose()
            return NOTHING_SEEN
        visitor = visitor_of(salt, visit.address)
        scan = Scan(answer.number, at, visitor, region_of(visit.region))
    tally = store.record(scan)
    return NOTHING_SEEN if tally is None else seen_of(tally, recorded=True)
