// What a program meets that calls the package wrongly, and what it can give it beside CSV files.
import assert from "node:assert/strict";
import { test } from "node:test";
import init, * as jinguo from "jinguo";

await init();

function thrown(body) {
  try {
    body();
  } catch (error) {
    assert.ok(error instanceof jinguo.JinguoError && error instanceof Error, String(error));
    return error;
  }
  return assert.fail("nothing was thrown");
}

const UNITS = "id,name,level\nu,单位,city\n";

test("an error has code, kind, place, what was found, what was expected, and sentences in both languages", () => {
  const error = thrown(() => new jinguo.Batch().readCsv("persons", "id,unit,birth_date\np,u,2022-02-30\n,u,\n", "人员.csv"));
  assert.deepEqual([error.code, error.number, error.kind, error.found], ["bad_date", 2201, "text", "2022-02-30"]);
  assert.deepEqual(error.place, { document: "人员.csv", row: 2, field: "birth_date" });
  assert.match(error.expected.zh, /^应为/);
  assert.deepEqual(error.faults.map((fault) => [fault.code, fault.place.row]), [["bad_date", 2], ["empty_field", 3]]);
  assert.equal(error.zh.split("\n").length, 2);
  assert.equal(error.message, error.en);
  assert.match(error.stack, /errors\.test/);
});

test("a plan tells every fault with pointer, line and column", () => {
  const faults = jinguo.Plan.check('{"schema": "jinguo-plan/1",\n "titel": 1}', "plan.json");
  const unknown = faults.find((fault) => fault.code === "unknown_key");
  assert.deepEqual(unknown.place, { document: "plan.json", pointer: "/titel", line: 2, column: 2 });
  assert.ok(faults.length > 5);
});

test("wrong arguments are told by name", () => {
  const batch = new jinguo.Batch();
  const cases = [
    [() => batch.readCsv("person", UNITS), "bad_parameter", "table"],
    [() => batch.readCsv("units", 7), "bad_parameter", "data"],
    [() => batch.readCsv("units", "\ud800"), "not_text", "data"],
    [() => jinguo.Plan.fromJson({}), "bad_parameter", "json"],
    [() => jinguo.round("1", { digits: 13 }), "bad_parameter", "digits"],
    [() => jinguo.round("x", { digits: 1 }), "bad_number", "number"],
    [() => new jinguo.Ledger().apply({}), "wrong_handle", "batch"],
    [() => new jinguo.Ledger().apply(new jinguo.Ledger()), "wrong_handle", "batch"],
    [() => new jinguo.Ledger().applyRecord(undefined), "bad_parameter", "record"],
    [() => batch.readColumns("units", { id: { ids: [] } }), "bad_parameter", "id"],
    [() => batch.readColumns("units", { id: ["a"], name: [1] }), "bad_parameter", "name"],
    [() => batch.readColumns("units", { id: { days: [1] } }), "bad_parameter", "id.days"],
  ];
  for (const [body, code, field] of cases) {
    const error = thrown(body);
    assert.deepEqual([error.code, error.place.field], [code, field], error.en);
    assert.ok(error.zh.length > 0);
  }
  batch.free();
  assert.equal(thrown(() => batch.length).code, "wrong_handle");
  batch.free();
});

test("what fails changes nothing, and the object can be used again", () => {
  const batch = new jinguo.Batch();
  batch.readCsv("units", UNITS);
  thrown(() => batch.readCsv("units", "id,name,level\n,x,city\n"));
  assert.equal(batch.length, 1);
  const ledger = new jinguo.Ledger();
  thrown(() => ledger.applyRecord({ record: "person", id: "p", unit: "nowhere" }));
  assert.equal(ledger.apply(batch), 1);
  assert.equal(batch.length, 0);
});

test("columns say the same as a CSV file", () => {
  const csv = new jinguo.Batch();
  csv.readCsv("units", UNITS);
  csv.readCsv("persons", "id,unit,birth_date,roles\np1,u,2012-01-02,minor\np2,u,,guardian\n");
  csv.readCsv("observations", "id,kind,unit,date,value,recorded_at\no,k,u,2022-01-01,95.5,2022-01-02 10:30\n");
  const columns = new jinguo.Batch();
  columns.readColumns("units", { id: ["u"], name: ["单位"], level: { words: ["city"], codes: Uint32Array.of(0) } });
  columns.readColumns("persons", {
    id: { data: new TextEncoder().encode("p1p2"), offsets: Uint32Array.of(0, 2, 4) },
    unit: { words: ["u"], codes: Uint32Array.of(0, 0) },
    birth_date: { days: Int32Array.of(Date.UTC(2012, 0, 2) / 86_400_000, jinguo.NO_DAY) },
    roles: { words: ["minor", "guardian"], codes: Uint32Array.of(0, 1) },
  });
  columns.readColumns("observations", {
    id: ["o"],
    kind: ["k"],
    unit: ["u"],
    date: { days: Int32Array.of(Date.UTC(2022, 0, 1) / 86_400_000) },
    value: { numbers: BigInt64Array.of(955n), digits: 1 },
    recorded_at: { times: BigInt64Array.of(BigInt(Date.UTC(2022, 0, 2, 10, 30) / 1000)) },
  });
  const stamp = (batch) => {
    const ledger = new jinguo.Ledger();
    ledger.apply(batch);
    return jinguo.Plan.fromJson(PLAN).evaluate(ledger, { as_of: "2022-06-30" }).report().ledger;
  };
  assert.deepEqual(stamp(columns), stamp(csv));
});

