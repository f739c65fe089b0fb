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

  const filter = () => {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    const least = Number(band.value) || 0;
    let count = 0;
    for (const entry of rows) {
      const fits = entry.band >= least && words.every((word) => entry.text.includes(word));
      entry.row.hidden = !fits;
      count += fits;
    }
    shown.textContent = shown.dataset.text
      .replace("{shown}", String(count)).replace("{all}", String(rows.length));
  };

  const compare = (one, other) => typeof one === "number"
    ? one - other : one.localeCompare(other, undefined, { numeric: true });
  const sortBy = (column, header) => {
    const was = header.getAttribute("aria-sort");
    const numeric = typeof (rows[0] && rows[0].keys[column]) === "number";
    const down = was ? was === "ascending" : numeric;
    table.querySelectorAll("th[aria-sort]").forEach((th) => th.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((a, b) => (down ? -1 : 1) * compare(a.keys[column], b.keys[column]));
    body.append(...rows.map((entry) => entry.row));
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
