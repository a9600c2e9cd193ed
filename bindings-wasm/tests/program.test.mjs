// The program of program.ts, and those of the READMEs, run as they stand.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const example = new URL("examples/changde-2022/", root);
const read = (name) => readFileSync(new URL(name, example), "utf8");

test("a program that uses every function compiles strictly and runs", async () => {
  const { program } = await import("./made/program.js");
  const tables = {};
  for (const table of ["units", "persons", "organisations", "activities", "participations"]) {
    tables[table] = read(`small/${table}.csv`);
  }
  const said = await program({
    plan: read("plan.json"),
    tables,
    scorecards: read("scorecards.json"),
    inputs: read("scorecard-inputs-synthetic.json"),
  });
  assert.ok(said.includes("37.50"), said.join("\n"));
  assert.deepEqual(said.slice(-5, -2), ["unknown_measure", "use", ""]);
});

/** The blocks of a document in JavaScript. */
function blocks(name) {
  const text = readFileSync(new URL(name, root), "utf8");
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map((block) => block[1]);
}

/** Runs a program in a folder where the package is installed and the example lies. */
function run(program) {
  const folder = mkdtempSync(`${tmpdir()}/jinguo-readme-`);
  mkdirSync(`${folder}/node_modules`);
  symlinkSync(fileURLToPath(new URL("bindings-wasm", root)), `${folder}/node_modules/jinguo`);
  symlinkSync(fileURLToPath(new URL("examples", root)), `${folder}/examples`);
  writeFileSync(`${folder}/program.mjs`, program);
  return execFileSync(process.execPath, ["program.mjs"], { cwd: folder, encoding: "utf8" });
}

for (const name of ["README.md", "README.zh.md"]) {
  test(`the program of ${name} runs`, () => {
    const programs = blocks(name);
    assert.equal(programs.length, 1);
    assert.match(run(programs[0]), /3 \/ 8/);
  });
}

test("the program of bindings-wasm/README.md runs", () => {
  const [program] = blocks("bindings-wasm/README.md");
  const before = `import { readFileSync } from "node:fs";
    const planText = readFileSync("examples/changde-2022/plan.json", "utf8");
    const unitBytes = readFileSync("examples/changde-2022/small/units.csv");
    const personBytes = readFileSync("examples/changde-2022/small/persons.csv");\n`;
  run(`${before}${program}\nif (page.length === 0 || change.measures.length === 0) throw new Error("nothing came out");`);
});

test("what npm would publish has the module, the types and no more than is needed", () => {
  const told = execFileSync("npm", ["pack", "--dry-run", "--json"], {
    cwd: fileURLToPath(new URL("bindings-wasm", root)),
    encoding: "utf8",
  });
  const files = JSON.parse(told)[0].files.map((file) => file.path);
  for (const file of ["dist/index.js", "dist/index.d.ts", "dist/node.js", "dist/wasm/jinguo_bg.wasm", "README.md"]) {
    assert.ok(files.includes(file), `${file} is missing`);
  }
  assert.deepEqual(files.filter((file) => !/^(dist\/|README\.md$|package\.json$)/.test(file)), []);
  assert.ok(existsSync(new URL("bindings-wasm/dist/index.js", root)));
});
