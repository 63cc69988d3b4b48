"""Security headers on every response, and the sides of a request that an answer varies with."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), microphone=(), camera=(), interest-cohort=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
# For answers that do not say otherwise.
DEFAULTS = (
    ("Cache-Control", "no-cache"),
    ("Vary", "Accept, Accept-Language, Cookie"),
)


class FixedHeaders:
    """Wraps a WSGI application and completes the headers of whatever it answers.

    It stands outside Flask so that no error path can pass it by, and because Werkzeug checks
    each header anew on every request, which costs a scan more than its database read.
    """

    def __init__(self, application: "WSGIApplication", *, secure: bool) -> None:
        self._application = application
        self._fixed = [*HEADERS, *DEFAULTS, *([STRICT_TRANSPORT] if secure else [])]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the wrapped application does, with the headers that it left out."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            given = {name.lower() for name, _ in headers}
            headers += [header for header in self._fixed if header[0].lower() not in given]
            return start_response(status, headers, exc_info)

        return self._application(environ, start)
