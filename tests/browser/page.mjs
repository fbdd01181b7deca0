// Opens a report in headless Chromium and prints as JSON what the tests ask:
//   node page.mjs <chromium> <report.html> [folder for screenshots]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, report, pictures] = process.argv.slice(2);
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(
    (values) => axe.run(document, { runOnly: { type: "tag", values } }),
    tags,
  );
  return {
    passes: found.passes.length,
    violations: found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`),
  };
}

async function stops(page, limit) {
  // What the Tab key reaches, in order.
  const seen = [];
  for (let i = 0; i < limit; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const outline = getComputedStyle(e);
      return {
        tag: e.tagName.toLowerCase(),
        kind: e.className,
        target: e.getAttribute("href") ?? "",
        visible: outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 0,
      };
    });
    if (!stop) break;
    seen.push(stop);
    if (/-scroll$/.test(stop.kind)) {
      await page.keyboard.press("ArrowRight");
      await new Promise((done) => setTimeout(done, 300));
      Object.assign(
        stop,
        await page.evaluate(() => {
          const e = document.activeElement;
          const caption = document.getElementById(e.getAttribute("aria-labelledby"));
          return {
            overflows: e.scrollWidth > e.clientWidth,
            moved: e.scrollLeft > 0,
            name: caption ? caption.textContent : "",
            captionInside: caption ? e.contains(caption) : true,
          };
        }),
      );
    }
  }
  return seen;
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  // The last ones keep Chromium from asking its maker's servers, which a closed network refuses.
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
const result = {};
try {
  for (const [name, width, height] of [["desktop", 1280, 900], ["phone", 375, 812]]) {
    const page = await browser.newPage();
    const requests = [];
    const complaints = [];
    const itself = pathToFileURL(report).href;
    page.on("request", (r) => {
      const url = r.url().split("#")[0];
      if (url !== itself && !url.startsWith("data:")) requests.push(url);
    });
    page.on("console", (m) => { if (/error|warn/.test(m.type())) complaints.push(m.text()); });
    page.on("pageerror", (e) => complaints.push(String(e)));
    await page.setViewport({ width, height });
    await page.goto(itself, { waitUntil: "load" });
    const found = await violations(page);
    const measures = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
      regions: document.querySelectorAll('[role="region"][tabindex="0"]').length,
    }));
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    const reached = await stops(page, 200);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const banner = await page.evaluate(() => {
      const e = document.querySelector(".synthetic-banner");
      if (!e) return null;
      const box = e.getBoundingClientRect();
      return { text: e.textContent.trim(), top: box.top, height: box.height };
    });
    result[name] = { ...found, ...measures, stops: reached, banner, requests, complaints };
    await page.close();
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(result));
