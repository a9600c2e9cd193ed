// An evaluation that follows its ledger says after each change, and on each day, what a fresh evaluation of the same facts says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import init, { Batch, JinguoError, Ledger, LiveEvaluation, Plan, TABLES } from "jinguo";

await init();

const example = new URL("../../examples/changde-2022/", import.meta.url);
const plan = Plan.fromJson(readFileSync(new URL("plan.json", example), "utf8"), "plan.json");
const MINORS = "protection_minors";
const CITY = "4307";
const KNOWN_AT = "2022-12-31";
const DAYS = ["2022-03-31", "2022-06-30", "2023-01-15", "2021-12-31", "2022-06-01"];

function ledgerOfExample() {
  const batch = new Batch();
  for (const table of TABLES.filter((table) => table !== "observations")) {
    batch.readCsv(table, readFileSync(new URL(`small/${table}.csv`, example)));
  }
  const ledger = new Ledger();
  ledger.apply(batch);
  batch.free();
  return ledger;
}

/** What follows, and a ledger of its own that gets the same facts. */
function begin(as_of = "2022-06-30") {
  const given = ledgerOfExample();
  const live = plan.follow(given, { as_of, known_at: KNOWN_AT });
  given.free();
  return { live, beside: ledgerOfExample() };
}

const READINGS = {
  report: (evaluation) => evaluation.reportJson(),
  fingerprint: (evaluation) => evaluation.fingerprint(),
  result: (evaluation) => evaluation.result(MINORS, CITY),
  stratum: (evaluation) => evaluation.measure(MINORS, { strata: true }),
  at: (evaluation) => evaluation.at("430702"),
  units: (evaluation) => evaluation.units(),
  gaps: (evaluation) => evaluation.gaps({ measure: MINORS, limit: 100 }),
  subjects: (evaluation) => evaluation.subjects({ measure: MINORS, limit: 100 }),
  periods: (evaluation) => evaluation.periods(),
  findings: (evaluation) => evaluation.findings(),
  why: (evaluation) => evaluation.explain(MINORS, { person: "m-04" }),
};

function saysWhatAFreshOneSays(live, beside, as_of) {
  const fresh = plan.evaluate(beside, { as_of, known_at: KNOWN_AT });
  const march = plan.evaluate(beside, { as_of: "2022-03-10", known_at: KNOWN_AT });
  for (const [name, read] of Object.entries(READINGS)) assert.deepEqual(read(live), read(fresh), `${name} on ${as_of}`);
  assert.deepEqual(live.difference(march), fresh.difference(march));
  const query = { measure: MINORS, limit: 100 };
  assert.deepEqual(live.moves(march, query), fresh.moves(march, query));
  fresh.free();
  march.free();
}

function onEveryDay(live, beside) {
  for (const day of [...DAYS, "2022-06-30"]) {
    live.moveTo(day);
    saysWhatAFreshOneSays(live, beside, day);
  }
}

const fraction = (live) => {
  const { numerator, denominator } = live.result(MINORS, CITY);
  return `${numerator}/${denominator}`;
};

function thrown(body) {
  try {
    body();
  } catch (error) {
    assert.ok(error instanceof JinguoError, String(error));
    return error.code;
  }
  return assert.fail("nothing was thrown");
}

test("it says after each record, and on each day, what a fresh evaluation says", () => {
  const { live, beside } = begin();
  saysWhatAFreshOneSays(live, beside, "2022-06-30");
  assert.equal(fraction(live), "3/8");
  for (const follower of [live, beside]) {
    follower.applyRecord({ record: "participation", activity: "a-02", person: "m-04", role: "audience" });
  }
  assert.equal(fraction(live), "4/8");
  onEveryDay(live, beside);
  for (const follower of [live, beside]) follower.withdraw({ activity: "a-01" }, "2022-06-15", "重复登记");
  assert.equal(fraction(live), "2/8");
  onEveryDay(live, beside);
  for (const follower of [live, beside]) {
    follower.applyRecord({ record: "person", id: "m-09", unit: "430703001201", birth_date: "2011-01-01", roles: ["minor"] });
  }
  assert.equal(fraction(live), "2/9");
  onEveryDay(live, beside);
  live.free();
  beside.free();
});

