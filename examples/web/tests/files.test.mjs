// Files of one's own: good and bad, CSV and workbook, UTF-8 and GBK, several at once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import write from "write-excel-file/node";
import { drop, launch, open, rows, serve, shot } from "./browser.mjs";

const small = fileURLToPath(new URL("../../changde-2022/small/", import.meta.url));
const file = (name) => ({ name, data: readFileSync(`${small}${name}`) });
const text = (name, of) => ({ name, data: Buffer.from(of) });
const TABLES = ["units", "persons", "organisations", "activities", "participations"].map((table) => `${table}.csv`);
let server, browser;

before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** The small ledger as of 30 June: what the page says of a measure in the city. */
async function figures(page, measure) {
  await page.fill("#day", "2022-06-30");
  await page.waitForSelector('#clauses[data-day="2022-06-30"][data-busy="false"]');
  const row = page.locator(`[data-measure="${measure}"]`);
  return [await row.locator("strong").innerText(), await row.locator(".figures small").innerText(), await row.locator(".pill").innerText()];
}

test("good CSV files lead straight to the numbers", async () => {
  const { page, faults } = await open(browser, server.address);
  await drop(page, TABLES.map(file));
  await page.waitForSelector(".measure");
  const good = await figures(page, "protection_minors");
  assert.match(good[1], /^\d+ \/ \d+$/);
  assert.match(await page.innerText(".label"), /没有 plan\.json/);
  assert.equal(await page.locator("text=合成数据").count(), 0);
  assert.deepEqual(faults, []);
});

test("the same files in GBK with Chinese headings, and as sheets of one workbook, give the same numbers", async () => {
  const first = await open(browser, server.address);
  await drop(first.page, TABLES.map(file));
  await first.page.waitForSelector(".measure");
  const good = await figures(first.page, "protection_minors");

  const gbk = await open(browser, server.address);
  const units = readFileSync(`${small}units.csv`, "utf8").replace("id,name,level,parent,groups", "编号,名称,层级,上级单位,类别");
  await drop(gbk.page, [{ name: "表一.csv", data: await gbkOf(gbk.page, units) }, ...TABLES.slice(1).map(file)]);
  await gbk.page.waitForSelector(".measure");
  assert.deepEqual(await figures(gbk.page, "protection_minors"), good);
  assert.match(await gbk.page.innerText(".crumbs"), /常德市/);

  // Dates as dates, codes as numbers, as people type them into a sheet.
  const sheets = TABLES.map((name) => ({ sheet: name.replace(".csv", ""), data: cells(readFileSync(`${small}${name}`, "utf8")) }));
  const workbook = await write(sheets).toBuffer();
  const xlsx = await open(browser, server.address);
  await drop(xlsx.page, [{ name: "台账.xlsx", data: workbook }]);
  await xlsx.page.waitForSelector(".measure");
  assert.deepEqual(await figures(xlsx.page, "protection_minors"), good);
  for (const each of [first, gbk, xlsx]) assert.deepEqual(each.faults, []);
});

test("the sheet reader is not fetched before a workbook is opened", async () => {
  const { page, requests } = await open(browser, server.address);
  await drop(page, TABLES.map(file));
  await page.waitForSelector(".measure");
  assert.equal(requests.filter(({ url }) => /xlsx|workbook|ranking/.test(url)).length, 0);
});

test("a bad CSV file is told by row and column, and one goes on with the good rows", async () => {
  const { page, faults } = await open(browser, server.address);
  const persons = readFileSync(`${small}persons.csv`, "utf8").trimEnd().split(/\r?\n/);
  const good = persons.length - 1;
  persons.push("x-1,430702001001,2012-13-45,minor", "x-2,nowhere,2012-01-01,minor");
  await drop(page, [file("units.csv"), text("persons.csv", persons.join("\n")), ...TABLES.slice(2).map(file)]);
  await page.waitForSelector("h1 >> text=处问题");
  const told = await rows(page);
  assert.equal(told.length, 2);
  assert.deepEqual(told[0].slice(0, 4), ["persons.csv", String(good + 2), "birth_date 出生日期", "2012-13-45"]);
  assert.deepEqual(told[1].slice(0, 4), ["persons.csv", String(good + 3), "unit 单位", "nowhere"]);
  assert.match(told[0][4], /2022-06-30|日期/);
  await shot(page, "faults");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=导出 CSV")]);
  assert.equal(readFileSync(await download.path(), "utf8").trimEnd().split("\r\n").length, 3);
  await page.click("text=/用好的 \\d+ 行继续/");
  await page.waitForSelector(".measure");
  await page.click("nav >> text=数据");
  await page.waitForSelector("text=没有读入的：2 行，2 处问题");
  assert.match(await page.innerText(".classes"), new RegExp(`人员\\s+${good + 1}\\s`), "the row with the unknown unit was read, and then not taken");
  assert.deepEqual(faults, []);
});

