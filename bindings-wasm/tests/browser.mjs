// A page in headless Chromium, served with the Content-Security-Policy that the README asks for and nothing more.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { chromium } from "playwright-core";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const ROOTS = {
  "/jinguo/": new URL("../dist/", import.meta.url),
  "/answers/": new URL(`file://${process.env.JINGUO_ANSWERS}/`),
  "/": new URL("./", import.meta.url),
};

async function answer(request, response) {
  const path = new URL(request.url, "http://localhost").pathname;
  if (path === "/favicon.ico") return void response.writeHead(204).end();
  const root = Object.keys(ROOTS).find((prefix) => path.startsWith(prefix));
  try {
    const body = await readFile(new URL(path.slice(root.length) || "page.html", ROOTS[root]));
    const kind = KINDS[extname(path)] ?? KINDS[".html"];
    response.writeHead(200, { "content-type": kind, "content-security-policy": POLICY }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Opens tests/page.html and hands the page over. */
export async function inBrowser(body) {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  if (!executablePath) throw new Error("no Chromium: apt-get install chromium");
  const server = createServer(answer);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.run !== undefined);
    await body(page);
    if (faults.length > 0) throw new Error(faults.join("\n"));
  } finally {
    await browser.close();
    server.close();
  }
}
