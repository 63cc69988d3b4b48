"""What a lot or unit code adds for the person who holds the goods: when they were made, and what
the mark was worth on that day."""

from datetime import tzinfo

from webapp.domain.standing import standing_when_made
from webapp.queries.verification import MarkFacts
from webapp.views.shared.dates import written_day
from webapp.views.shared.labels import label_of
from webapp.views.shared.phrases import gettext as _

# What was printed and never used, or destroyed, is on no goods that were made on a known day.
_NO_GOODS = frozenset({"voided", "not_released"})


def making_words(mark: MarkFacts, standing: str, zone: tzinfo) -> str:
    """What the day of manufacture says about these goods; empty where there is no such day."""
    made = standing_when_made(mark.batch, mark.certificate, mark.scope, zone)
    if made is None or standing in _NO_GOODS:
        return ""
    day = written_day(mark.batch.made_on)
    if made.standing != "valid":
        return _(
            "These goods were made on %(day)s. The mark did not hold for them on that day: "
            "%(standing)s.",
            day=day,
            standing=label_of("standing", made.standing),
        )
    if standing == "valid":
        return _("These goods were made on %(day)s, while the mark was valid.", day=day)
    return _(
        "These goods were made on %(day)s, while the mark was valid. What happened later does "
        "not by itself say that they are bad; read the reason.",
        day=day,
    )


def limits_words(mark: MarkFacts, limits: str) -> str:
    """What an answer about this grain cannot prove; `limits` are the words for a model code."""
    if mark.grain == "unit":
        return _(
            "One code stands for one item, but a printed code can be copied. It does not prove "
            "that this very item is genuine."
        )
    if mark.grain == "lot":
        return _(
            "One code stands for every pack of this lot, and a printed code can be copied. It "
            "does not prove that this very item is genuine."
        )
    return limits
