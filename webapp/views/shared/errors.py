"""Errors in words, in both languages, as HTML or JSON; never a stack trace."""

import json
import logging

from flask import Flask, Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError
from werkzeug.exceptions import BadRequest, HTTPException

from search_index.store import IndexUnavailable
from webapp.adapters.databases import DatabaseUnavailable
from webapp.queries.lookups import NotFound
from webapp.views.shared.formats import wants_json

logger = logging.getLogger(__name__)


class BadInput(Exception):
    """What a visitor gave cannot be used: names the field, keeps the value, says the mend."""

    def __init__(self, field: str, value: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.value = value
        self.message = message


def add_error_pages_to(app: Flask) -> None:
    """Answer every fault with a page or a problem document that a visitor can read."""
    app.register_error_handler(BadInput, _bad_input)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DatabaseUnavailable, _unavailable)
    app.register_error_handler(SQLAlchemyError, _unavailable)
    app.register_error_handler(DataError, _unreadable)
    app.register_error_handler(IndexUnavailable, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, title: str, message: str, **more: str) -> Response:
    """One error in the form that the request asks for."""
    if wants_json() or request.path.endswith(".json") or request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": message}
        body = json.dumps(problem | more, ensure_ascii=False)
        return Response(body, status, mimetype="application/problem+json")
    try:
        page = render_template("errors/error.html", status=status, title=title, message=message)
    except Exception:
        logger.exception("the error page itself failed")
        return Response(f"{status} {title}\n{message}\n", status, mimetype="text/plain")
    return Response(page, status)


def _bad_input(error: BadInput) -> Response:
    return error_page(400, _("Please check what you entered"), error.message, field=error.field)


def _not_found(error: NotFound) -> Response:
    logger.info("not found: %s", error)
    return error_page(404, *_texts()[404])


def _http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    title, message = _texts().get(status, _texts()[400 if status < 500 else 500])
    response = error_page(status, title, message)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unreadable(error: DataError) -> Response | HTTPException:
    """What no column can hold, such as a NUL byte on PostgreSQL, can only have been sent to us."""
    logger.info("unreadable: %s", type(error.orig).__name__)
    return _http_error(BadRequest())


def _unavailable(error: Exception) -> Response:
    if isinstance(error, SQLAlchemyError) and not isinstance(error, DBAPIError):
        return _unexpected(error)
    logger.error("unavailable: %s", type(error).__name__, exc_info=error)
    response = error_page(503, *_texts()[503])
    response.headers["Retry-After"] = "30"
    return response


def _unexpected(error: Exception) -> Response:
    logger.error("unexpected: %s", type(error).__name__, exc_info=error)
    return error_page(500, *_texts()[500])


def _texts() -> dict[int, tuple[str, str]]:
    return {
        400: (_("This request cannot be read"), _("Go back, check the address, and try again.")),
        403: (_("Not allowed"), _("This page is not open to you.")),
        404: (
            _("Nothing is found at this address"),
            _("Check the address, or search for what you need."),
        ),
        405: (_("This address does not take that action"), _("Go back and use the page's form.")),
        413: (_("What you sent is too large"), _("Send a smaller file or text.")),
        414: (_("The address is too long"), _("Shorten what you search for.")),
        429: (_("Too many tries"), _("Wait a little, then try again.")),
        500: (
            _("Something went wrong on our side"),
            _("It has been noted. Nothing can be said about the mark until it is mended."),
        ),
        503: (
            _("The register cannot be reached just now"),
            _("Nothing can be said about the mark at the moment. Try again in half a minute."),
        ),
    }
