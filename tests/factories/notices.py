"""Fictional notices."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from webapp.models.notice import Notice

_numbers = count(1)


def a_notice(**columns: Any) -> Notice:
    """An announcement that was published long ago."""
    number = next(_numbers)
    return Notice(
        **{
            "slug": f"sample-notice-{number}",
            "kind": "announcement",
            "title": f"样例通告第{number}号",
            "title_en": f"Sample announcement {number}",
            "body": "仅供测试。",
            "published_at": datetime(2024, 2, 1, tzinfo=UTC),
            "is_sample": True,
        }
        | columns
    )
