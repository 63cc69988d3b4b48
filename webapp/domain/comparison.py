"""Comparing the values that standards ask for, and values declared and measured."""

from decimal import Decimal


def compare(own: Decimal, other: Decimal, direction: str) -> str:
    """Return `higher` (own asks more), `equal`, `lower`, or `none` when no side is better.

    `direction` is `higher` where a larger value is better, `lower` where a smaller one is.
    """
    if own == other:
        return "equal"
    if direction not in ("higher", "lower"):
        return "none"
    return "higher" if (own > other) == (direction == "higher") else "lower"


def meets(measured: Decimal, limit: Decimal, direction: str) -> bool | None:
    """Whether a measured value keeps a limit; None when the direction does not tell."""
    if direction not in ("higher", "lower"):
        return None
    return measured >= limit if direction == "higher" else measured <= limit