test("a file in pieces gives what the whole file gives, however it is cut", () => {
  const text = 'id,unit,roles\np1,u,"妇联，执委"\n,u,minor\np3,u,\np4\n';
  const utf8 = new TextEncoder().encode(text);
  const rejected = new jinguo.Batch().readCsvGoodRows("persons", utf8);
  for (const length of [1, 2, 7, 20, 1000]) {
    const batch = new jinguo.Batch();
    const reader = batch.csvReader("persons", { goodRows: true });
    for (let at = 0; at < utf8.length; at += length) reader.push(utf8.subarray(at, at + length));
    assert.deepEqual(reader.finish(), { rows: 2, rejected });
    assert.equal(thrown(() => reader.push(utf8)).code, "wrong_handle");
    const strict = batch.csvReader("persons", { name: "人员.csv" });
    strict.push(utf8);
    const error = thrown(() => strict.finish());
    assert.deepEqual(error.faults.map((fault) => [fault.place.document, fault.place.row]), [["人员.csv", 3], ["人员.csv", 5]]);
    assert.equal(batch.length, 2);
  }
});

// 常德市 in GBK, as Excel saves it.
const GBK = Uint8Array.of(...[..."id,name,level\nu,"].map((c) => c.charCodeAt(0)), 0xb3, 0xa3, 0xb5, 0xc2, 0xca, 0xd0, ...[...",city\n"].map((c) => c.charCodeAt(0)));

test("a file in GBK is read as a whole and in pieces, and a spoilt UTF-8 file is not taken for one", () => {
  const name = (batch) => {
    const ledger = new jinguo.Ledger();
    ledger.apply(batch);
    return jinguo.Plan.fromJson(PLAN).evaluate(ledger, { as_of: "2022-06-30" }).units()[0].name;
  };
  const whole = new jinguo.Batch();
  assert.equal(whole.readCsv("units", GBK), 1);
  assert.equal(name(whole), "常德市");
  const batch = new jinguo.Batch();
  const reader = batch.csvReader("units", { encoding: "gbk" });
  for (const byte of GBK) reader.push(Uint8Array.of(byte));
  assert.equal(reader.finish().rows, 1);
  assert.equal(name(batch), "常德市");
  const spoilt = new TextEncoder().encode("id,name,level\nu,常德市妇女联合会,city\n").map((byte, at) => (at === 17 ? 0xff : byte));
  const error = thrown(() => new jinguo.Batch().readCsv("units", spoilt));
  assert.deepEqual([error.code, error.place.row], ["bad_encoding", 2]);
  assert.equal(thrown(() => batch.csvReader("units", { encoding: "no such" })).place.field, "encoding");
});

test("columns of different length, and codes without a word, are told", () => {
  const batch = new jinguo.Batch();
  assert.equal(thrown(() => batch.readColumns("units", { id: ["u"], name: [], level: ["city"] })).code, "length_mismatch");
  const rejected = batch.readColumnsGoodRows("units", {
    id: ["u", "v"],
    name: ["u", "v"],
    level: { words: ["city"], codes: Uint32Array.of(0, 7) },
  });
  assert.deepEqual(rejected.map(({ place, faults }) => [place.row, faults[0].code]), [[2, "out_of_range"]]);
  assert.equal(batch.length, 1);
});

test("a withdrawal takes a record away from its day on", () => {
  const ledger = new jinguo.Ledger();
  const batch = new jinguo.Batch();
  batch.readCsv("units", UNITS);
  batch.readJsonLines('{"record":"activity","id":"a","kind":"lecture","date":"2022-03-08","status":"held","hosts":["u"]}\n');
  ledger.apply(batch);
  ledger.withdraw({ activity: "a" }, "2022-05-01", "重复登记");
  const plan = jinguo.Plan.fromJson(PLAN);
  const numerator = (known_at) => plan.evaluate(ledger, { as_of: "2022-06-30", known_at }).result("m", "u").numerator;
  assert.deepEqual([numerator("2022-04-30"), numerator("2022-05-01")], [1, 0]);
});

test("numbers are rounded and ranked exactly", () => {
  assert.equal(jinguo.round("2.675", { digits: 2 }), "2.68");
  assert.equal(jinguo.round("1/8", { digits: 2, mode: "half_even" }), "0.12");
  assert.equal(jinguo.round("7/8", { factor: 100, digits: 1 }), "87.5");
  assert.deepEqual(jinguo.rank(["0.5", null, 1, "1/2"]), ["2", null, "1", "2"]);
  assert.deepEqual(jinguo.rank([1, 1, 2], "lowest", "average"), ["1.5", "1.5", "3"]);
});

const PLAN = JSON.stringify({
  schema: "jinguo-plan/1",
  id: "p",
  version: "1",
  status: "active",
  title: { zh: "示例" },
  source: { title: "示例", issuer: "示例" },
  period: { calendar_year: 2022 },
  hierarchy: "administrative",
  vocabulary: {
    levels: [{ id: "city", title: { zh: "市" } }],
    activity_kinds: [{ id: "lecture", title: { zh: "宣讲" } }],
  },
  pace: [{ value: { on_track: 1, at_risk: "0.8" } }],
  clauses: [{ id: "1", number: "1", title: { zh: "条款" } }],
  measures: [
    {
      id: "m",
      title: { zh: "宣讲" },
      clause: "1",
      scoring: "proportion",
      basis: "unit",
      improvement: "increase",
      initial_population: { all: [] },
      numerator: { hosted: { activity: { status: ["held"], kind: ["lecture"] }, at_least: 1, reach: "itself" } },
    },
  ],
});