test("a fault in a workbook names the sheet and its row, empty rows counted", async () => {
  const { page } = await open(browser, server.address);
  const persons = [["id", "unit", "birth_date", "roles"], ["m-01", "430702001001", "2012-03-04", "minor"], [null, null, null, null], ["m-02", "430702001001", "四月", "minor"]];
  await drop(page, [file("units.csv"), { name: "名册.xlsx", data: await write([{ sheet: "人员", data: persons }]).toBuffer() }]);
  await page.waitForSelector("h1 >> text=处问题");
  assert.deepEqual((await rows(page))[0].slice(0, 4), ["名册.xlsx〔人员〕", "4", "birth_date 出生日期", "四月"]);
});

test("files that are no tables are named, old workbooks with a way out", async () => {
  const { page } = await open(browser, server.address);
  await drop(page, [file("units.csv"), text("笔记.csv", "甲,乙\n1,2\n"), text("旧表.xls", "x"), { name: "persons.csv", data: Buffer.from("\ufeffid,unit\r\n", "utf16le") }, text("坏的.xlsx", "PK no zip")]);
  await page.waitForSelector("h1 >> text=处问题");
  const told = (await rows(page)).map((row) => row.join(" "));
  assert.ok(told.some((row) => row.startsWith("笔记.csv") && row.includes("认不出")));
  assert.ok(told.some((row) => row.startsWith("旧表.xls") && row.includes("另存为 .xlsx")));
  assert.ok(told.some((row) => row.startsWith("坏的.xlsx")));
  assert.ok(told.some((row) => row.startsWith("persons.csv") && row.includes("bad_encoding")));
});

test("a bad plan of one's own is told by its place, and there is no going on", async () => {
  const { page } = await open(browser, server.address);
  const plan = JSON.parse(readFileSync(fileURLToPath(new URL("../../changde-2022/plan.json", import.meta.url)), "utf8"));
  plan.measures[0].basis = "persons";
  await drop(page, [text("plan.json", JSON.stringify(plan)), ...TABLES.map(file)]);
  await page.waitForSelector("h1 >> text=处问题");
  const [row] = await rows(page);
  assert.equal(row[0], "plan.json");
  assert.match(row[2], /\/measures\/0\/basis/);
  assert.equal(await page.locator("button.primary").count(), 0);
});

test("one of twenty thousand missing is never 100 %", async () => {
  const { page } = await open(browser, server.address);
  const people = Array.from({ length: 20_000 }, (_, at) => `p${at}`);
  await drop(page, [
    file("units.csv"),
    text("persons.csv", ["id,unit,birth_date,roles", ...people.map((id) => `${id},430702001001,2012-01-01,minor`)].join("\n")),
    text("activities.csv", "id,kind,topics,date,status,hosts\na,lecture,bud_care,2022-03-01,held,430702001001\n"),
    text("participations.csv", ["activity,person,role", ...people.slice(1).map((id) => `a,${id},audience`)].join("\n")),
  ]);
  await page.waitForSelector(".measure");
  assert.deepEqual((await figures(page, "protection_minors")).slice(0, 2), ["99.99%", "19,999 / 20,000"]);
  const done = await page.locator('[data-measure="protection_minors"] .bar .done').getAttribute("width");
  assert.ok(Number(done) < 200, "the bar is not full either");
});

test("a long load shows how far it is, and can be given up", async () => {
  const { page, faults } = await open(browser, server.address);
  const people = Array.from({ length: 400_000 }, (_, at) => `p${at},430702001001,2012-01-01,minor`);
  await drop(page, [file("units.csv"), text("persons.csv", ["id,unit,birth_date,roles", ...people].join("\n"))]);
  await page.waitForSelector("progress");
  await page.click("text=取消");
  await page.waitForSelector("text=打开示例");
  await page.click("text=打开示例");
  await page.waitForSelector(".measure");
  assert.match(await page.innerText(".label"), /合成数据/);
  assert.deepEqual(faults, []);
});

/** A table as a sheet: numbers and days as such where a sheet would make them so. */
function cells(csv) {
  return csv.trimEnd().split(/\r?\n/).map((line) => line.split(",").map((value) => {
    if (value === "") return null;
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return { value: new Date(`${value}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
    if (/^\d+$/.test(value)) return { value: Number(value), type: Number };
    return value;
  }));
}

/** GBK as Windows writes it. There is no encoder in a browser, so the decoder is asked for every pair of bytes. */
function gbkOf(page, of) {
  return page.evaluate((of) => {
    const decoder = new TextDecoder("gb18030");
    const pairs = new Map();
    for (let a = 0x81; a < 0xff; a++) for (let b = 0x40; b < 0xff; b++) pairs.set(decoder.decode(new Uint8Array([a, b])), [a, b]);
    return [...of].flatMap((character) => (character < "\x80" ? [character.charCodeAt(0)] : pairs.get(character)));
  }, of).then(Buffer.from);
}
