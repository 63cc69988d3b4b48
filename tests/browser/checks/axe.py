"""What axe-core finds; see vendor/README.md."""

from pathlib import Path

from playwright.sync_api import Page as Tab

FILE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
_SOURCE = FILE.read_text(encoding="utf-8")
_RUN = """async () => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    rules: {"target-size": {enabled: true}},
  });
  return found.violations.map(({id, help, nodes}) =>
    `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
}"""


def axe_faults(tab: Tab) -> list[str]:
    """Every violation of axe's rules: WCAG 2.0 to 2.2 A and AA, and its best practices."""
    # Evaluated, not added as a script: the page's own policy rightly forbids that.
    if not tab.evaluate("() => Boolean(window.axe)"):
        tab.evaluate(_SOURCE)
    return list(tab.evaluate(_RUN))
