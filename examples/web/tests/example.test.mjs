// The built-in example, as staff walk through it: clauses, day, units, lists, reasons, scores, files to save.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { launch, open, openExample, rows, serve, shot } from "./browser.mjs";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const example = fileURLToPath(new URL("../public/example", import.meta.url));
let server, browser, page, faults;

before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function fresh() {
  ({ page, faults } = await open(browser, server.address));
  await openExample(page);
}

/** The native program over the files of the example. */
function jinguo(...args) {
  return execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "jinguo-examples", "--", ...args, "--ledger", example, "--as-of", "2022-06-30"], {
    cwd: repository, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8", maxBuffer: 1 << 28,
  });
}

/** What the table of classes on a measure's screen says of a class. */
async function classOf(name) {
  const cell = page.locator(`.classes tr.${name} td.number`);
  return (await cell.count()) === 0 ? 0 : Number((await cell.innerText()).replace(/,/g, ""));
}

/** What is read once it differs: the arrow of a sorted column turns at once, its rows come from the Worker a little later. */
async function changed(read, before) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await read();
    if (found.join() !== before.join()) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail("the rows do not follow the heading");
}

test("the clauses show what the native program computes over the same files", async () => {
  await fresh();
  await page.click("text=全部 83");
  const shown = await page.$$eval(".measure", (items) => items.map((item) => ({
    id: item.dataset.measure, status: item.querySelector(".pill").className.split(" ")[1], value: item.querySelector("strong").innerText,
    counts: item.querySelector(".figures small").innerText,
  })));
  const out = mkdtempSync(join(tmpdir(), "jinguo-page-"));
  jinguo("--out", out);
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  rmSync(out, { recursive: true });
  assert.equal(shown.length, report.measures.length);
  let rates = 0;
  for (const measure of report.measures) {
    const native = measure.results.find((result) => result.unit === "4307" && !result.stratum);
    const here = shown.find((each) => each.id === measure.id);
    assert.equal(here.status, native.status, measure.id);
    if (/ \/ /.test(here.counts)) {
      rates += 1;
      assert.equal(here.counts.replace(/,/g, ""), `${native.numerator} / ${native.denominator}`, measure.id);
    } else if (measure.scoring === "count" && native.state === "value" && /^\d+$/.test(native.value)) {
      assert.equal(here.value.replace(/,/g, ""), native.value, measure.id);
    }
    if (here.value.split("～").includes("100%")) assert.equal(native.numerator, native.denominator, `${measure.id}: 100 % and somebody missing`);
  }
  assert.ok(rates > 15, `${rates} rates compared`);
  await shot(page, "plan");
  assert.deepEqual(faults, []);
});

test("it says that the data are synthetic on every screen", async () => {
  await fresh();
  for (const tab of ["指标进度", "评分评比", "数据"]) {
    await page.click(`nav >> text=${tab}`);
    assert.match(await page.innerText(".label"), /合成数据/);
  }
});

test("the slider moves the day, and the numbers with it", async () => {
  await fresh();
  await page.click('[data-measure="protection_communities"] .name a');
  await page.waitForSelector(".classes");
  const june = await classOf("met");
  await page.locator("#slider").focus();
  for (let days = 0; days < 5; days++) await page.keyboard.press("ArrowRight");
  await page.waitForSelector('[data-day="2022-07-05"]');
  assert.equal(await page.inputValue("#day"), "2022-07-05");
  await page.fill("#day", "2022-12-31");
  await page.waitForSelector('[data-day="2022-12-31"]');
  await page.waitForFunction((before) => Number(document.querySelector(".classes tr.met td.number").innerText.replace(/,/g, "")) > before, june);
  await page.fill("#day", "2022-06-30");
  await page.waitForFunction((before) => Number(document.querySelector(".classes tr.met td.number").innerText.replace(/,/g, "")) === before, june);
  assert.deepEqual(faults, []);
});

test("what was entered later counts only when one asks for it", async () => {
  await fresh();
  await page.click('[data-measure="protection_communities"] .name a');
  await page.waitForSelector(".classes");
  const then = await classOf("met");
  await page.click(".known summary");
  await page.fill('[aria-label="登记截至"]', "2022-12-31");
  await page.waitForFunction((before) => Number(document.querySelector(".classes tr.met td.number").innerText.replace(/,/g, "")) !== before, then);
  assert.ok((await classOf("met")) > then);
});

