"""Security headers on every response, and the sides of a request that an answer varies with."""

from flask import Flask, Response

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
VARY = "Accept, Accept-Language, Cookie"


def add_headers_to(app: Flask, *, secure: bool) -> None:
    """Put the headers on every response of `app`; `secure` adds HSTS."""
    fixed = (*HEADERS, STRICT_TRANSPORT) if secure else HEADERS

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        present = {name for name, _ in headers}
        for name, value in fixed:
            if name not in present:
                headers.add(name, value)
        if "Cache-Control" not in present:
            headers.add("Cache-Control", "no-cache")
        if "Vary" not in present:
            headers.add("Vary", VARY)
        return response
