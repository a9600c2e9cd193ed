// A headless Chromium on the built page, served as staff get it; whatever it asks for on the network is written down.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
export const SHOTS = fileURLToPath(new URL("../output/screenshots/", import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** An office screen. */
export const OFFICE = { width: 1366, height: 768 };
/** A phone. */
export const PHONE = { width: 390, height: 844 };

/** Serves the built page on a free port. */
export async function serve() {
  const server = spawn(process.execPath, [`${root}serve`, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  // Not left behind when a test or the benchmark breaks off.
  process.on("exit", () => server.kill());
  const address = await new Promise((done, fail) => {
    server.stdout.once("data", (data) => done(String(data).trim()));
    server.once("exit", (code) => fail(new Error(`serve ended with ${code}`)));
  });
  return { address, stop: () => server.kill() };
}

/** Starts the browser. */
export function launch() {
  if (!CHROMIUM) throw new Error("no Chromium: apt-get install chromium, or set CHROMIUM to one");
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"], env: { ...process.env, LC_ALL: "C.UTF-8", LANGUAGE: "zh_CN" } });
}

/** A page with a record of what went wrong and what it asked for. */
export async function open(browser, address, viewport = OFFICE) {
  const context = await browser.newContext({ viewport, locale: "zh-CN", acceptDownloads: true });
  const requests = [];
  const faults = [];
  // Requests of the Worker too: they belong to the context.
  context.on("request", (request) => requests.push({ url: request.url(), method: request.method(), body: request.postDataBuffer()?.length ?? 0 }));
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  await page.goto(address);
  return { page, context, requests, faults };
}

/** Opens the built-in example. */
export async function openExample(page) {
  await page.click("text=打开示例");
  await page.waitForSelector(".measure");
}

/** The texts of the rows of the table on the screen. */
export function rows(page) {
  return page.$$eval("table.list tbody tr", (items) => items.map((item) => [...item.cells].map((cell) => cell.innerText)));
}

/** Keeps a picture of the page to look at. */
export async function shot(page, name, whole = false) {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: whole });
}

/** Presses Tab until something that matches has the focus; at each stop the focus must be seen. */
export async function tabTo(page, selector, most = 120) {
  for (let at = 0; at < most; at++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate((selector) => {
      const element = document.activeElement;
      if (!element || element === document.body) return "nowhere";
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      if (outlineStyle === "none" || outlineWidth === "0px") return `no focus to be seen on ${element.outerHTML.slice(0, 80)}`;
      return element.matches(selector) ? "here" : "on";
    }, selector);
    if (seen === "here") return;
    assert.ok(seen === "on" || seen === "nowhere", seen);
  }
  assert.fail(`${selector} is not reached with the Tab key`);
}

/** Drops files on the start, as from the desktop. */
export async function drop(page, files) {
  const transfer = await page.evaluateHandle(() => new DataTransfer());
  for (const { name, data } of files) {
    await page.evaluate(([transfer, name, base64]) => {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
    }, [transfer, name, Buffer.from(data).toString("base64")]);
  }
  await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
}
