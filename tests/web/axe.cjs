// Looks at pages in a real browser: axe in light, dark and on a phone, and what a person with a keyboard meets.
// node axe.cjs NODE_MODULES CHROMIUM FILE... → JSON by file name on standard output.
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [modules, executablePath, ...files] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const VIEWS = {
  light: { viewport: { width: 1400, height: 900 } },
  dark: { viewport: { width: 900, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 320, height: 640 } },
};

// axe needs to run a script in the page, which the page's own policy forbids: these views look past the policy.
async function judged(browser, url, view) {
  const context = await browser.newContext({ ...VIEWS[view], bypassCSP: true });
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
  await context.close();
  const violations = found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`);
  return { violations, checks: found.passes.length, overflow: Math.max(0, wide) };
}

// The page as it comes, under its own policy.
async function met(browser, url) {
  const context = await browser.newContext(VIEWS.light);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => request.url() === url || complaints.push(`asked for ${request.url().slice(0, 80)}`));
  await page.goto(url);
  const seen = await page.evaluate(() => {
    const style = (selector, pseudo, property) => {
      const found = document.querySelector(selector);
      return found && getComputedStyle(found, pseudo)[property];
    };
    getSelection().selectAllChildren(document.querySelector("main"));
    const copied = getSelection().toString();
    getSelection().removeAllRanges();
    return { copied, paper: style("html", null, "backgroundColor") };
  });
  const focused = [];
  for (let n = 0; n < 200; n++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const e = document.activeElement;
      return e === document.body ? null : {
        name: e.id || e.getAttribute("href") || e.className,
        outline: getComputedStyle(e).outlineStyle,
      };
    });
    if (now === null) break;
    focused.push(now);
  }
  const card = await page.$(".about") ? await pressed(page) : null;
  const margin = await page.$(".about") ? await hovered(page) : null;
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  await context.close();
  return { complaints, ...seen, focused, card, margin, pdf: pdf.toString("base64") };
}

// What becomes of the card of a cited instrument: pressed open, dismissed with Escape, opened again, dismissed by a press beside it.
async function pressed(page) {
  const shown = () => page.evaluate(() => getComputedStyle(document.querySelector(".card")).display);
  const before = await shown();
  await page.focus(".about");
  await page.keyboard.press("Enter");
  const open = await shown();
  const inside = await page.evaluate(() => {
    const box = document.querySelector(".card").getBoundingClientRect();
    return box.width > 50 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  });
  await page.keyboard.press("Escape");
  const escaped = await shown();
  const focus = await page.evaluate(() => document.activeElement.className);
  await page.keyboard.press("Enter");
  const again = await shown();
  await page.mouse.click(3, 3);
  const beside = await shown();
  return { before, pressed: open, inside, escaped, focus, again, beside };
}

// What the margin tells of a citation that is hovered over, or whose button has the focus, in a wide window and in a narrow one.
async function hovered(page) {
  const seen = () => page.evaluate(() => {
    const after = getComputedStyle(document.querySelector(".cited"), "::after");
    const box = document.querySelector("main").getBoundingClientRect();
    return { shown: after.content !== "none" && after.visibility === "visible", said: after.content, free: parseFloat(after.left) >= box.right };
  });
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.mouse.move(3, 3);
  await page.evaluate(() => document.activeElement.blur());
  await page.waitForTimeout(900);
  const before = await seen();
  await page.hover(".cited");
  const over = await seen();
  await page.mouse.move(3, 3);
  await page.waitForTimeout(900);
  const away = await seen();
  await page.keyboard.press("Tab");
  await page.focus(".about");
  const focused = await seen();
  await page.setViewportSize({ width: 900, height: 900 });
  await page.hover(".cited");
  return { before, over, away, focused, narrow: await seen() };
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ARGS });
  const out = {};
  for (const file of files) {
    const url = pathToFileURL(file).href;
    out[path.basename(file)] = { met: await met(browser, url) };
    for (const view of Object.keys(VIEWS)) out[path.basename(file)][view] = await judged(browser, url, view);
  }
  await browser.close();
  process.stdout.write(JSON.stringify(out));
})();
