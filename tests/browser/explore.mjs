// Works a table of the class "explore" by keyboard alone and prints what a reader would meet:
//   node explore.mjs <chromium> <report.html>
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, report] = process.argv.slice(2);
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});

const seen = (page) => page.evaluate(() => {
  const table = document.querySelector("table.explore");
  const rows = [...table.tBodies[0].rows];
  return {
    heads: rows.filter((row) => !row.hidden).map((row) => row.cells[0].textContent),
    all: rows.length,
    status: document.querySelector(".explore-status")?.textContent ?? "",
    sorts: [...table.tHead.rows[0].cells].map((cell) => cell.getAttribute("aria-sort")),
    open: [...table.querySelectorAll("details")].filter((each) => each.open).length,
  };
});

async function open(width, height, script = true) {
  const page = await browser.newPage();
  const requests = [], complaints = [];
  page.on("request", (r) => { if (!r.url().startsWith("data:")) requests.push(r.url()); });
  page.on("pageerror", (e) => complaints.push(String(e)));
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(report).href, { waitUntil: "load" });
  return { page, requests, complaints };
}

// Focus stands before the controls; every further step is a key.
async function tabTo(page, fits) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(fits)) return true;
  }
  return false;
}
const start = (page) => page.evaluate(() => {
  const figure = document.querySelector("table.explore").closest("figure");
  figure.tabIndex = -1;
  figure.focus();
});

const result = {};
try {
  const { page, requests, complaints } = await open(1280, 900);
  result.first = await seen(page);
  result.role = await page.evaluate(() => {
    const status = document.querySelector(".explore-status");
    const group = document.querySelector(".explore-controls");
    return {
      status: status.getAttribute("role"),
      group: group.getAttribute("role"), name: group.getAttribute("aria-label"),
      labels: [...group.querySelectorAll("select")].map((e) => e.labels[0]?.textContent ?? ""),
      buttons: [...document.querySelectorAll("table.explore thead button")].length,
      heads: document.querySelector("table.explore").tHead.rows[0].cells.length,
      keys: [...group.querySelectorAll("select")].map((e) => e.dataset.key),
    };
  });

  // Sort the column of reports, then the first theme, by Enter and Space.
  await start(page);
  await tabTo(page, () => document.activeElement.closest("table.explore thead") !== null);
  await page.keyboard.press("Enter");
  result.ascending = await seen(page);
  await page.keyboard.press("Enter");
  result.descending = await seen(page);
  await page.keyboard.press("Enter");
  result.unsorted = await seen(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  result.theme = await seen(page);
  result.themeKeys = await page.evaluate(() =>
    [...document.querySelector("table.explore").tBodies[0].rows].map((row) => Number(row.cells[1].dataset.sort)));
  await page.keyboard.press("Tab");
  result.visible = await page.evaluate(() => {
    const outline = getComputedStyle(document.activeElement);
    return outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 0;
  });

  // Each filter by arrow keys; what is shown is told with the values that the rows have.
  result.filters = [];
  for (const key of result.role.keys) {
    await start(page);
    await page.evaluate((name) => { window.wanted = name; }, key);
    await tabTo(page, () => document.activeElement.dataset?.key === window.wanted);
    await page.keyboard.press("ArrowDown");
    const chosen = await page.evaluate(() => {
      const select = document.activeElement;
      return { value: select.value, text: select.selectedOptions[0].textContent };
    });
    const now = await seen(page);
    now.fitting = await page.evaluate((name, value) => {
      const table = document.querySelector("table.explore");
      return [...table.tBodies[0].rows].filter((row) => {
        if (name === "column") return Boolean(row.cells[Number(value)].dataset.state);
        if (name === "state") return [...row.cells].some((cell) => cell.dataset.state === value);
        return JSON.parse(row.dataset.facets)[name] === value;
      }).map((row) => row.cells[0].textContent);
    }, key, chosen.value);
    result.filters.push({ key, ...chosen, ...now });
    await page.keyboard.press("ArrowUp");
  }
  result.released = await seen(page);

  // Two filters at once leave what fits both; the button takes all back.
  await page.evaluate(() => {
    for (const select of document.querySelectorAll(".explore-controls select")) {
      if (["column", "state"].includes(select.dataset.key)) {
        select.selectedIndex = 1;
        select.dispatchEvent(new Event("change"));
      }
    }
  });
  result.both = await seen(page);
  await start(page);
  await tabTo(page, () => document.activeElement.matches(".explore-controls button:last-of-type"));
  await page.keyboard.press("Enter");
  result.reset = await seen(page);
  await page.keyboard.down("Shift");
  await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  await page.keyboard.press("Enter");
  result.opened = await seen(page);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  }));
  result.violations = found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
  result.complaints = complaints;
  result.requests = requests.filter((url) => !url.startsWith(pathToFileURL(report).href));
  await page.close();

  const plain = await open(1280, 900, false);
  result.plain = await plain.page.evaluate(() => ({
    rows: [...document.querySelector("table.explore").tBodies[0].rows].filter((r) => r.getBoundingClientRect().height > 0).length,
    buttons: document.querySelectorAll("table.explore button, .explore-controls").length,
    details: document.querySelectorAll("table.explore details").length,
  }));
  await plain.page.close();

  const phone = await open(375, 812);
  await start(phone.page);
  await tabTo(phone.page, () => document.activeElement.classList.contains("table-scroll"));
  await phone.page.keyboard.press("ArrowRight");
  await new Promise((done) => setTimeout(done, 300));
  result.phone = await phone.page.evaluate(() => {
    const box = document.querySelector("table.explore").closest(".table-scroll");
    const head = box.querySelector("tbody th").getBoundingClientRect();
    return {
      page: document.documentElement.scrollWidth, role: box.getAttribute("role"),
      tab: box.tabIndex, label: document.getElementById(box.getAttribute("aria-labelledby"))?.textContent ?? "",
      moved: box.scrollLeft, head: head.left - box.getBoundingClientRect().left,
    };
  });
  await phone.page.close();

  const paper = await open(1280, 900);
  await paper.page.emulateMediaType("print");
  result.paper = await paper.page.evaluate(() => ({
    controls: getComputedStyle(document.querySelector(".explore-controls")).display,
    details: getComputedStyle(document.querySelector("table.explore details")).display,
    scroll: getComputedStyle(document.querySelector("table.explore").closest(".table-scroll")).overflowX,
  }));
  await paper.page.close();
} finally {
  await browser.close();
}
console.log(JSON.stringify(result));
