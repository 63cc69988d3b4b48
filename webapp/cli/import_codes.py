"""Codes of acts, statuses and levels that a fault of a file may name, in words."""

from flask_babel import gettext

from webapp.domain.imports import Fault


def _(text: str) -> str:
    """Mark a text of a table for translation; whoever shows it calls `gettext`."""
    return text


_STATUSES = {
    "draft": _("draft"),
    "issued": _("issued"),
    "suspended": _("suspended"),
    "withdrawn": _("withdrawn"),
    "cancelled": _("cancelled"),
}
_ACTS = {
    "issue": _("issue"),
    "suspend": _("suspend"),
    "reinstate": _("reinstate"),
    "withdraw": _("withdraw"),
    "cancel": _("cancel"),
}
_LEVELS = {
    "national": _("national standard"),
    "industry": _("industry standard"),
    "local": _("local standard"),
    "group": _("group standard"),
    "enterprise": _("enterprise standard"),
    "international": _("international standard"),
}
_DETAILS = {
    "act_incomplete": _STATUSES,
    "act_impossible": _STATUSES,
    "act_missing": _ACTS,
    "level_differs": _LEVELS,
}
_VALUES = {"act_impossible": _ACTS}


def value_of(fault: Fault) -> str:
    """The value that a fault is about, in the language in force where it is a code."""
    return _named(_VALUES.get(fault.reason, {}), fault.value)


def detail_of(fault: Fault) -> str:
    """What belongs to a fault, in the language in force where it is a code."""
    return _named(_DETAILS.get(fault.reason, {}), fault.detail)


def _named(names: dict[str, str], code: str) -> str:
    return str(gettext(names[code])) if code in names else code
