// The floor: forks of Chromium 96. What is built must be read by it and must not call what it does not have.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { parse } from "acorn";

const folder = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const text = (name) => readFileSync(folder + name, "utf8");

/** Methods and names that came after Chromium 96. A guarded use stands in the list of exceptions. */
const LATER = [
  "structuredClone(", ".findLast(", ".findLastIndex(", ".toSorted(", ".toReversed(", ".toSpliced(", "Object.groupBy(", "Map.groupBy(", "Array.fromAsync(",
  "Promise.withResolvers(", "Promise.try(", ".isWellFormed(", "new DecompressionStream('deflate-raw'", ".symmetricDifference(", "AbortSignal.any(",
];

test("every script is of the syntax of 2021, which Chromium 96 reads", () => {
  assert.ok(scripts.length >= 5);
  for (const name of scripts) parse(text(name), { ecmaVersion: 2022, sourceType: "module" });
});

test("a script of a later syntax would be found", () => {
  assert.throws(() => parse("using x = y;", { ecmaVersion: 2022, sourceType: "module" }));
  assert.throws(() => parse("/[\\p{L}--[a]]/v", { ecmaVersion: 2022, sourceType: "module" }));
});

test("no script calls what came later", () => {
  const found = scripts.flatMap((name) => LATER.filter((call) => text(name).includes(call)).map((call) => `${name}: ${call}`));
  assert.deepEqual(found, []);
});

test("no style sheet uses what came later", () => {
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".css"))) {
    assert.doesNotMatch(text(name), /:has\(|@container|@layer|color-mix\(|oklch|@starting-style|[{;]\s*&|\d[sld]vh/, name);
  }
});

test("the first visit stays small; workbooks and charts come when they are wanted", () => {
  const kilo = (names) => Math.round(names.reduce((sum, name) => sum + brotliCompressSync(readFileSync(folder + name)).length, 0) / 1000);
  const first = scripts.filter((name) => /^(index|worker)-/.test(name));
  const late = scripts.filter((name) => !first.includes(name));
  for (const name of readdirSync(folder)) console.log(`${name.padEnd(34)} ${String(statSync(folder + name).size).padStart(9)} B ${String(kilo([name])).padStart(5)} kB brotli`);
  assert.ok(first.length === 2 && late.length >= 3);
  assert.ok(kilo(first) <= 60, `${kilo(first)} kB of scripts at the start`);
});
