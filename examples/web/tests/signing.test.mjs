// Signing of scores: who signed what and when, and whether it still holds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, open, openExample, PHONE, serve, shot, tabTo } from "./browser.mjs";

let server, browser, page, faults;

before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function counties(viewport) {
  ({ page, faults } = await open(browser, server.address, viewport));
  await openExample(page);
  await page.fill("#day", "2022-12-31");
  await page.waitForSelector('[data-day="2022-12-31"]');
  await page.evaluate(() => { location.hash = "#/scores/counties/"; });
  await idle();
}

const idle = () => page.waitForSelector('.signing[data-busy="false"]');

async function step(by, note = "") {
  await page.fill('.signing input[name="by"]', by);
  await page.fill('.signing input[name="note"]', note);
  await page.click(".signing button.primary");
  await idle();
}

async function stage(expected) {
  await page.waitForSelector(`.signing .stage >> text=${expected}`);
}

async function saved() {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=保存签署文件")]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("a scorecard is put forward, signed, published, contested and confirmed; each step says who, when and which scores", async () => {
  await counties();
  assert.match(await page.innerText(".signing"), /还没有签署/);
  await step("");
  assert.match(await page.innerText(".signing .error"), /签署/);
  await step("考核办公室", "汇总");
  await stage("已提出");
  await step("党组会议", "会议纪要第三号");
  await stage("已审定");
  await page.waitForSelector(".standing.unchanged >> text=有效");
  await shot(page, "signing", true);
  const lines = await page.$$eval('[aria-label="签署经过"] tbody tr', (items) => items.map((item) => [...item.cells].map((cell) => cell.innerText)));
  assert.deepEqual(lines.map(([title, by]) => [title, by]), [["提出（汇总）", "考核办公室"], ["审定（签署）", "党组会议"]]);
  for (const [, , at, , digest] of lines) {
    assert.match(at, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    assert.match(digest, /^[0-9a-f]{16}$/);
  }
  await step("办公室");
  await stage("已公示");
  // The scorecard of the counties declares no appeals: the library says so.
  await page.selectOption(".signing select", "appeal");
  await page.fill(".signing label:nth-of-type(2) input", "430702");
  await step("武陵区");
  assert.match(await page.innerText(".signing .error"), /申诉期限/);
  await page.selectOption(".signing select", "confirm");
  await step("党组会议");
  await stage("已确认");
  assert.equal(await page.locator(".signing form").count(), 0);
  assert.deepEqual(faults, []);
});

test("a signed file that is opened again says whether the scores are still those, and what is other", async () => {
  await counties();
  await step("考核办公室");
  await step("党组会议");
  await stage("已审定");
  const file = await saved();
  assert.equal(file.name, "签署 区县妇联年度工作考核.json");
  const document = JSON.parse(file.text);
  assert.equal(document.steps.length, 2);
  await page.context().close();

  await counties();
  await page.setInputFiles(".signing input[type=file]", { name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
  await stage("已审定");
  await page.waitForSelector(".standing.unchanged");
  // What was entered after the end of the year counts too now: other scores.
  await page.click(".known summary");
  await page.fill('[aria-label="登记截至"]', "2023-06-30");
  await page.waitForSelector(".standing.changed >> text=已变");
  assert.ok((await page.locator(".standing.changed li").count()) > 0);
  assert.match(await page.locator(".standing.changed li").first().innerText(), /：[\d.]+ → [\d.]+/);
  await shot(page, "signing-changed", true);
  await step("党组会议");
  assert.match(await page.innerText(".signing .error"), /amend|上一步/);
  await page.selectOption(".signing select", "amend");
  await step("考核办公室", "年后补登");
  await stage("已提出");
  await page.waitForSelector(".standing.unchanged");
  assert.match(await page.innerText('[aria-label="签署经过"]'), /改动：/);
  assert.deepEqual(faults, []);
});

test("a file that is no signing of this scorecard is refused in words", async () => {
  await counties();
  const give = async (text) => {
    await page.setInputFiles(".signing input[type=file]", { name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.waitForSelector(".signing .error");
    return page.innerText(".signing .error");
  };
  assert.match(await give("{"), /不是完好的 JSON/);
  assert.match(await give('{"scorecard": "offices"}'), /另一张评分表的：offices/);
  assert.match(await give('{"scorecard": "counties", "state": "signed"}'), /steps/);
  assert.match(await page.innerText(".signing"), /还没有签署/);
});

test("signing goes without a mouse, fits a phone, and is printed without its form", async () => {
  await counties();
  await tabTo(page, '.signing input[name="by"]');
  await page.keyboard.type("考核办公室");
  await page.keyboard.press("Enter");
  await stage("已提出");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".signing form").isVisible(), false);
  assert.equal(await page.locator('[aria-label="签署经过"]').isVisible(), true);
  await page.context().close();
  await counties(PHONE);
  await step("考核办公室");
  await stage("已提出");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await page.locator(".signing").scrollIntoViewIfNeeded();
  await shot(page, "phone-signing");
  assert.deepEqual(faults, []);
});
