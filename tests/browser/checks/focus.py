"""Whoever uses the keyboard sees where they are."""

from playwright.sync_api import Page as Tab

_STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const name = element.tagName.toLowerCase() + (element.id ? "#" + element.id : "")
    + " " + (element.innerText || element.name || "").trim().slice(0, 30);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
    && box.bottom > 0 && box.top < innerHeight;
  const at = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
    Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2));
  const bare = !at || element.contains(at) || at.contains(element)
    || [...element.getClientRects()].some((line) => element.contains(document.elementFromPoint(
      line.left + line.width / 2, line.top + line.height / 2)));
  return {name, outlined, seen, bare};
}"""


def focus_faults(tab: Tab) -> list[str]:
    """What is wrong with how the focused element shows; nothing while none has the focus."""
    stop = tab.evaluate(_STOP)
    if stop is None:
        return []
    words = {"outlined": "no outline", "seen": "out of sight", "bare": "covered"}
    return [f"{stop['name']}: focus {word}" for key, word in words.items() if not stop[key]]


def assert_focus_is_seen(tab: Tab) -> None:
    """Fail with the faults of the focused element."""
    faults = focus_faults(tab)
    assert not faults, f"{tab.url}: {faults}"
