"""The words for codes that records and facets hold: statuses, levels, districts, schemes."""

from flask import current_app

from webapp.views.shared.language import say
from webapp.views.shared.phrases import gettext
from webapp.views.shared.phrases import message as _

_STANDINGS = {
    "valid": _("Valid"),
    "not_yet_valid": _("Not yet valid"),
    "not_released": _("Not released"),
    "suspended": _("Suspended"),
    "withdrawn": _("Withdrawn"),
    "cancelled": _("Cancelled"),
    "expired": _("Expired"),
    "voided": _("Voided"),
    "forged": _("Not issued here"),
    "mistyped": _("Please check the code"),
    "foreign": _("Not our code"),
    "unknown": _("Cannot be confirmed"),
}

WORDS: dict[str, dict[str, str]] = {
    "kind": {
        "standard": _("Standards"),
        "product": _("Products"),
        "enterprise": _("Enterprises"),
        "certificate": _("Certificates"),
        "notice": _("Notices"),
    },
    "one": {
        "standard": _("Standard"),
        "product": _("Product"),
        "enterprise": _("Enterprise"),
        "certificate": _("Certificate"),
        "notice": _("Notice"),
    },
    "dated": {
        "standard": _("Dated"),
        "product": _("On the market since"),
        "enterprise": _("Founded"),
        "certificate": _("Last day"),
        "notice": _("Published"),
    },
    "standing": _STANDINGS,
    "status": {
        "draft": _("Draft"),
        "in_force": _("In force"),
        "upcoming": _("Upcoming"),
        "abolished": _("Abolished"),
        "superseded": _("Superseded"),
        "unknown": _("Status unknown"),
    },
    "level": {
        "national": _("National standard"),
        "industry": _("Industry standard"),
        "local": _("Local standard"),
        "group": _("Group standard"),
        "enterprise": _("Enterprise standard"),
        "international": _("International standard"),
        "unknown": _("Other"),
    },
    "action": {
        "issue": _("Issued"),
        "suspend": _("Suspended"),
        "reinstate": _("Reinstated"),
        "withdraw": _("Withdrawn"),
        "cancel": _("Cancelled"),
    },
    "comparison": {
        "higher": _("Stricter"),
        "equal": _("Equal"),
        "lower": _("Less strict"),
        "none": _("Not comparable"),
    },
    "keeps": {
        "True": _("Meets the limit"),
        "False": _("Misses the limit"),
        "None": _("Not measured"),
    },
    "showcase": {
        **_STANDINGS,
        "scope_reduced": _("Model that left the scope"),
        "reinstated": _("Suspended, then valid again"),
        "expiring": _("About to expire"),
        "renewed": _("Followed by a new certificate"),
        "successor": _("The new certificate"),
    },
    "scheme_kind": {
        "mark": _("Product mark"),
        "ranking": _("Ranking"),
        "recognition": _("Recognition"),
        "grading": _("Grading"),
    },
    "notice_kind": {
        "announcement": _("Announcement"),
        "decision": _("Decision"),
        "guidance": _("Guidance"),
    },
    "facet": {
        "kind": _("Kind"),
        "scheme": _("Scheme"),
        "standing": _("Standing"),
        "level": _("Level of the standard"),
        "status": _("Status of the standard"),
        "district": _("District"),
        "industry": _("Industry"),
        "year": _("Year"),
    },
    "sort": {
        "relevance": _("Best match"),
        "title": _("Name"),
        "date": _("Newest first"),
    },
}

# Which of the shapes of `components/standing_icon.html` tells a status or an act that is no
# standing; what is not named here has its own shape, or the neutral one.
SHAPES = {
    "in_force": "valid",
    "upcoming": "not_yet_valid",
    "abolished": "cancelled",
    "superseded": "expired",
    "issue": "valid",
    "reinstate": "valid",
    "suspend": "suspended",
    "withdraw": "withdrawn",
    "cancel": "cancelled",
    "True": "valid",
    "False": "withdrawn",
    "scope_reduced": "cancelled",
    "reinstated": "valid",
    "expiring": "valid",
    "renewed": "expired",
    "successor": "valid",
}
KNOWN_SHAPES = frozenset(_STANDINGS)


def shape_of(value: str) -> str:
    """The shape that stands beside a standing, a status or an act."""
    return value if value in KNOWN_SHAPES else SHAPES.get(value, "neutral")


def label_of(table: str, value: str) -> str:
    """The words for a code of `table`; the code itself where there are none."""
    if table in WORDS:
        word = WORDS[table].get(value)
        return value if word is None else gettext(word)
    extensions = current_app.extensions
    if table == "scheme":
        scheme = extensions["registry.schemes"].get(value)
        return say(scheme.name, scheme.name_en) if scheme else value
    if table in ("district", "industry"):
        entry = extensions[_TABLES[table]].get(value)
        return say(entry.name, entry.name_en) if entry else value
    if table == "reason":
        reason = extensions["registry.reasons"].get(value)
        if reason:
            return say(*reason.text)
        own = _OWN_REASONS.get(value)
        return value if own is None else gettext(own)
    return value


_TABLES = {"district": "registry.districts", "industry": "registry.industries"}
_OWN_REASONS = {
    "expired": _("The last day has passed."),
    "not_yet_valid": _("The first day has not come."),
    "not_released": _("The label was not released."),
}
