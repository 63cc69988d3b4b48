"""Translations, looked up once for each language and then remembered.

Catalogues do not change while the process lives; a look-up through Flask-Babel costs several
microseconds, and a page says some fifty things.
"""

from functools import lru_cache

from flask_babel import gettext as babel_gettext
from markupsafe import Markup

from webapp.views.shared.language import language


def message(text: str) -> str:
    """Mark a text of a table for translation; whoever shows it calls `gettext`."""
    return text


def gettext(message: str, **variables: object) -> str:
    """The message in the language of the request; `%(name)s` is filled from `variables`."""
    text = _translated(language(), message)
    return text % variables if variables else text


def marked_up(message: str, **variables: object) -> Markup:
    """As `gettext`, for templates: the message is ours and safe, the variables are escaped."""
    text = _marked_up(language(), message)
    return text % variables if variables else text


@lru_cache(maxsize=4096)
def _translated(_language: str, message: str) -> str:
    return str(babel_gettext(message))


@lru_cache(maxsize=4096)
def _marked_up(_language: str, message: str) -> Markup:
    return Markup(babel_gettext(message))
