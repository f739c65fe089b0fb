"use strict";
(() => {
  const table = document.getElementById("file-table");
  const tools = document.getElementById("tools");
  const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("main > section > details:not([open])")].slice(0, 50);
    unfolded.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => unfolded.forEach((part) => { part.open = false; }));

  if (!table || !tools) return;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    text: folded(row.textContent),
    band: Number(row.dataset.band) || 0,
    keys: [...row.cells].map((cell) => cell.dataset.key === undefined
      ? folded(cell.textContent) : Number(cell.dataset.key)),
  }));
  const search = document.getElementById("search");
  const band = document.getElementById("band");
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  const number = new Intl.NumberFormat(document.documentElement.lang).format;
  const pageRows = matchMedia("(max-width: 40rem)").matches ? 20 : 200;
  const singular = document.documentElement.lang === "fr" ? [0, 1] : [1];
  let limit = pageRows;

  const list = () => {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    const least = Number(band.value) || 0;
    let count = 0;
    for (const entry of rows) {
      const fits = entry.band >= least && words.every((word) => entry.text.includes(word));
      count += fits;
      entry.row.hidden = !fits || count > limit;
    }
    const button = more.firstElementChild;
    more.hidden = count <= limit;
    button.textContent = button.dataset.text
      .replace("{n}", number(Math.min(pageRows, count - limit)))
      .replace("{rest}", number(count - limit));
    shown.textContent = (singular.includes(count) ? shown.dataset.one : shown.dataset.many)
      .replace("{shown}", number(count)).replace("{all}", number(rows.length));
  };

  const filter = () => {
    limit = pageRows;
    list();
  };

  more.firstElementChild.addEventListener("click", () => {
    const next = rows.filter((entry) => !entry.row.hidden).length;
    limit += pageRows;
    list();
    // Who goes on by keyboard goes on where the new rows begin.
    const { row } = rows.filter((entry) => !entry.row.hidden)[next];
    row.tabIndex = -1;
    row.focus();
  });

  const compare = (one, other) => typeof one === "number"
    ? one - other : one.localeCompare(other, undefined, { numeric: true });
  const sortBy = (column, header) => {
    const was = header.getAttribute("aria-sort");
    const numeric = typeof (rows[0] && rows[0].keys[column]) === "number";
    const down = was ? was === "ascending" : numeric;
    table.querySelectorAll("th[aria-sort]").forEach((th) => th.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((a, b) => (down ? -1 : 1) * compare(a.keys[column], b.keys[column]));
    const sorted = document.createDocumentFragment();
    rows.forEach((entry) => sorted.append(entry.row));
    body.append(sorted);
    filter();
  };

  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sortBy(column, header));
  });
  search.addEventListener("input", filter);
  band.addEventListener("change", filter);
  tools.hidden = false;
  filter();
})();
