"""Rows: one noun per file.  Importing this package registers every table."""

from webapp.models import (
    certificate,
    code_batch,
    enterprise,
    event,
    notice,
    product,
    scan,
    standard,
)

__all__ = [
    "certificate",
    "code_batch",
    "enterprise",
    "event",
    "notice",
    "product",
    "scan",
    "standard",
]
