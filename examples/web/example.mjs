#!/usr/bin/env node
// Makes the built-in example in public/example: the plan and the administrative units of Changde as they are, and a SYNTHETIC
// ledger by the example program of this repository, thinned so that the page is there at once.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("public/example", import.meta.url));
/** People are one in so many. */
const DIVIDE = 400;
/** Of the kinds with thousands of activities, one in so many stays. */
const THIN = new Map([["lecture", 3], ["household_contact", 3], ["help_visit", 3]]);

if (existsSync(join(folder, "README.txt")) && !process.argv.includes("--again")) process.exit(0);

const made = mkdtempSync(join(tmpdir(), "jinguo-example-"));
// Without optimisation: that builds in a fraction of the time, and the ledger is small.
execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "jinguo-examples", "--", "synthesize", made, "--divide", String(DIVIDE)], {
  cwd: root, stdio: ["ignore", "ignore", "inherit"],
});
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const table of ["units", "persons", "organisations", "observations"]) copyFileSync(join(made, `${table}.csv`), join(folder, `${table}.csv`));

// An activity has a row for each version; all of them stay, or none.
const seen = new Map();
const kept = new Set();
keep("activities", ([id, kind]) => {
  if (!seen.has(id)) {
    const at = count(kind);
    if (at % (THIN.get(kind) ?? 1) === 0) kept.add(id);
    seen.set(id, kind);
  }
  return kept.has(id);
});
keep("participations", ([activity]) => kept.has(activity) || !seen.has(activity));
for (const name of ["plan.json", "scorecards.json", "scorecard-inputs-synthetic.json"]) {
  copyFileSync(join(root, "examples/changde-2022", name), join(folder, name));
}
// For ledgers of the user without units of their own: the real units only, none of the synthetic organs.
copyFileSync(join(root, "examples/changde-2022/units.csv"), join(folder, "administrative-units.csv"));
writeFileSync(join(folder, "README.txt"), "合成数据：除行政区划外，人员、单位、组织、活动均为程序生成，与任何真实个人和单位无关。\n");
rmSync(made, { recursive: true });

function count(kind) {
  const key = `count ${kind}`;
  seen.set(key, (seen.get(key) ?? -1) + 1);
  return seen.get(key);
}

// The fields looked at hold neither commas nor quotes.
function keep(table, test) {
  const [header, ...rows] = readFileSync(join(made, `${table}.csv`), "utf8").trimEnd().split("\n");
  const good = rows.filter((row) => test(row.split(",", 2)));
  writeFileSync(join(folder, `${table}.csv`), [header, ...good, ""].join("\n"));
}
