"""The markup of a page: headings, ids, labels, nothing inline."""

from playwright.sync_api import Page as Tab

_FAULTS = """() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = (element) => element.outerHTML.slice(0, 90);
  const headings = all("h1").length;
  if (headings !== 1) faults.push(`${headings} main headings`);
  if (!document.title.trim()) faults.push("no title");
  if (!/^(zh-CN|en)$/.test(document.documentElement.lang)) faults.push("no language");
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at)))
    faults.push(`id twice: ${id}`);
  for (const attribute of ["for", "aria-labelledby", "aria-describedby", "aria-controls"])
    for (const element of all(`[${attribute}]`))
      for (const id of element.getAttribute(attribute).split(/\\s+/))
        if (!document.getElementById(id)) faults.push(`${attribute} leads nowhere: ${id}`);
  for (const field of all("input:not([type=hidden]), select, textarea")) {
    const labels = [...(field.labels || [])].map((label) => label.textContent.trim()).join("");
    if (!labels && !field.getAttribute("aria-label")) faults.push(`no label: ${told(field)}`);
  }
  for (const image of all("img"))
    for (const needed of ["alt", "width", "height"])
      if (!image.hasAttribute(needed)) faults.push(`no ${needed}: ${told(image)}`);
  for (const script of all("script:not([src])"))
    if (!/json/.test(script.type)) faults.push("inline script");
  if (all("style").length) faults.push("inline style");
  for (const element of all("*"))
    for (const {name} of element.attributes)
      if (name === "style" || /^on/.test(name)) faults.push(`inline ${name}: ${told(element)}`);
  for (const link of all("a[href^='#']"))
    if (!document.getElementById(link.hash.slice(1))) faults.push(`leads nowhere: ${told(link)}`);
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) faults.push(`h${own} after h${level}: ${heading.textContent.trim()}`);
    level = own;
  }
  return faults;
}"""


def structure_faults(tab: Tab) -> list[str]:
    """One h1, a title, a language, unique ids, references that lead somewhere, labelled fields,
    pictures with alternatives and sizes, nothing inline, no heading level left out."""
    return list(tab.evaluate(_FAULTS))