test("one drills down from the city to a community, and the parts sum up", async () => {
  await fresh();
  await page.click('[data-measure="protection_communities"] .name a');
  await page.waitForSelector(".chart canvas");
  await page.waitForTimeout(300);
  await shot(page, "measure");
  for (const level of ["county", "township", "community"]) {
    const counts = (text) => text.replace(/,/g, "").split(" / ").map(Number);
    const above = counts(await page.innerText(".big > span:not(.pill)"));
    const below = (await page.$$eval("table.list >> nth=0 >> tbody tr", (items) => items.map((item) => item.cells[4].innerText))).filter((text) => text !== "—").map(counts);
    assert.deepEqual([0, 1].map((at) => below.reduce((sum, each) => sum + each[at], 0)), above, level);
    const unit = await page.locator(".heading[data-unit]").getAttribute("data-unit");
    await page.locator("table.list tbody tr a").first().click();
    await page.waitForFunction((unit) => !document.querySelector(`[data-unit="${unit}"]`) && document.querySelector("[data-unit]"), unit);
  }
  assert.equal(await page.locator(".crumbs li").count(), 4);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll(".crumbs li").length === 3);
  assert.deepEqual(faults, []);
});

test("the ranking chart leads to the unit that is clicked", async () => {
  await fresh();
  await page.click('[data-measure="protection_minors"] .name a');
  await page.waitForSelector(".chart canvas");
  await page.waitForTimeout(300);
  const first = await page.innerText("table.list tbody tr:first-child td:nth-child(2)");
  const box = await page.locator(".chart .canvas").boundingBox();
  await page.mouse.click(box.x + 145, box.y + 20);
  await page.waitForFunction((name) => document.querySelector(".crumbs [aria-current]")?.innerText === name, first);
});

test("a gap list is searched, sorted, paged, and leads to the reason and the facts", async () => {
  await fresh();
  await page.click('[data-measure="protection_minors"] .more a');
  await page.waitForSelector("table.list");
  const total = Number(/共 ([\d,]+) 个/.exec(await page.innerText("#found"))[1].replace(/,/g, ""));
  assert.ok(total > 1000);
  await page.click("text=下一页");
  await page.waitForSelector("text=第 51–100 条");
  await page.fill('[aria-label="查找"]', "津市市");
  await page.waitForSelector("text=/找到 [\\d,]+ 个/");
  const found = Number(/找到 ([\d,]+) 个/.exec(await page.innerText("#found"))[1].replace(/,/g, ""));
  assert.ok(found > 0 && found < total);
  assert.ok((await rows(page)).every((row) => row[0].startsWith("津市市")));
  const ids = async () => (await rows(page)).map((row) => row[1]);
  const unsorted = await ids();
  await page.click("th >> text=人员");
  await page.waitForSelector('th[aria-sort="ascending"]');
  const up = await changed(ids, unsorted);
  await page.click("th >> text=人员");
  await page.waitForSelector('th[aria-sort="descending"]');
  const down = await changed(ids, up);
  assert.equal(new Set(up).size, up.length);
  await shot(page, "gaps");
  const id = down[0];
  await page.locator("table.list tbody tr a").first().click();
  await page.waitForSelector(".why .step");
  assert.match(await page.innerText(".why h2"), new RegExp(id));
  assert.match(await page.innerText(".why"), /未覆盖|数据缺失/);
  await page.click("text=← 返回");
  await page.waitForSelector("table.list");
  assert.deepEqual(faults, []);
});

test("who is counted is listed, as many as the number says, down to the rows of the files", async () => {
  await fresh();
  for (const measure of ["protection_minors", "municipal_organs", "protection_lectures", "new_field_organisations"]) {
    await page.evaluate((measure) => { location.hash = `#/measure/${measure}/4307/`; }, measure);
    await page.waitForSelector(`.actions a[href="#/counted/${measure}/4307"]`);
    const met = await classOf("met");
    assert.ok(met > 0);
    await page.click(`.actions a[href="#/counted/${measure}/4307"]`);
    await page.waitForSelector("#found >> text=/共 .* 个/");
    assert.match(await page.innerText("#found"), new RegExp(`共 ${met.toLocaleString("en")} 个`));
  }
  await page.evaluate(() => { location.hash = "#/counted/protection_minors/4307"; });
  await page.waitForSelector('h2 >> text=每一个未成年人');
  await page.locator("table.list tbody tr a").first().click();
  await page.waitForSelector(".class.met");
  await page.click("text=看原始记录");
  const record = await page.locator(".records li").first().innerText();
  const [, row] = /activities\.csv 第 (\d+) 行/.exec(record);
  const line = readFileSync(join(example, "activities.csv"), "utf8").split("\n")[row - 1];
  assert.match(record, new RegExp(`编号 ${line.split(",")[0]}\\b`));
  assert.match(record, /bud_care/);
  await shot(page, "why");
  assert.deepEqual(faults, []);
});

