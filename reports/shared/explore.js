// Tables of the class "explore": headers that sort, choices that filter, a status that says how many
// rows are shown. Without it the table is whole. It asks nothing of the network and stores nothing.
(() => {
  "use strict";
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const collator = new Intl.Collator("da", { numeric: true });

  function explore(table) {
    const words = JSON.parse(table.dataset.words);
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const facets = new Map(rows.map((row) => [row, JSON.parse(row.dataset.facets)]));
    const region = table.closest(".table-scroll");
    const controls = make("div", "", { class: "explore-controls", role: "group", "aria-label": words.controls });
    const status = make("p", "", { class: "explore-status", role: "status" });
    const selects = [];
    let order = "";

    function tell() {
      const n = rows.filter((row) => !row.hidden).length;
      status.textContent = [fill(words.shown, { n, of: rows.length }), order].filter(Boolean).join(" ");
    }

    function choose(key, label, options) {
      const select = make("select", "", { "data-key": key });
      select.append(make("option", words.all, { value: "" }));
      for (const [value, text] of options) select.append(make("option", text, { value }));
      select.addEventListener("change", filter);
      const box = make("label");
      box.append(make("span", label), select);
      controls.append(box);
      selects.push(select);
    }

    const chosen = (key) => selects.find((select) => select.dataset.key === key)?.value ?? "";

    function filter() {
      const [column, state] = [chosen("column"), chosen("state")];
      for (const row of rows) {
        const own = facets.get(row);
        const fits = Object.keys(words.facets).every((key) => !chosen(key) || own[key] === chosen(key));
        const cells = column ? [row.cells[Number(column)]] : [...row.cells];
        const told = cells.some((cell) => (state ? cell.dataset.state === state : cell.dataset.state));
        row.hidden = !(fits && (told || !(column || state)));
      }
      tell();
    }

    // The first press shows the strongest or largest first, a third one the order of the report.
    function sort(head) {
      const at = heads.indexOf(head);
      const ways = head.classList.contains("marked") || head.classList.contains("right")
        ? ["none", "descending", "ascending"] : ["none", "ascending", "descending"];
      const way = ways[(ways.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
      for (const each of heads) each.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", way);
      const sign = way === "descending" ? -1 : 1;
      const value = (row) => row.cells[at].dataset.sort;
      const sorted = way !== "none" ? [...rows].sort((a, b) => sign * collator.compare(value(a), value(b))) : rows;
      body.append(...sorted);
      order = way !== "none"
        ? fill(words.sorted, { column: head.textContent, order: way === "ascending" ? words.up : words.down })
        : words.unsorted;
      tell();
    }

    for (const [key, label] of Object.entries(words.facets)) {
      const values = [...new Set(rows.map((row) => facets.get(row)[key]).filter(Boolean))];
      choose(key, label, values.sort(collator.compare).map((value) => [value, value]));
    }
    const marked = heads.filter((head) => head.classList.contains("marked"));
    choose("column", words.column, marked.map((head) => [String(heads.indexOf(head)), head.textContent]));
    choose("state", words.state, Object.entries(words.states));
    for (const head of heads) {
      const button = make("button", head.textContent, { type: "button" });
      button.addEventListener("click", () => sort(head));
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
    }
    const details = [...table.querySelectorAll("details")];
    const opener = make("button", words.open, { type: "button", "aria-expanded": "false" });
    opener.addEventListener("click", () => {
      const open = opener.getAttribute("aria-expanded") === "false";
      for (const each of details) each.open = open;
      opener.setAttribute("aria-expanded", String(open));
      opener.textContent = open ? words.close : words.open;
    });
    const reset = make("button", words.reset, { type: "button" });
    reset.addEventListener("click", () => {
      for (const select of selects) select.value = "";
      for (const each of heads) each.setAttribute("aria-sort", "none");
      body.append(...rows);
      order = "";
      filter();
    });
    controls.append(...(details.length ? [opener] : []), reset);
    region.before(controls, status);
    filter();
  }

  for (const table of document.querySelectorAll("table.explore")) explore(table);
})();
