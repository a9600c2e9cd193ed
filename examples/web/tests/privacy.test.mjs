// No personal row leaves the browser: what the page asks for, and what its policy would let it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drop, launch, open, openExample, serve } from "./browser.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

test("through a whole visit every request goes to the page's own files, and none carries anything", async () => {
  const { page, requests, faults } = await open(browser, server.address);
  await drop(page, [
    { name: "persons.csv", data: Buffer.from("id,unit,birth_date,roles\nsecret-key-1,430702001004,2012-01-01,minor\n") },
    { name: "activities.csv", data: Buffer.from("id,kind,topics,date,status,hosts\nsecret-event,lecture,bud_care,2022-03-01,held,430702001004\n") },
    { name: "participations.csv", data: Buffer.from("activity,person,role\nsecret-event,secret-key-1,audience\n") },
  ]);
  await page.waitForSelector(".measure");
  for (const hash of ["#/measure/protection_minors/4307/", "#/gaps/protection_guardians/4307", "#/counted/protection_minors/4307", "#/why/protection_minors/4307/person/secret-key-1", "#/data"]) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.waitForTimeout(400);
  }
  await page.evaluate(() => { location.hash = "#/why/protection_minors/4307/person/secret-key-1"; });
  await page.click("text=看原始记录");
  await page.waitForSelector(".records");
  await page.evaluate(() => { location.hash = "#/counted/protection_minors/4307"; });
  await page.waitForSelector("table.list");
  for (const button of ["导出 .xlsx", "导出 CSV"]) await Promise.all([page.waitForEvent("download"), page.click(`text=${button}`)]);
  assert.ok(requests.length > 5);
  for (const { url, method, body } of requests) {
    assert.ok(url.startsWith(server.address) || url.startsWith(`blob:${server.address}`), url);
    assert.equal(method, "GET", url);
    assert.equal(body, 0, url);
    assert.ok(!url.includes("secret"), url);
    assert.ok(!url.includes("?"), url);
  }
  assert.deepEqual(faults, []);
});

test("nothing is kept in the browser", async () => {
  const { page, context } = await open(browser, server.address);
  await openExample(page);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]);
  assert.deepEqual(kept, [0, 0, 0, 0]);
  assert.deepEqual(await context.cookies(), []);
});

test("the policy stands in the page and in the answers of the server, and forbids what is not named", async () => {
  const { page } = await open(browser, server.address);
  const answer = await page.request.get(server.address);
  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; /);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|blob:|data:|\*/);
  const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  assert.ok(policy.startsWith(meta));
  const refused = await page.evaluate(async () => {
    const broken = [];
    document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
    await fetch("https://example.com/").catch(() => {});
    new Image().src = "https://example.com/x.png";
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.head.append(script);
    await new Promise((done) => setTimeout(done, 200));
    return { broken, injected: "injected" in window };
  });
  assert.deepEqual([...new Set(refused.broken)].sort(), ["connect-src", "img-src", "script-src-elem"]);
  assert.equal(refused.injected, false);
});

test("the server gives its own files only, and only reads", async () => {
  const { page } = await open(browser, server.address);
  for (const path of ["../package.json", "%2e%2e/package.json", "..%2fpackage.json", "assets/", "no-such-file"]) {
    assert.equal((await fetch(server.address + path)).status, 404, path);
  }
  assert.equal((await fetch(server.address, { method: "POST", body: "x" })).status, 404);
  await page.close();
});
