// Without a mouse, and on a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, openExample, PHONE, serve, shot, tabTo } from "./browser.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

test("the whole way from the start to a reason goes without a mouse", async () => {
  const { page, faults } = await open(browser, server.address);
  await tabTo(page, "button.primary");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".measure");
  await tabTo(page, ".skip");
  await tabTo(page, "#slider");
  await page.keyboard.press("ArrowLeft");
  await page.waitForSelector('#clauses[data-day="2022-06-29"][data-busy="false"]');
  await page.keyboard.press("End");
  await page.waitForSelector('#clauses[data-day="2022-12-31"][data-busy="false"]');
  await tabTo(page, '[data-measure="protection_communities"] .name a');
  await page.keyboard.press("Enter");
  await page.waitForSelector("table.list");
  await tabTo(page, "table.list tbody tr");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const unit = await page.evaluate(() => document.activeElement.dataset.id);
  await page.keyboard.press("Enter");
  await page.waitForSelector(`[data-unit="${unit}"]`);
  await tabTo(page, 'a.button[href^="#/gaps/"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector("#found");
  await tabTo(page, "table.list .sort");
  await page.keyboard.press("Enter");
  await page.waitForSelector('th[aria-sort="ascending"]');
  await tabTo(page, "table.list tbody tr");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".why .step");
  assert.deepEqual(faults, []);
});

test("every control has a name that is read out", async () => {
  const { page } = await open(browser, server.address);
  await openExample(page);
  for (const hash of ["#/plan/4307", "#/measure/protection_minors/4307/", "#/gaps/protection_minors/4307", "#/scores//", "#/changes/4307/", "#/data"]) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.waitForTimeout(500);
    const nameless = await page.$$eval("button, a, input, select, summary, [role=img]", (items) => items
      .filter((item) => !(item.textContent.trim() || item.getAttribute("aria-label") || item.labels?.length))
      .map((item) => item.outerHTML.slice(0, 100)));
    assert.deepEqual(nameless, [], hash);
  }
});

test("no status is told by its colour alone", async () => {
  const { page } = await open(browser, server.address);
  await openExample(page);
  await page.click("text=全部 83");
  const words = await page.$$eval(".pill", (items) => [...new Set(items.map((item) => item.innerText))]);
  assert.ok(words.length >= 4);
  for (const word of words) assert.match(word, /^.\s[\u4e00-\u9fff]{2,}$/);
});

test("a phone shows every screen without scrolling sideways", async () => {
  const { page, faults } = await open(browser, server.address, PHONE);
  const fits = async (screen) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, screen);
    await shot(page, `phone-${screen}`);
  };
  await fits("start");
  await openExample(page);
  await fits("plan");
  const places = {
    measure: "#/measure/protection_minors/4307/", gaps: "#/gaps/protection_minors/4307", counted: "#/counted/protection_communities/4307",
    why: "#/why/protection_communities/4307/unit/430702001001", scores: "#/scores/counties/", points: "#/scores/counties/430702", awards: "#/scores/-awards/", data: "#/data",
  };
  for (const [screen, hash] of Object.entries(places)) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.waitForTimeout(700);
    await fits(screen);
  }
  assert.deepEqual(faults, []);
});
