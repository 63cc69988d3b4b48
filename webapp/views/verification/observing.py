"""What is to be seen in the address of another site, in words."""

from webapp.domain.addresses import Address
from webapp.views.shared.phrases import gettext
from webapp.views.shared.phrases import message as _

OBSERVATIONS: dict[str, str] = {
    "look_alike": _(
        "Its name looks like ours, %(detail)s, but has other letters or figures in it."
    ),
    "nearly_ours": _("Its name is ours, %(detail)s, but for a letter or two."),
    "other_ending": _("Its name is that of %(detail)s with another ending."),
    "name_as_part": _("Our name, %(detail)s, is only a part of its name; it belongs to others."),
    "name_before_at": _(
        "Our name, %(detail)s, stands before the sign @. What counts is the name after it."
    ),
    "name_in_path": _(
        "Our name, %(detail)s, stands behind the name of another site. What counts is the first."
    ),
    "punycode": _("It is written in a code of letters and figures; it reads %(detail)s."),
    "invisible": _("It holds signs that cannot be seen."),
    "before_at": _("“%(detail)s” stands before the sign @ and does not tell where it leads."),
    "scheme": _("It opens no web page but something else on the phone (%(detail)s)."),
    "port": _("It names an unusual entrance to its server, number %(detail)s."),
    "numeric": _("It gives a number, %(detail)s, in place of a name."),
}


def observed(address: Address | None) -> list[str]:
    """Each observation as a sentence in the language of the request."""
    seen = address.observations if address else ()
    return [gettext(OBSERVATIONS[one.kind], detail=one.detail) for one in seen]
