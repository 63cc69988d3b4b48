"""How counts and numbers are written."""


def figure(number: int) -> str:
    """A count with its thousands set apart: `61,638`."""
    return f"{number:,}"


def barcode(gtin: str | None) -> str:
    """A GTIN-14 as printed below the bar code: 8 digits or 13, 14 for a case; empty for None."""
    if not gtin:
        return ""
    if gtin.startswith("000000"):
        return gtin[6:]
    return gtin.removeprefix("0")
