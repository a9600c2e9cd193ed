// What changed between two days: the numbers of both, who moved, and files of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, open, openExample, PHONE, rows, serve, shot, tabTo } from "./browser.mjs";

const MEASURE = "protection_communities";
const FROM = "2022-03-31";
let server, browser, page, faults;

before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function at(hash, viewport) {
  ({ page, faults } = await open(browser, server.address, viewport));
  await openExample(page);
  await page.evaluate((hash) => { location.hash = hash; }, hash);
}

const settled = (id, from = FROM) => page.waitForSelector(`${id}[data-from="${from}"][data-busy="false"]`);

/** How many stand in each class on a day, as the screen of the measure says. */
async function classes(day) {
  await page.evaluate((measure) => { location.hash = `#/measure/${measure}/4307/`; }, MEASURE);
  await page.fill("#day", day);
  await page.waitForSelector(`.heading[data-day="${day}"]`);
  await page.waitForFunction((day) => document.querySelector(".own .classes") && document.querySelector("#day").value === day, day);
  await page.waitForTimeout(400);
  const found = await page.$$eval(".own .classes tr", (items) => items.map((item) => [item.querySelector("th").innerText, Number(item.querySelector(".number").innerText.replace(/,/g, ""))]));
  return Object.fromEntries(found);
}

test("who moved is exactly what the classes of both days differ by", async () => {
  await at(`#/moves/${MEASURE}/4307/${FROM}/`);
  await settled("#moves");
  const chips = (await page.$$eval('[aria-label="从哪一类到哪一类"] .chip', (items) => items.map((item) => item.innerText))).slice(1);
  const moves = chips.map((text) => /^(.+) → (.+) ([\d,]+)$/.exec(text)).map(([, from, to, count]) => ({ from, to, count: Number(count.replace(/,/g, "")) }));
  assert.ok(moves.length >= 1, chips.join());
  const [then, now] = [await classes(FROM), await classes("2022-06-30")];
  for (const name of new Set([...Object.keys(then), ...Object.keys(now)])) {
    const net = moves.reduce((sum, { from, to, count }) => sum + (to === name ? count : 0) - (from === name ? count : 0), 0);
    assert.equal(net, (now[name] ?? 0) - (then[name] ?? 0), name);
  }
  assert.ok(now["已覆盖"] > then["已覆盖"]);
  assert.deepEqual(faults, []);
});

test("the measures that changed stand with both days, lead to who moved, and to why", async () => {
  await at("#/changes/4307/");
  await settled("#changes", "2022-05-31");
  await page.fill("#from", FROM);
  await settled("#changes");
  const shown = await page.$$eval("table.list tbody tr", (items) => items.map((item) => ({ id: item.dataset.id, cells: [...item.cells].map((cell) => cell.innerText) })));
  assert.ok(shown.length > 20, `${shown.length} measures`);
  const row = shown.find(({ id }) => id === MEASURE);
  assert.notEqual(row.cells[1], row.cells[2]);
  await shot(page, "changes");
  await page.click(`tr[data-id="${MEASURE}"] td:nth-child(7) a`);
  await settled("#moves");
  assert.equal(`共 ${row.cells[6]} 个`, await page.innerText("#found"));
  await page.locator('[aria-label="从哪一类到哪一类"] .chip', { hasText: "→ 已覆盖" }).first().click();
  await page.waitForSelector('#moves[data-pair$="-met"][data-busy="false"]');
  await page.waitForFunction(() => [...document.querySelectorAll("table.list tbody tr")].every((row) => row.cells[3].innerText === "已覆盖"));
  await shot(page, "moves");
  await page.locator("table.list tbody tr a").first().click();
  await page.waitForSelector(".class.met");
  assert.deepEqual(faults, []);
});

test("changes and those who moved are saved, all pages of them", async () => {
  await at(`#/moves/protection_minors/4307/${FROM}/`);
  await settled("#moves");
  const total = Number(/共 ([\d,]+) 个/.exec(await page.innerText("#found"))[1].replace(/,/g, ""));
  assert.ok(total > 50);
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`text=${button}`)]);
    return { name: download.suggestedFilename(), lines: readFileSync(await download.path(), "utf8").trimEnd().split("\r\n") };
  };
  const moved = await saved("导出 CSV");
  assert.match(moved.name, /^变动对象 .*常德市 2022-03-31 至 2022-06-30\.csv$/);
  assert.equal(moved.lines.length, total + 1);
  await page.click("text=全部变化");
  await settled("#changes");
  const count = (await rows(page)).length;
  assert.equal((await saved("导出 CSV")).lines.length, count + 1);
  assert.deepEqual(faults, []);
});

test("a day that is not before the other is refused in words, and nothing changed on a day says so", async () => {
  await at("#/changes/4307/2022-06-30");
  await page.waitForSelector("text=前一天要早于数据时点 2022-06-30");
  const unit = readFileSync(new URL("../public/example/units.csv", import.meta.url), "utf8").split("\n").find((line) => line.includes(",community,")).split(",")[0];
  await page.evaluate((unit) => { location.hash = `#/changes/${unit}/2022-06-29`; }, unit);
  await settled("#changes", "2022-06-29");
  assert.match(await page.innerText("main"), /这两天之间没有任何变化|有 [\d,]+ 个指标变了/);
  assert.deepEqual(faults, []);
});

test("changes are walked through without a mouse, fit a phone, and are printed without buttons", async () => {
  await at(`#/changes/4307/${FROM}`);
  await settled("#changes");
  await tabTo(page, "#from");
  await tabTo(page, "table.list tbody tr");
  await page.keyboard.press("ArrowDown");
  const id = await page.evaluate(() => document.activeElement.dataset.id);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => location.hash.includes(`/${id}/`), id);
  await page.goBack();
  await settled("#changes");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".filters .export").first().isVisible(), false);
  assert.equal(await page.locator("table.list").isVisible(), true);
  await page.context().close();
  for (const [name, hash, id] of [["changes", `#/changes/4307/${FROM}`, "#changes"], ["moves", `#/moves/protection_minors/4307/${FROM}/`, "#moves"]]) {
    await at(hash, PHONE);
    await settled(id);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, name);
    await shot(page, `phone-${name}`);
    assert.deepEqual(faults, []);
    await page.context().close();
  }
});
