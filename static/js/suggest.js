// Suggestions while typing, as an ARIA combobox. Without this script the box is a plain search form.
// Answer expected of data-suggest?q=…: {"items": [{"text": "…", "url": "/…" or absent}, …]}
"use strict";

const DELAY_MS = 120;

function attach(input) {
  const list = document.createElement("ul");
  list.className = "search-box__list";
  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  input.form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let timer;
  let request;

  function choose(index) {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === index));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function show(items) {
    list.replaceChildren(...items.map((item, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.textContent = item.text;
      if (item.url) option.dataset.url = item.url;
      return option;
    }));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    show([]);
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const query = input.value.trim();
    if (!query) return show([]);
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      show(answer.ok ? (await answer.json()).items : []);
    } catch {
      // Aborted by the next key, or no network: the form still searches, so nothing is said.
    }
  }

  function take(option) {
    if (option.dataset.url) {
      location.assign(option.dataset.url);
    } else {
      input.value = option.textContent;
      input.form.requestSubmit();
    }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    // While an input method composes, the value is pinyin that nobody meant to search.
    if (!event.isComposing) timer = setTimeout(ask, DELAY_MS);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  // Before the blur that a click brings, which would empty the list.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(attach);
