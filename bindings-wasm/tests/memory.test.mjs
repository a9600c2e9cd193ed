// Nothing is left behind by objects that are freed, and nothing by objects that are forgotten.
import assert from "node:assert/strict";
import { test } from "node:test";
import init, * as jinguo from "jinguo";
import { ask } from "./ask.js";
import { questions } from "./questions.mjs";

await init();
const some = questions.filter((_, nth) => nth % 6 === 0);
const round = () => some.forEach((question) => ask(jinguo, question));

test("a loop over everything the package does holds no more memory at its end than after its start", () => {
  assert.ok(globalThis.gc, "node --expose-gc");
  const held = [];
  for (let turn = 0; turn < 12; turn++) {
    round();
    gc();
    held.push([jinguo.memory(), process.memoryUsage().heapUsed]);
  }
  const [early, late] = [held[3], held.at(-1)];
  assert.equal(late[0], early[0], `module memory ${held.map(([bytes]) => bytes)}`);
  assert.ok(late[1] < early[1] + 2_000_000, `heap ${held.map(([, bytes]) => bytes)}`);
});

test("what a program forgets to free is freed when JavaScript forgets it", async () => {
  const forget = () => {
    const batch = new jinguo.Batch();
    batch.readCsv("units", `id,name,level\n${"u,".repeat(1)}${"x".repeat(100_000)},city\n`);
  };
  for (let turn = 0; turn < 40; turn++) forget();
  gc();
  await new Promise((later) => setTimeout(later, 50));
  const before = jinguo.memory();
  for (let turn = 0; turn < 400; turn++) {
    forget();
    if (turn % 20 === 0) {
      gc();
      await new Promise((later) => setTimeout(later, 5));
    }
  }
  assert.ok(jinguo.memory() < before + 16_000_000, `${before} became ${jinguo.memory()}`);
});

test("an object is freed at the end of its block", () => {
  const batch = new jinguo.Batch();
  if (typeof Symbol.dispose === "symbol") {
    batch[Symbol.dispose]();
    assert.throws(() => batch.length, { code: "wrong_handle" });
  } else {
    batch.free();
  }
});
