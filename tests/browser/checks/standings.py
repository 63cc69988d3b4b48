"""A standing is told by its word and by a shape of its own; colour only adds to them."""

from playwright.sync_api import Page as Tab

_TAGS = """() => [...document.querySelectorAll(".status-tag, .standing-banner")].map((tag) => ({
  word: (tag.querySelector(".standing-banner__word") || tag).textContent.trim(),
  shape: tag.querySelector("svg")?.innerHTML.trim() || "",
  big: (tag.querySelector("svg")?.getBoundingClientRect().width || 0) >= 12,
}))"""


def shapes_of(tab: Tab) -> dict[str, str]:
    """Each standing of the page: its word and the drawing of its shape."""
    return {tag["word"]: tag["shape"] for tag in tab.evaluate(_TAGS)}


def standing_faults(tab: Tab) -> list[str]:
    """A standing without its word, or without a shape that can be seen."""
    faults = []
    for tag in tab.evaluate(_TAGS):
        if not tag["word"]:
            faults.append("a standing without a word")
        if not (tag["shape"] and tag["big"]):
            faults.append(f"a standing without a shape: {tag['word']}")
    return faults
