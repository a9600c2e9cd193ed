// A ledger in the package and natively, on one thread: `node bench.mjs FOLDER NATIVE`. Times are those on the core, the least of
// several runs, so that other programs on the machine do not count.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import init, { Batch, Ledger, Plan, TABLES, memory } from "jinguo";

const [folder, native] = process.argv.slice(2);
const plan = readFileSync(new URL("../examples/changde-2022/plan.json", import.meta.url), "utf8");
const times = {};
const rows = {};

function timed(name, body) {
  const before = process.cpuUsage();
  const value = body();
  const { user, system } = process.cpuUsage(before);
  times[name] = Math.min(times[name] ?? Infinity, user + system);
  return value;
}

await init();
using(Plan.fromJson(plan), (plan) => {
  for (let run = 0; run < 3; run++) {
    using(new Batch(), (batch) => {
      timed("read", () => TABLES.forEach((table) => (rows[table] = batch.readCsv(table, readFileSync(`${folder}/${table}.csv`)))));
      using(new Ledger(), (ledger) => {
        timed("apply", () => ledger.apply(batch));
        for (const as_of of ["2022-06-30", "2022-07-01", "2022-09-30", "2022-12-31"]) {
          using(timed(`evaluate ${as_of}`, () => plan.evaluate(ledger, { as_of })), (evaluation) => {
            timed("measure", () => evaluation.measure("protection_minors", { strata: true }));
            timed("everybody", () => evaluation.measure("protection_minors"));
            timed("at", () => evaluation.at("4307"));
          });
        }
        using(timed("follow", () => plan.follow(ledger, { as_of: "2022-06-30", known_at: "2022-12-31" })), (live) => {
          for (const as_of of ["2022-07-01", "2022-07-02", "2022-07-03"]) timed("move by a day", () => live.moveTo(as_of));
          timed("move by a quarter", () => live.moveTo("2022-09-30"));
        });
      });
    });
  }
});

function using(held, body) {
  try {
    return body(held);
  } finally {
    held.free();
  }
}

const theirs = JSON.parse(execFileSync(native, [folder], { encoding: "utf8" }));
const said = (time) => (time === undefined ? "" : (time / 1000).toFixed(1)).padStart(9);
console.log(TABLES.map((table) => `${rows[table].toLocaleString("en")} ${table}`).join(", "));
console.log("milliseconds on the core  package   native   times");
for (const [name, time] of Object.entries(times)) {
  const ratio = theirs[name] ? (time / theirs[name]).toFixed(1).padStart(8) : "";
  console.log(name.padEnd(24) + said(time) + said(theirs[name]) + ratio);
}
console.log(`memory of the module: ${(memory() / 1e6).toFixed(0)} MB`);
