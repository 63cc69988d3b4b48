"""How a page lies on the screen and on paper."""

from playwright.sync_api import Page as Tab

NARROWEST = 320  # CSS pixels: WCAG 2.2, 1.4.10 Reflow

_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const root = document.scrollingElement;
  root.scrollLeft = 100;
  const scrolls = root.scrollLeft > 0 || root.scrollWidth > width;
  root.scrollLeft = 0;
  // What is cut off instead of scrolling cannot be read either.
  const clipped = [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && box.right > width + 1 && style.visibility !== "hidden"
      && !element.closest(".data-table--scroll") && element.innerText?.trim();
  });
  // Nor what sticks out of its own box, over a frame or a neighbour.
  const blocks = document.querySelectorAll("h1, h2, h3, p, dt, dd, th, td, li, label, button");
  const sticking = [...blocks].filter((element) => element.checkVisibility()
    && getComputedStyle(element).display !== "inline" && element.clientWidth > 1
    && !(element.closest("thead")?.getBoundingClientRect().width <= 1)
    && element.scrollWidth > element.clientWidth + 2);
  return (scrolls ? [`scrolls sideways at ${width}`] : []).concat(
    clipped.slice(0, 3).map((element) => `beyond the edge: ${element.outerHTML.slice(0, 90)}`),
    sticking.slice(0, 3).map((element) => `sticks out: ${element.outerHTML.slice(0, 90)}`));
}"""

_PRINTED = """() => {
  const shown = (element) => element.checkVisibility({visibilityProperty: true});
  const needless = [...document.querySelectorAll("nav, form, button, input, .skip-link")];
  const words = [...document.querySelectorAll("h1, h2, h3, p, dt, dd, th, td")];
  const cut = words.filter((element) => {
    const box = element.getBoundingClientRect();
    // What screen readers alone are told is moved out of sight on purpose.
    return shown(element) && box.width > 1 && !element.closest(".visually-hidden")
      && (box.left < 0 || box.right > document.documentElement.clientWidth + 1);
  });
  return needless.filter(shown).map((element) => `on paper: ${element.outerHTML.slice(0, 90)}`)
    .concat(cut.map((element) => `off the paper: ${element.outerHTML.slice(0, 90)}`));
}"""


def reflow_faults(tab: Tab) -> list[str]:
    """Nothing is wider than a screen of 320 pixels."""
    before = tab.viewport_size
    tab.set_viewport_size({"width": NARROWEST, "height": 640})
    faults = list(tab.evaluate(_WIDE))
    if before:
        tab.set_viewport_size(before)
    return faults


def print_faults(tab: Tab) -> list[str]:
    """Paper shows no navigation, no form and no button, and cuts nothing off."""
    tab.emulate_media(media="print")
    faults = list(tab.evaluate(_PRINTED))
    tab.emulate_media(media="screen")
    return faults