test("every point of a scorecard is explained, on the day for which marks were given", async () => {
  await fresh();
  await page.click("text=评分评比");
  await page.waitForSelector("h2 >> text=评分数据是2022年12月31日的");
  await page.click("button.primary");
  await page.click("text=区县妇联年度工作考核");
  await page.waitForSelector("th >> text=区县排名");
  const ranks = (await rows(page)).map((row) => Number(row[0]));
  assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));
  await shot(page, "scores");
  await page.locator("table.list tbody tr a").first().click();
  await page.waitForSelector("table.items");
  const points = await page.$$eval("table.items >> nth=0 >> tbody tr", (items) => items.map((item) => [...item.cells].map((cell) => cell.innerText)));
  assert.ok(points.length >= 10);
  for (const [title, , rule, , steps] of points) assert.ok(rule !== "" && steps !== "", title);
  await page.evaluate(() => { location.hash = "#/scores/-awards/"; });
  await page.waitForSelector(".award");
  assert.equal(await page.locator(".award", { hasText: "十佳模式" }).locator("li").count(), 10);
  assert.deepEqual(faults, []);
});

test("executives flow from the ledger into their scorecard, group by group and page by page", async () => {
  await fresh();
  await page.fill("#day", "2022-12-31");
  await page.waitForSelector('[data-day="2022-12-31"]');
  await page.evaluate(() => { location.hash = "#/scores/executives/"; });
  await page.waitForSelector('[aria-label="系列"]');
  const chips = await page.$$eval('[aria-label="系列"] .chip', (items) => items.map((item) => item.innerText.split(" ")));
  assert.deepEqual(chips.map(([group]) => group), ["市执委", "区县执委", "乡镇执委", "村执委"]);
  const register = readFileSync(join(example, "persons.csv"), "utf8");
  assert.ok(Number(chips[3][1].replace(/,/g, "")) > 1000 && register.length > 0);
  await page.click('[aria-label="系列"] >> text=村执委');
  await page.waitForSelector(`text=共 ${chips[3][1]} 条`);
  const executives = async () => (await rows(page)).map((row) => row[1]);
  const firstPage = await executives();
  // At once, as a quick hand does: nothing that starts late may take it back.
  await page.click("text=下一页");
  await page.waitForSelector("text=第 51–100 条");
  const secondPage = await executives();
  assert.equal(new Set([...firstPage, ...secondPage]).size, firstPage.length + secondPage.length);
  await page.waitForTimeout(400);
  assert.deepEqual(await executives(), secondPage);
  const [id] = secondPage;
  assert.match(register, new RegExp(`^${id},`, "m"));
  await page.locator("table.list tbody tr a").first().click();
  await page.waitForSelector("table.items");
  assert.match(await page.innerText(".why h2"), new RegExp(id));
  assert.deepEqual(faults, []);
});

test("what is odd about the facts is told", async () => {
  await fresh();
  await page.click("nav >> text=数据");
  await page.waitForSelector("text=参加人不在登记册里");
});

test("lists are saved as CSV that Excel reads and as .xlsx, with the digits of long codes", async () => {
  await fresh();
  await page.evaluate(() => { location.hash = "#/gaps/protection_communities/430702"; });
  await page.waitForSelector("table.list");
  const total = Number(/共 ([\d,]+) 个/.exec(await page.innerText("#found"))[1].replace(/,/g, ""));
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`text=${button}`)]);
    return { name: download.suggestedFilename(), data: readFileSync(await download.path()) };
  };
  const csv = await saved("导出 CSV");
  assert.match(csv.name, /^缺口清单 .*武陵区 2022-06-30\.csv$/);
  assert.deepEqual([...csv.data.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = csv.data.toString("utf8").slice(1).trimEnd().split("\r\n");
  assert.equal(lines.length, total + 1);
  assert.match(lines[1], /,4307\d{8}\t,/);
  const xlsx = await saved("导出 .xlsx");
  const parts = unzipSync(new Uint8Array(xlsx.data));
  const sheet = new TextDecoder().decode(parts["xl/worksheets/sheet1.xml"]);
  assert.equal(sheet.match(/<row /g).length, total + 1);
  const text = Object.entries(parts).filter(([name]) => /sharedStrings|sheet1/.test(name)).map(([, data]) => new TextDecoder().decode(data)).join("");
  assert.match(text, /4307\d{8}</);
  assert.deepEqual(faults, []);
});

test("a saved gap list has the same bytes as that of the native program", async () => {
  await fresh();
  for (const [measure, unit] of [["protection_minors", "430702"], ["protection_communities", "430703"], ["executive_duties", "430771"], ["municipal_organs", "4307"]]) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/gaps/${measure}/${unit}`);
    await page.waitForSelector("#found >> text=/共 .* 个/");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=导出 CSV")]);
    const native = jinguo("gaps", "--measure", measure, "--unit", unit, "--format", "csv");
    assert.equal(readFileSync(await download.path(), "utf8"), native, measure);
    assert.ok(native.split("\r\n").length > 5, measure);
  }
});

test("on paper there are the numbers and no buttons", async () => {
  await fresh();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".filters").isVisible(), false);
  assert.equal(await page.locator(".measure").first().isVisible(), true);
  assert.equal(await page.inputValue("#day"), "2022-06-30");
  await page.emulateMedia({ media: null });
});
