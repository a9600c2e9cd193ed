// The package answers every question of examples/answers.rs as the Rust library does, byte for byte.
import assert from "node:assert/strict";
import { test } from "node:test";
import init, * as jinguo from "jinguo";
import { compare } from "./ask.js";
import { answers, questions } from "./questions.mjs";
import { inBrowser } from "./browser.mjs";

function holds({ questions: asked, equal, told }, where) {
  const all = Object.values(answers).reduce((sum, of) => sum + Object.keys(of).length, 0);
  assert.equal(told.length, 0, told.slice(0, 5).join("\n"));
  assert.ok(asked >= 150, `only ${asked} questions`);
  assert.equal(equal, all);
  console.log(`${where}: ${asked} questions, ${equal} answers, all equal`);
}

test("Node gives the bytes of the Rust library", async () => {
  await init();
  holds(compare(jinguo, questions, answers), "Node");
});

test("a plain page and a Worker in Chromium give the bytes of the Rust library", async () => {
  await inBrowser(async (page) => {
    for (const where of ["page", "worker"]) {
      const found = await page.evaluate((place) => window.run[place](), where);
      holds(found, `Chromium ${where}`);
    }
  });
});