function listeners(activity) {
  const batch = new Batch();
  batch.readCsv("participations", `activity,person,role\na-02,m-04,audience\n${activity},m-05,audience\n`);
  return batch;
}

test("a batch enters as a whole, or not at all, or its good records", () => {
  const { live, beside } = begin();
  const bad = listeners("nowhere");
  assert.equal(thrown(() => live.apply(bad)), "unknown_activity");
  assert.equal(bad.length, 0);
  saysWhatAFreshOneSays(live, beside, "2022-06-30");

  const receipt = live.applyGoodRows(listeners("nowhere"));
  assert.equal(receipt.accepted, 1);
  assert.deepEqual(receipt.rejected.map(({ place, faults }) => [place.row, faults[0].code]), [[3, "unknown_activity"]]);
  assert.deepEqual(receipt, beside.applyGoodRows(listeners("nowhere")));
  assert.equal(fraction(live), "4/8");

  assert.equal(live.apply(listeners("a-02")), beside.apply(listeners("a-02")));
  assert.equal(fraction(live), "5/8");
  onEveryDay(live, beside);
});

test("facts that cannot be evaluated stay, and every reading says so until they are mended", () => {
  const { live, beside } = begin();
  const county = (parent, recorded_at) => ({ record: "unit", id: "430702", name: "武陵区", level: "county", parent, recorded_at });
  const circle = county("430702001", "2022-06-10");
  assert.equal(thrown(() => live.applyRecord(circle)), "unit_cycle");
  for (const read of Object.values(READINGS)) assert.equal(thrown(() => read(live)), "unit_cycle");
  assert.equal(thrown(() => live.moveTo("2022-07-01")), "unit_cycle");
  const ledger = live.ledger();
  assert.equal(thrown(() => plan.evaluate(ledger, { as_of: "2022-07-01", known_at: KNOWN_AT })), "unit_cycle");
  ledger.free();

  beside.applyRecord(circle);
  for (const follower of [live, beside]) follower.applyRecord(county("4307", "2022-06-11"));
  saysWhatAFreshOneSays(live, beside, "2022-07-01");
  onEveryDay(live, beside);
});

test("what is kept beside it does not change with it, and it does not change with that", () => {
  const given = ledgerOfExample();
  const live = plan.follow(given, { as_of: "2022-06-30", known_at: KNOWN_AT });
  const before = plan.evaluate(given, { as_of: "2022-06-30", known_at: KNOWN_AT });
  const copy = live.ledger();
  live.withdraw({ activity: "a-01" }, "2022-06-15");
  copy.withdraw({ activity: "a-02" }, "2022-06-15");
  const of = (ledger) => fraction(plan.evaluate(ledger, { as_of: "2022-06-30", known_at: KNOWN_AT }));
  assert.deepEqual([fraction(live), fraction(before), of(given), of(copy)], ["1/8", "3/8", "3/8", "2/8"]);
});

test("wrong use is told by name, and nothing has changed", () => {
  const { live, beside } = begin();
  assert.equal(thrown(() => plan.follow({}, { as_of: "2022-06-30" })), "wrong_handle");
  assert.equal(thrown(() => plan.follow(beside, { as_of: "2022-02-30" })), "bad_date");
  assert.equal(thrown(() => live.moveTo("2022-02-30")), "bad_date");
  assert.equal(thrown(() => live.moveTo(7)), "bad_parameter");
  assert.equal(thrown(() => live.apply({})), "wrong_handle");
  assert.equal(thrown(() => live.applyGoodRows(beside)), "wrong_handle");
  assert.equal(thrown(() => live.applyRecord(undefined)), "bad_parameter");
  assert.equal(thrown(() => live.difference(live)), "wrong_handle");
  saysWhatAFreshOneSays(live, beside, "2022-06-30");
  assert.ok(live instanceof LiveEvaluation);
  live.free();
  live.free();
  assert.equal(thrown(() => live.fingerprint()), "wrong_handle");
});
