"""What the scans of a unit code tell the person who holds it: little, and worded so."""

from datetime import tzinfo

from webapp.queries.verification import Verification
from webapp.views.shared.dates import written_day
from webapp.views.shared.phrases import gettext as _


def scanned_words(answer: Verification, zone: tzinfo) -> str:
    """How often this one item was scanned; empty for codes that stand on many, or unknown."""
    scans = answer.scans
    if answer.mark is None or answer.mark.grain != "unit" or not scans.count:
        return ""
    if scans.count == 1 and scans.recorded:
        return _("This is the first time that this code is scanned. That alone proves nothing.")
    assert scans.first_at is not None
    return _(
        "This code was scanned %(count)s times, first on %(day)s. Shops, buyers and inspectors "
        "all scan: that alone says nothing against the goods.",
        count=scans.count,
        day=written_day(scans.first_at.astimezone(zone).date()),
    )
