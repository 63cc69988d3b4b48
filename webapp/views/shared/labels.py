"""The words for codes that records and facets hold: statuses, levels, districts, schemes."""

from flask import current_app
from flask_babel import lazy_gettext as _

from webapp.views.shared.language import say

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
    "standing": {
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
        "foreign": _("Not a code of this registry"),
        "unknown": _("Cannot be confirmed"),
    },
    "status": {
        "draft": _("Draft"),
        "in_force": _("In force"),
        "upcoming": _("Upcoming"),
        "abolished": _("Abolished"),
        "superseded": _("Superseded"),
        "unknown": _("Status unknown"),
    },
    "level": {
        "national": _("National"),
        "industry": _("Industry"),
        "local": _("Local"),
        "group": _("Association"),
        "enterprise": _("Of an enterprise"),
        "international": _("International"),
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


def label_of(table: str, value: str) -> str:
    """The words for a code of `table`; the code itself where there are none."""
    if table in WORDS:
        return str(WORDS[table].get(value, value))
    extensions = current_app.extensions
    if table == "scheme" and value in extensions["registry.schemes"]:
        return say(*extensions["registry.schemes"][value].name)
    if table in ("district", "industry"):
        entry = extensions[_TABLES[table]].get(value)
        return say(entry.name, entry.name_en) if entry else value
    if table == "reason":
        reason = extensions["registry.reasons"].get(value)
        return say(*reason.text) if reason else str(_OWN_REASONS.get(value, value))
    return value


_TABLES = {"district": "registry.districts", "industry": "registry.industries"}
_OWN_REASONS = {
    "expired": _("The last day has passed."),
    "not_yet_valid": _("The first day has not come."),
    "not_released": _("The label was not released."),
}
