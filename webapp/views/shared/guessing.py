"""Who asks about many codes that are not ours has to wait; who holds a genuine one never does."""

import logging
from typing import cast

from flask import Response, current_app, request

from webapp.adapters.limits import WINDOW, Guesses, LimitsUnavailable
from webapp.domain.calendar import day_of
from webapp.domain.visitors import client_of
from webapp.queries.verification import Verification
from webapp.views.shared.errors import error_page
from webapp.views.shared.parts import settings
from webapp.views.shared.phrases import gettext as _

logger = logging.getLogger(__name__)
GUESSES = frozenset({"mistyped", "forged", "unknown"})


def refusal_of(answer: Verification) -> Response | None:
    """Count a wrong code against the client; return the 429 once there are too many, else None.

    All three kinds are counted alike.  When they cannot be counted, the answer goes out.
    """
    most = settings().guess_limit
    if answer.standing.standing not in GUESSES or not most:
        return None
    day = day_of(answer.checked_at, settings().time_zone)
    client = client_of(settings().secret_key, day, request.remote_addr or "")
    guesses = cast(Guesses, current_app.extensions["registry.guesses"])
    try:
        count, left = guesses.add(client, int(answer.checked_at.timestamp()))
    except LimitsUnavailable as error:
        logger.warning("a wrong code was not counted: %s", error)
        return None
    return _too_many(left) if count > most else None


def _too_many(left: int) -> Response:
    """The 429; `left` is in seconds."""
    message = _(
        "Too many codes that are not of this registry were asked about from your connection within "
        "%(window)s minutes. Genuine codes are still answered. Minutes to wait: %(minutes)s.",
        window=WINDOW // 60,
        minutes=-(-left // 60),
    )
    response = error_page(429, _("Too many wrong codes"), message)
    response.headers["Retry-After"] = str(left)
    return response
